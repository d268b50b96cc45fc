/**
 * What changed inside a value between two steps. Lists are lined up by their common beginning and end, so that an
 * entry appended to a log of a thousand marks one entry and not a thousand.
 */
import type { Plain } from '../../src/trace/trace';

/** Structural equality of plain data; the order of keys does not matter. */
export function same(a: Plain, b: Plain): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a !== a && b !== b;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item: Plain, i) => same(item, b[i] as Plain));
  }
  if (Array.isArray(b)) return false;
  const left = a as { readonly [key: string]: Plain };
  const right = b as { readonly [key: string]: Plain };
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && same(left[key]!, right[key]!));
}

/** A child of a record or list, beside what stood in its place before. */
export interface Child {
  readonly name: string;
  readonly value: Plain;
  readonly before: Plain | undefined;
}

/** The children of a value in their own order; none for anything that is not a record or a list. */
export function childrenOf(value: Plain, before: Plain | undefined): Child[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) {
    const old: readonly Plain[] = Array.isArray(before) ? before : [];
    const counterpart = lineUp(value, old);
    return value.map((item: Plain, i) => ({ name: String(i), value: item, before: old[counterpart(i)] }));
  }
  const record = value as { readonly [key: string]: Plain };
  const old = before !== null && typeof before === 'object' && !Array.isArray(before) ? (before as typeof record) : {};
  return Object.keys(record).map((key) => ({
    name: key,
    value: record[key]!,
    before: Object.hasOwn(old, key) ? old[key] : undefined,
  }));
}

/** How many children a value has, without building them. */
export function sizeOf(value: Plain): number {
  if (value === null || typeof value !== 'object') return 0;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

// Index in the new list → index in the old one, or -1 for an entry that is new.
function lineUp(now: readonly Plain[], old: readonly Plain[]): (i: number) => number {
  const shorter = Math.min(now.length, old.length);
  let head = 0;
  while (head < shorter && same(now[head]!, old[head]!)) head += 1;
  let tail = 0;
  while (tail < shorter - head && same(now[now.length - 1 - tail]!, old[old.length - 1 - tail]!)) tail += 1;
  return (i) => {
    if (i < head) return i;
    if (i >= now.length - tail) return old.length - (now.length - i);
    return i < old.length - tail ? i : -1;
  };
}
