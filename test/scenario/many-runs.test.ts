import { describe, expect, it } from 'vitest';
import { manyRuns, quantile, startCounting, spreadOf, withSeed } from '../../src/scenario/many-runs';
import type { ManyRuns } from '../../src/scenario/many-runs';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import type { Scenario } from '../../src/scenario/scenario';
import { chat, chatScenario } from './chat-model';

function finish(scenario: Scenario, runs: number): { readonly result: ManyRuns; readonly steps: readonly number[] } {
  const progress = manyRuns(scenario, runs);
  const steps: number[] = [];
  for (;;) {
    const next = progress.next();
    if (next.done) return { result: next.value, steps };
    steps.push(next.value);
  }
}

const lossy = parseScenario(
  chatScenario(
    'seed: 7',
    'network: { loss: 0.3 }',
    'workload: [ { at: 1ms, client: ann, op: say } ]',
    'expect: [ { holds: heard-enough }, { event: { kind: lose, count: 0 } } ]',
  ),
  [chat],
).scenario!;

describe('manyRuns', () => {
  it('says how often what was expected came true, as single runs do', () => {
    const { result, steps } = finish(lossy, 60);
    const singles = Array.from({ length: 60 }, (_, i) => runScenario(withSeed(lossy, 7 + i)));
    const held = singles.filter(({ expectations }) => expectations[0]!.ok).length;
    // Both messages arrive with a probability of 0.49, so neither all nor none do.
    expect(held).toBeGreaterThan(10);
    expect(held).toBeLessThan(50);
    const failed = singles.flatMap(({ expectations }, i) => (expectations[0]!.ok ? [] : [7 + i]));
    expect(result).toMatchObject({
      runs: 60,
      seeds: { from: 7, to: 66 },
      expectations: [
        { expect: 'holds: heard-enough', held, rate: held / 60, failedSeeds: failed.slice(0, 10) },
        { expect: 'event: { kind: lose, count: 0 }', held, rate: held / 60 },
      ],
      invariants: [{ id: 'heard-enough', held }, { id: 'always-fine', held: 60, rate: 1, failedSeeds: [] }],
    });
    expect(Object.keys(result.stats)).toEqual(['events', 'messages', 'lost', 'virtualTime', 'passedOn']);
    const lost = singles.map(({ stats }) => stats.lost);
    expect(result.stats['lost']).toEqual(spreadOf(lost));
    expect(steps.at(-1)).toBe(60);
  });

  it('gives the same result each time', () => {
    expect(finish(lossy, 10)).toEqual(finish(lossy, 10));
  });

  it('can be left off in the middle', () => {
    const progress = manyRuns(lossy, 1_000_000);
    expect(progress.next()).toEqual({ done: false, value: 1 });
  });
});

describe('counting', () => {
  it('can be looked at on the way, and keeps every value and the seeds that failed', () => {
    const counting = startCounting(lossy, 60);
    while (counting.done < 12) expect(counting.advance(10)).toBe(false);
    expect(counting.result()).toEqual(finish(lossy, 12).result);
    while (!counting.advance(10_000));
    const { result } = finish(lossy, 60);
    expect(counting.result()).toEqual(result);
    const failed = counting.failed('expectations', 0);
    expect(failed.length).toBe(60 - result.expectations[0]!.held);
    expect(failed.slice(0, 10)).toEqual(result.expectations[0]!.failedSeeds);
    expect(spreadOf(counting.values('lost'))).toEqual(result.stats['lost']);
  });
});

describe('quantiles', () => {
  it('are values that occurred: the smallest that enough others do not exceed', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([0, 0.1, 0.11, 0.5, 0.9, 0.99, 1].map((share) => quantile(ten, share))).toEqual([1, 1, 2, 5, 9, 10, 10]);
    expect(quantile([4], 0.5)).toBe(4);
  });
  it('come with least, most and mean, in whatever order the values are', () => {
    expect(spreadOf([10, 2, 3])).toEqual({ min: 2, p50: 3, p90: 10, p95: 10, p99: 10, max: 10, mean: 5 });
  });
});
