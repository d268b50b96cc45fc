/**
 * The growing record of a run, in columns.
 *
 * A million events as objects would cost some hundred megabytes and stall the garbage collector;
 * as columns the fixed part of an event is 27 bytes, and can be copied with the world in one `slice` a column. Only what
 * differs by kind (`detail`) is an object.
 */
import { KIND } from './event';
import type { EventDetail, EventDetails, PlainObject } from './event';

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

const CHUNK_BITS = 8;
const CHUNK_MASK = (1 << CHUNK_BITS) - 1;
const SEND = KIND.send;
const DELIVER = KIND.deliver;
const TIMER_SET = KIND['timer-set'];
const NOTHING: PlainObject = Object.freeze({});

/**
 * A log that can be appended to and cloned.
 *
 * Messages are most of a run, and keeping an object for each event is most of its cost. So of a message
 * sent in a simulated world only the body is kept, and of a delivery nothing: their details are put
 * together from the columns when somebody asks.
 */
export class GrowingLog implements EventLog {
  length = 0;
  t: Float64Array;
  node: Uint16Array;
  kind: Uint8Array;
  cause: Int32Array;
  partner: Int32Array;
  label: Uint16Array;
  labels: string[] = [''];
  /** The number of the message or timer, where `appendSend` or `appendTimerSet` wrote the event. */
  num: Int32Array;
  /** Of a message taken apart: index of the node at its other end, plus 1. Otherwise 0, the detail is kept whole. */
  #peer: Uint16Array;
  readonly #names: readonly string[];
  /** In small pieces: one long array would be copied again and again, and be old while what it holds is young. */
  #details: (EventDetail | PlainObject)[][] = [];
  #labelIndex = new Map<string, number>([['', 0]]);

  /** `names` of the nodes by index: needed only for messages that are taken apart. */
  constructor(capacity = 1024, names: readonly string[] = []) {
    this.t = new Float64Array(capacity);
    this.node = new Uint16Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.cause = new Int32Array(capacity);
    this.partner = new Int32Array(capacity);
    this.label = new Uint16Array(capacity);
    this.num = new Int32Array(capacity);
    this.#peer = new Uint16Array(capacity);
    this.#names = names;
  }

  /** Further fields of event `i`. Of a message they are put together anew at each call. */
  detail(i: number): EventDetail {
    const kept = this.#details[i >> CHUNK_BITS]?.[i & CHUNK_MASK];
    if (kept === undefined) throw new RangeError(`no event ${i} in a log of ${this.length}`);
    const peer = this.#peer[i]!;
    if (peer === 0) return kept as EventDetail;
    const name = this.#names[peer - 1]!;
    const type = this.labels[this.label[i]!]!;
    if (this.kind[i] === SEND) return { msg: this.num[i]!, to: name, type, body: kept as PlainObject };
    return { msg: this.num[this.cause[i]!]!, from: name, type };
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
    return this.#add(t, node, kind, cause, partner, this.labelOf(label), detail);
  }

  /** Adds a `send` from `node` to the node with index `to`; `label` is that of its type. */
  appendSend(t: number, node: number, cause: number, msg: number, to: number, label: number, type: string, body: PlainObject): number {
    const whole = label === MAX_LABELS;
    const i = this.#add(t, node, SEND, cause, -1, label, whole ? { msg, to: this.#names[to]!, type, body } : body);
    this.num[i] = msg;
    if (!whole) this.#peer[i] = to + 1;
    return i;
  }

