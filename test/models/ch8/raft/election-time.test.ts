/**
 * The experiment of §9.3 and figure 16 of the Raft paper: how long a cluster of five is without a leader when
 * the leader crashes at a random moment of its heartbeat interval, and not all servers may follow it.
 *
 * The paper gives a broadcast time of "roughly 15 ms" and not how it divides into network and disk. Here a
 * message takes 2 to 3 ms and a write to stable storage 10 ms, which is 15 ms for a round. What the paper
 * states in figures is compared below; the curves of the figure are not, since they cannot be read exactly.
 *
 *   stated in §9.3                                     here (1,000 trials each)
 *   150–150 ms: consistently longer than 10 s          longer than 10 s in all of 100 trials
 *   150–155 ms: median 287 ms                          median 265 ms
 *   150–200 ms: worst case 513 ms                      worst case 370 ms: not above theirs, and as rare
 *   12–24 ms:   35 ms on average, longest 152 ms       45 ms on average, longest 138 ms
 *   smallest possible downtime: half the minimum       75 ms and a broadcast, 95 ms
 *
 * So the median of 150–155 ms and all orders of magnitude match; the average at 12–24 ms is a third too long.
 */
import { describe, expect, test, vi } from 'vitest';
import { createWorld, step, worldView } from '../../../../src/kernel/world';
import { bundled } from './setting';

// Thousands of runs: seconds alone, much longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const scenario = bundled('raft-election-time');
const CRASH_US = 300_000;

/** Times without a leader in milliseconds, shortest first; a trial is given up after `patienceMs`. */
function downtimes(minMs: number, maxMs: number, trials = 1_000, patienceMs = 20_000, change: object = {}): number[] {
  const params = {
    ...scenario.params,
    electionTimeoutMin: minMs * 1_000,
    electionTimeoutMax: maxMs * 1_000,
    heartbeatInterval: (minMs * 1_000) / 2,
    ...change,
  };
  return Array.from({ length: trials }, (_, seed) => {
    const world = createWorld({ ...scenario, seed, params, untilUs: CRASH_US + patienceMs * 1_000 });
    const { nodes } = worldView(world);
    const led = () => nodes.some(({ up, state }) => up && state.role === 'leader');
    while (world.nowUs < CRASH_US && step(world));
    while (!led() && step(world));
    return (world.nowUs - CRASH_US) / 1_000;
  }).sort((a, b) => a - b);
}
const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)]!;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('what §9.3 states', () => {
  test('the setting: five servers, a broadcast of about 15 ms, heartbeats at half the timeout, logs that differ', () => {
    const { latency } = scenario.network;
    expect(scenario.nodes).toHaveLength(5);
    expect(latency).toEqual({ kind: 'uniform', minUs: 2_000, maxUs: 3_000 });
    // The slowest of four answers takes a little more than the mean of 5 ms there and back.
    expect(Number(scenario.params['syncTime']) + 2 * 2_500).toBe(15_000);
    expect(scenario.params).toMatchObject({ start: 'leftovers', heartbeatInterval: 75_000 });
  });

  test('without randomness it takes longer than 10 seconds', () => {
    const times = downtimes(150, 150, 100, 10_000);
    expect(times[0]).toBeGreaterThanOrEqual(10_000);
  });

  test('five milliseconds of it help: the median is near 287 ms', () => {
    const times = downtimes(150, 155);
    expect(median(times)).toBeGreaterThan(287 * 0.8);
    expect(median(times)).toBeLessThan(287 * 1.2);
  });

  test('fifty milliseconds: the worst of 1,000 is not above 513 ms', () => {
    const times = downtimes(150, 200);
    expect(times.at(-1)).toBeLessThan(513);
    // At least two rounds in the worst case: votes do split now and then.
    expect(times.at(-1)).toBeGreaterThan(250);
  });

  test('12–24 ms: tens of milliseconds on average, the longest not above 152 ms', () => {
    const times = downtimes(12, 24);
    expect(mean(times)).toBeGreaterThan(35 * 0.7);
    expect(mean(times)).toBeLessThan(35 * 1.4);
    expect(times.at(-1)).toBeLessThan(152);
  });

  test('the smallest possible downtime is about half of the minimum timeout', () => {
    const shortest = Math.min(...[155, 200, 300].map((max) => downtimes(150, max)[0]!));
    expect(shortest).toBeGreaterThan(75);
    expect(shortest).toBeLessThan(75 + 25);
  });
});

describe('the shape of figure 16', () => {
  test('upper part: the less randomness, the longer the slowest elections', () => {
    const slow = [151, 155, 175, 200].map((max) => {
      const times = downtimes(150, max, 500);
      return times[Math.floor(times.length * 0.95)]!;
    });
    expect(slow).toEqual([...slow].sort((a, b) => b - a));
    expect(slow[0]).toBeGreaterThan(4 * slow[2]!);
  });

  test('lower part: the shorter the timeouts, the shorter the median', () => {
    const medians = ([[12, 24], [25, 50], [50, 100], [100, 200], [150, 300]] as const).map(([min, max]) => median(downtimes(min, max, 500)));
    expect(medians).toEqual([...medians].sort((a, b) => a - b));
  });

  test('servers that may not lead cost time when the timeouts are well spread', () => {
    expect(mean(downtimes(150, 300, 500))).toBeGreaterThan(mean(downtimes(150, 300, 500, 20_000, { start: 'leader' })));
  });
});
