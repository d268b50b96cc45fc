/**
 * One order for all events in which every cause comes before its effects: by time where the log has times, else as
 * the log has them where that is such an order, else by causal depth.
 */
import type { LogEvent } from './events';

export interface Order {
  /** Positions of the events in their new order. */
  readonly positions: readonly number[];
  /** How many events had to be placed before something they depend on: their clocks contradict each other. */
  readonly contradictions: number;
}

const SLICE = 5000;

/** `timesNs` by position, where the log has times. */
export function* orderOf(events: readonly LogEvent[], timesNs: readonly bigint[] | undefined): Generator<void, Order> {
  const after: number[][] = events.map(() => []);
  const waits = new Int32Array(events.length);
  let asWritten = true;
  for (const [position, event] of events.entries()) {
    if (position % SLICE === SLICE - 1) yield;
    for (const before of dependenciesOf(event)) {
      after[before]!.push(position);
      waits[position]!++;
      if (before > position) asWritten = false;
    }
  }
  yield;
  if (timesNs !== undefined) return yield* inOrder((a, b) => compare(timesNs[a]!, timesNs[b]!) || a - b);
  if (asWritten) return { positions: events.map((_, position) => position), contradictions: 0 };
  const depth = yield* depths();
  return yield* inOrder((a, b) => depth[a]! - depth[b]! || a - b);

  /** Always takes the first, by `precedes`, of those that wait for nothing. */
  function* inOrder(precedes: (a: number, b: number) => number): Generator<void, Order> {
    const left = waits.slice();
    const ready = createHeap(precedes);
    const placed = new Uint8Array(events.length);
    const positions: number[] = [];
    let contradictions = 0;
    let stuckFrom = 0;
    for (let position = 0; position < events.length; position++) if (left[position] === 0) ready.push(position);
    while (positions.length < events.length) {
      let position = ready.pop();
      if (position === undefined) {
        // A circle: the first left over whose host has come so far goes ahead.
        while (placed[stuckFrom] === 1) stuckFrom++;
        position = stuckFrom;
        while (position >= 0 && events[position]!.previous >= 0 && placed[events[position]!.previous] === 0) position = events[position]!.previous;
        contradictions++;
      }
      if (placed[position] === 1) continue;
      placed[position] = 1;
      positions.push(position);
      for (const next of after[position]!) if (--left[next]! === 0 && placed[next] === 0) ready.push(next);
      if (positions.length % SLICE === 0) yield;
    }
    return { positions, contradictions };
  }

  /** Length of the longest chain of causes that leads to each event. */
  function* depths(): Generator<void, Int32Array> {
    const depth = new Int32Array(events.length);
    const left = waits.slice();
    const queue: number[] = [];
    for (let position = 0; position < events.length; position++) if (left[position] === 0) queue.push(position);
    for (let head = 0; head < queue.length; head++) {
      const position = queue[head]!;
      for (const next of after[position]!) {
        depth[next] = Math.max(depth[next]!, depth[position]! + 1);
        if (--left[next]! === 0) queue.push(next);
      }
      if (head % SLICE === SLICE - 1) yield;
    }
    return depth;
  }
}

/** Positions of the events that must come before this one. */
export function dependenciesOf(event: LogEvent): readonly number[] {
  const all = event.previous < 0 ? [] : [event.previous];
  return all.concat(event.causes, event.earlier);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A binary heap of positions. */
function createHeap(precedes: (a: number, b: number) => number) {
  const heap: number[] = [];
  return {
    push(position: number): void {
      let at = heap.push(position) - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (precedes(heap[parent]!, position) <= 0) break;
        heap[at] = heap[parent]!;
        at = parent;
      }
      heap[at] = position;
    },
    pop(): number | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined || heap.length === 0) return top;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && precedes(heap[child + 1]!, heap[child]!) < 0) child++;
        if (precedes(last, heap[child]!) <= 0) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
      return top;
    },
  };
}
