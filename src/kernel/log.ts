/**
 * The growing record of a run, in columns.
 *
 * A million events as objects would cost some hundred megabytes and stall the garbage collector;
 * as columns the fixed part of an event is 23 bytes, can be copied with the world in one `slice`,
 * and travels to the view as it is. Only what differs by kind (`detail`) is an object.
 */
import type { EventDetail } from './event';

/** Read-only view of columns; row `i` of each array belongs to event `i`, for `i < length`. */
export interface Columns {
  readonly length: number;
  /** Virtual time in microseconds. */
  readonly t: Float64Array;
  /** Index into the header's nodes. */
  readonly node: Uint16Array;
  /** Index into EVENT_KINDS. */
  readonly kind: Uint8Array;
  /** Index of the event that made this one happen, or -1. */
  readonly cause: Int32Array;
  /**
   * The other half of a pair, or -1: send ↔ first deliver or lose, timer-set ↔ timer or timer-cancel,
   * invoke ↔ return, crash ↔ restart, pause ↔ resume, partition ↔ heal. A further copy's deliver points
   * to its send; the send points to the first deliver.
   */
  readonly partner: Int32Array;
  /** Index into `labels`: the short name to draw (message type, timer name, reason, operation…). */
  readonly label: Uint16Array;
  readonly labels: readonly string[];
}

/** Columns together with the further fields of each event. */
export interface EventLog extends Columns {
  detail(i: number): EventDetail;
}

/** Labels beyond this number are all drawn as `…`, so that the column stays two bytes wide. */
export const MAX_LABELS = 65_535;

/** A log that can be appended to and cloned. */
export class GrowingLog implements EventLog {
  length = 0;
  t: Float64Array;
  node: Uint16Array;
  kind: Uint8Array;
  cause: Int32Array;
  partner: Int32Array;
  label: Uint16Array;
  labels: string[] = [''];
  readonly #details: EventDetail[] = [];
  readonly #labelIndex = new Map<string, number>([['', 0]]);

  constructor(capacity = 1024) {
    this.t = new Float64Array(capacity);
    this.node = new Uint16Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.cause = new Int32Array(capacity);
    this.partner = new Int32Array(capacity);
    this.label = new Uint16Array(capacity);
  }

  detail(i: number): EventDetail {
    const detail = this.#details[i];
    if (detail === undefined) throw new RangeError(`no event ${i} in a log of ${this.length}`);
    return detail;
  }

  /** Adds an event and returns its index. `partner` links both halves unless the other half is linked already. */
  append(
    t: number,
    node: number,
    kind: number,
    cause: number,
    partner: number,
    label: string,
    detail: EventDetail,
  ): number {
    const i = this.length;
    if (i === this.t.length) this.#grow();
    this.t[i] = t;
    this.node[i] = node;
    this.kind[i] = kind;
    this.cause[i] = cause;
    this.partner[i] = partner;
    this.label[i] = this.#labelOf(label);
    if (partner >= 0 && this.partner[partner] === -1) this.partner[partner] = i;
    this.#details.push(detail);
    this.length = i + 1;
    return i;
  }

  /** An independent copy; details are immutable once their step is over and are shared. */
  clone(): GrowingLog {
    const copy = new GrowingLog(0);
    copy.length = this.length;
    copy.t = this.t.slice(0, this.length);
    copy.node = this.node.slice(0, this.length);
    copy.kind = this.kind.slice(0, this.length);
    copy.cause = this.cause.slice(0, this.length);
    copy.partner = this.partner.slice(0, this.length);
    copy.label = this.label.slice(0, this.length);
    copy.labels = this.labels.slice();
    for (const detail of this.#details) copy.#details.push(detail);
    for (const [label, index] of this.#labelIndex) copy.#labelIndex.set(label, index);
    return copy;
  }

  #labelOf(label: string): number {
    const known = this.#labelIndex.get(label);
    if (known !== undefined) return known;
    let index = this.labels.length;
    if (index >= MAX_LABELS) {
      index = MAX_LABELS;
      this.labels[MAX_LABELS] = '…';
      return index;
    }
    this.labels.push(label);
    this.#labelIndex.set(label, index);
    return index;
  }

  #grow(): void {
    const capacity = Math.max(1024, this.t.length * 2);
    this.t = grown(this.t, new Float64Array(capacity));
    this.node = grown(this.node, new Uint16Array(capacity));
    this.kind = grown(this.kind, new Uint8Array(capacity));
    this.cause = grown(this.cause, new Int32Array(capacity));
    this.partner = grown(this.partner, new Int32Array(capacity));
    this.label = grown(this.label, new Uint16Array(capacity));
  }
}

function grown<A extends { set(from: A): void }>(from: A, into: A): A {
  into.set(from);
  return into;
}
