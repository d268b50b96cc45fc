/** Clock readings in words and in signs: short ones for chips in the diagram, whole ones for the panel. */
import { compareHybrid } from '../../src/trace/clocks/hybrid';
import type { HybridReading } from '../../src/trace/clocks/hybrid';
import type { VectorReading } from '../../src/trace/clocks/vector';
import { isBefore } from '../../src/trace/clocks/vector';
import type { Plain } from '../../src/trace/trace';
import { shortString, shortText } from './plain-text';
import { grouped, timeWords } from './time-words';

/** With more nodes than this a vector is told by its own entry and by how many others it has. */
const MOST_ENTRIES = 8;

/** `[2, 0, 1]`, one number a node in the order of the lanes. */
export function vectorText(reading: VectorReading, nodes: number): string {
  return `[${Array.from({ length: nodes }, (_, node) => reading.get(node) ?? 0).join(', ')}]`;
}

/** From the fullest to the shortest; a chip shows the first that fits. */
export function vectorTexts(reading: VectorReading, own: number, nodes: number): string[] {
  const short = `${reading.get(own) ?? 0}${reading.size > 1 ? ` +${reading.size - 1}` : ''}`;
  if (nodes > MOST_ENTRIES) return [short];
  const whole = vectorText(reading, nodes);
  return [whole, whole.replaceAll(', ', ','), short];
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

type Fields = { readonly [field: string]: unknown };

/** What a process read on its clock, from the fullest to the shortest, with the true time beside it. */
export function recordedTexts(detail: Fields, trueUs: number | undefined): string[] {
  const which = typeof detail['clock'] === 'string' ? shortString(detail['clock'], 16) : 'clock';
  const value = detail['reading'] as Plain | undefined;
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

/** The interval in which the true time lies, as a wall clock's reading claims; a moment where it claims nothing (not `stated`). */
export function boundsOf(detail: Fields): { readonly earliest: number; readonly latest: number; readonly stated: boolean } | undefined {
  const { clock, reading, earliest, latest } = detail;
  if (clock !== 'wall' || typeof reading !== 'number') return undefined;
  const stated = typeof earliest === 'number' && typeof latest === 'number' && earliest <= latest;
  return stated ? { earliest, latest, stated } : { earliest: reading, latest: reading, stated };
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
