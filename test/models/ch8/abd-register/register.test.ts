/** The register itself: its quorums, its judge, and a thousand storms. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { OperationView, WorldView } from '../../../../src/kernel/model';
import type { WorldSpec } from '../../../../src/kernel/spec';
import { model } from '../../../../src/models/ch8/abd-register/model';
import { chosen, highestCount, quorumSize } from '../../../../src/models/ch8/abd-register/register';
import type { Params, Tagged } from '../../../../src/models/ch8/abd-register/register';
import { pick, runToEnd, SEEDS } from '../../run';
import { FAILURES, replicasOf, systemModel, TIMINGS } from './system-models';

// A thousand runs: seconds alone, longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const params = (change: Partial<Params>): Params => ({ rule: 'majority', f: 1, bound: 1, retry: 1, storage: 'synced', writeBack: true, ...change });

describe('quorums', () => {
  test('any two majorities have a replica in common', () => {
    for (let n = 1; n <= 13; n++) expect(2 * quorumSize(n, params({})) - n).toBeGreaterThanOrEqual(1);
  });

  test('any two masking quorums of 4f + 1 have 2f + 1 in common, and one is left without the liars', () => {
    for (let f = 0; f <= 3; f++) {
      const n = 4 * f + 1;
      const size = quorumSize(n, params({ rule: 'masking', f }));
      expect(2 * size - n).toBeGreaterThanOrEqual(2 * f + 1);
      expect(n - f).toBeGreaterThanOrEqual(size);
    }
  });

  const held = (count: number, value: number): Tagged => ({ tag: { count, by: 'alice' }, value });

  test('a majority reader takes the newest word for it, a masking one asks for a second', () => {
    const answers = [held(1, 10), held(1, 10), held(1, 10), held(9, 666)];
    expect(chosen(answers, params({}))?.value).toBe(666);
    expect(chosen(answers, params({ rule: 'masking' }))?.value).toBe(10);
    expect([highestCount(answers, params({})), highestCount(answers, params({ rule: 'masking' }))]).toEqual([9, 1]);
  });

  test('a masking reader does not settle for what f + 1 know to be old', () => {
    expect(chosen([held(1, 10), held(1, 10), held(2, 20), held(3, 30)], params({ rule: 'masking' }))).toBeUndefined();
  });
});

describe('the judge', () => {
  const atomic = model.invariants.find(({ id }) => id === 'atomic')!;
  type Entry = { readonly write: boolean; readonly value: number | null; readonly from: number; readonly to: number };

  function isAtomic(history: readonly Entry[]): boolean {
    const operations = history.map(({ write, value, from, to }, id): OperationView => ({
      id, client: `c${id}`, name: write ? 'write' : 'read', args: write ? { value } : {}, invokedUs: from, invoke: id, returnedUs: to, status: 'ok', ...(write ? {} : { result: value }),
    }));
    return atomic.check({ operations, log: {} } as unknown as WorldView) === undefined;
  }

  /** Tries every order. */
  function canBeOrdered(left: readonly Entry[], value: number | null = null): boolean {
    if (left.length === 0) return true;
    return left.some((entry) => {
      if (left.some((other) => other !== entry && other.to < entry.from)) return false;
      if (!entry.write && entry.value !== value) return false;
      return canBeOrdered(left.filter((other) => other !== entry), entry.write ? entry.value : value);
    });
  }

  test('says the same as trying every order, on 3,000 small histories', () => {
    let good = 0;
    const history = fc.integer({ min: 1, max: 3 }).chain((writes) => {
      const times = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 5 }));
      return fc.tuple(
        fc.array(times, { minLength: writes, maxLength: writes }),
        fc.array(fc.tuple(times, fc.integer({ min: 0, max: writes })), { maxLength: 3 }),
      );
    }).map(([writes, reads]): Entry[] => [
      ...writes.map(([from, length], i) => ({ write: true, value: i + 1, from, to: from + length })),
      ...reads.map(([[from, length], value]) => ({ write: false, value: value === 0 ? null : value, from, to: from + length })),
    ]);
    fc.assert(
      fc.property(history, (entries) => {
        const expected = canBeOrdered(entries);
        if (expected) good++;
        expect(isAtomic(entries)).toBe(expected);
      }),
      { numRuns: 3_000, seed: 20 },
    );
    expect(good).toBeGreaterThan(300);
    expect(good).toBeLessThan(2_700);
  });

  test('a read that sees less than one before it is found, though both overlap the write', () => {
    const write = { write: true, value: 1, from: 0, to: 100 };
    const newer = { write: false, value: 1, from: 10, to: 20 };
    const older = { write: false, value: null, from: 30, to: 40 };
    expect(isAtomic([write, newer])).toBe(true);
    expect(isAtomic([write, newer, older])).toBe(false);
  });
});

