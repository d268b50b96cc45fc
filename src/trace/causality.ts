/**
 * What could have influenced what: happened-before (Lamport, "Time, Clocks, and the Ordering of Events in a
 * Distributed System", 1978) over a trace, with the causes that the trace names in place of guesses.
 *
 * An event depends on the one before it on its node, and on its cause. What an event depends on is, on each node,
 * everything up to some last event; so a past is one number a node, and asking whether an event belongs to it is
 * one comparison. Finding it takes time proportional to its size, not to the trace's.
 *
 * Losses, cuts and violations stand on a lane only to be drawn: no process notices them, so the lane's order does
 * not pass through them.
 */
import { EVENT_KINDS, KIND } from '../kernel/event';
import type { Trace } from './trace';

export interface Causality {
  /** Events taken in so far. */
  readonly length: number;
  /** Takes in what the trace has gained, at most `maxEvents` of it; true when all is in. */
  update(maxEvents?: number): boolean;
  /** All that could have influenced an event; the event itself belongs to it. */
  past(event: number): Cone;
  /** All that an event could have influenced; the event itself belongs to it. */
  future(event: number): Cone;
  /** Whether neither could have influenced the other. */
  concurrent(a: number, b: number): boolean;
  /** Whether `a` could have influenced `b`; not so for an event and itself. */
  before(a: number, b: number): boolean;
  /**
   * How `from` reached `to` with the fewest messages: `from`, then for each hop the event that causes and the one on
   * another lane that it causes, then `to`. Empty when it did not.
   */
  chain(from: number, to: number): readonly number[];
}

/** A causal past or future. */
export interface Cone {
  has(event: number): boolean;
  /** The number of events in it. */
  readonly size: number;
  /** Its events in ascending order; made when asked for. */
  events(): number[];
}

/** Kinds that are on a lane for the eye only. */
const UNNOTICED: ReadonlySet<number> = new Set([KIND.lose, KIND.partition, KIND.heal, KIND.violation]);

/** Whether the process of its lane notices an event of this kind; the others are there to be seen. */
export function isNoticed(kind: number): boolean {
  return NOTICED[kind] === 1;
}

// Asked for every event of long traces.
const NOTICED = Uint8Array.from(EVENT_KINDS, (_, kind) => (UNNOTICED.has(kind) ? 0 : 1));

