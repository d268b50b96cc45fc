import { describe, expect, test } from 'vitest';
import type { WorldSpec } from '../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/last-write-wins';
import { pick, runToEnd, SEEDS } from '../run';

const MS = 1_000;
const add = (client: string, atMs: number) => ({ atUs: atMs * MS, client, op: 'add', args: { amount: 1 } });

/** alice writes at node-1, whose clock is 20 ms ahead; bob adds at node-2 after that write has arrived there. */
function setting(order: string, change: Partial<WorldSpec> = {}): WorldSpec {
  return {
    title: '',
    model,
    params: { order },
    seed: 1,
    nodes: [
      ...['alice', 'bob'].map((id) => ({ id, role: 'client' })),
      ...['node-1', 'node-2', 'node-3'].map((id) => ({ id, role: 'replica' })),
    ],
    network: { latency: { kind: 'constant', us: 2 * MS }, loss: 0, duplicate: 0, links: [] },
    clocks: { 'node-1': { offsetUs: 20 * MS, driftPpm: 0, uncertaintyUs: 0 } },
    workload: [add('alice', 0), add('bob', 10)],
    faults: [],
    untilUs: 3_000 * MS,
    limits: DEFAULT_LIMITS,
    ...change,
  };
}

function outcome(spec: WorldSpec) {
  const { violated, view } = runToEnd(spec);
  return {
    violated,
    values: view.byRole('replica').map(({ state }) => (state.values as { value: number }[]).map(({ value }) => value).sort()),
    results: view.operations.map(({ result }) => result),
  };
}

test('by wall clock the increment is dropped on every replica, though its client was told 2', () => {
  const run = outcome(setting('wall-clock'));
  expect(run.results).toEqual([1, 2]);
  expect(run.values).toEqual([[1], [1], [1]]);
  expect(run.violated).toEqual(['later-write-survives']);
});

test('by version vector it is kept', () => {
  const run = outcome(setting('version-vector'));
  expect(run.values).toEqual([[2], [2], [2]]);
  expect(run.violated).toEqual([]);
});

test('writes that had not seen each other: the clock drops one, version vectors keep both as siblings', () => {
  const workload = [add('alice', 0), add('bob', 1)];
  expect(outcome(setting('wall-clock', { workload })).values).toEqual([[1], [1], [1]]);
  const run = outcome(setting('version-vector', { workload }));
  expect(run.values).toEqual([[1, 1], [1, 1], [1, 1]]);
  expect(run.violated).toEqual([]);
});

test('with perfect clocks, wall-clock order keeps the later write too', () => {
  expect(outcome(setting('wall-clock', { clocks: {} })).values).toEqual([[2], [2], [2]]);
});

/** Clocks up to 50 ms apart, late and overtaking and copied messages, a pause; nothing lost, so the replicas must converge. */
function storm(seed: number, order: string): WorldSpec {
  return setting(order, {
    seed,
    network: { latency: { kind: 'exponential', meanUs: 5 * MS }, loss: 0, duplicate: 0.1, links: [] },
    clocks: Object.fromEntries([1, 2, 3].map((n) => [`node-${n}`, { offsetUs: pick(seed, n, 100_000) - 50_000, driftPpm: 0, uncertaintyUs: 0 }])),
    workload: Array.from({ length: 20 }, (_, n) => add(n % 2 === 0 ? 'alice' : 'bob', n * 15 + pick(seed, n + 10, 15))),
    faults: [{ kind: 'pause', node: `node-${1 + (seed % 3)}`, atUs: pick(seed, 40, 300) * MS, forUs: 60 * MS }],
  });
}

describe('over 1,000 seeds with skewed clocks, delay, copies and a pause', () => {
  const violated = (seed: number, order: string) => runToEnd(storm(seed, order), { freeze: false }).violated;

  test('version vectors drop no later write, and all replicas converge', () => {
    for (const seed of SEEDS) expect([seed, violated(seed, 'version-vector')]).toEqual([seed, []]);
  });

  test('wall clocks do in most runs, and converge all the same: on the wrong value', () => {
    const runs = SEEDS.map((seed) => violated(seed, 'wall-clock'));
    expect(runs.filter((found) => found.includes('later-write-survives')).length).toBeGreaterThan(500);
    expect(runs.filter((found) => found.includes('converged'))).toEqual([]);
  });
});
