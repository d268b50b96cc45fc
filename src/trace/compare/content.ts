/**
 * Whether two events say the same, and in which fields they differ.
 *
 * Numbers that a run gives out as it goes (of messages, timers, operations, events) say nothing of their own: one message
 * more shifts them all. And a timer is set for a length of time, whatever the hour. So neither counts here; when something
 * happened is compared apart.
 */
import type { EventDetail, Plain } from '../../kernel/event';
import type { Trace } from '../trace';

/** A field that is not the same in both; a side that lacks it is undefined. */
export interface FieldDifference {
  /** `body.amount`, `set.log[2]` */
  readonly path: string;
  readonly left: Plain | undefined;
  readonly right: Plain | undefined;
}

type Fields = { readonly [field: string]: unknown };

/** Names of fields that number things, by what they number. */
const NUMBERING: ReadonlySet<string> = new Set(['msg', 'timer', 'op', 'events']);
/** Moments, which are compared by how far they lie from the event. */
const MOMENTS: ReadonlySet<string> = new Set(['due', 'arrived']);
/** Deeper than this values are taken as wholes. */
const MOST_DEPTH = 8;

/** What event `i` says, without numbering and with moments told from the event on. */
export function contentOf(trace: Trace, i: number): Fields {
  const detail = trace.detail(i) as EventDetail & Fields;
  const content: { [field: string]: unknown } = {};
  for (const field of Object.keys(detail)) {
    const value = detail[field];
    // The operation of a disk has the name that the number of a client's operation has.
    if (value === undefined || (NUMBERING.has(field) && typeof value !== 'string')) continue;
    content[field] = MOMENTS.has(field) && typeof value === 'number' ? value - trace.t[i]! : value;
  }
  return content;
}

/** A number for what an event says: the same for the same content, and hardly ever for another. */
export function contentHash(trace: Trace, i: number): number {
  return hashOf(contentOf(trace, i), 0x811c9dc5) | 0;
}

/** Whether event `i` of one trace says the same as event `j` of the other. */
export function sameContent(left: Trace, i: number, right: Trace, j: number): boolean {
  return isSame(contentOf(left, i), contentOf(right, j));
}

/** The fields in which two events differ, at most so many. */
export function fieldDifferences(left: Trace, i: number, right: Trace, j: number, most = 50): readonly FieldDifference[] {
  const found: FieldDifference[] = [];
  collect(contentOf(left, i), contentOf(right, j), '', 0, found, most);
  return found;
}

/** Whether two values of JSON are the same, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) {
    const other = b as readonly unknown[];
    return a.length === other.length && a.every((item, k) => isSame(item, other[k]));
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame((a as Fields)[key], (b as Fields)[key]));
}

function collect(a: unknown, b: unknown, path: string, depth: number, found: FieldDifference[], most: number): void {
  if (found.length >= most || isSame(a, b)) return;
  if (depth < MOST_DEPTH && isRecord(a) && isRecord(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      collect(own(a, key), own(b, key), path === '' ? key : `${path}.${key}`, depth + 1, found, most);
    }
    return;
  }
  if (depth < MOST_DEPTH && Array.isArray(a) && Array.isArray(b)) {
    for (let k = 0; k < Math.max(a.length, b.length) && found.length < most; k++) collect(a[k], b[k], `${path}[${k}]`, depth + 1, found, most);
    return;
  }
  found.push({ path, left: a as Plain | undefined, right: b as Plain | undefined });
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: Fields, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

// FNV-1a over a text that is never put together; keys in any order give the same sum.
function hashOf(value: unknown, seed: number): number {
  if (value === null || typeof value !== 'object') return hashText(String(value), hashText(typeof value, seed));
  if (Array.isArray(value)) return value.reduce<number>((hash, item) => hashOf(item, Math.imul(hash, 31)), seed ^ 0x5bd1);
  let sum = seed ^ 0x2f0b;
  for (const key of Object.keys(value)) sum = (sum + hashOf((value as Fields)[key], hashText(key, seed))) | 0;
  return sum;
}

function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return hash;
}
