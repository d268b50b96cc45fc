/**
 * Fields of an event by name or path, as a search sees them: its details, and of a message that is received or lost also the
 * body that was sent.
 */
import type { EventDetail, Plain } from '../../kernel/event';
import { KIND } from '../../kernel/event';
import type { Trace } from '../trace';
import { compares, fits } from './query';
import type { Comparison } from './query';

/** States may be large; of one event no more values than this are looked at, and not deeper. */
const MOST_VALUES = 20_000;
const MAX_DEPTH = 8;

type Fields = { readonly [field: string]: Plain };

/** Whether a field of event `i` compares as wished. `!=` means that there is such a field and none of them is equal. */
export function fieldMatches(trace: Trace, i: number, path: readonly string[], than: Comparison): boolean {
  const wanted: Comparison = than.op === '!=' ? { ...than, op: '=' } : than;
  let some = false;
  let equal = false;
  const visit = (value: Plain): boolean => {
    some = true;
    equal ||= valueMatches(value, wanted);
    // Nothing more can change the answer.
    return equal;
  };
  const detail = trace.detail(i) as EventDetail as Fields;
  if (!find(detail, path, visit)) {
    const body = sentBody(trace, i);
    if (body !== undefined) find({ body }, path, visit);
  }
  return than.op === '!=' ? some && !equal : equal;
}

/** The body of the message that event `i` receives or loses. */
function sentBody(trace: Trace, i: number): Plain | undefined {
  const kind = trace.kind[i]!;
  const send = trace.partner[i]!;
  if ((kind !== KIND.deliver && kind !== KIND.lose) || send < 0 || trace.kind[send] !== KIND.send) return undefined;
  return (trace.detail(send) as EventDetail as Fields)['body'];
}

/** Calls `visit` with each value that the path means until it returns true. */
function find(fields: Fields, path: readonly string[], visit: (value: Plain) => boolean): boolean {
  const room = { left: MOST_VALUES };
  if (path.length === 1) return anywhere(fields, path[0]!, 0, room, visit);
  return along(fields, path, 0, room, visit);
}

function anywhere(value: Plain, name: string, depth: number, room: { left: number }, visit: (value: Plain) => boolean): boolean {
  if (value === null || typeof value !== 'object' || depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return (value as readonly Plain[]).some((item) => room.left-- > 0 && anywhere(item, name, depth + 1, room, visit));
  const object = value as Fields;
  for (const key of Object.keys(object)) {
    if (room.left-- <= 0) return false;
    if (isNamed(key, name) && visit(object[key]!)) return true;
    if (anywhere(object[key]!, name, depth + 1, room, visit)) return true;
  }
  return false;
}

/** Lists on the way are gone through; a number in the path picks one of their items. */
function along(value: Plain, path: readonly string[], at: number, room: { left: number }, visit: (value: Plain) => boolean): boolean {
  if (at === path.length) return visit(value);
  if (value === null || typeof value !== 'object' || room.left-- <= 0) return false;
  const name = path[at]!;
  if (Array.isArray(value)) {
    const items = value as readonly Plain[];
    if (/^\d+$/.test(name)) return items[Number(name)] !== undefined && along(items[Number(name)]!, path, at + 1, room, visit);
    return items.some((item) => along(item, path, at, room, visit));
  }
  const object = value as Fields;
  return Object.keys(object).some((key) => isNamed(key, name) && along(object[key]!, path, at + 1, room, visit));
}

function isNamed(key: string, name: string): boolean {
  return key === name || (key.length === name.length && key.toLowerCase() === name);
}

/** Whether a value is as wished. Of a list any item may match. `*` alone matches whatever is there. */
export function valueMatches(value: Plain, than: Comparison): boolean {
  if (than.op === '=' && than.text === '*') return true;
  if (Array.isArray(value)) return (value as readonly Plain[]).some((item) => valueMatches(item, than));
  if (value !== null && typeof value === 'object') return false;
  if (typeof value === 'number' && than.number !== undefined) return compares(than, value);
  if (than.op === '=') return fits(than, String(value).toLowerCase());
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) && compares(than, Number(value));
}
