/** How far apart two clocks are at one moment, as far as a trace tells. */
import { timeText } from '../text';

export interface ClockAt {
  readonly name: string;
  readonly readingUs: number;
  /** Half-width of the bounds; 0 where none are told. */
  readonly uncertaintyUs: number;
  /** Whether the trace tells anything of this clock. */
  readonly known: boolean;
}

/** Of the two the one that is ahead, by how much, and how far that may be wrong; `words` tells a duration. */
export function skewWords(a: ClockAt, b: ClockAt, words: (us: number) => string = timeText): string {
  const unknown = [a, b].filter(({ known }) => !known).map(({ name }) => name);
  if (unknown.length > 0) return `nothing is told of the clock of ${unknown.join(' and ')}`;
  const byUs = a.readingUs - b.readingUs;
  const widthUs = a.uncertaintyUs + b.uncertaintyUs;
  const width = widthUs === 0 ? '' : ` ± ${words(widthUs)}`;
  if (byUs === 0) return `the clocks of ${a.name} and ${b.name} agree${width === '' ? '' : `,${width}`}`;
  const [ahead, behind] = byUs > 0 ? [a, b] : [b, a];
  const either = Math.abs(byUs) <= widthUs ? ', so either may be ahead' : '';
  return `${ahead.name} is ${words(Math.abs(byUs))}${width} ahead of ${behind.name}${either}`;
}
