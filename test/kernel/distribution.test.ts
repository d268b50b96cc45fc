import { describe, expect, it } from 'vitest';
import { sampleUs } from '../../src/kernel/distribution';
import { nextUniform, seedStream } from '../../src/kernel/rng';
import { MAX_UNTIL_US } from '../../src/kernel/spec';
import type { Distribution } from '../../src/kernel/spec';

const DRAWS = 40_000;

function samples(distribution: Distribution): number[] {
  const stream = new Int32Array(4);
  seedStream(stream, 0, ['samples', distribution.kind]);
  const drawn = Array.from({ length: DRAWS }, () => sampleUs(distribution, nextUniform(stream, 0), nextUniform(stream, 0)));
  return drawn.sort((a, b) => a - b);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Quantiles must lie where the distribution function says, within four standard errors of their rank. */
function expectQuantiles(sorted: readonly number[], quantile: (p: number) => number): void {
  for (const p of [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999]) {
    const slack = 4 * Math.sqrt((p * (1 - p)) / DRAWS);
    const rank = sorted.filter((value) => value <= quantile(p) + 0.5).length / DRAWS;
    expect(Math.abs(rank - p)).toBeLessThan(slack + 1e-4);
  }
}

describe('sampleUs', () => {
  it('constant', () => {
    expect(sampleUs({ kind: 'constant', us: 10_000 }, 0.1, 0.9)).toBe(10_000);
  });

  it('uniform: mean and quantiles', () => {
    const sorted = samples({ kind: 'uniform', minUs: 5_000, maxUs: 15_000 });
    expect(sorted[0]!).toBeGreaterThanOrEqual(5_000);
    expect(sorted.at(-1)!).toBeLessThanOrEqual(15_000);
    expect(Math.abs(mean(sorted) - 10_000)).toBeLessThan((4 * 10_000) / Math.sqrt(12 * DRAWS));
    expectQuantiles(sorted, (p) => 5_000 + p * 10_000);
  });

  it('normal: mean and spread', () => {
    const sorted = samples({ kind: 'normal', meanUs: 100_000, sdUs: 10_000 });
    const m = mean(sorted);
    expect(Math.abs(m - 100_000)).toBeLessThan((4 * 10_000) / Math.sqrt(DRAWS));
    const sd = Math.sqrt(mean(sorted.map((value) => (value - m) ** 2)));
    expect(Math.abs(sd / 10_000 - 1)).toBeLessThan(4 / Math.sqrt(2 * DRAWS));
    const z: { [p: number]: number } = { 0.01: -2.326348, 0.1: -1.281552, 0.25: -0.67449, 0.5: 0, 0.75: 0.67449, 0.9: 1.281552, 0.99: 2.326348, 0.999: 3.090232 };
    expectQuantiles(sorted, (p) => 100_000 + 10_000 * z[p]!);
  });

  it('normal is cut off at zero', () => {
    const sorted = samples({ kind: 'normal', meanUs: 0, sdUs: 1_000 });
    expect(sorted[0]).toBe(0);
    expect(Math.abs(sorted.filter((value) => value === 0).length / DRAWS - 0.5)).toBeLessThan(0.01);
  });

  it('exponential: mean and quantiles', () => {
    const sorted = samples({ kind: 'exponential', meanUs: 20_000 });
    expect(Math.abs(mean(sorted) - 20_000)).toBeLessThan((4 * 20_000) / Math.sqrt(DRAWS));
    expectQuantiles(sorted, (p) => -20_000 * Math.log(1 - p));
  });

  it('pareto: mean and quantiles', () => {
    const sorted = samples({ kind: 'pareto', scaleUs: 10_000, shape: 3 });
    expect(sorted[0]!).toBeGreaterThanOrEqual(10_000);
    // mean = shape·scale/(shape − 1), variance = scale²·shape/((shape − 1)²(shape − 2))
    expect(Math.abs(mean(sorted) - 15_000)).toBeLessThan((6 * 10_000 * Math.sqrt(0.75)) / Math.sqrt(DRAWS));
    expectQuantiles(sorted, (p) => 10_000 / (1 - p) ** (1 / 3));
  });

  it('mixture: each part with its weight', () => {
    const fast: Distribution = { kind: 'uniform', minUs: 1_000, maxUs: 2_000 };
    const slow: Distribution = { kind: 'constant', us: 500_000 };
    const sorted = samples({ kind: 'mixture', parts: [{ weight: 9, of: fast }, { weight: 1, of: slow }] });
    const share = sorted.filter((value) => value === 500_000).length / DRAWS;
    expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / DRAWS));
    const ofFast = sorted.filter((value) => value < 500_000);
    expect(Math.abs(mean(ofFast) - 1_500)).toBeLessThan((4 * 1_000) / Math.sqrt(12 * ofFast.length));
  });

  it('mixture within a mixture', () => {
    const inner: Distribution = { kind: 'mixture', parts: [{ weight: 1, of: { kind: 'constant', us: 1 } }, { weight: 1, of: { kind: 'constant', us: 2 } }] };
    const outer: Distribution = { kind: 'mixture', parts: [{ weight: 1, of: inner }, { weight: 1, of: { kind: 'constant', us: 3 } }] };
    const sorted = samples(outer);
    for (const [us, share] of [[1, 0.25], [2, 0.25], [3, 0.5]] as const) {
      expect(Math.abs(sorted.filter((value) => value === us).length / DRAWS - share)).toBeLessThan(0.01);
    }
  });

  it('never leaves the range of times', () => {
    expect(sampleUs({ kind: 'pareto', scaleUs: 1_000, shape: 0.01 }, 1 - 2 ** -33, 0.5)).toBe(MAX_UNTIL_US);
    expect(sampleUs({ kind: 'mixture', parts: [] }, 0.5, 0.5)).toBe(0);
    expect(Object.is(sampleUs({ kind: 'normal', meanUs: 0.2, sdUs: 0.1 }, 0.01, 0.5), 0)).toBe(true);
  });
});
