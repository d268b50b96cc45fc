/**
 * Vector clocks over any trace (Fidge 1988; Mattern, "Virtual Time and Global States of Distributed Systems", 1989): of each node,
 * how many of its events could have influenced this one, itself included. So a → b exactly when V(a) < V(b).
 *
 * A vector for each event of a long trace would be events × nodes numbers. But along one lane every entry only grows, and
 * only where something is received: a staircase, of which the steps alone are kept (as Singhal and Kshemkalyani's 1992 message
 * compression sends them). A trace in which everybody hears of tens of thousands of others still has too many steps; so there is a
 * limit, after which nothing more is taken in, and `vectorAt` answers for a single event by walking back instead.
 */
import type { Columns } from '../../kernel/log';
import { isNoticed } from '../causality';
import { causeOf, otherCauseOf, rowsOf } from './order';
import type { Rows } from './order';

/** Node → number of its events in the past; nodes of which there are none are left out. In ascending order of nodes. */
export type VectorReading = ReadonlyMap<number, number>;

export interface VectorClocks {
  /** Events taken in so far. */
  readonly length: number;
  /** The limit was reached at event `length`: what follows has no readings here. */
  readonly full: boolean;
  /** Takes in what the trace has gained, for about `maxWork` events or entries compared; true when there is nothing more to do. */
  update(maxWork?: number): boolean;
  /** The reading at an event; undefined where no process notices the event, or when it is not taken in. */
  at(event: number): VectorReading | undefined;
  /** The node's own entry, and how many others are not 0: what there is room for where there are many nodes. */
  sizeAt(event: number): VectorSize | undefined;
}

export interface VectorSize {
  readonly own: number;
  readonly others: number;
}

export interface VectorLimits {
  /** Steps of staircases kept, of up to 16 bytes; the first of a staircase counts for more. */
  readonly kept: number;
  /** Entries compared at receiving; a hub that knows everybody is compared whole each time. */
  readonly work: number;
}
export const VECTOR_LIMITS: VectorLimits = { kept: 6_000_000, work: 30_000_000 };
/** A first step is an entry in a table and two lists. */
const NEW_ENTRY = 16;

/** What one node knows of another over time: from event `from[k]` on, `count[k]` of the other's events. */
interface Staircase {
  readonly from: number[];
  readonly count: number[];
}
/** One node's staircases; `events` counts its own. */
interface Lane {
  events: number;
  readonly others: Map<number, Staircase>;
  /** The events at which another was heard of first. */
  readonly met: number[];
}

