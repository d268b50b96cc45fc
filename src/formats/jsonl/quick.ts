/**
 * The shortest way from a line to what the columns need, for the kinds of event that traces are full of, written
 * exactly as our writer writes them: one look at each byte, and no string made that was seen before, instead of
 * decoding, parsing, checking and throwing away.
 *
 * It only ever says yes to a line that is valid and complete; every other line is parsed and checked in full.
 */
import type { PlainObject } from '../../trace/trace';
import { decodeUtf8, encodeUtf8 } from '../utf8';

/** What a quickly read line holds: the common fields, and those that link and name the event. A set has null values. */
export type Quick = { readonly i: number; readonly t: number; readonly node: string; readonly kind: string } & { [field: string]: unknown };

/** Reads the line at [start, end) of some UTF-8; undefined when it must be parsed. A line feed or nothing follows. */
export type QuickReader = (bytes: Uint8Array, start: number, end: number) => Quick | undefined;

const MAX_BYTES = 4000;
const MAX_DEPTH = 24;
/** So many digits are exact whatever they are. */
const MAX_DIGITS = 15;
const MAX_SET_KEYS = 8;
/** Names are looked up by a few bits of their hash; a longer one is seldom seen twice. */
const NAME_SLOTS = 4096;
const MAX_NAME_BYTES = 60;
const MAX_SETS = 1000;
const REASONS: ReadonlySet<string> = new Set(['dropped', 'partition', 'receiver-down', 'queue-full', 'in-flight']);

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;

/** What stands before each field. */
const BEFORE = {
  I: encodeUtf8('{"i":'),
  T: encodeUtf8(',"t":'),
  NODE: encodeUtf8(',"node":'),
  KIND: encodeUtf8(',"kind":'),
  CAUSE: encodeUtf8(',"cause":'),
  MSG: encodeUtf8(',"msg":'),
  TO: encodeUtf8(',"to":'),
  TYPE: encodeUtf8(',"type":'),
  BODY: encodeUtf8(',"body":'),
  FROM: encodeUtf8(',"from":'),
  REASON: encodeUtf8(',"reason":'),
  TIMER: encodeUtf8(',"timer":'),
  NAME: encodeUtf8(',"name":'),
  DUE: encodeUtf8(',"due":'),
  SET: encodeUtf8(',"set":{'),
  ROLE: encodeUtf8(',"role":'),
} as const;
const TRUE = encodeUtf8('true');
const FALSE = encodeUtf8('false');
const NULL = encodeUtf8('null');

