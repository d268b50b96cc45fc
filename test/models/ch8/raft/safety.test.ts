import { describe, expect, test, vi } from 'vitest';
import type { Model } from '../../../../src/kernel/model';
import type { FaultSpec, WorldSpec } from '../../../../src/kernel/spec';
import { model } from '../../../../src/models/ch8/raft/model';
import { dice } from '../../run';
import { bundled, cluster, names, run, storm } from './setting';
import type { Change } from './setting';
import { appendsAnywhere, dropsOwnEntries, forgetsLog, forgetsVote, votesForAnyone } from './variants';

// Thousands of runs: seconds alone, much longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const PROPERTIES = ['election-safety', 'leader-append-only', 'leader-completeness', 'log-matching', 'state-machine-safety'];

/** Which properties are violated, and in how many of the runs. */
function violated(count: number, spec: (seed: number) => WorldSpec): { readonly [property: string]: number } {
  const found: { [property: string]: number } = {};
  for (let seed = 0; seed < count; seed++) {
    for (const property of new Set(run(spec(seed)).violations())) found[property] = (found[property] ?? 0) + 1;
  }
  return found;
}

/** The first seed whose run violates the property, or undefined. */
function firstViolation(property: string, count: number, spec: (seed: number) => WorldSpec): number | undefined {
  for (let seed = 0; seed < count; seed++) if (run(spec(seed)).violations().includes(property)) return seed;
  return undefined;
}

test('the model’s invariants are the five properties of figure 3', () => {
  expect(model.invariants.map(({ id }) => id).sort()).toEqual(PROPERTIES);
});

describe('figure 3 over 10,000 seeds with crashes, cuts, pauses, loss, copies and reordering', () => {
  const PART = 2_500;
  test.each([0, 1, 2, 3])('seeds from %i × 2,500 on', (part) => {
    let elections = 0;
    let committed = 0;
    for (let seed = part * PART; seed < (part + 1) * PART; seed++) {
      const { violations, stats } = run(storm(seed));
      expect([seed, violations()]).toEqual([seed, []]);
      elections += stats()['elections']!;
      committed += stats()['committedEntries']!;
    }
    // The storms must not be so fierce that nothing happens.
    expect(elections).toBeGreaterThan(PART);
    expect(committed).toBeGreaterThan(3 * PART);
  });

  test('states and messages are never changed in place', () => {
    for (let seed = 0; seed < 100; seed++) run(storm(seed), { freeze: true });
  });
});

describe('each rule is needed: without it the same storms violate what it protects', () => {
  const broken: [string, Change & { model?: Model }, string][] = [
    ['a log that is not on stable storage', { model: forgetsLog }, 'leader-completeness'],
    ['no election restriction (§5.4.1), as to the leaders', { model: votesForAnyone }, 'leader-completeness'],
    ['no election restriction (§5.4.1), as to the state machines', { model: votesForAnyone }, 'state-machine-safety'],
    ['no consistency check (§5.3)', { model: appendsAnywhere }, 'log-matching'],
    ['a leader that drops entries of its own', { model: dropsOwnEntries }, 'leader-append-only'],
    ['two votes of three to five', { params: { quorum: 2 } }, 'election-safety'],
  ];
  test.each(broken)('%s', (_, change, property) => {
    expect(firstViolation(property, 500, (seed) => storm(seed, change))).toBeDefined();
  });
});

/** Short waits that lie close together, so that votes split, and servers that restart at once amid the elections. */
function restarts(seed: number, change: Change = {}): WorldSpec {
  const roll = dice(seed + 7);
  const faults: FaultSpec[] = names(5).flatMap((node) =>
    [0, 1].map((round) => {
      const atUs = 60_000 + round * 75_000 + roll(30_000);
      return { kind: 'crash', node, atUs, restartUs: atUs + 500 } as const;
    }),
  );
  const params = { electionTimeoutMin: 60_000, electionTimeoutMax: 70_000, heartbeatInterval: 30_000 };
  return cluster({ seed, servers: 5, clients: [], params, faults, untilUs: 300_000, network: { ...cluster().network, latency: { kind: 'uniform', minUs: 1_000, maxUs: 15_000 } }, ...change });
}

describe('a vote is a promise for the whole term, also over a restart', () => {
  test('kept on stable storage, no term has two leaders in 1,000 elections amid restarts', () => {
    expect(violated(1_000, restarts)).toEqual({});
  });

  test('kept in memory only, some term has', () => {
    expect(firstViolation('election-safety', 1_000, (seed) => restarts(seed, { model: forgetsVote }))).toBeDefined();
  });
});

describe('figure 8: a leader does not commit entries of earlier terms by counting (§5.4.2)', () => {
  const faults = bundled('raft-figure-8');
  const same = bundled('raft-figure-8-rule');
  const seeded = (spec: WorldSpec) => (seed: number) => ({ ...spec, seed });

  test('both scenarios have the same faults and differ in one parameter', () => {
    expect(same.faults).toEqual(faults.faults);
    expect(same.workload).toEqual(faults.workload);
    expect(same.seed).toBe(faults.seed);
    expect(same.params).toEqual({ ...faults.params, onlyCurrentTerm: true });
  });

  test('the violation names the commit and the election that contradicts it', () => {
    const { events, log } = run(faults);
    const violation = events('violation').find(({ invariant }) => invariant === 'leader-completeness')!;
    const [commit, election] = violation.events.map((event) => log.detail(event));
    expect(commit).toMatchObject({ value: { index: 1, term: 1 } });
    expect(election).toMatchObject({ set: { role: 'leader' } });
  });

  test('over 1,000 seeds of these faults: without the rule committed entries get lost, with it never', () => {
    expect(violated(1_000, seeded(faults))['state-machine-safety']).toBeGreaterThan(10);
    expect(violated(1_000, seeded(same))).toEqual({});
  });
});
