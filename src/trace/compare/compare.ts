/**
 * Two runs side by side, aligned by cause: what both have, what only one has, what happened otherwise or at another time, and
 * where they part.
 *
 * Every event of either run stands in exactly one row; rows stand in an order that both runs allow (see merging.ts), so the first
 * row that differs has no difference among its causes: whatever else differs may come of it, and it of nothing else.
 */
import type { Trace } from '../trace';
import { sameContent } from './content';
import { startMerging } from './merging';
import { causeOf, startPairing } from './pairing';

/**
 * How a row differs: `later` and `earlier` say when it happened in the right run as against the left one; `changed` that it
 * says something else, whenever it happened.
 */
export const CHANGES = ['same', 'later', 'earlier', 'changed', 'left', 'right'] as const;
export type Change = (typeof CHANGES)[number];
export const CHANGE = Object.freeze(Object.fromEntries(CHANGES.map((change, code) => [change, code]))) as { readonly [K in Change]: number };

export interface RunComparison {
  readonly left: Trace;
  readonly right: Trace;
  /** Names of the nodes of both runs, those of the left first; and the place in it of each node of the right run. */
  readonly nodes: readonly string[];
  readonly rightNodes: readonly number[];
  /** Number of rows. */
  readonly length: number;
  /** The event of each row in either run, or -1. */
  readonly ofLeft: Int32Array;
  readonly ofRight: Int32Array;
  /** Code of each row's change. */
  readonly change: Uint8Array;
  /** Of each event of the left run whether its pair is alike and no more: its cause is not the same in both. */
  readonly weak: Uint8Array;
  /** The row of each event. */
  readonly rowOfLeft: Int32Array;
  readonly rowOfRight: Int32Array;
  /** Rows of each change. */
  readonly counts: { readonly [K in Change]: number };
  /** The first row that differs, or -1 when the runs are the same. */
  readonly first: number;
}

export interface Comparing {
  /** Does about so many events' worth of the work; true when `result` is there. */
  advance(maxEvents: number): boolean;
  readonly result: RunComparison | undefined;
  /** From 0 to 1. */
  readonly fraction: number;
}

/** Longer runs would take more memory and time than a reader grants. */
export const MAX_COMPARED_EVENTS = 1_000_000;

/** What stands against comparing two runs, in words; undefined when nothing does. */
export function cannotCompare(left: Trace, right: Trace): string | undefined {
  const longest = Math.max(left.length, right.length);
  if (longest <= MAX_COMPARED_EVENTS) return undefined;
  return `Runs of at most ${grouped(MAX_COMPARED_EVENTS)} events can be compared; one of these has ${grouped(longest)}.`;
}

/** `1,000,000` */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Both runs must be over. Throws for runs that are too long: ask `cannotCompare` first. */
export function startComparing(left: Trace, right: Trace): Comparing {
  const refused = cannotCompare(left, right);
  if (refused !== undefined) throw new RangeError(refused);
  const pairing = startPairing(left, right);
  const merging = startMerging(left, right, pairing);
  const total = left.length + right.length;
  let paired = false;
  let merged = false;
  let at = 0;
  let change = new Uint8Array(0);
  const rowOfLeft = new Int32Array(left.length);
  const rowOfRight = new Int32Array(right.length);
  const counts = { same: 0, later: 0, earlier: 0, changed: 0, left: 0, right: 0 };
  let first = -1;
  let result: RunComparison | undefined;

  return {
    get result() { return result; },
    get fraction() {
      if (result !== undefined || total === 0) return 1;
      return paired ? 0.3 + (0.4 * merging.length) / total + (0.3 * at) / total : 0.1;
    },
    advance(maxEvents) {
      if (result !== undefined) return true;
      if (!paired) {
        paired = pairing.advance(maxEvents);
        return false;
      }
      if (!merged) {
        merged = merging.advance(maxEvents);
        if (merged) change = new Uint8Array(merging.length);
        return false;
      }
      for (const stop = Math.min(merging.length, at + maxEvents); at < stop; at++) judge(at);
      if (at < merging.length) return false;
      const { length } = merging;
      result = {
        left, right, length, change, weak: pairing.weak, rowOfLeft, rowOfRight, counts, first,
        nodes: pairing.nodes,
        rightNodes: pairing.rightNodes,
        ofLeft: merging.left.slice(0, length),
        ofRight: merging.right.slice(0, length),
      };
      return true;
    },
  };

  function judge(row: number): void {
    const [i, j] = [merging.left[row]!, merging.right[row]!];
    if (i >= 0) rowOfLeft[i] = row;
    if (j >= 0) rowOfRight[j] = row;
    const found = changeOf(i, j);
    change[row] = CHANGE[found];
    counts[found]++;
    if (first < 0 && found !== 'same') first = row;
  }

  function changeOf(i: number, j: number): Change {
    if (j < 0) return 'left';
    if (i < 0) return 'right';
    if (!sameContent(left, i, right, j)) return 'changed';
    const shift = right.t[j]! - left.t[i]!;
    if (shift === 0) return 'same';
    return shift > 0 ? 'later' : 'earlier';
  }
}

/** Compares at once: for tests and short runs. */
export function compareRuns(left: Trace, right: Trace): RunComparison {
  const comparing = startComparing(left, right);
  while (!comparing.advance(Infinity));
  return comparing.result!;
}

export function changeOf(comparison: RunComparison, row: number): Change {
  return CHANGES[comparison.change[row]!]!;
}

/**
 * Whether a row is of the same content in both and took as long after its cause in both, so that it is late or early only because
 * its cause was. There is nothing to learn from it that its cause does not say.
 */
export function isShifted({ left, right, ofLeft, ofRight, rowOfLeft, change }: RunComparison, row: number): boolean {
  if (change[row] !== CHANGE.later && change[row] !== CHANGE.earlier) return false;
  const [i, j] = [ofLeft[row]!, ofRight[row]!];
  const [by, other] = [causeOf(left, i), causeOf(right, j)];
  return by >= 0 && other >= 0 && ofRight[rowOfLeft[by]!] === other && right.t[j]! - left.t[i]! === right.t[other]! - left.t[by]!;
}

/** Whether a row differs by itself: not the same, and not only late or early with its cause. */
export function differs(comparison: RunComparison, row: number): boolean {
  return comparison.change[row] !== CHANGE.same && !isShifted(comparison, row);
}

/** The row of the cause, or -1: in the left run where the row has an event of it, else in the right run. */
export function causeRow({ left, right, ofLeft, ofRight, rowOfLeft, rowOfRight }: RunComparison, row: number): number {
  const i = ofLeft[row]!;
  const [trace, event, rows] = i >= 0 ? [left, i, rowOfLeft] as const : [right, ofRight[row]!, rowOfRight] as const;
  const cause = causeOf(trace, event);
  return cause < 0 ? -1 : rows[cause]!;
}