export function createVectorClocks(columns: Columns, limits: VectorLimits = VECTOR_LIMITS): VectorClocks {
  let length = 0;
  let full = false;
  let rows: Rows = rowsOf(columns);
  let kept = 0;
  let work = 0;
  /** Which of its node's events an event is, from 1. */
  let ordinals = new Int32Array(1024);
  const lanes: (Lane | undefined)[] = [];

  return {
    get length() { return length; },
    get full() { return full; },
    update(maxWork = Infinity) {
      if (columns.length > ordinals.length) ordinals = grown(ordinals, columns.length);
      const stop = work + length + maxWork;
      rows = rowsOf(columns);
      const end = columns.length;
      while (!full && length < end && work + length < stop) {
        take(length++);
        full = kept > limits.kept || work > limits.work;
      }
      return full || length === columns.length;
    },
    at: (event) => (event < length && isNoticed(columns.kind[event]!) ? readingOf(event) : undefined),
    sizeAt(event) {
      if (event >= length || !isNoticed(columns.kind[event]!)) return undefined;
      return { own: ordinals[event]!, others: 1 + lastNotAfter(lanes[columns.node[event]!]!.met, event) };
    },
  };

  function take(i: number): void {
    const node = rows.node[i]!;
    if (!isNoticed(rows.kind[i]!)) return;
    const lane = (lanes[node] ??= { events: 0, others: new Map(), met: [] });
    ordinals[i] = ++lane.events;
    const cause = causeOf(rows, i);
    const other = otherCauseOf(rows, i);
    if (cause >= 0) follow(lane, node, i, cause);
    if (other >= 0) follow(lane, node, i, other);
  }

  /** Learns from a cause; one that no process noticed hands on what its own causes knew. */
  function follow(lane: Lane, node: number, i: number, source: number): void {
    if (isNoticed(rows.kind[source]!)) {
      if (rows.node[source] !== node) learn(lane, node, i, source);
      return;
    }
    const left = [source];
    for (let at = left.pop(); at !== undefined && work <= limits.work; at = left.pop()) {
      work++;
      for (const next of [causeOf(rows, at), otherCauseOf(rows, at)]) {
        if (next < 0) continue;
        if (!isNoticed(rows.kind[next]!)) left.push(next);
        else if (rows.node[next] !== node) learn(lane, node, i, next);
      }
    }
  }

  /** At event `i` the lane learns all that was known at event `at` of another. */
  function learn(lane: Lane, node: number, i: number, at: number): void {
    const teacher = rows.node[at]!;
    raise(lane, teacher, i, ordinals[at]!);
    const { others } = lanes[teacher]!;
    work += others.size;
    for (const [third, stairs] of others) if (third !== node) raise(lane, third, i, stepAt(stairs, at));
  }

  function raise(lane: Lane, of: number, i: number, count: number): void {
    if (count === 0) return;
    const stairs = lane.others.get(of);
    if (stairs === undefined) {
      lane.others.set(of, { from: [i], count: [count] });
      lane.met.push(i);
      kept += NEW_ENTRY;
    } else {
      const last = stairs.count.length - 1;
      if (stairs.count[last]! >= count) return;
      if (stairs.from[last] === i) {
        stairs.count[last] = count;
        return;
      }
      stairs.from.push(i);
      stairs.count.push(count);
      kept++;
    }
  }

  function readingOf(event: number): VectorReading {
    const node = rows.node[event]!;
    const entries: [number, number][] = [[node, ordinals[event]!]];
    for (const [of, stairs] of lanes[node]!.others) {
      const count = stepAt(stairs, event);
      if (count > 0) entries.push([of, count]);
    }
    return new Map(entries.sort(([a], [b]) => a - b));
  }
}

/** The height of a staircase at an event. */
function stepAt({ from, count }: Staircase, event: number): number {
  const step = lastNotAfter(from, event);
  return step < 0 ? 0 : count[step]!;
}

/** Position of the last number not above `event`, or -1. Mostly asked near the end, so the search goes back from there in growing strides. */
function lastNotAfter(ascending: readonly number[], event: number): number {
  let high = ascending.length;
  let low = high - 1;
  for (let stride = 1; low >= 0 && ascending[low]! > event; stride *= 2) {
    high = low;
    low -= stride;
  }
  low = Math.max(low, -1);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > event) high = middle;
    else low = middle;
  }
  return low;
}

/** The vector of one event, by walking back over the trace before it: for traces too wide for `createVectorClocks`. */
export function vectorAt(columns: Columns, event: number): VectorReading | undefined {
  if (event >= columns.length || !isNoticed(columns.kind[event]!)) return undefined;
  const rows = rowsOf(columns);
  const counts = new Map<number, number>();
  const marked = new Uint8Array(event + 1);
  marked[event] = 1;
  for (let i = event; i >= 0; i--) {
    const node = rows.node[i]!;
    const noticed = isNoticed(rows.kind[i]!);
    if (marked[i] === 0 && !(noticed && counts.has(node))) continue;
    if (noticed) counts.set(node, (counts.get(node) ?? 0) + 1);
    const cause = causeOf(rows, i);
    if (cause >= 0) marked[cause] = 1;
    const other = otherCauseOf(rows, i);
    if (other >= 0) marked[other] = 1;
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}

/** Whether V(a) < V(b): no entry greater, one less. */
export function isBefore(a: VectorReading, b: VectorReading): boolean {
  let less = false;
  for (const [node, count] of a) {
    const other = b.get(node) ?? 0;
    if (count > other) return false;
    if (count < other) less = true;
  }
  return less || b.size > a.size;
}

function grown(from: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const into = new Int32Array(Math.max(needed, from.length * 2));
  into.set(from);
  return into;
}
