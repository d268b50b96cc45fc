/**
 * The shortest way from a line to what the columns need, for the kinds of event that traces are full of, written
 * exactly as our writer writes them: one look at each character, and no string made that was seen before, instead of
 * parsing, checking and throwing away.
 *
 * It only ever says yes to a line that is valid and complete; every other line is parsed and checked in full.
 */
import type { PlainObject } from '../../trace/trace';

/** What a quickly read line holds: the common fields, and those that link and name the event. A set has null values. */
export type Quick = { readonly i: number; readonly t: number; readonly node: string; readonly kind: string } & { [field: string]: unknown };

/** Reads the line at [start, end) of a text; undefined when it must be parsed. A line feed or the text's end follows. */
export type QuickReader = (text: string, start: number, end: number) => Quick | undefined;

const MAX_CHARS = 4000;
const MAX_DEPTH = 24;
/** So many digits are exact whatever they are. */
const MAX_DIGITS = 15;
const MAX_SET_KEYS = 8;
/** Names are looked up by a few bits of their hash; a longer one is seldom seen twice. */
const NAME_SLOTS = 4096;
const MAX_NAME_CHARS = 60;
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

/** A reader with a memory of names; one for each file, since a name keeps the text alive in which it was first seen. */
export function createQuickReader(): QuickReader {
  const names: (string | undefined)[] = new Array<string | undefined>(NAME_SLOTS).fill(undefined);
  const sets = new Map<string, PlainObject>();
  let text = '';
  let at = 0;

  return function read(source, start, end) {
    if (end - start > MAX_CHARS) return undefined;
    text = source;
    at = start;
    if (!literal('{"i":')) return undefined;
    const i = digits();
    if (i < 0 || !literal(',"t":')) return undefined;
    const t = digits();
    if (t < 0 || !literal(',"node":')) return undefined;
    const node = name();
    if (node === undefined || !literal(',"kind":')) return undefined;
    const kind = name();
    if (kind === undefined) return undefined;
    let cause = -1;
    if (literal(',"cause":') && (cause = digits()) < 0) return undefined;
    const event = tail(i, t, node, kind);
    if (event === undefined || text.charCodeAt(at) !== BRACE_END) return undefined;
    at++;
    if (at !== end && !(at === end - 1 && text.charCodeAt(at) === 0x0d)) return undefined;
    if (cause >= 0) event['cause'] = cause;
    return event;
  };

  function tail(i: number, t: number, node: string, kind: string): (Quick & { [field: string]: unknown }) | undefined {
    switch (kind) {
      case 'send': {
        if (!literal(',"msg":')) return undefined;
        const msg = digits();
        const to = msg < 0 ? undefined : field(',"to":');
        const type = to === undefined ? undefined : field(',"type":');
        if (type === undefined || !literal(',"body":') || text.charCodeAt(at) !== BRACE || !skip(0)) return undefined;
        return { i, t, node, kind, msg, to, type };
      }
      case 'deliver': {
        if (!literal(',"msg":')) return undefined;
        const msg = digits();
        const from = msg < 0 ? undefined : field(',"from":');
        const type = from === undefined ? undefined : field(',"type":');
        return type === undefined ? undefined : { i, t, node, kind, msg, from, type };
      }
      case 'lose': {
        if (!literal(',"msg":')) return undefined;
        const msg = digits();
        const reason = msg < 0 ? undefined : field(',"reason":');
        if (reason === undefined || !REASONS.has(reason)) return undefined;
        const to = field(',"to":');
        const type = to === undefined ? undefined : field(',"type":');
        return type === undefined ? undefined : { i, t, node, kind, msg, reason, to, type };
      }
      case 'timer-set':
      case 'timer':
      case 'timer-cancel': {
        if (!literal(',"timer":')) return undefined;
        const timer = digits();
        const what = timer < 0 ? undefined : field(',"name":');
        if (what === undefined) return undefined;
        if (kind !== 'timer-set') return { i, t, node, kind, timer, name: what };
        if (!literal(',"due":')) return undefined;
        const due = digits();
        return due < 0 ? undefined : { i, t, node, kind, timer, name: what, due };
      }
      case 'state': {
        if (!literal(',"set":{')) return undefined;
        const set = keysOfSet();
        if (set === undefined) return undefined;
        if (!literal(',"role":')) return { i, t, node, kind, set };
        const role = name();
        return role === undefined ? undefined : { i, t, node, kind, set, role };
      }
      default:
        return undefined;
    }
  }

  function literal(word: string): boolean {
    if (!text.startsWith(word, at)) return false;
    at += word.length;
    return true;
  }

  function field(before: string): string | undefined {
    return literal(before) ? name() : undefined;
  }

  /** A whole number that is exact, or -1. */
  function digits(): number {
    const start = at;
    let value = 0;
    for (;;) {
      const digit = text.charCodeAt(at) - 48;
      // What follows the last character is NaN, and no digit.
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      at++;
    }
    const count = at - start;
    if (count === 0 || count > MAX_DIGITS || (count > 1 && text.charCodeAt(start) === 48)) return -1;
    return value;
  }

  /** A string without escapes: the same object for the same name, mostly. */
  function name(): string | undefined {
    if (text.charCodeAt(at) !== QUOTE) return undefined;
    const start = ++at;
    let hash = 0;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (code === BACKSLASH || !(code >= 0x20)) return undefined;
      hash = (Math.imul(hash, 31) + code) | 0;
      at++;
    }
    const length = at - start;
    at++;
    if (length > MAX_NAME_CHARS) return text.slice(start, start + length);
    const slot = (hash ^ (hash >>> 12)) & (NAME_SLOTS - 1);
    const known = names[slot];
    if (known !== undefined && known.length === length && text.startsWith(known, start)) return known;
    const found = text.slice(start, start + length);
    names[slot] = found;
    return found;
  }

  /** The keys of what a state event sets, behind its brace, with null for each value; undefined where order or repetition matters. */
  function keysOfSet(): PlainObject | undefined {
    const keys: string[] = [];
    if (text.charCodeAt(at) === BRACE_END) at++;
    else {
      for (;;) {
        const first = text.charCodeAt(at + 1);
        const key = name();
        // Keys that look like numbers come first in an object, wherever they stand.
        if (key === undefined || (first >= 48 && first <= 57) || key === '__proto__' || keys.includes(key) || keys.length === MAX_SET_KEYS) return undefined;
        keys.push(key);
        if (text.charCodeAt(at++) !== COLON || !skip(1)) return undefined;
        const next = text.charCodeAt(at++);
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
    const code = text.charCodeAt(at);
    switch (code) {
      case QUOTE:
        return skipString();
      case BRACE:
        return depth < MAX_DEPTH && skipMembers(depth);
      case BRACKET:
        return depth < MAX_DEPTH && skipItems(depth);
      default:
        return literal('true') || literal('false') || literal('null') || skipNumber();
    }
  }

  function skipString(): boolean {
    if (text.charCodeAt(at) !== QUOTE) return false;
    at++;
    for (;;) {
      const code = text.charCodeAt(at++);
      if (code === QUOTE) return true;
      if (code === BACKSLASH || !(code >= 0x20)) return false;
    }
  }

  function skipMembers(depth: number): boolean {
    at++;
    if (text.charCodeAt(at) === BRACE_END) {
      at++;
      return true;
    }
    for (;;) {
      if (!skipString() || text.charCodeAt(at++) !== COLON || !skip(depth + 1)) return false;
      const next = text.charCodeAt(at++);
      if (next === BRACE_END) return true;
      if (next !== COMMA) return false;
    }
  }

  function skipItems(depth: number): boolean {
    at++;
    if (text.charCodeAt(at) === BRACKET_END) {
      at++;
      return true;
    }
    for (;;) {
      if (!skip(depth + 1)) return false;
      const next = text.charCodeAt(at++);
      if (next === BRACKET_END) return true;
      if (next !== COMMA) return false;
    }
  }

  function skipNumber(): boolean {
    if (text.charCodeAt(at) === MINUS) at++;
    if (digits() < 0) return false;
    if (text.charCodeAt(at) !== 0x2e) return true;
    at++;
    const start = at;
    for (let digit = text.charCodeAt(at); digit >= 48 && digit <= 57; digit = text.charCodeAt(at)) at++;
    return at > start;
  }
}
