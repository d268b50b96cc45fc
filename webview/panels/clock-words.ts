/** Clock readings in words and in signs: short ones for chips in the diagram, whole ones for the panel. */
import { boundsOf } from '../../src/trace/clocks/bounds';
import { compareHybrid } from '../../src/trace/clocks/hybrid';
import type { HybridReading } from '../../src/trace/clocks/hybrid';
import type { VectorReading, VectorSize } from '../../src/trace/clocks/vector';
import { isBefore } from '../../src/trace/clocks/vector';
import type { EventDetails } from '../../src/trace/trace';
import { shortString, shortText } from './plain-text';
import { grouped, timeWords } from './time-words';

/** With more nodes than this a vector is told by its own entry and by how many others it has. */
export const MOST_ENTRIES = 8;

/** `[2, 0, 1]`, one number a node in the order of the lanes. */
export function vectorText(reading: VectorReading, nodes: number): string {
  return `[${Array.from({ length: nodes }, (_, node) => reading.get(node) ?? 0).join(', ')}]`;
}

/** From the fullest to the shortest; a chip shows the first that fits. */
export function vectorTexts(reading: VectorReading, own: number, nodes: number): string[] {
  const whole = vectorText(reading, nodes);
  return [whole, whole.replaceAll(', ', ','), vectorSizeText({ own: reading.get(own) ?? 0, others: reading.size - 1 })];
}

/** `12 +3`: the node's own entry, and how many others are not 0. */
export function vectorSizeText({ own, others }: VectorSize): string {
  return others > 0 ? `${own} +${others}` : String(own);
}

/** `alice 2, bob 1`: the entries that are not 0, the node's own first. */
export function vectorWords(reading: VectorReading, own: number, nameOf: (node: number) => string, most = 12): string {
  const entries = [...reading].sort(([a], [b]) => Number(b === own) - Number(a === own) || a - b);
  const words = entries.slice(0, most).map(([node, count]) => `${shortString(nameOf(node), 24)} ${grouped(count)}`);
  if (entries.length > most) words.push(`and ${grouped(entries.length - most)} more`);
  return words.join(', ');
}

/** `12.5 ms, 2`: l and c, as the paper writes them. */
export function hybridText({ l, c }: HybridReading): string {
  return `${timeWords(l)}, ${c}`;
}

type Fields = EventDetails['clock'];

/** What a process read on its clock, from the fullest to the shortest, with the true time beside it. */
export function recordedTexts(detail: Fields, trueUs: number | undefined): string[] {
  const which = shortString(String(detail.clock), 16);
  const value = detail.reading;
  if ((which !== 'wall' && which !== 'monotonic') || typeof value !== 'number') return [`${which} ${shortText(value, 40)}`, shortText(value, 24)];
  const about = `${timeWords(value)}${halfWidth(detail, value)}`;
  // A monotonic clock starts with its process: true time is nothing to hold it against.
  if (which === 'monotonic' || trueUs === undefined) return [`${which} ${about}`, about, timeWords(value)];
  return [`${which} ${about} · true ${timeWords(trueUs)}`, `${about} · true ${timeWords(trueUs)}`, about, timeWords(value)];
}

function halfWidth(detail: Fields, reading: number): string {
  const bounds = boundsOf(detail);
  if (bounds === undefined || bounds.latest === bounds.earliest) return '';
  const [down, up] = [reading - bounds.earliest, bounds.latest - reading];
  return down === up ? ` ± ${timeWords(up)}` : ` −${timeWords(down)} +${timeWords(up)}`;
}

/** `<`, `>` or `=` between two readings, `‖` where neither vector is the lower. */
export type Sign = '<' | '>' | '=' | '‖';

export function signOf(difference: number): Sign {
  return difference < 0 ? '<' : difference > 0 ? '>' : '=';
}
export function vectorSign(a: VectorReading, b: VectorReading): Sign {
  if (isBefore(a, b)) return '<';
  return isBefore(b, a) ? '>' : '‖';
}
export function hybridSign(a: HybridReading, b: HybridReading): Sign {
  return signOf(compareHybrid(a, b));
}
