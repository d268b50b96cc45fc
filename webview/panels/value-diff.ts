/**
 * What changed inside a value between two steps. Lists are lined up by their common beginning and end, so that an
 * entry appended to a log of a thousand marks one entry and not a thousand. What is left in between is lined up entry
 * for entry where it is short enough for that: equal ones with one another, then those that are alike.
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

/** How many children of what was there before are gone. */
export function goneFrom(value: Plain, before: Plain | undefined): number {
  if (value === null || typeof value !== 'object' || before === null || typeof before !== 'object' || Array.isArray(value) !== Array.isArray(before)) return 0;
  if (Array.isArray(value)) {
    const counterpart = lineUp(value, before as readonly Plain[]);
    let kept = 0;
    for (let i = 0; i < value.length; i++) if (counterpart(i) >= 0) kept++;
    return (before as readonly Plain[]).length - kept;
  }
  return Object.keys(before).filter((key) => !Object.hasOwn(value, key)).length;
}

/** Pairs of entries that are looked at to line up the middles of two lists. */
const MOST_PAIRS = 2_500;
const EQUAL = 8;

// Index in the new list → index in the old one, or -1 for an entry that is new.
function lineUp(now: readonly Plain[], old: readonly Plain[]): (i: number) => number {
  const shorter = Math.min(now.length, old.length);
  let head = 0;
  while (head < shorter && same(now[head]!, old[head]!)) head += 1;
  let tail = 0;
  while (tail < shorter - head && same(now[now.length - 1 - tail]!, old[old.length - 1 - tail]!)) tail += 1;
  const [rows, columns] = [now.length - head - tail, old.length - head - tail];
  const middle = rows > 0 && columns > 0 && rows * columns <= MOST_PAIRS && rows * columns > 1 ? paired(now.slice(head, head + rows), old.slice(head, head + columns)) : undefined;
  return (i) => {
    if (i < head) return i;
    if (i >= now.length - tail) return old.length - (now.length - i);
    if (middle !== undefined) return middle[i - head]! < 0 ? -1 : middle[i - head]! + head;
    return i < old.length - tail ? i : -1;
  };
}

/** The pairing, in order, that keeps most: for each entry its counterpart, or -1. */
function paired(now: readonly Plain[], old: readonly Plain[]): Int32Array {
  const width = old.length + 1;
  // best[i * width + j] is what can be kept of now from i on and old from j on.
  const best = new Float64Array((now.length + 1) * width);
  const likeness = new Float64Array(now.length * old.length);
  for (let i = now.length - 1; i >= 0; i--) {
    for (let j = old.length - 1; j >= 0; j--) {
      const alike = (likeness[i * old.length + j] = likenessOf(now[i]!, old[j]!));
      best[i * width + j] = Math.max(alike + best[(i + 1) * width + j + 1]!, best[(i + 1) * width + j]!, best[i * width + j + 1]!);
    }
  }
  const counterpart = new Int32Array(now.length).fill(-1);
  for (let i = 0, j = 0; i < now.length && j < old.length; ) {
    const kept = best[i * width + j]!;
    if (kept === likeness[i * old.length + j]! + best[(i + 1) * width + j + 1]!) counterpart[i++] = j++;
    else if (kept === best[(i + 1) * width + j]!) i++;
    else j++;
  }
  return counterpart;
}

/** Equal ones count most; of records the share of fields that are equal; any two values may be one that changed. */
function likenessOf(a: Plain, b: Plain): number {
  if (same(a, b)) return EQUAL;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return 1;
  const [left, right] = [a, b] as unknown as readonly { readonly [key: string]: Plain }[];
  const keys = Object.keys(left!);
  const equal = keys.filter((key) => Object.hasOwn(right!, key) && same(left![key]!, right![key]!)).length;
  return 1 + (equal / Math.max(1, keys.length, sizeOf(b))) * (EQUAL - 2);
}
