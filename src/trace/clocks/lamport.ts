/**
 * Lamport clocks over any trace (Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", CACM 21(7),
 * 1978, "Logical Clocks"): a node counts its events (IR1), and when something reaches it, counts on from whatever is
 * higher, its own count or the one that came with the message (IR2). So a → b implies L(a) < L(b), and nothing follows the other way.
 *
 * Four bytes an event, one pass.
 */
import type { Columns } from '../../kernel/log';
import { isNoticed } from '../causality';
import { causeOf, otherCauseOf, rowsOf } from './order';
import type { Rows } from './order';

export interface LamportClocks {
  /** Events taken in so far. */
  readonly length: number;
  /** Takes in what the trace has gained, at most `maxEvents` of it; true when all is in. */
  update(maxEvents?: number): boolean;
  /** The count at an event, from 1; undefined where no process notices the event, or when it is not taken in yet. */
  at(event: number): number | undefined;
}

export function createLamportClocks(columns: Columns): LamportClocks {
  let length = 0;
  let counts = new Int32Array(1024);
  /** The count that each node's clock shows now. */
  const shown: number[] = [];

  return {
    get length() { return length; },
    update(maxEvents = Infinity) {
      const stop = Math.min(columns.length, length + maxEvents);
      if (stop > counts.length) {
        const more = new Int32Array(Math.max(stop, counts.length * 2));
        more.set(counts);
        counts = more;
      }
      const rows = rowsOf(columns);
      for (; length < stop; length++) take(rows, length);
      return length === columns.length;
    },
    at: (event) => (event < length && isNoticed(columns.kind[event]!) ? counts[event] : undefined),
  };

  function take(rows: Rows, i: number): void {
    const node = rows.node[i]!;
    const noticed = isNoticed(rows.kind[i]!);
    let highest = noticed ? (shown[node] ?? 0) : 0;
    const cause = causeOf(rows, i);
    if (cause >= 0 && counts[cause]! > highest) highest = counts[cause]!;
    const other = otherCauseOf(rows, i);
    if (other >= 0 && counts[other]! > highest) highest = counts[other]!;
    counts[i] = highest + 1;
    if (noticed) shown[node] = highest + 1;
  }
}

/**
 * Lamport's total order "⇒": by count, and among equal counts by process (1978, "Ordering the Events Totally").
 * Negative when the first comes first; process ids are compared as text.
 */
export function compareLamport(a: { readonly count: number; readonly process: string }, b: { readonly count: number; readonly process: string }): number {
  if (a.count !== b.count) return a.count - b.count;
  return a.process < b.process ? -1 : a.process > b.process ? 1 : 0;
}
