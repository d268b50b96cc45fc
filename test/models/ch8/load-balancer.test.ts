import { describe, expect, test } from 'vitest';
import type { EventDetails } from '../../../src/kernel/event';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/load-balancer';
import { bundledWorld } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const S = 1_000_000;

const BASE = bundledWorld('health-checks', model);

/** Two servers, a check every second, a request every 100 ms, 10 ms each way. */
function setting(params: object, change: Partial<WorldSpec> = {}): WorldSpec {
  return {
    ...BASE,
    params: { check: true, inter: S, fall: 3, rise: 2, timeout: 400_000, ...params },
    workload: requests(100, 100_000),
    faults: [],
    untilUs: 10 * S,
    ...change,
  };
}

function requests(count: number, everyUs: number) {
  return Array.from({ length: count }, (_, n) => ({ atUs: n * everyUs, client: 'balancer', op: 'get', args: {} }));
}

function outcome(spec: WorldSpec) {
  const run = runToEnd(spec, { freeze: false });
  const rotations = run.view.changes('balancer', 'rotation').map((event) => [
    run.log.t[event]! / S,
    (run.log.detail(event) as EventDetails['state']).set['rotation'] as string[],
  ] as const);
  return { ...run, rotations, stats: model.stats!(run.view), results: run.view.operations.map(({ status, result }) => (status === 'ok' ? result : status)) };
}

describe('fall and rise', () => {
  test('requests take turns', () => {
    expect(outcome(setting({}, { workload: requests(5, S) })).results).toEqual(['web-1', 'web-2', 'web-1', 'web-2', 'web-1']);
  });

  test.each([1, 2, 3, 4])('a dead server is taken out when %i checks in a row have failed', (fall) => {
    const { rotations, stats } = outcome(setting({ fall }, { faults: [{ kind: 'crash', node: 'web-1', atUs: 1.5 * S }] }));
    // The first check that it misses is that of second 2, and is counted a second later.
    expect(rotations.slice(2)).toEqual([[2 + fall, ['web-2']]]);
    expect(stats).toMatchObject({ removals: 1, returns: 0, removalTimeUs: (0.5 + fall) * S });
    // Ten requests a second, half of them to each server.
    expect(stats['requestsLostBeforeRemoval']).toBeGreaterThanOrEqual(5 * (0.5 + fall) - 1);
    expect(stats['requestsLostBeforeRemoval']).toBeLessThanOrEqual(5 * (0.5 + fall) + 1);
  });

  test.each([1, 2, 3])('a server that is back is put back after %i passed checks in a row', (rise) => {
    const { rotations } = outcome(setting({ fall: 1, rise }, { faults: [{ kind: 'crash', node: 'web-1', atUs: 1.5 * S, restartUs: 3.5 * S }] }));
    expect(rotations.slice(2)).toEqual([[3, ['web-2']], [3 + rise + 0.02, ['web-1', 'web-2']]]);
  });

  test('a passed check between failures starts the count anew', () => {
    const lost = [1, 2, 4, 5, 7, 8].map((nth): FaultSpec => ({ kind: 'lose', type: 'Check', to: 'web-1', nth }));
    expect(outcome(setting({ fall: 3 }, { faults: lost })).rotations).toHaveLength(2);
    expect(outcome(setting({ fall: 2 }, { faults: lost })).rotations.length).toBeGreaterThan(2);
  });

  test('an answer that comes after the next check was due does not count', () => {
    const late = [1, 2, 3].map((nth): FaultSpec => ({ kind: 'delay', type: 'Healthy', from: 'web-1', nth, byUs: 1.2 * S }));
    expect(outcome(setting({ fall: 3 }, { faults: late })).rotations[2]).toEqual([4, ['web-2']]);
  });

  test('without any server in rotation requests fail at once', () => {
    const faults = ['web-1', 'web-2'].map((node): FaultSpec => ({ kind: 'crash', node, atUs: 0 }));
    expect(outcome(setting({ fall: 1 }, { faults })).results.at(-1)).toBe('fail');
  });

  test('without checks a dead server keeps its turn', () => {
    const { results, violated, stats } = outcome(setting({ check: false }, { faults: [{ kind: 'crash', node: 'web-1', atUs: 0 }] }));
    expect(results.slice(-4, -2)).toEqual(['unknown', 'web-2']);
    expect(violated).toEqual(['dead-leaves-rotation']);
    expect(stats['requestsLostBeforeRemoval']).toBe(50);
  });
});

describe('a flapping server', () => {
  test('costs a request each time it is put back, and but one if it has to pass three checks', () => {
    expect(outcome(bundledWorld('flapping', model)).stats).toMatchObject({ requestsLostBeforeRemoval: 3, removals: 2, returns: 2 });
    expect(outcome(bundledWorld('flapping-rise', model)).stats).toMatchObject({ requestsLostBeforeRemoval: 1, removals: 1, returns: 0 });
  });
});

describe('over 1,000 seeds', () => {
  /** web-1 crashes and restarts four times at random moments; messages are lost now and then. */
  const flapping = (seed: number, check: boolean) =>
    setting({ check, fall: 2, inter: 300_000 }, {
      seed,
      network: { latency: { kind: 'exponential', meanUs: 20_000 }, loss: 0.02, duplicate: 0.02, links: [] },
      workload: requests(10, 400_000),
      faults: [0, 1, 2, 3].map((n): FaultSpec => {
        const atUs = n * S + pick(seed, n, 500) * 1_000;
        return { kind: 'crash', node: 'web-1', atUs, restartUs: atUs + (50 + pick(seed, n + 9, 1_200)) * 1_000 };
      }),
      untilUs: 5 * S,
    });
  const stays = (seed: number, check: boolean) => runToEnd(flapping(seed, check), { freeze: false }).violated.includes('dead-leaves-rotation');

  test('with random crashes, restarts and loss a dead server leaves the rotation in time', () => {
    for (const seed of SEEDS) expect([seed, stays(seed, true)]).toEqual([seed, false]);
  });

  test('without checks it stays, so the test above can fail', () => {
    expect(SEEDS.filter((seed) => stays(seed, false)).length).toBeGreaterThan(300);
  });

  /** Any two messages of the checks are lost. */
  const twoLost = (seed: number, fall: number) =>
    setting({ fall, inter: 300_000 }, {
      seed,
      workload: [],
      faults: [0, 1].map((n): FaultSpec => ({ kind: 'lose', type: pick(seed, n, 2) === 0 ? 'Check' : 'Healthy', nth: 1 + pick(seed, n + 5, 20) })),
      untilUs: 4 * S,
    });

  test('three failures in a row are needed, so two lost messages never cost a healthy server its place', () => {
    for (const seed of SEEDS) expect([seed, runToEnd(twoLost(seed, 3), { freeze: false }).violated]).toEqual([seed, []]);
  });

  test('with one failure they do', () => {
    expect(SEEDS.filter((seed) => runToEnd(twoLost(seed, 1), { freeze: false }).violated.includes('healthy-stays')).length).toBeGreaterThan(900);
  });
});
