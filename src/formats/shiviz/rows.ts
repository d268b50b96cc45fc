/**
 * From a log's events to the rows of a trace. An event that received messages becomes a `deliver` for each, one that
 * sent messages a `send` for each, one that did neither a `note`: what is in the log is shown, and nothing is made up.
 *
 * What the log says of an event stands in its rows: as `text` of a note, as `type` and `body` of a send, as `log` of a
 * deliver. A message has no name of its own in such a log; it is called by the words of the event that sent it.
 */
import type { TraceBuilder } from '../../trace/builder';
import type { EventDetail, PlainObject } from '../../trace/trace';
import { KIND } from '../../trace/trace';
import { cut, oneLine } from '../../trace/text';
import type { LogEvent, LogEvents } from './events';
import type { Order } from './order';

export interface Rows {
  readonly edges: number;
  /** Messages whose sending is not in the log. */
  readonly unsent: number;
  /** Events whose time in the log is before that of one they depend on. */
  readonly late: number;
}

const SLICE = 1000;
const MAX_TYPE_CHARS = 60;

/** Times of a log: whole microseconds from the first, by position; and the group they were read from. */
export interface Times {
  readonly us: readonly number[];
  readonly field: string;
}

/** Adds the rows of all events, with their times where the log has times. */
export function* rowsOf(
  { events, hosts }: LogEvents, order: Order, times: Times | undefined, builder: TraceBuilder, maxRows: number,
): Generator<void, Rows> {
  const placedAt = new Int32Array(events.length);
  order.positions.forEach((position, at) => { placedAt[position] = at; });
  /** By sending event: who received its messages. */
  const receivers = new Map<number, number[]>();
  for (const position of order.positions) {
    for (const cause of events[position]!.causes) {
      if (placedAt[cause]! > placedAt[position]!) continue;
      const known = receivers.get(cause);
      if (known === undefined) receivers.set(cause, [position]);
      else known.push(position);
    }
  }
  yield;

  const messages = new Map<string, { readonly msg: number; readonly send: number }>();
  let nextMessage = 1;
  let edges = 0;
  let unsent = 0;
  let late = 0;
  let lastT = 0;
  for (const [at, position] of order.positions.entries()) {
    if (at % SLICE === SLICE - 1) yield;
    if (builder.trace.length >= maxRows) break;
    const event = events[position]!;
    const own = times === undefined ? at : times.us[position]!;
    if (own < lastT) late++;
    const t = Math.max(lastT, own);
    lastT = t;
    place(event, position, t);
  }
  return { edges, unsent, late };

  /** What the log names besides; a time that is shown as the event's own time is not said twice. */
  function fieldsOf({ record: { fields } }: LogEvent): PlainObject {
    if (times === undefined || fields[times.field] === undefined) return fields;
    const { [times.field]: _, ...others } = fields;
    return others;
  }

  function place(event: LogEvent, position: number, t: number): void {
    const node = event.host;
    const text = oneLine(event.record.event);
    const type = typeOf(event);
    const fields = fieldsOf(event);
    const log: PlainObject = { event: text, ...fields };
    // The message is called by the words already, unless they were too many.
    const body: PlainObject = type === text ? fields : log;
    let first = -1;
    const add = (kind: number, cause: number, detail: { readonly [field: string]: unknown }): void => {
      const row = builder.add(t, node, kind, cause, detail as unknown as EventDetail);
      if (first < 0) first = row;
    };
    const said = (): PlainObject => (first < 0 ? { log } : {});

    for (const cause of event.causes) {
      const message = messages.get(`${cause} ${position}`);
      if (message === undefined) deliverUnsent(hosts[events[cause]!.host]!, typeOf(events[cause]!));
      else {
        edges++;
        add(KIND.deliver, message.send, { msg: message.msg, from: hosts[events[cause]!.host]!, type: typeOf(events[cause]!), ...said() });
      }
    }
    for (const { host } of event.unknown) deliverUnsent(hosts[host]!, type);
    for (const receiver of receivers.get(position) ?? []) {
      const msg = nextMessage++;
      const send = builder.trace.length;
      add(KIND.send, first, { msg, to: hosts[events[receiver]!.host]!, type, body });
      messages.set(`${position} ${receiver}`, { msg, send });
    }
    if (first < 0) add(KIND.note, -1, { text, ...(Object.keys(fields).length === 0 ? {} : { log }) });

    function deliverUnsent(from: string, name: string): void {
      unsent++;
      add(KIND.deliver, -1, { msg: nextMessage++, from, type: name, ...said() });
    }
  }
}

function typeOf(event: LogEvent): string {
  return cut(oneLine(event.record.event), MAX_TYPE_CHARS);
}
