import { describe, expect, test } from 'vitest';
import type { WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/deadlines';
import { bundledWorld, withParams } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const MS = 1_000;
const monotonic = bundledWorld('deadline-monotonic', model);
const remaining = bundledWorld('deadline-remaining', model);
const ask = (client: string, atMs: number) => ({ atUs: atMs * MS, client, op: 'ask', args: {} });

function outcome(world: WorldSpec) {
  const run = runToEnd(world);
  return { violated: run.violated, returned: run.view.operations.map(({ client, status }) => `${client} ${status}`) };
}

test('the two scenarios differ in the deadline only', () => {
  expect({ ...withParams(remaining, { deadline: 'monotonic' }), title: monotonic.title }).toEqual(monotonic);
});

describe('readings of monotonic clocks, compared across nodes', () => {
  test('a client that restarts is refused at once', () => {
    expect(outcome(monotonic)).toEqual({ violated: ['refused-only-if-expired'], returned: ['alice ok', 'bob ok', 'alice fail'] });
  });

  test('a server that restarts works for clients that have long given up', () => {
    const world: WorldSpec = {
      ...withParams(monotonic, { work: 400 * MS }),
      workload: [ask('alice', 4_000), ask('bob', 4_000), ask('alice', 4_001), ask('bob', 4_001)],
      faults: [{ kind: 'crash', node: 'shop', atUs: 2_000 * MS, restartUs: 3_000 * MS }],
    };
    expect(outcome(world)).toEqual({ violated: ['no-expired-work'], returned: ['alice ok', 'bob unknown', 'alice unknown', 'bob unknown'] });
    expect(outcome(withParams(world, { deadline: 'remaining' })).violated).toEqual([]);
  });
});

test('the time that remains means the same on every clock', () => {
  expect(outcome(remaining)).toEqual({ violated: [], returned: ['alice ok', 'bob ok', 'alice ok'] });
});

/** Requests of two clients for eight seconds, more than the server can serve; it and one of them restart, clocks are set, messages are late, lost and copied. */
function storm(seed: number, deadline: string): WorldSpec {
  return {
    ...withParams(monotonic, { deadline, work: 200 * MS }),
    seed,
    network: { latency: { kind: 'exponential', meanUs: 30 * MS }, loss: 0.03, duplicate: 0.05, links: [] },
    workload: Array.from({ length: 60 }, (_, n) => ask(n % 2 === 0 ? 'alice' : 'bob', n * 130 + pick(seed, n, 130))),
    faults: [
      ...['alice', 'shop'].map((node, n) => ({ kind: 'crash' as const, node, atUs: (n * 2_000 + pick(seed, 200 + n, 2_000)) * MS, restartUs: (n + 1) * 2_000 * MS })),
      ...['alice', 'bob', 'shop'].map((node, n) => ({ kind: 'clock' as const, node, atUs: pick(seed, 300 + n, 8_000) * MS, jumpUs: (pick(seed, 400 + n, 10_000) - 5_000) * MS })),
      { kind: 'pause', node: 'shop', atUs: pick(seed, 500, 8_000) * MS, forUs: 400 * MS },
    ],
    untilUs: 10_000 * MS,
  };
}

describe('over 1,000 seeds with restarts, clocks set, a pause, loss, delay and copies', () => {
  const violated = (seed: number, deadline: string) => runToEnd(storm(seed, deadline), { freeze: false }).violated;

  test('with the time that remains no live request is refused and no dead one served', () => {
    for (const seed of SEEDS) expect([seed, violated(seed, 'remaining')]).toEqual([seed, []]);
  });

  test('with readings of the client’s clock both happen', () => {
    const runs = SEEDS.map((seed) => violated(seed, 'monotonic'));
    for (const id of ['refused-only-if-expired', 'no-expired-work']) expect(runs.filter((found) => found.includes(id)).length).toBeGreaterThan(300);
  });
});
