import { describe, expect, test } from 'vitest';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/round-trips';
import { bundledWorld, eventsOf, statsOf, withParams } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const MS = 1_000;
const queue = bundledWorld('queue-fills', model);
const seven = bundledWorld('seven-latencies', model);

function outcome(world: WorldSpec) {
  const run = runToEnd(world, { freeze: false });
  const roundTripsMs = run.view.operations.map(({ status, invokedUs, returnedUs }) => (status === 'ok' ? (returnedUs! - invokedUs) / MS : status));
  return { run, roundTripsMs, violated: run.violated, stats: statsOf(model, run), lost: eventsOf(run, 'lose') };
}

describe('a queue that fills', () => {
  test('every request takes one service longer than the one before, until one is dropped', () => {
    const { roundTripsMs, lost, violated } = outcome(queue);
    expect(roundTripsMs).toEqual([35, 52, 69, 65, 82, 'unknown', 35]);
    expect(lost.map(({ reason, t }) => [reason, t / MS])).toEqual([['queue-full', 41]]);
    expect(violated).toEqual([]);
  });

  const withCapacity = (capacity: number): WorldSpec => ({
    ...withParams(queue, { timeout: 10_000 * MS }),
    network: { ...queue.network, links: [{ from: 'switch', to: 'shop', queue: { capacity, serviceUs: 20 * MS } }] },
    workload: Array.from({ length: 60 }, (_, n) => ({ atUs: n * 10 * MS, client: ['alice', 'bob', 'carol'][n % 3]!, op: 'ask', args: {} })),
    untilUs: 20_000 * MS,
  });

  test('a longer queue drops less and delays more; the delay is bounded by its length', () => {
    const capacities = [0, 1, 3, 10, 30, 100];
    const runs = capacities.map((capacity) => outcome(withCapacity(capacity)));
    const dropped = runs.map(({ lost }) => lost.length);
    const longest = runs.map(({ stats }) => stats['roundTripMaxUs']!);
    expect(dropped).toEqual([...dropped].sort((a, b) => b - a));
    expect(longest).toEqual([...longest].sort((a, b) => a - b));
    // Twice as much comes as can go: with hardly any queue about half is dropped, with a long one nothing.
    expect(dropped[0]).toBeGreaterThan(25);
    expect(dropped.at(-1)).toBe(0);
    // Three ways of 5 ms, the one being sent, those that wait, and the request itself.
    capacities.forEach((capacity, i) => expect(longest[i]).toBeLessThanOrEqual((15 + 20 * (capacity + 2)) * MS));
  });

  test('the mean wait is that of Pollaczek and Khinchine for equal services: ρ·s / 2(1 − ρ)', () => {
    const serviceUs = 10 * MS;
    for (const load of [0.3, 0.5, 0.7]) {
      // Arrivals of a Poisson process, from a small generator of the test's own.
      let [state, atUs] = [12_345, 0];
      const workload = Array.from({ length: 12_000 }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        atUs += Math.round((-Math.log((state + 1) / 2 ** 32) * serviceUs) / load);
        return { atUs, client: 'alice', op: 'ask', args: {} };
      });
      const world: WorldSpec = {
        ...withParams(queue, { timeout: 3_600_000 * MS }),
        nodes: [{ id: 'alice', role: 'client' }, { id: 'shop', role: 'server' }],
        network: { latency: { kind: 'constant', us: 0 }, loss: 0, duplicate: 0, links: [{ from: 'alice', to: 'shop', queue: { capacity: 100_000, serviceUs } }] },
        workload,
        untilUs: atUs + 100_000 * MS,
      };
      const waitUs = outcome(world).stats['roundTripMeanUs']! - serviceUs;
      const expectedUs = (load * serviceUs) / (2 * (1 - load));
      expect(waitUs / expectedUs).toBeGreaterThan(0.9);
      expect(waitUs / expectedUs).toBeLessThan(1.1);
    }
  }, 60_000);
});

describe('no timeout suits all', () => {
  test('the two scenarios differ in the timeout only, and each breaks what the other keeps', () => {
    const patient = bundledWorld('seven-latencies-patient', model);
    expect({ ...withParams(patient, { timeout: 100 * MS }), title: seven.title }).toEqual(seven);
    expect([outcome(seven).violated, outcome(patient).violated]).toEqual([['given-up-only-if-lost'], ['noticed-within-patience']]);
  });

  const TIMEOUTS_MS = [10, 30, 50, 100, 200, 250, 260, 500, 1_000, 3_000, 10_000];

  test('the seven answers take seven different times, from 29 ms to 2.6 s', () => {
    const { roundTripsMs, stats } = outcome({ ...withParams(seven, { timeout: 10_000 * MS }), untilUs: 20_000 * MS });
    const answered = roundTripsMs.filter((each): each is number => typeof each === 'number').sort((a, b) => a - b);
    expect(answered.map(Math.round)).toEqual([29, 32, 37, 61, 75, 309, 2_578]);
    expect(stats).toMatchObject({ answered: 7, neverAnswered: 1 });
  });

  test.each(TIMEOUTS_MS)('%i ms: too short for an answer, or too long for the one that never comes', (timeoutMs) => {
    const { violated } = outcome({ ...withParams(seven, { timeout: timeoutMs * MS }), untilUs: 20_000 * MS });
    expect([violated.includes('given-up-only-if-lost'), violated.includes('noticed-within-patience')]).toEqual([timeoutMs < 2_578, timeoutMs > 250]);
  });

  /** Delays without a bound and a server that dies: 30 requests. */
  function storm(seed: number, timeoutMs: number): WorldSpec {
    const faults: FaultSpec[] = [{ kind: 'crash', node: 'shop', atUs: (500 + pick(seed, 1, 2_000)) * MS }];
    return {
      ...withParams(seven, { timeout: timeoutMs * MS }),
      seed,
      network: { latency: { kind: 'pareto', scaleUs: 10 * MS, shape: 0.9 }, loss: 0.02, duplicate: 0.05, links: [] },
      workload: Array.from({ length: 30 }, (_, n) => ({ atUs: n * 100 * MS, client: 'alice', op: 'ask', args: {} })),
      faults,
      untilUs: 20_000 * MS,
    };
  }

  test('over many seeds: none has accuracy and completeness in all of them', () => {
    for (const timeoutMs of [50, 250, 1_000]) {
      const found = new Set(SEEDS.slice(0, 150).flatMap((seed) => runToEnd(storm(seed, timeoutMs), { freeze: false }).violated));
      expect(found.has(timeoutMs <= 250 ? 'given-up-only-if-lost' : 'noticed-within-patience')).toBe(true);
      expect(found.has('noticed-within-patience')).toBe(timeoutMs > 250);
    }
  });

  test('over 1,000 seeds with a bound on the delay there is one that suits all: twice the bound', () => {
    for (const seed of SEEDS) {
      const world: WorldSpec = { ...storm(seed, 101), network: { latency: { kind: 'uniform', minUs: 1 * MS, maxUs: 50 * MS }, loss: 0.02, duplicate: 0.05, links: [] } };
      expect([seed, runToEnd(world, { freeze: false }).violated]).toEqual([seed, []]);
    }
  });
});