export function createCausality(trace: Trace): Causality {
  let length = 0;
  /** Event before and after on the same node, or -1. */
  let previous = new Int32Array(1024);
  let next = new Int32Array(1024);
  /** First effect of an event, and the next effect of its cause. */
  let effect = new Int32Array(1024);
  let sibling = new Int32Array(1024);
  const lastOnNode: number[] = [];
  /** Sends of delivers whose cause is another event: a recorder may know better what made a node receive. */
  const otherSend = new Map<number, number>();
  const otherDelivers = new Map<number, number[]>();

  return { get length() { return length; }, update, past, future, before, concurrent, chain };

  function update(maxEvents = Infinity): boolean {
    const stop = Math.min(trace.length, length + maxEvents);
    if (stop > previous.length) {
      const capacity = Math.max(stop, previous.length * 2);
      previous = grown(previous, capacity);
      next = grown(next, capacity);
      effect = grown(effect, capacity);
      sibling = grown(sibling, capacity);
    }
    for (; length < stop; length++) take(length);
    return length === trace.length;
  }

  function take(i: number): void {
    const node = trace.node[i]!;
    previous[i] = next[i] = effect[i] = sibling[i] = -1;
    const kind = trace.kind[i]!;
    if (!UNNOTICED.has(kind)) {
      const last = lastOnNode[node] ?? -1;
      previous[i] = last;
      if (last >= 0) next[last] = i;
      lastOnNode[node] = i;
    }
    const cause = trace.cause[i]!;
    if (cause >= 0 && cause < i) {
      sibling[i] = effect[cause]!;
      effect[cause] = i;
    }
    const partner = trace.partner[i]!;
    if ((kind === KIND.deliver || kind === KIND.lose) && partner >= 0 && partner < i && partner !== cause) {
      otherSend.set(i, partner);
      const known = otherDelivers.get(partner);
      if (known === undefined) otherDelivers.set(partner, [i]);
      else known.push(i);
    }
  }

  function past(event: number): Cone {
    const reached = explorePast(event, -1);
    const last = new Map<number, number>();
    for (const i of reached.lanes) {
      const node = trace.node[i]!;
      last.set(node, Math.max(last.get(node) ?? -1, i));
    }
    return {
      size: reached.size,
      has(i) {
        if (reached.unnoticed.has(i)) return true;
        return i < length && !UNNOTICED.has(trace.kind[i]!) && i <= (last.get(trace.node[i]!) ?? -1);
      },
      events() {
        const events = [...reached.unnoticed];
        for (const end of last.values()) for (let i = end; i >= 0; i = previous[i]!) events.push(i);
        return events.sort((a, b) => a - b);
      },
    };
  }

  /** Walks back from an event; stops early once `target` is reached. `lanes` has the ends of lane prefixes. */
  function explorePast(event: number, target: number): { readonly lanes: number[]; readonly unnoticed: Set<number>; readonly size: number; readonly found: boolean } {
    /** Last event of each node taken in so far: everything before it is in or being taken in. */
    const covered = new Map<number, number>();
    const unnoticed = new Set<number>();
    const ends: number[] = [];
    const work = [event];
    let size = 0;
    let found = false;
    while (work.length > 0 && !found) {
      let i = work.pop()!;
      if (UNNOTICED.has(trace.kind[i]!)) {
        if (unnoticed.has(i)) continue;
        unnoticed.add(i);
        size++;
        if (i === target) found = true;
        pushCauses(i, work);
        continue;
      }
      const node = trace.node[i]!;
      const until = covered.get(node) ?? -1;
      if (i <= until) continue;
      covered.set(node, i);
      ends.push(i);
      if (target >= 0 && trace.node[target] === node && target <= i && !UNNOTICED.has(trace.kind[target]!)) found = true;
      for (; i > until; i = previous[i]!) {
        size++;
        pushCauses(i, work);
      }
    }
    return { lanes: ends, unnoticed, size, found };
  }

  function pushCauses(i: number, work: number[]): void {
    const cause = trace.cause[i]!;
    if (cause >= 0 && cause < i && cause !== previous[i]) work.push(cause);
    const send = otherSend.get(i);
    if (send !== undefined) work.push(send);
  }

  function future(event: number): Cone {
    const first = new Map<number, number>();
    const unnoticed = new Set<number>();
    const work = [event];
    let size = 0;
    while (work.length > 0) {
      let i = work.pop()!;
      if (UNNOTICED.has(trace.kind[i]!)) {
        if (unnoticed.has(i)) continue;
        unnoticed.add(i);
        size++;
        pushEffects(i, work);
        continue;
      }
      const node = trace.node[i]!;
      const from = first.get(node) ?? Infinity;
      if (i >= from) continue;
      first.set(node, i);
      for (; i >= 0 && i < from; i = next[i]!) {
        size++;
        pushEffects(i, work);
      }
    }
    return {
      size,
      has: (i) =>
        unnoticed.has(i) || (i < length && !UNNOTICED.has(trace.kind[i]!) && i >= (first.get(trace.node[i]!) ?? Infinity)),
      events() {
        const events = [...unnoticed];
        for (const start of first.values()) for (let i = start; i >= 0; i = next[i]!) events.push(i);
        return events.sort((a, b) => a - b);
      },
    };
  }

  function pushEffects(i: number, work: number[]): void {
    for (let e = effect[i]!; e >= 0; e = sibling[e]!) work.push(e);
    const delivers = otherDelivers.get(i);
    if (delivers !== undefined) for (const e of delivers) work.push(e);
  }

  function before(a: number, b: number): boolean {
    return a !== b && a < b && explorePast(b, a).found;
  }

  function concurrent(a: number, b: number): boolean {
    return a !== b && !before(a, b) && !before(b, a);
  }

  /**
   * Goes back from `to` one hop at a time: all that lies earlier on a lane costs no hop, a cause on another lane one.
   * Each event is looked at once, on the hop that reaches it first.
   */
  function chain(from: number, to: number): readonly number[] {
    interface Reach { readonly end: number; readonly effect: number; readonly after: Reach | undefined }
    const covered = new Map<number, number>();
    const seen = new Set<number>();
    let now: Reach[] = [{ end: to, effect: -1, after: undefined }];
    while (now.length > 0) {
      const later: Reach[] = [];
      // The furthest along each lane first, so that no lane is walked twice on one hop.
      now.sort((a, b) => b.end - a.end);
      for (const reach of now) {
        const alone = UNNOTICED.has(trace.kind[reach.end]!);
        const node = trace.node[reach.end]!;
        const until = alone ? reach.end - 1 : (covered.get(node) ?? -1);
        if (alone ? seen.has(reach.end) : reach.end <= until) continue;
        if (alone) seen.add(reach.end);
        else covered.set(node, reach.end);
        for (let i = reach.end; i > until; i = alone ? -1 : previous[i]!) {
          if (i === from) return pathOf(from, reach);
          const causes: number[] = [];
          pushCauses(i, causes);
          for (const cause of causes) {
            // A cause on the same lane is reached along it.
            if (trace.node[cause] !== node || alone || UNNOTICED.has(trace.kind[cause]!)) later.push({ end: cause, effect: i, after: reach });
          }
        }
      }
      now = later;
    }
    return [];

    function pathOf(start: number, reach: Reach): number[] {
      const path = [start];
      for (let at: Reach | undefined = reach; at !== undefined; at = at.after) {
        if (path[path.length - 1] !== at.end) path.push(at.end);
        if (at.effect >= 0) path.push(at.effect);
      }
      return path;
    }
  }
}

/** The causes of an event one after another back to the first, the event itself last. */
export function rootCauses(trace: Trace, event: number): number[] {
  const path = [event];
  for (let i = event; ;) {
    const cause = trace.cause[i]!;
    if (cause < 0 || cause >= i) break;
    path.push(cause);
    i = cause;
  }
  return path.reverse();
}

function grown(from: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const into = new Int32Array(capacity);
  into.set(from);
  return into;
}