/** The first three failures of the table, every timing, and besides 5 % of all messages lost, 5 % doubled, pauses of replicas and of clients. */
function storm(seed: number, change: { readonly storage?: string; readonly writeBack?: boolean; readonly loss?: number } = {}): WorldSpec {
  const { loss = 0.05, ...overrides } = change;
  const spec = systemModel('majority', FAILURES[[0, 2, 2][seed % 3]!]!, TIMINGS[Math.floor(seed / 3) % 3]!, seed, overrides);
  const pauses = [0, 1, 2].map((i) => ({ kind: 'pause' as const, node: spec.nodes[pick(seed, 500 + i, spec.nodes.length)]!.id, atUs: pick(seed, 510 + i, 1_500_000), forUs: pick(seed, 520 + i, 300_000) }));
  return {
    ...spec,
    network: { ...spec.network, loss, duplicate: 0.05 },
    // Close together, so that they overlap.
    workload: spec.workload.slice(0, 9).map((item, i) => ({ ...item, atUs: Math.floor(i / 3) * 400_000 + pick(seed, 100 + i, 40_000) })),
    faults: [...spec.faults, ...pauses],
  };
}

test('majorities: atomic over 1,000 seeds with crashes, recoveries, cuts, pauses, loss and copies, and every operation ends', () => {
  for (const seed of SEEDS) expect({ seed, violated: runToEnd(storm(seed), { freeze: false }).violated }).toEqual({ seed, violated: [] });
});

test('states and messages are never changed in place', () => {
  for (const seed of SEEDS.slice(0, 30)) runToEnd(storm(seed));
});

describe('in the same storms', () => {
  const broken = (change: Parameters<typeof storm>[1], seeds: number): Set<string> => new Set(SEEDS.slice(0, seeds).flatMap((seed) => runToEnd(storm(seed, change), { freeze: false }).violated));

  test('replicas without stable storage lose what was written', () => {
    expect(broken({ storage: 'memory' }, 60)).toContain('no-stale-read');
  });
});

describe('reads beside one slow write', () => {
  /** alice’s messages take up to 400 ms, and while she writes bob and carol, whose messages take 1 to 10 ms, read again and again. */
  const beside = (seed: number, writeBack: boolean): WorldSpec => ({
    ...systemModel('majority', 'crash-stop, one', 'synchronous', seed, { writeBack }),
    faults: [],
    network: { latency: { kind: 'uniform', minUs: 1_000, maxUs: 10_000 }, loss: 0, duplicate: 0, links: replicasOf('majority').map((to) => ({ from: 'alice', to, latency: { kind: 'uniform', minUs: 0, maxUs: 400_000 } })) },
    workload: [{ atUs: 0, client: 'alice', op: 'write', args: { value: 1 } }, ...Array.from({ length: 30 }, (_, i) => i * 20_000).flatMap((atUs) => ['bob', 'carol'].map((client) => ({ atUs, client, op: 'read', args: {} })))],
  });
  const found = (writeBack: boolean): Set<string> => new Set(SEEDS.slice(0, 40).flatMap((seed) => runToEnd(beside(seed, writeBack), { freeze: false }).violated));

  test('are atomic if they write back what they have seen', () => {
    expect(found(true)).toEqual(new Set());
  });

  test('and otherwise one can see less than another saw before, though never less than the last write that had ended', () => {
    expect(found(false)).toEqual(new Set(['atomic']));
  });
});
