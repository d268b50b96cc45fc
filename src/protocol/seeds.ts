/** Many runs of one scenario, each with a seed of its own: how far they are and what came of them. */

export interface SeedsState {
  /** Runs that were asked for, and those that are over. */
  readonly runs: number;
  readonly done: number;
  readonly going: boolean;
  /** What came of them is of another text than the one that stands there now. */
  readonly stale: boolean;
  /** Of the runs that are over; absent before the first. */
  readonly result?: SeedsResult;
  /** Why nothing was run. */
  readonly problem?: string;
}

export interface SeedsResult {
  readonly runs: number;
  readonly from: number;
  readonly to: number;
  readonly held: readonly HeldRow[];
  readonly stats: readonly StatRow[];
}

/** How often something held. */
export interface HeldRow {
  readonly kind: 'expectation' | 'invariant';
  readonly words: string;
  readonly held: number;
  /** Seeds with which it did not, the first of them. */
  readonly seeds: readonly number[];
}

/** How a number of the runs spreads. Quantiles are values that occurred. */
export interface StatRow {
  readonly name: string;
  /** Runs that have the number. */
  readonly runs: number;
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  /** Bars of equal width from `from` on, and how many runs each stands for. */
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/** What the reader wants of seeds. `compare` is the run on screen beside that of the text. */
export type SeedsWish =
  | { readonly what: 'run'; readonly runs: number }
  | { readonly what: 'stop' | 'find' | 'back' | 'keep' | 'compare' }
  | { readonly what: 'open'; readonly seed: number };
