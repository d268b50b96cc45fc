/**
 * Words, numbers, durations and drifts as one would write them into this file.
 */
import { formatDuration, UNITS } from '../units';
import type { Style } from './style';

/**
 * A duration as people write it: 40000 → `40ms`. `old` is what stands in its place now, or in that of its neighbour; its unit is kept
 * where the number can be taken in at a glance: `2s` becomes `0.5s` and not `500ms`.
 */
export function durationText(us: number, style: Style, old?: string): string {
  // The reader refuses it with its own words.
  if (!Number.isSafeInteger(us)) return `${us}us`;
  const kept = old === undefined ? undefined : /[a-z]+/.exec(old)?.[0];
  if (us === 0) return `0${kept !== undefined && Object.hasOwn(UNITS, kept) ? kept : style.unit}`;
  return kept !== undefined && suits(us, kept) ? inUnit(us, kept) : formatDuration(us);
}

/** A drift with at most six decimals and no exponent. */
export function driftText(ppm: number): string {
  return `${ppm.toFixed(6).replace(/\.?0+$/, '').replace(/^-0$/, '0')}ppm`;
}

/** A value of one word, in quotes where it would otherwise be read as something else. `old` as above, with its quotes. */
export function wordText(value: string | number | boolean | null, style: Style, old = ''): string {
  if (typeof value !== 'string') return String(value);
  if (old.startsWith("'")) return single(value) ?? JSON.stringify(value);
  if (old.startsWith('"') || style.json) return JSON.stringify(value);
  if (isPlain(value)) return value;
  return (style.quote === "'" ? single(value) : undefined) ?? JSON.stringify(value);
}

/** A key, or a word that is known to need no quotes: a duration, a drift. */
export function keyText(key: string, style: Style): string {
  return style.json || !isPlain(key) ? JSON.stringify(key) : key;
}

/** Words that other readers of YAML take for something else are put in quotes as well. */
const NOT_WORDS = /^(null|true|false|yes|no|on|off|y|n)$/i;

function isPlain(value: string): boolean {
  return /^[\p{L}_](?:[\p{L}\p{N}_./ -]*[\p{L}\p{N}_./-])?$/u.test(value) && !NOT_WORDS.test(value);
}

function single(value: string): string | undefined {
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value) ? undefined : `'${value.replaceAll("'", "''")}'`;
}

/** At most three decimals, and a number that can be taken in at a glance. */
function suits(us: number, unit: string): boolean {
  if (!Object.hasOwn(UNITS, unit)) return false;
  const size = UNITS[unit]!;
  const whole = BigInt(size);
  const amount = Math.abs(us) / size;
  return (BigInt(Math.abs(us)) * 1000n) % whole === 0n && amount >= 0.1 && amount < 10_000;
}

function inUnit(us: number, unit: string): string {
  const thousandths = (BigInt(Math.abs(us)) * 1000n) / BigInt(UNITS[unit]!);
  const rest = String(thousandths % 1000n).padStart(3, '0').replace(/0+$/, '');
  return `${us < 0 ? '-' : ''}${thousandths / 1000n}${rest === '' ? '' : `.${rest}`}${unit}`;
}
