/**
 * Everything a run depends on, in plain data: the argument of the pure function whose value is the trace.
 * Durations and times are whole microseconds, probabilities lie in [0, 1].
 */
import type { Cut, PlainObject } from './event';
import type { Model } from './model';

export interface WorldSpec {
  readonly title: string;
  readonly model: Model;
  /** Every parameter of the model, defaults filled in. */
  readonly params: PlainObject;
  readonly seed: number;
  readonly nodes: readonly { readonly id: string; readonly role: string }[];
  readonly network: NetworkSpec;
  /** By node; a node not named has a perfect clock. */
  readonly clocks: { readonly [node: string]: ClockSpec };
  readonly workload: readonly WorkloadItem[];
  readonly faults: readonly FaultSpec[];
  readonly untilUs: number;
  readonly limits: Limits;
}

/** How long a message takes. `normal` is cut off at zero; every result is rounded to whole microseconds. */
export type Distribution =
  | { readonly kind: 'constant'; readonly us: number }
  | { readonly kind: 'uniform'; readonly minUs: number; readonly maxUs: number }
  | { readonly kind: 'normal'; readonly meanUs: number; readonly sdUs: number }
  | { readonly kind: 'exponential'; readonly meanUs: number }
  | { readonly kind: 'pareto'; readonly scaleUs: number; readonly shape: number }
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly weight: number; readonly of: Distribution }[] };

/** A link sends one message at a time, each taking `serviceUs`; at most `capacity` wait, the next is lost. */
export interface QueueSpec {
  readonly capacity: number;
  readonly serviceUs: number;
}

export interface LinkProperties {
  readonly latency: Distribution;
  readonly loss: number;
  readonly duplicate: number;
  readonly queue?: QueueSpec;
}
export interface NetworkSpec extends LinkProperties {
  /** One-way overrides; the last that matches a pair wins, field by field. */
  readonly links: readonly ({ readonly from: string; readonly to: string } & Partial<LinkProperties>)[];
}

/** Offset at time 0, drift in parts per million, and the half-width of the bounds the node may assume. */
export interface ClockSpec {
  readonly offsetUs: number;
  readonly driftPpm: number;
  readonly uncertaintyUs: number;
}

export interface WorkloadItem {
  readonly atUs: number;
  readonly client: string;
  readonly op: string;
  readonly args: PlainObject;
}

/** Which messages a fault strikes; absent fields match anything, without `nth` it strikes every match. */
export interface MessageRule {
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  /** Counts matches from 1, in the order of sending. */
  readonly nth?: number;
}

export type FaultSpec =
  | ({ readonly kind: 'lose' } & MessageRule)
  | ({ readonly kind: 'delay'; readonly byUs: number } & MessageRule)
  /** Without `afterUs` the copy takes a latency of its own. */
  | ({ readonly kind: 'duplicate'; readonly afterUs?: number } & MessageRule)
  | { readonly kind: 'crash'; readonly node: string; readonly atUs: number; readonly restartUs?: number }
  | { readonly kind: 'pause'; readonly node: string; readonly atUs: number; readonly forUs: number }
  | { readonly kind: 'partition'; readonly atUs: number; readonly untilUs?: number; readonly cut: Cut }
  | { readonly kind: 'clock'; readonly node: string; readonly atUs: number; readonly jumpUs?: number; readonly driftPpm?: number }
  /** Work, and messages to and from the node, take `factor` times as long. */
  | { readonly kind: 'slow'; readonly node: string; readonly atUs: number; readonly untilUs?: number; readonly factor: number }
  | {
      readonly kind: 'lie';
      readonly node: string;
      readonly behaviour: string;
      readonly atUs: number;
      readonly untilUs?: number;
      readonly args: PlainObject;
    }
  /** From `atUs` on a crash of the node is a power cut: unsynced writes are lost, or the last one is torn. */
  | { readonly kind: 'disk'; readonly node: string; readonly atUs: number; readonly loseUnsynced: boolean; readonly torn: boolean };

/** Reaching one of these ends the run with a `note` event that says so. */
export interface Limits {
  readonly events: number;
  /** Messages, timers and other things waiting to happen. */
  readonly pending: number;
  /** Size of one message body in characters of JSON. */
  readonly messageChars: number;
}

export const DEFAULT_LIMITS: Limits = { events: 1_000_000, pending: 100_000, messageChars: 65_536 };
/** The longest virtual time a run may cover: 30 days. */
export const MAX_UNTIL_US = 30 * 24 * 3600 * 1_000_000;
export const MAX_NODES = 256;