  /** Adds the `deliver` of what event `send` sent, on the lane of `node`. Half of all events: written out for speed. */
  appendDeliver(t: number, node: number, send: number): number {
    const label = this.label[send]!;
    const from = this.node[send]!;
    if (label === MAX_LABELS) {
      const detail = { msg: this.num[send]!, from: this.#names[from]!, type: this.typeOf(send) };
      return this.#add(t, node, DELIVER, send, send, label, detail);
    }
    const i = this.length;
    if (i === this.t.length) this.#grow();
    this.t[i] = t;
    this.node[i] = node;
    this.kind[i] = DELIVER;
    this.cause[i] = send;
    this.partner[i] = send;
    this.label[i] = label;
    this.#peer[i] = from + 1;
    if (this.partner[send] === -1) this.partner[send] = i;
    this.#keep(i, NOTHING);
    return i;
  }

  /** Adds a `timer-set`; `num` of it is the timer's. */
  appendTimerSet(t: number, node: number, cause: number, timer: number, name: string, due: number): number {
    const i = this.#add(t, node, TIMER_SET, cause, -1, this.labelOf(name), { timer, name, due });
    this.num[i] = timer;
    return i;
  }

  /** Type of the message that event `send` sent. */
  typeOf(send: number): string {
    if (this.#peer[send] !== 0) return this.labels[this.label[send]!]!;
    return (this.detail(send) as EventDetails['send']).type;
  }

  /** Index of the node that the message of event `send` goes to. */
  receiverOf(send: number): number {
    const peer = this.#peer[send]!;
    return peer === 0 ? this.#names.indexOf((this.detail(send) as EventDetails['send']).to) : peer - 1;
  }

  /** Body of the message that event `send` sent. */
  bodyOf(send: number): PlainObject {
    const kept = this.#details[send >> CHUNK_BITS]![send & CHUNK_MASK]!;
    return this.#peer[send] === 0 ? (kept as EventDetails['send']).body : (kept as PlainObject);
  }

  /** Index of a label; of those beyond what the column can tell apart, that of `…`. */
  labelOf(label: string): number {
    const known = this.#labelIndex.get(label);
    if (known !== undefined) return known;
    const index = this.labels.length;
    if (index >= MAX_LABELS) {
      this.labels[MAX_LABELS] = '…';
      return MAX_LABELS;
    }
    this.labels.push(label);
    this.#labelIndex.set(label, index);
    return index;
  }

  /** Replaces the detail of an event whose step is not over: nobody has seen it yet. */
  amend(i: number, detail: EventDetail): void {
    this.#details[i >> CHUNK_BITS]![i & CHUNK_MASK] = detail;
    this.#peer[i] = 0;
  }

  /** An independent copy; details are immutable once their step is over and are shared. */
  clone(): GrowingLog {
    const copy = new GrowingLog(0, this.#names);
    copy.length = this.length;
    copy.t = this.t.slice(0, this.length);
    copy.node = this.node.slice(0, this.length);
    copy.kind = this.kind.slice(0, this.length);
    copy.cause = this.cause.slice(0, this.length);
    copy.partner = this.partner.slice(0, this.length);
    copy.label = this.label.slice(0, this.length);
    copy.labels = this.labels.slice();
    copy.num = this.num.slice(0, this.length);
    copy.#peer = this.#peer.slice(0, this.length);
    copy.#details = this.#details.slice();
    // Full pieces never change again and are shared.
    const open = copy.#details.length - 1;
    if (open >= 0) copy.#details[open] = copy.#details[open]!.slice();
    copy.#labelIndex = new Map(this.#labelIndex);
    return copy;
  }

  #add(
    t: number, node: number, kind: number, cause: number, partner: number, label: number, detail: EventDetail | PlainObject,
  ): number {
    const i = this.length;
    if (i === this.t.length) this.#grow();
    this.t[i] = t;
    this.node[i] = node;
    this.kind[i] = kind;
    this.cause[i] = cause;
    this.partner[i] = partner;
    this.label[i] = label;
    if (partner >= 0 && this.partner[partner] === -1) this.partner[partner] = i;
    this.#keep(i, detail);
    return i;
  }

  #keep(i: number, detail: EventDetail | PlainObject): void {
    if ((i & CHUNK_MASK) === 0) this.#details.push(new Array<EventDetail>(CHUNK_MASK + 1));
    this.#details[i >> CHUNK_BITS]![i & CHUNK_MASK] = detail;
    this.length = i + 1;
  }

  #grow(): void {
    // In large steps: pages that are never written cost nothing, copying what was written does.
    const capacity = Math.max(1024, this.t.length * 4);
    this.t = grown(this.t, new Float64Array(capacity));
    this.node = grown(this.node, new Uint16Array(capacity));
    this.kind = grown(this.kind, new Uint8Array(capacity));
    this.cause = grown(this.cause, new Int32Array(capacity));
    this.partner = grown(this.partner, new Int32Array(capacity));
    this.label = grown(this.label, new Uint16Array(capacity));
    this.num = grown(this.num, new Int32Array(capacity));
    this.#peer = grown(this.#peer, new Uint16Array(capacity));
  }
}

function grown<A extends { set(from: A): void }>(from: A, into: A): A {
  into.set(from);
  return into;
}
