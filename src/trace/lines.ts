/**
 * The one text form of a trace: a header line, then one line an event, fields in the order of the format.
 *
 * The jsonl file is these lines and the hash is taken of them (without what the header says of clocks and of looks), so a file hashes like
 * the run it came from.
 */
import type { EventKind } from '../kernel/event';
import { kindOf, nodeOf } from './trace';
import type { Trace, TraceHeader } from './trace';

/** Fields of each kind in the order they are written; any others of an event follow in their own order. */
export const FIELDS: { readonly [K in EventKind]: readonly string[] } = {
  send: ['msg', 'to', 'type', 'body'],
  deliver: ['msg', 'from', 'type', 'duplicate', 'arrived', 'ignored', 'log'],
  lose: ['msg', 'reason', 'to', 'type'],
  'timer-set': ['timer', 'name', 'due'],
  timer: ['timer', 'name'],
  'timer-cancel': ['timer', 'name'],
  crash: [],
  restart: [],
  pause: [],
  resume: [],
  partition: ['groups', 'from', 'to'],
  heal: ['groups', 'from', 'to'],
  clock: ['clock', 'reading', 'earliest', 'latest'],
  'clock-set': ['from', 'to', 'drift'],
  disk: ['op', 'file', 'to', 'durable'],
  state: ['set', 'role'],
  vote: ['round', 'voter', 'for', 'granted'],
  quorum: ['round', 'have', 'need', 'of', 'reached'],
  invoke: ['op', 'f', 'key', 'value'],
  return: ['op', 'f', 'key', 'value', 'result', 'status'],
  decide: ['value'],
  violation: ['invariant', 'detail', 'events'],
  note: ['text', 'see', 'log'],
};

/** The first line of the file, without a line end. */
export function headerLine(header: TraceHeader): string {
  const { title, model, seed, nodes, source, timed, clocks, show } = header;
  return JSON.stringify({
    faultline: 1,
    title,
    model,
    seed,
    nodes: nodes.map(({ id, role }) => ({ id, role })),
    unit: 'us',
    source,
    // Times are the rule; only their absence is worth a word.
    timed: timed === false ? false : undefined,
    clocks,
    show,
  });
}

/** The line of event `i`, without a line end. */
export function eventLine(trace: Trace, i: number): string {
  return JSON.stringify(orderedEvent(trace, i));
}

/** Event `i` as an object whose keys stand in the order of the format. */
export function orderedEvent(trace: Trace, i: number): { readonly [field: string]: unknown } {
  const kind = kindOf(trace, i);
  const event: { [field: string]: unknown } = { i, t: trace.t[i]!, node: nodeOf(trace, i), kind };
  const cause = trace.cause[i]!;
  if (cause >= 0) event['cause'] = cause;
  const detail = trace.detail(i) as { readonly [field: string]: unknown };
  const fields = FIELDS[kind];
  let known = 0;
  for (let f = 0; f < fields.length; f++) {
    const field = fields[f]!;
    const value = detail[field];
    if (value === undefined) continue;
    event[field] = value;
    known++;
  }
  const keys = Object.keys(detail);
  if (keys.length === known) return event;
  for (const key of keys) {
    // `__proto__` cannot be assigned like another key, and means nothing in a trace.
    if (!Object.hasOwn(event, key) && detail[key] !== undefined && key !== '__proto__') event[key] = detail[key];
  }
  return event;
}
