/**
 * A trace: a header, columns, and the further fields of each event.
 *
 * Simulated and recorded traces have the same shape, so everything derived (causality, perspectives,
 * states at a step, votes so far) is written once. Events never change after they are in a trace.
 */
import type { EventDetail, EventKind } from '../kernel/event';
import { EVENT_KINDS } from '../kernel/event';
import type { Columns, EventLog } from '../kernel/log';
import type { Show } from '../kernel/show';

// The view and the protocol between host and view know the trace, not the kernel beneath it.
export { EVENT_KINDS, KIND } from '../kernel/event';
export type { EventDetail, EventDetails, EventKind, LoseReason, Plain, PlainObject } from '../kernel/event';
export type { Columns } from '../kernel/log';
export type { BandLook, BandShow, LeaseShow, Show, TagShow } from '../kernel/show';

/** The first line of a `*.trace.jsonl` file. */
export interface TraceHeader {
  readonly faultline: 1;
  readonly title: string;
  /** Absent in recorded traces of unknown protocols. */
  readonly model?: string;
  readonly seed?: number;
  readonly nodes: readonly TraceNode[];
  readonly unit: 'us';
  /** Where a recorded trace came from: the name of the format it was read from. */
  readonly source?: string;
  /** False when the file gave no times: then `t` only counts events and has no scale. */
  readonly timed?: boolean;
  /**
   * How each node's clock stood at time 0, where that is known: offset in microseconds, drift in parts per million, and the
   * half-width of the bounds; a node not named has a perfect clock. The hash leaves it out: it follows from the scenario.
   */
  readonly clocks?: { readonly [node: string]: TraceClock };
  /** What the model wants to be seen of its states and messages. The hash leaves it out: it changes no event. */
  readonly show?: Show;
}
export interface TraceClock {
  readonly offset?: number;
  readonly drift?: number;
  readonly uncertainty?: number;
}
export interface TraceNode {
  readonly id: string;
  readonly role?: string;
}

export interface Trace extends EventLog {
  readonly header: TraceHeader;
  /** Of a trace that is kept as text, what the text of an event says, which is known much sooner than its fields. */
  readonly raw?: RawText | undefined;
}

export interface RawText {
  /** Whether the further fields of event `i` hold a word: 1 when they do, -1 when they do not, 0 when they have to be looked at. */
  holds(i: number, word: Word): -1 | 0 | 1;
  /**
   * The values of all fields of event `i` whose name is this word in quotes, wherever in it they are and the common fields among them;
   * undefined when they have to be looked at. The list is used again by the next call.
   */
  valuesOf(i: number, name: Word): readonly (string | number | boolean | null)[] | undefined;
}

/** Some ASCII, as bytes in lower and in upper case. */
export interface Word {
  readonly lower: Uint8Array;
  readonly upper: Uint8Array;
}

/** One event as an object, as it stands in a line of the file. */
export type TraceEvent = {
  readonly i: number;
  readonly t: number;
  readonly node: string;
  readonly kind: EventKind;
  readonly cause?: number;
} & { readonly [field: string]: unknown };

/** Event `i` as an object in the field order of the format. */
export function eventAt(trace: Trace, i: number): TraceEvent {
  const cause = trace.cause[i]!;
  return {
    i,
    t: trace.t[i]!,
    node: nodeOf(trace, i),
    kind: kindOf(trace, i),
    ...(cause >= 0 ? { cause } : {}),
    ...trace.detail(i),
  };
}

export function kindOf(columns: Columns, i: number): EventKind {
  return EVENT_KINDS[columns.kind[i]!]!;
}

export function nodeOf(trace: Trace, i: number): string {
  return trace.header.nodes[trace.node[i]!]!.id;
}

export function labelOf(columns: Columns, i: number): string {
  return columns.labels[columns.label[i]!]!;
}

/** A trace over a log that exists already. */
export function traceOf(header: TraceHeader, log: EventLog): Trace {
  return {
    header,
    get length() { return log.length; },
    get t() { return log.t; },
    get node() { return log.node; },
    get kind() { return log.kind; },
    get cause() { return log.cause; },
    get partner() { return log.partner; },
    get label() { return log.label; },
    get labels() { return log.labels; },
    detail: (i: number): EventDetail => log.detail(i),
  };
}
