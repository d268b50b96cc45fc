/** What came of many runs, as the view shows it: the counts of `faultline run --runs`, and how each number spreads. Nothing here knows VS Code. */
import type { HeldRow, SeedsResult } from '../protocol/seeds';
import { histogram } from '../scenario/histogram';
import type { Counting } from '../scenario/many-runs';

/** The result so far; undefined before the first run is over. */
export function seedsResult(counting: Counting): SeedsResult | undefined {
  if (counting.done === 0) return undefined;
  const { runs, seeds, expectations, invariants, stats } = counting.result();
  return {
    runs,
    ...seeds,
    held: [
      ...expectations.map(({ expect, held }, i): HeldRow => ({ kind: 'expectation', words: expect, held, seeds: counting.failed('expectations', i) })),
      ...invariants.map(({ id, held }, i): HeldRow => ({ kind: 'invariant', words: id, held, seeds: counting.failed('invariants', i) })),
    ],
    stats: Object.entries(stats).map(([name, { min, p50, p95, max }]) => {
      const values = counting.values(name);
      return { name, runs: values.length, min, median: p50, p95, max, ...histogram(values) };
    }),
  };
}
