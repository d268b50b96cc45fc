/** Safety with a liar among the replicas, over many seeds, and what becomes of it with too few replicas or too many liars. */
import { describe, expect, test, vi } from 'vitest';
import type { FaultSpec, WorldSpec } from '../../../../src/kernel/spec';
import { pick, SEEDS } from '../../run';
import { append, liar, replicas, run, service } from './setting';
import type { Change } from './setting';

// A thousand runs: seconds alone, much longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const BEHAVIOURS = ['random', 'equivocate', 'silent', 'random', 'equivocate'];
const CLIENTS = ['alice', 'bob'];

type Storm = Change & { readonly liars?: number; readonly quiet?: boolean };

/**
 * Latencies of 0 to 30 ms, so messages overtake each other; `liars` replicas that lie, the first primary among them
 * in every other run; 2 % of the messages lost, 2 % doubled, a pause and a crash with restart of correct replicas,
 * a cut that heals. Without the last line when it is to be `quiet`. Four requests of two clients.
 */
function storm(seed: number, { liars = 1, quiet = false, ...change }: Storm = {}): WorldSpec {
  const n = change.n ?? 4;
  const first = pick(seed, 1, 2) === 0 ? 0 : pick(seed, 2, n);
  const faults: FaultSpec[] = Array.from({ length: liars }, (_, i) => liar(`replica-${(first + i * (1 + pick(seed, 9, n - 1))) % n}`, BEHAVIOURS[pick(seed, 3 + i, BEHAVIOURS.length)]!));
  const some = (i: number): string => `replica-${pick(seed, i, n)}`;
  if (!quiet) {
    const [crashUs, cutUs] = [pick(seed, 10, 400_000), pick(seed, 11, 400_000)];
    faults.push({ kind: 'crash', node: some(12), atUs: crashUs, restartUs: crashUs + 1 + pick(seed, 13, 100_000) });
    faults.push({ kind: 'pause', node: some(14), atUs: pick(seed, 15, 400_000), forUs: pick(seed, 16, 150_000) });
    faults.push({ kind: 'partition', atUs: cutUs, untilUs: cutUs + pick(seed, 17, 200_000), cut: { from: [some(18)], to: replicas(n).filter((_, i) => pick(seed, 20 + i, 2) === 0) } });
  }
  return service({
    seed,
    clients: CLIENTS,
    params: { viewChangeTimeout: 120_000, clientTimeout: 100_000, ...change.params },
    network: { latency: { kind: 'uniform', minUs: 0, maxUs: 30_000 }, loss: quiet ? 0 : 0.02, duplicate: quiet ? 0 : 0.02, links: [] },
    workload: [append(0, 'alice', 1), append(pick(seed, 30, 30_000), 'bob', 2), append(150_000, 'alice', 3), append(150_000 + pick(seed, 31, 30_000), 'bob', 4)],
    faults,
    untilUs: 1_500_000,
    ...change,
    ...(change.params === undefined ? {} : { params: { viewChangeTimeout: 120_000, clientTimeout: 100_000, ...change.params } }),
  });
}

test('n = 4, f = 1: over 1,000 seeds no two correct replicas commit differently, and clients see one list', () => {
  let answered = 0;
  for (const seed of SEEDS) {
    const outcome = run(storm(seed));
    expect({ seed, violated: outcome.violated }).toEqual({ seed, violated: [] });
    answered += outcome.answered;
  }
  // Safety would be easy for a service that does nothing. Replicas do not repeat lost messages, so some requests wait for good.
  expect(answered).toBeGreaterThan(0.8 * 4 * SEEDS.length);
});

test('when no message is lost, every request is answered, whatever the liar does, over 200 seeds', () => {
  for (const seed of SEEDS.slice(0, 200)) {
    const { answered, violated } = run(storm(seed, { quiet: true, untilUs: 20_000_000 }));
    expect({ seed, answered, violated }).toEqual({ seed, answered: 4, violated: [] });
  }
});

test('n = 7, f = 2: two liars, 60 seeds', () => {
  for (const seed of SEEDS.slice(0, 60)) expect({ seed, violated: run(storm(seed, { n: 7, liars: 2, params: { f: 2 } })).violated }).toEqual({ seed, violated: [] });
});

test('states and messages are never changed in place', () => {
  for (const seed of SEEDS.slice(0, 20)) run(storm(seed), { freeze: true });
});

describe('with too few correct replicas the same storms break it', () => {
  const broken = (change: Storm): Set<string> => new Set(SEEDS.slice(0, 80).flatMap((seed) => run(storm(seed, change)).violated));

  test('three replicas with quorums of two, one liar', () => {
    expect(broken({ n: 3, params: { quorum: 2 } })).toContain('agreement');
  });

  test('four replicas, two liars', () => {
    expect(broken({ liars: 2 })).toContain('agreement');
  });

  test('four replicas, one liar, and a majority of three counted as two', () => {
    expect(broken({ params: { quorum: 2 } })).toContain('agreement');
  });

  test('four replicas, two liars that work together: one run, step by step', () => {
    const spec = service({ clients: CLIENTS, workload: [append(0, 'alice', 7), append(1_000, 'bob', 8)], faults: [liar('replica-0', 'equivocate'), liar('replica-3', 'equivocate')], untilUs: 100_000 });
    const { violated, state } = run(spec);
    expect(violated).toContain('agreement');
    expect([state('replica-1').committed[1], state('replica-2').committed[1]]).toEqual(['alice-1-7', 'bob-1-8']);
  });
});
