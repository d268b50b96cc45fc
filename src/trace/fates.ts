/**
 * What became of messages that did arrive, beyond that they did: overtaken by a later one on the same link, or later than what
 * waited for them.
 *
 * Both follow from the columns alone, so they hold for simulated and recorded traces alike. *Overtaken* asks what a link delivered before;
 * it is noted once, as the events come in, with one number a link and one bit an event. *Late* is asked of one event at a
 * time and looks only at its nearest causes.
 *
 * No trace says what a process waits for. What is called late is what the trace does show: a node sent a message and, in the
 * same handling, set a timer; the timer fired; and only then came what that message had led to. A timer that merely beats (the next
 * heartbeat, the next word to be spoken) looks the same, but nothing ever cancels it. So the timer must be of a name that is cancelled
 * somewhere in the trace, as what waits for an answer is when the answer comes; or the receiver must itself have refused what came.
 */
import { KIND } from '../kernel/event';
import type { Columns } from '../kernel/log';

export interface Fates {
  /** Room that is taken, in bytes. */
  readonly bytes: number;
  /** Events taken in so far. */
  readonly length: number;
  /** Takes in the events that were added since. */
  update(columns: Columns): void;
  /** Whether a message sent later over the same link was received before this one was. */
  isOvertaken(deliver: number): boolean;
  /** The timer that had fired when this message came, or -1 when it was not late; `ignored` when the receiver refused it. */
  lateAfter(columns: Columns, deliver: number, ignored: boolean): number;
}

export function createFates(): Fates {
  let bits = new Uint8Array(128);
  let length = 0;
  /** By link: the latest send of which a copy was received. */
  const latest = new Map<number, number>();
  /** Names of timers that were cancelled, as places in the table of labels. */
  const cancelled = new Set<number>();

  return {
    get length() { return length; },
    get bytes() { return bits.byteLength; },
    update(columns) {
      const to = columns.length;
      if (to > bits.length * 8) {
        const grown = new Uint8Array(Math.max(bits.length * 2, Math.ceil(to / 8)));
        grown.set(bits);
        bits = grown;
      }
      const { kind, label, node, partner } = columns;
      for (; length < to; length++) {
        if (kind[length] === KIND['timer-cancel']) cancelled.add(label[length]!);
        if (kind[length] !== KIND.deliver) continue;
        const send = partner[length]!;
        if (send < 0) continue;
        const link = node[send]! * 65_536 + node[length]!;
        if (send >= (latest.get(link) ?? -1)) latest.set(link, send);
        // A further copy is one more of the same message and not that message late.
        else if (partner[send] === length) bits[length >> 3]! |= 1 << (length & 7);
      }
    },
    isOvertaken: (deliver) => deliver < length && (bits[deliver >> 3]! & (1 << (deliver & 7))) !== 0,
    lateAfter(columns, deliver, ignored) {
      const timer = firedBefore(columns, deliver);
      return timer >= 0 && (ignored || cancelled.has(columns.label[timer]!)) ? timer : -1;
    },
  };
}

/** How far back in the events of a trace the message is looked for that overtook another one. */
const LOOKS = 2_000;

/** The later-sent message of the same link that was received before `deliver`: its deliver, the nearest one; -1 when it is far back. */
export function overtaker({ kind, node, partner }: Columns, deliver: number): number {
  const send = partner[deliver]!;
  for (let i = deliver - 1; i > send && i > deliver - LOOKS; i--) {
    if (kind[i] === KIND.deliver && node[i] === node[deliver] && partner[i]! > send && node[partner[i]!] === node[send]) return i;
  }
  return -1;
}

/** How many causes back an answer is traced to the message that it answers. */
const HOPS = 12;
/** A handling does at most so many things that are looked at. */
const HANDLING = 64;

/**
 * The timer that had fired when this message arrived, if the receiver had set it in the same handling in which it sent the
 * message that led to this one; -1 otherwise.
 */
function firedBefore(columns: Columns, deliver: number): number {
  const { kind, node, cause, partner } = columns;
  if (kind[deliver] !== KIND.deliver || partner[deliver]! < 0) return -1;
  const me = node[deliver]!;
  const send = partner[deliver]!;
  if (node[send] === me) return -1;
  let at = cause[send]!;
  for (let hops = 0; hops < HOPS && at >= 0; hops++) {
    if (kind[at] === KIND.send && node[at] === me) return firedWith(columns, at, deliver);
    // Whatever a node did of itself between was not asked for by the message.
    if (kind[at] !== KIND.send && node[at] === me) return -1;
    const before = cause[at]!;
    if (before >= at) return -1;
    at = before;
  }
  return -1;
}

/** A timer set in the handling that sent `request` and fired before `until`, or -1. */
function firedWith(columns: Columns, request: number, until: number): number {
  for (const direction of [-1, 1]) {
    for (let k = 1; k < HANDLING; k++) {
      const i = request + direction * k;
      if (i < 0 || i >= until || !together(columns, i, request)) break;
      if (columns.kind[i] !== KIND['timer-set']) continue;
      const end = columns.partner[i]!;
      if (end > i && end < until && columns.kind[end] === KIND.timer) return end;
    }
  }
  return -1;
}

function together({ node, cause, t }: Columns, a: number, b: number): boolean {
  return node[a] === node[b] && t[a] === t[b] && cause[a] === cause[b];
}
