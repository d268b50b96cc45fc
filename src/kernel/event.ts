/**
 * What can happen in a run, and what each happening carries.
 *
 * These are the rows of a trace: the kernel writes them, recorded traces are read into them, and
 * everything a reader sees is derived from them. Field names are those of the `*.trace.jsonl`
 * format, so that a detail and its line in the file are the same object.
 */

/** Immutable, JSON-shaped data: message bodies, process states, operation arguments. */
export type Plain = null | boolean | number | string | readonly Plain[] | PlainObject;
export interface PlainObject {
  readonly [key: string]: Plain;
}

/** Every kind of event; the index in this list is the kind's code in the columns. Append only. */
export const EVENT_KINDS = [
  'send',
  'deliver',
  'lose',
  'timer-set',
  'timer',
  'timer-cancel',
  'crash',
  'restart',
  'pause',
  'resume',
  'partition',
  'heal',
  'clock',
  'clock-set',
  'disk',
  'state',
  'vote',
  'quorum',
  'invoke',
  'return',
  'decide',
  'violation',
  'note',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** The code of each kind, for switching on the `kind` column without strings. */
export const KIND = Object.freeze(
  Object.fromEntries(EVENT_KINDS.map((kind, code) => [kind, code])),
) as { readonly [K in EventKind]: number };

export const LOSE_REASONS = ['dropped', 'partition', 'receiver-down', 'queue-full', 'in-flight'] as const;
export type LoseReason = (typeof LOSE_REASONS)[number];

export type OperationStatus = 'ok' | 'fail' | 'unknown';
export type ClockName = 'wall' | 'monotonic' | 'lamport' | 'vector' | 'hybrid';

/** Further fields of each kind, as in the trace format. Times are microseconds of virtual time. */
export interface EventDetails {
  send: { readonly msg: number; readonly to: string; readonly type: string; readonly body: PlainObject };
  deliver: {
    readonly msg: number;
    readonly from: string;
    readonly type: string;
    /** A further copy of a message that was handled before. */
    readonly duplicate?: true;
    /** When it reached the node, if the node was paused then and handled it only now. */
    readonly arrived?: number;
    /** Why the receiver discarded it: stale term, fenced, already seen… */
    readonly ignored?: string;
    /** What the log of a recorded run says of this event: its text as `event`, and further fields. */
    readonly log?: PlainObject;
  };
  lose: {
    readonly msg: number;
    readonly reason: LoseReason;
    readonly to: string;
    readonly type: string;
  };
  'timer-set': { readonly timer: number; readonly name: string; readonly due: number };
  timer: { readonly timer: number; readonly name: string };
  'timer-cancel': { readonly timer: number; readonly name: string };
  crash: Record<never, never>;
  restart: Record<never, never>;
  pause: Record<never, never>;
  resume: Record<never, never>;
  partition: Cut;
  heal: Cut;
  clock: {
    readonly clock: ClockName;
    readonly reading: Plain;
    readonly earliest?: number;
    readonly latest?: number;
  };
  'clock-set': { readonly from?: number; readonly to?: number; readonly drift?: number };
  disk: {
    readonly op: 'write' | 'sync' | 'rename' | 'delete' | 'lose';
    readonly file: string;
    readonly to?: string;
    readonly durable: boolean;
  };
  state: { readonly set: PlainObject; readonly role?: string };
  vote: { readonly round: Plain; readonly voter: string; readonly for: string; readonly granted: boolean };
  quorum: {
    readonly round: Plain;
    readonly have: number;
    readonly need: number;
    readonly of: number;
    readonly reached: boolean;
  };
  invoke: { readonly op: number; readonly f: string; readonly key?: Plain; readonly value?: Plain };
  return: {
    readonly op: number;
    readonly f: string;
    readonly key?: Plain;
    readonly value?: Plain;
    readonly result?: Plain;
    readonly status: OperationStatus;
  };
  decide: { readonly value: Plain };
  violation: { readonly invariant: string; readonly detail: string; readonly events: readonly number[] };
  note: {
    readonly text: string;
    readonly see?: string;
    /** Further fields of the log of a recorded run. */
    readonly log?: PlainObject;
  };
}
export type EventDetail = EventDetails[EventKind];

/** A cut in the network: groups that cannot reach each other, or a one-way cut. */
export type Cut =
  | { readonly groups: readonly (readonly string[])[] }
  | { readonly from: readonly string[]; readonly to: readonly string[] };