/** A reader with a memory of names; one for each file. */
export function createQuickReader(): QuickReader {
  const names: string[] = new Array<string>(NAME_SLOTS).fill('');
  const spellings: Uint8Array[] = new Array<Uint8Array>(NAME_SLOTS).fill(new Uint8Array(0));
  const sets = new Map<string, PlainObject>();
  let bytes: Uint8Array = new Uint8Array(0);
  let at = 0;

  return function read(source, start, end) {
    if (end - start > MAX_BYTES) return undefined;
    bytes = source;
    at = start;
    if (!literal(BEFORE.I)) return undefined;
    const i = digits();
    if (i < 0 || !literal(BEFORE.T)) return undefined;
    const t = digits();
    if (t < 0 || !literal(BEFORE.NODE)) return undefined;
    const node = name();
    if (node === undefined || !literal(BEFORE.KIND)) return undefined;
    const kind = name();
    if (kind === undefined) return undefined;
    let cause = -1;
    if (literal(BEFORE.CAUSE) && (cause = digits()) < 0) return undefined;
    const event = tail(i, t, node, kind);
    if (event === undefined || bytes[at]! !== BRACE_END) return undefined;
    at++;
    if (at !== end && !(at === end - 1 && bytes[at]! === 0x0d)) return undefined;
    if (cause >= 0) event['cause'] = cause;
    return event;
  };

  function tail(i: number, t: number, node: string, kind: string): (Quick & { [field: string]: unknown }) | undefined {
    switch (kind) {
      case 'send': {
        if (!literal(BEFORE.MSG)) return undefined;
        const msg = digits();
        const to = msg < 0 ? undefined : field(BEFORE.TO);
        const type = to === undefined ? undefined : field(BEFORE.TYPE);
        if (type === undefined || !literal(BEFORE.BODY) || bytes[at]! !== BRACE || !skip(0)) return undefined;
        return { i, t, node, kind, msg, to, type };
      }
      case 'deliver': {
        if (!literal(BEFORE.MSG)) return undefined;
        const msg = digits();
        const from = msg < 0 ? undefined : field(BEFORE.FROM);
        const type = from === undefined ? undefined : field(BEFORE.TYPE);
        return type === undefined ? undefined : { i, t, node, kind, msg, from, type };
      }
      case 'lose': {
        if (!literal(BEFORE.MSG)) return undefined;
        const msg = digits();
        const reason = msg < 0 ? undefined : field(BEFORE.REASON);
        if (reason === undefined || !REASONS.has(reason)) return undefined;
        const to = field(BEFORE.TO);
        const type = to === undefined ? undefined : field(BEFORE.TYPE);
        return type === undefined ? undefined : { i, t, node, kind, msg, reason, to, type };
      }
      case 'timer-set':
      case 'timer':
      case 'timer-cancel': {
        if (!literal(BEFORE.TIMER)) return undefined;
        const timer = digits();
        const what = timer < 0 ? undefined : field(BEFORE.NAME);
        if (what === undefined) return undefined;
        if (kind !== 'timer-set') return { i, t, node, kind, timer, name: what };
        if (!literal(BEFORE.DUE)) return undefined;
        const due = digits();
        return due < 0 ? undefined : { i, t, node, kind, timer, name: what, due };
      }
      case 'state': {
        if (!literal(BEFORE.SET)) return undefined;
        const set = keysOfSet();
        if (set === undefined) return undefined;
        if (!literal(BEFORE.ROLE)) return { i, t, node, kind, set };
        const role = name();
        return role === undefined ? undefined : { i, t, node, kind, set, role };
      }
      default:
        return undefined;
    }
  }

  function literal(word: Uint8Array): boolean {
    const source = bytes;
    const start = at;
    for (let k = 0; k < word.length; k++) if (source[start + k] !== word[k]) return false;
    at = start + word.length;
    return true;
  }

  function field(before: Uint8Array): string | undefined {
    return literal(before) ? name() : undefined;
  }

  /** A whole number that is exact, or -1. */
  function digits(): number {
    const source = bytes;
    const start = at;
    let end = start;
    let value = 0;
    for (;;) {
      const digit = source[end]! - 48;
      // Behind the last byte there is nothing, which is no digit.
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      end++;
    }
    at = end;
    const count = end - start;
    if (count === 0 || count > MAX_DIGITS || (count > 1 && bytes[start]! === 48)) return -1;
    return value;
  }

  /** A string without escapes: the same object for the same name, mostly. */
  function name(): string | undefined {
    const source = bytes;
    if (source[at]! !== QUOTE) return undefined;
    const start = at + 1;
    let end = start;
    let hash = 0;
    for (;;) {
      const code = source[end]!;
      if (code === QUOTE) break;
      if (code === BACKSLASH || !(code >= 0x20)) return undefined;
      hash = (Math.imul(hash, 31) + code) | 0;
      end++;
    }
    at = end + 1;
    if (end - start > MAX_NAME_BYTES) return decodeUtf8(source.subarray(start, end));
    const slot = (hash ^ (hash >>> 12)) & (NAME_SLOTS - 1);
    if (isSpelt(spellings[slot]!, source, start, end)) return names[slot];
    const spelling = source.slice(start, end);
    spellings[slot] = spelling;
    return (names[slot] = decodeUtf8(spelling));
  }

  /** The keys of what a state event sets, behind its brace, with null for each value; undefined where order or repetition matters. */
  function keysOfSet(): PlainObject | undefined {
    const keys: string[] = [];
    if (bytes[at]! === BRACE_END) at++;
    else {
      for (;;) {
        const first = bytes[at + 1]!;
        const key = name();
        // Keys that look like numbers come first in an object, wherever they stand.
        if (key === undefined || (first >= 48 && first <= 57) || key === '__proto__' || keys.includes(key) || keys.length === MAX_SET_KEYS) return undefined;
        keys.push(key);
        if (bytes[at++]! !== COLON || !skip(1)) return undefined;
        const next = bytes[at++]!;
        if (next === BRACE_END) break;
        if (next !== COMMA) return undefined;
      }
    }
    const joined = keys.length === 1 ? keys[0]! : keys.join('"');
    const known = sets.get(joined);
    if (known !== undefined) return known;
    const set = Object.fromEntries(keys.map((key) => [key, null]));
    if (sets.size < MAX_SETS) sets.set(joined, set);
    return set;
  }

  /** Passes over a JSON value without spaces; false when there is none, or one that is better parsed. */
  function skip(depth: number): boolean {
    const code = bytes[at]!;
    switch (code) {
      case QUOTE:
        return skipString();
      case BRACE:
        return depth < MAX_DEPTH && skipMembers(depth);
      case BRACKET:
        return depth < MAX_DEPTH && skipItems(depth);
      default:
        return literal(TRUE) || literal(FALSE) || literal(NULL) || skipNumber();
    }
  }

  function skipString(): boolean {
    const source = bytes;
    if (source[at]! !== QUOTE) return false;
    for (let end = at + 1; ; end++) {
      const code = source[end]!;
      if (code === QUOTE) {
        at = end + 1;
        return true;
      }
      if (code === BACKSLASH || !(code >= 0x20)) return false;
    }
  }

  function skipMembers(depth: number): boolean {
    at++;
    if (bytes[at]! === BRACE_END) {
      at++;
      return true;
    }
    for (;;) {
      if (!skipString() || bytes[at++]! !== COLON || !skip(depth + 1)) return false;
      const next = bytes[at++]!;
      if (next === BRACE_END) return true;
      if (next !== COMMA) return false;
    }
  }

  function skipItems(depth: number): boolean {
    at++;
    if (bytes[at]! === BRACKET_END) {
      at++;
      return true;
    }
    for (;;) {
      if (!skip(depth + 1)) return false;
      const next = bytes[at++]!;
      if (next === BRACKET_END) return true;
      if (next !== COMMA) return false;
    }
  }

  function skipNumber(): boolean {
    if (bytes[at]! === MINUS) at++;
    if (digits() < 0) return false;
    if (bytes[at]! !== 0x2e) return true;
    at++;
    const start = at;
    for (let digit = bytes[at]!; digit >= 48 && digit <= 57; digit = bytes[at]!) at++;
    return at > start;
  }
}

function isSpelt(spelling: Uint8Array, source: Uint8Array, start: number, end: number): boolean {
  if (spelling.length !== end - start) return false;
  for (let k = 0; k < spelling.length; k++) if (spelling[k] !== source[start + k]) return false;
  return true;
}
