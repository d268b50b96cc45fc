/**
 * Values and times as a person reads them, in one form everywhere: transcripts, perspectives, labels, exports.
 */
import type { Plain } from '../kernel/event';

/** Virtual time as milliseconds to the microsecond: `12.000 ms`, so that a column of times lines up. */
export function timeText(tUs: number): string {
  const sign = tUs < 0 ? '-' : '';
  const us = Math.abs(Math.round(tUs));
  return `${sign}${Math.floor(us / 1000)}.${String(us % 1000).padStart(3, '0')} ms`;
}

/** A length of time in the unit that suits it: `250 us`, `12 ms`, `1.5 s`, `20 m`, `10 h`. */
export function durationText(us: number): string {
  const size = Math.abs(us);
  if (size < 1000) return `${trimmed(us)} us`;
  if (size < 1_000_000) return `${trimmed(us / 1000)} ms`;
  if (size < 600_000_000) return `${trimmed(us / 1_000_000)} s`;
  if (size < 7_200_000_000) return `${trimmed(us / 60_000_000)} m`;
  return `${trimmed(us / 3_600_000_000)} h`;
}

/** How deep a value is written out; what lies deeper is `…`. */
const MAX_DEPTH = 6;

/** A value on one line, without the quotes of JSON where they are not needed: `{amount: 10, to: shop}`. */
export function plainText(value: Plain | undefined, maxChars = 200): string {
  const parts: string[] = [];
  write(value, MAX_DEPTH, { left: maxChars }, parts);
  const text = parts.join('');
  return text.length > maxChars ? cut(text, maxChars) : text;
}

/** Shortens to so many characters, not within a surrogate pair. */
export function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const last = text.charCodeAt(maxChars - 2);
  return text.slice(0, maxChars - (last >= 0xd800 && last <= 0xdbff ? 2 : 1)) + '…';
}

/** Control characters and line ends as escapes, so that a text stays on its line. */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

// Controls, line and paragraph separators, and the characters that turn the direction of text around.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const BARE = /^[\p{L}_$][\p{L}\p{N}_$.-]*$/u;
const WORDS_OF_VALUES = new Set(['true', 'false', 'null']);

function write(value: Plain | undefined, depth: number, room: { left: number }, parts: string[]): void {
  if (room.left < 0) return;
  if (value === null || typeof value !== 'object') return put(scalar(value), room, parts);
  if (depth === 0) return put('…', room, parts);
  let first = true;
  if (Array.isArray(value)) {
    put('[', room, parts);
    for (const item of value as readonly Plain[]) {
      if (room.left < 0) return;
      if (!first) put(', ', room, parts);
      first = false;
      write(item, depth - 1, room, parts);
    }
    return put(']', room, parts);
  }
  put('{', room, parts);
  const object = value as { readonly [key: string]: Plain };
  for (const key of Object.keys(object)) {
    if (room.left < 0) return;
    put(`${first ? '' : ', '}${scalar(key)}: `, room, parts);
    first = false;
    write(object[key], depth - 1, room, parts);
  }
  put('}', room, parts);
}

function put(text: string, room: { left: number }, parts: string[]): void {
  parts.push(text);
  room.left -= text.length;
}

function scalar(value: null | boolean | number | string | undefined): string {
  if (typeof value !== 'string') return String(value);
  if (value.length < 200 && BARE.test(value) && !WORDS_OF_VALUES.has(value)) return value;
  return JSON.stringify(oneLineQuoted(value));
}

// JSON escapes controls by itself; what it leaves alone is taken out here.
function oneLineQuoted(text: string): string {
  return text.replace(/[\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\u007f-\u009f]/g, '\ufffd');
}

function trimmed(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
