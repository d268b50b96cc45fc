/**
 * Looking for words and values in lines as they are, without parsing them. Only for lines that were read quickly (quick.ts): JSON without
 * spaces, escapes and exponents, so that quotes are the ends of strings and a name in quotes before a colon is a field.
 */
import type { Word } from '../../trace/trace';
import { decodeUtf8 } from '../utf8';

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
/** What is said of an event in words is cut off somewhere: what lies further behind or deeper may not be in them. */
const FAR = 1000;
const DEEP = 6;

/** Whether the line that begins at `from` holds a word, in whatever case: 1, or -1 when it surely does not; 0 when that cannot be told. */
export function holdsWord(bytes: Uint8Array, from: number, word: Word): -1 | 0 | 1 {
  const at = find(bytes, from, word);
  if (at < 0) return at === UNSURE ? 0 : -1;
  if (at - from > FAR) return 0;
  let depth = 0;
  for (let k = from; k < at; k++) if (bytes[k] === BRACE || bytes[k] === BRACKET) depth++;
  return depth > DEEP ? 0 : 1;
}

const values: (string | number | boolean | null)[] = [];

/** The values of the fields with this name, in quotes; undefined when one of them is no plain value, or it cannot be told. */
export function valuesOfName(bytes: Uint8Array, from: number, name: Word): readonly (string | number | boolean | null)[] | undefined {
  values.length = 0;
  for (let at = from; ; ) {
    const found = find(bytes, at, name);
    if (found === NOWHERE) return values;
    if (found === UNSURE) return undefined;
    at = found + name.lower.length;
    // Without a colon it is a value.
    if (bytes[at] !== COLON) continue;
    if (!take(bytes, at + 1)) return undefined;
  }
}

/** Reads a plain value; false when it is better parsed. */
function take(bytes: Uint8Array, from: number): boolean {
  const first = bytes[from]!;
  if (first === QUOTE) {
    const end = bytes.indexOf(QUOTE, from + 1);
    for (let k = from + 1; k < end; k++) if (bytes[k]! >= 0x80 || bytes[k] === BACKSLASH) return false;
    values.push(decodeUtf8(bytes.subarray(from + 1, end)));
    return true;
  }
  if (first === BRACE || first === BRACKET) return false;
  let end = from;
  let number = 0;
  let whole = first !== MINUS;
  for (let byte = first; byte !== COMMA && byte !== BRACE_END && byte !== BRACKET_END; byte = bytes[++end]!) {
    if (byte >= 48 && byte <= 57) number = number * 10 + byte - 48;
    else whole = false;
  }
  if (whole && end - from <= 15) values.push(number);
  else values.push(JSON.parse(decodeUtf8(bytes.subarray(from, end))) as number | boolean | null);
  return true;
}

const NOWHERE = -1;
/** There is an escape, or a letter whose other case may be a plain one. */
const UNSURE = -2;

function find(bytes: Uint8Array, from: number, { lower, upper }: Word): number {
  const first = lower[0]!;
  const firstUpper = upper[0]!;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === first || byte === firstUpper) {
      let k = 1;
      while (k < lower.length && (bytes[at + k] === lower[k] || bytes[at + k] === upper[k])) k++;
      if (k === lower.length) return at;
    }
    if (byte === LINE_FEED) return NOWHERE;
    if (byte >= 0x80 || byte === BACKSLASH) return UNSURE;
  }
  return NOWHERE;
}
