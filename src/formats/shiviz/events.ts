/**
 * From records to events with their causes: which event of another host a host must have heard of, read off the
 * vector clocks.
 *
 * When a host's clock has a counter of another host that it did not have before, it has received a message: the one
 * sent by the event with that counter, or by one that knew of it. Of all events newly known only those are causes
 * that no other of them already knew (the transitive reduction), for the others came along with these.
 */
import { parseClock } from './clock';
import type { LogRecord } from './records';

export interface LogEvent {
  readonly record: LogRecord;
  readonly host: number;
  /** The host's own counter. */
  readonly own: number;
  /** Counters of other hosts, side by side. */
  readonly clockHosts: readonly number[];
  readonly clockCounters: readonly number[];
  /** Position of the event before it on its host, or -1. */
  previous: number;
  /** Positions of the events whose messages it received. */
  causes: number[];
  /** Hosts whose message it received although the event that sent it is not in the log, and that event's counter. */
  unknown: { readonly host: number; readonly counter: number }[];
  /** Positions of further events known to be earlier; they order, but are no messages. */
  earlier: number[];
}

export interface LogEvents {
  readonly events: readonly LogEvent[];
  /** Hosts in the order in which they appear; the first `logging` of them have events. */
  readonly hosts: readonly string[];
  readonly logging: number;
  /** Counters that no event has, by host: how many, and the first. */
  readonly gaps: readonly { readonly host: number; readonly count: number; readonly first: number }[];
  /** Events with the same host and counter as another. */
  readonly repeated: number;
  /** Events whose clock knows less than the host's clock before. */
  readonly backward: number;
}

export interface ClockFault {
  readonly record: LogRecord;
  readonly message: string;
}

/** Events looked at between two yields. */
const SLICE = 2000;
export const MAX_HOSTS = 60_000;

/** Finds hosts, order on each host, and causes. Records whose clock cannot be used are reported and left out. */
export function* eventsOf(records: readonly LogRecord[], fault: (fault: ClockFault) => void): Generator<void, LogEvents> {
  const hostIndex = new Map<string, number>();
  const hosts: string[] = [];
  const indexOf = (name: string): number => {
    let index = hostIndex.get(name);
    if (index === undefined) {
      hostIndex.set(name, (index = hosts.length));
      hosts.push(name);
    }
    return index;
  };
  // Hosts that log come first, so that a clock that counts by position counts them in order of appearance.
  for (const [n, { host }] of records.entries()) {
    if (hosts.length < MAX_HOSTS) indexOf(host);
    if (n % (10 * SLICE) === 0) yield;
  }
  const logging = hosts.length;

  const events: LogEvent[] = [];
  for (const [n, record] of records.entries()) {
    if (n % SLICE === SLICE - 1) yield;
    const event = eventOf(record);
    if (typeof event === 'string') fault({ record, message: event });
    else events.push(event);
  }
  const byHost: number[][] = Array.from({ length: logging }, () => []);
  events.forEach((event, position) => byHost[event.host]!.push(position));

  /** On each host: counter → position of the first event that has it. */
  const positionOf: Map<number, number>[] = [];
  const gaps: { host: number; count: number; first: number }[] = [];
  let repeated = 0;
  let backward = 0;
  for (const [host, positions] of byHost.entries()) {
    yield;
    positions.sort((a, b) => events[a]!.own - events[b]!.own || a - b);
    const known = new Map<number, number>();
    let next = Math.min(1, positions.length > 0 ? events[positions[0]!]!.own : 1);
    let count = 0;
    let first = -1;
    positions.forEach((position, at) => {
      const event = events[position]!;
      event.previous = at > 0 ? positions[at - 1]! : -1;
      if (known.has(event.own)) repeated++;
      else known.set(event.own, position);
      if (event.own > next) {
        count += event.own - next;
        if (first < 0) first = next;
      }
      next = event.own + 1;
    });
    positionOf.push(known);
    if (count > 0) gaps.push({ host, count, first });
  }
  for (const positions of byHost) backward += yield* causesOf(positions, events, positionOf, byHost);
  return { events, hosts, logging, gaps, repeated, backward };

  function eventOf(record: LogRecord): LogEvent | string {
    const host = hostIndex.get(record.host);
    if (host === undefined) return `there are more than ${MAX_HOSTS} hosts`;
    const clock = parseClock(record.clock);
    if (typeof clock === 'string') return clock;
    const clockHosts: number[] = [];
    const clockCounters: number[] = [];
    let own: number | undefined;
    const entries: Iterable<readonly [string | number, number]> = clock instanceof Map ? clock : (clock as readonly number[]).entries();
    for (const [name, counter] of entries) {
      if (name === record.host || name === host) own = counter;
      else if (counter > 0) {
        if (typeof name === 'string' && hosts.length >= MAX_HOSTS && !hostIndex.has(name)) continue;
        const other = typeof name === 'number' ? name : indexOf(name);
        if (other >= hosts.length) continue;
        clockHosts.push(other);
        clockCounters.push(counter);
      }
    }
    if (own === undefined) return `the clock has no counter of its own host ${record.host.slice(0, 40)}`;
    return { record, host, own, clockHosts, clockCounters, previous: -1, causes: [], unknown: [], earlier: [] };
  }
}

/** Finds the causes of one host's events, in their order; how often the clock knew less than before. */
function* causesOf(
  positions: readonly number[], events: readonly LogEvent[], positionOf: readonly Map<number, number>[], byHost: readonly (readonly number[])[],
): Generator<void, number> {
  /** What the host has heard of each other. */
  const heard = new Map<number, number>();
  let backward = 0;
  let work = 0;
  for (const position of positions) {
    const event = events[position]!;
    const fresh: { readonly host: number; readonly counter: number; readonly position: number }[] = [];
    let less = false;
    for (const [k, host] of event.clockHosts.entries()) {
      const counter = event.clockCounters[k]!;
      const before = heard.get(host) ?? 0;
      if (counter < before) less = true;
      if (counter <= before) continue;
      heard.set(host, counter);
      fresh.push({ host, counter, position: positionOf[host]?.get(counter) ?? -1 });
    }
    if (less) backward++;
    for (const one of fresh) {
      // It came along with another when that one's event knew of it already.
      const carried = fresh.some((other) => other !== one && other.position >= 0 && knows(events[other.position]!, one) && !(one.position >= 0 && knows(events[one.position]!, other) && one.host < other.host));
      if (carried) continue;
      if (one.position >= 0) {
        event.causes.push(one.position);
        continue;
      }
      event.unknown.push({ host: one.host, counter: one.counter });
      const last = lastUpTo(byHost[one.host] ?? [], events, one.counter);
      if (last >= 0) event.earlier.push(last);
    }
    work += 1 + fresh.length * fresh.length;
    if (work > SLICE) {
      work = 0;
      yield;
    }
  }
  return backward;
}

function knows(event: LogEvent, of: { readonly host: number; readonly counter: number }): boolean {
  if (event.host === of.host) return false;
  const at = event.clockHosts.indexOf(of.host);
  return at >= 0 && event.clockCounters[at]! >= of.counter;
}

/** The last of a host's events whose counter is not greater, or -1. */
function lastUpTo(positions: readonly number[], events: readonly LogEvent[], counter: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events[positions[middle]!]!.own <= counter) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : positions[low - 1]!;
}
