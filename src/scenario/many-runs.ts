/**
 * The same scenario over many seeds: how often what was expected came true, and how the numbers spread.
 *
 * One run shows that something can happen; only many show how often.
 */
import { expectationText } from './expect';
import { outcomeOf, startRun, advance } from './run';
import type { Outcome, ScenarioRun } from './run';
import type { Scenario } from './scenario';

export const MAX_RUNS = 100_000;
/** Seeds named for each expectation that failed, so that one can look at such a run. */
const SEEDS_NAMED = 10;
/** Seeds kept of each, for a list of them. */
export const SEEDS_KEPT = 200;

export interface ManyRuns {
  readonly runs: number;
  readonly seeds: { readonly from: number; readonly to: number };
  readonly expectations: readonly ({ readonly expect: string } & Tally)[];
  readonly invariants: readonly ({ readonly id: string } & Tally)[];
  readonly stats: { readonly [name: string]: Spread };
}

export interface Tally {
  /** In how many runs it held, and which share of all that is. */
  readonly held: number;
  readonly rate: number;
  /** The first seeds with which it did not. */
  readonly failedSeeds: readonly number[];
}

/** Quantiles are values that occurred (nearest rank), so counts stay whole. */
export interface Spread {
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
}

/** Many runs that are being counted. */
export interface Counting {
  /** Runs that are over. */
  readonly done: number;
  /** Takes up to so many steps of one run; true when all are over. */
  advance(maxSteps: number): boolean;
  /** What came of the runs that are over; of none, nothing is to be said. */
  result(): ManyRuns;
  /** The seeds with which an expectation or invariant did not hold, by its number: the first `SEEDS_KEPT`. */
  failed(kind: 'expectations' | 'invariants', at: number): readonly number[];
  /** Every value of a statistic, in the order of the seeds that have one. */
  values(name: string): readonly number[];
}

/** Begins to run with seeds seed … seed + runs − 1. */
export function startCounting(scenario: Scenario, runs: number): Counting {
  const from = scenario.world.seed;
  const counts = { expectations: scenario.expect.map(() => newCount()), invariants: scenario.world.model.invariants.map(() => newCount()) };
  const values = new Map<string, number[]>();
  let done = 0;
  let run: ScenarioRun | undefined;
  return {
    get done() { return done; },
    advance(maxSteps) {
      if (done >= runs) return true;
      const seed = from + done;
      run ??= startRun(withSeed(scenario, seed));
      if (!advance(run, maxSteps)) return false;
      const outcome = outcomeOf(run);
      outcome.expectations.forEach(({ ok }, i) => count(counts.expectations[i]!, ok, seed));
      outcome.invariants.forEach(({ holds }, i) => count(counts.invariants[i]!, holds, seed));
      collect(values, outcome);
      run = undefined;
      done++;
      return done >= runs;
    },
    result: () => ({
      runs: done,
      seeds: { from, to: from + done - 1 },
      expectations: scenario.expect.map((each, i) => ({ expect: expectationText(each), ...tallyOf(counts.expectations[i]!, done) })),
      invariants: scenario.world.model.invariants.map(({ id }, i) => ({ id, ...tallyOf(counts.invariants[i]!, done) })),
      stats: Object.fromEntries([...values].map(([name, all]) => [name, spreadOf(all)])),
    }),
    failed: (kind, at) => counts[kind][at]?.failedSeeds ?? [],
    values: (name) => values.get(name) ?? [],
  };
}

/**
 * Runs with seeds seed … seed + runs − 1. It yields now and then, with the number of runs that are done, so that
 * the caller can show progress or stop; the last value is the result.
 */
export function* manyRuns(scenario: Scenario, runs: number): Generator<number, ManyRuns, void> {
  const counting = startCounting(scenario, runs);
  while (!counting.advance(20_000)) yield counting.done;
  yield counting.done;
  return counting.result();
}

/** The same scenario with another seed. */
export function withSeed(scenario: Scenario, seed: number): Scenario {
  return { ...scenario, world: { ...scenario.world, seed } };
}

/** The smallest value such that at least this share of all is no greater. `sorted` is in rising order and not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    min: sorted[0]!,
    p50: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    max: sorted[sorted.length - 1]!,
    mean: sum / sorted.length,
  };
}

interface Count {
  held: number;
  readonly failedSeeds: number[];
}

function newCount(): Count {
  return { held: 0, failedSeeds: [] };
}

function count(into: Count, held: boolean, seed: number): void {
  if (held) into.held++;
  else if (into.failedSeeds.length < SEEDS_KEPT) into.failedSeeds.push(seed);
}

function tallyOf({ held, failedSeeds }: Count, runs: number): Tally {
  return { held, rate: held / runs, failedSeeds: failedSeeds.slice(0, SEEDS_NAMED) };
}

/** A model may leave a number out when a run has nothing to measure; such runs do not count for it. */
function collect(values: Map<string, number[]>, { stats }: Outcome): void {
  for (const [name, value] of Object.entries(stats)) {
    if (!Number.isFinite(value)) continue;
    const all = values.get(name);
    if (all === undefined) values.set(name, [value]);
    else all.push(value);
  }
}
