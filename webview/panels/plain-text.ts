/**
 * Plain data as short text. Values come from anyone's files, so every function here stops after what it may print:
 * a list of a million numbers costs no more than the few that are shown.
 */
import type { Plain, PlainObject } from '../../src/trace/trace';

/** A value in the notation of JSON without quotes around keys, at most about `limit` characters. */
export function shortText(value: Plain, limit: number): string {
  if (typeof value === 'string') return shortString(value, limit);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    return enclosed('[', ']', value.length, limit, (i, left) => shortText(value[i] as Plain, left));
  }
  const record = value as PlainObject;
  const keys = Object.keys(record);
  return enclosed('{', '}', keys.length, limit, (i, left) => `${shortString(keys[i]!, 24)}: ${shortText(record[keys[i]!]!, left)}`);
}

/** The start of a string with `…` where the rest is left out; never half of a surrogate pair, never a line break. */
export function shortString(text: string, limit: number): string {
  const cut = text.length > limit;
  let shown = cut ? text.slice(0, Math.max(1, limit - 1)) : text;
  if (cut && /[\uD800-\uDBFF]$/.test(shown)) shown = shown.slice(0, -1);
  return visible(shown) + (cut ? '…' : '');
}

/** Line breaks, tabs and control characters as signs that take room in a line. */
export function visible(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g, (c) => {
    if (c === '\n') return '⏎';
    if (c === '\t') return '⇥';
    return '␦';
  });
}

function enclosed(open: string, close: string, count: number, limit: number, item: (i: number, left: number) => string): string {
  let text = open;
  for (let i = 0; i < count; i++) {
    const left = limit - text.length - 2;
    if (left < 4) return `${text}${i > 0 ? ', ' : ''}…${close}`;
    text += (i > 0 ? ', ' : '') + item(i, left);
  }
  return text + close;
}
