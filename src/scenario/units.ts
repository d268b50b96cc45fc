/**
 * Durations (`10ms`, `1.5s`) and clock drifts (`200ppm`) as written in scenario files.
 *
 * Virtual time is whole microseconds, so a duration must be a whole number of them: `1.5us` is refused and
 * not rounded, because a file must mean exactly what the run does.
 */
import { nearest } from '../trace/suggest';

/** Microseconds in each unit, smallest first. */
export const UNITS: { readonly [unit: string]: number } = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
};
export const DURATION_PATTERN = '^-?\\d+(\\.\\d+)?(us|ms|s|m|h)$';
export const DRIFT_PATTERN = '^-?\\d+(\\.\\d{1,6})?ppm$';

const OTHER_SPELLINGS: { readonly [unit: string]: string } = {
  'µs': 'us', 'μs': 'us', usec: 'us', microseconds: 'us', msec: 'ms', millis: 'ms', milliseconds: 'ms',
  sec: 's', secs: 's', second: 's', seconds: 's', min: 'm', mins: 'm', minute: 'm', minutes: 'm',
  hr: 'h', hour: 'h', hours: 'h',
};

export type UnitResult =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly message: string; readonly code: string; readonly suggestion?: string };

/** Reads a duration into whole microseconds. The message of a refusal goes on after "…: ". */
export function parseDuration(text: string): UnitResult {
  const parts = /^([+-]?)(\d+)(?:[.,](\d+))?[ _]?([^\s\d.,]*)$/u.exec(text.trim());
  if (parts === null) return refused('wrong-type', 'a duration is a number with a unit, such as 10ms or 1.5s');
  const [, sign, whole, fraction = '', unit] = parts as unknown as [string, string, string, string | undefined, string];
  const number = `${sign === '-' ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  if (unit === '') return refused('unknown-unit', `the unit is missing (${unitList})`, `${number}${Number(number) === 0 ? 's' : 'ms'}`);
  if (/^(ns|nsec|nanoseconds?)$/i.test(unit)) {
    return refused('unknown-unit', 'virtual time is kept in whole microseconds, so the smallest unit is us');
  }
  const size = UNITS[unit];
  if (size === undefined) {
    const meant = OTHER_SPELLINGS[unit] ?? OTHER_SPELLINGS[unit.toLowerCase()] ?? nearest(unit, Object.keys(UNITS));
    return refused('unknown-unit', `unknown unit "${unit.slice(0, 20)}" (${unitList})`, meant === undefined ? undefined : number + meant);
  }
  const plain = `${number}${unit}`;
  if (text !== plain) return refused('wrong-type', 'a duration is written without spaces, signs or commas', plain);
  const us = exactMicroseconds(whole, fraction, size);
  if (us === undefined) return refused('not-whole', 'virtual time is kept in whole microseconds; this is a part of one');
  if (!Number.isSafeInteger(us)) return refused('out-of-range', 'the duration is too long to be kept exactly');
  return { ok: true, value: sign === '-' && us !== 0 ? -us : us };
}

/** Reads a drift such as `200ppm` or `-11.57394ppm` into parts per million. */
export function parseDrift(text: string): UnitResult {
  if (new RegExp(DRIFT_PATTERN).test(text)) {
    const ppm = Number(text.slice(0, -3));
    if (ppm <= Number.MAX_SAFE_INTEGER && ppm >= Number.MIN_SAFE_INTEGER) return { ok: true, value: ppm + 0 };
  }
  const number = /^\s*([+-]?)(\d+(?:\.\d{1,6})?)\s*(ppm)?\s*$/i.exec(text);
  const suggestion = number === null ? undefined : `${number[1] === '-' ? '-' : ''}${number[2]}ppm`;
  return refused('unknown-unit', 'a drift is a number of parts per million with at most six decimals, such as 200ppm', suggestion);
}

/** The shortest exact way to write a duration: 1500000 → `1.5s`, 90 → `90us`, 7200000000 → `2h`. */
export function formatDuration(us: number): string {
  if (us < 0) return `-${formatDuration(-us)}`;
  if (us >= 3_600_000_000 && us % 3_600_000_000 === 0) return `${us / 3_600_000_000}h`;
  if (us >= 120_000_000 && us % 60_000_000 === 0) return `${us / 60_000_000}m`;
  if (us >= 1_000_000 && us % 1_000 === 0) return `${thousandths(us / 1_000)}s`;
  if (us >= 1_000) return `${thousandths(us)}ms`;
  return `${us}us`;
}

const unitList = `units: ${Object.keys(UNITS).join(', ')}`;

function thousandths(n: number): string {
  const rest = String(n % 1_000).padStart(3, '0').replace(/0+$/, '');
  return rest === '' ? `${Math.floor(n / 1_000)}` : `${Math.floor(n / 1_000)}.${rest}`;
}

/** whole.fraction × size without leaving the whole numbers; undefined when it is not a whole number. */
function exactMicroseconds(whole: string, fraction: string, size: number): number | undefined {
  if (whole.length > 16 || fraction.length > 16) return whole.length > 16 ? Infinity : undefined;
  const scale = BigInt(`1${'0'.repeat(fraction.length)}`);
  const scaled = (BigInt(whole) * scale + BigInt(fraction === '' ? '0' : fraction)) * BigInt(size);
  return scaled % scale === 0n ? Number(scaled / scale) : undefined;
}

function refused(code: string, message: string, suggestion?: string): UnitResult {
  return suggestion === undefined ? { ok: false, code, message } : { ok: false, code, message, suggestion };
}
