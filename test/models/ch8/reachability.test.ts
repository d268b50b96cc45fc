import { describe, expect, test } from 'vitest';
import type { Cut } from '../../../src/kernel/event';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/reachability';
import { bundledWorld, statsOf, withParams } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const S = 1_000_000;

/** Whom each node thinks it reaches at the end. */
function opinions(world: WorldSpec) {
  const run = runToEnd(world);
  return {
    violated: run.violated,
    disagreements: statsOf(model, run)['disagreements'],
    reaches: Object.fromEntries(run.view.nodes.map(({ id, state }) => [id, (state as { reachable: string[] }).reachable])),
  };
}

describe('the three kinds of partition (Alquraan et al. 2018)', () => {
  test('complete: nobody reaches the other side, and after it is healed everybody does', () => {
    const world = bundledWorld('partition-two-way', model);
    expect(opinions({ ...world, untilUs: 4.2 * S }).reaches).toEqual({ berlin: [], tokyo: [] });
    expect(opinions(world)).toEqual({ violated: [], disagreements: 0, reaches: { berlin: ['tokyo'], tokyo: ['berlin'] } });
  });

  test('simplex: who hears the other thinks that all is well, who does not does not', () => {
    expect(opinions(bundledWorld('partition-one-way', model))).toEqual({
      violated: ['agree-on-the-link'],
      disagreements: 1,
      reaches: { berlin: ['tokyo'], tokyo: [] },
    });
  });

  test('simplex, with answers as the only evidence: both draw the same conclusion', () => {
    const world = bundledWorld('partition-one-way-answered', model);
    expect(withParams(world, { evidence: 'heard' })).toEqual({ ...bundledWorld('partition-one-way', model), title: world.title });
    expect(opinions(world)).toEqual({ violated: [], disagreements: 0, reaches: { berlin: [], tokyo: [] } });
  });

  test('partial: two nodes that cannot reach each other both reach a third', () => {
    expect(opinions(bundledWorld('partition-partial', model)).reaches).toEqual({ berlin: ['paris'], paris: ['berlin', 'tokyo'], tokyo: ['paris'] });
  });

  test('whichever direction is cut, it is the sender behind the cut who does not notice', () => {
    const world = bundledWorld('partition-one-way', model);
    const faults: FaultSpec[] = [{ kind: 'partition', atUs: 1.3 * S, cut: { from: ['tokyo'], to: ['berlin'] } }];
    expect(opinions({ ...world, faults }).reaches).toEqual({ berlin: [], tokyo: ['berlin'] });
  });
});

test('a late answer is a sign of the round in which was asked, not of the one in which it comes', () => {
  const world = bundledWorld('partition-one-way-answered', model);
  // tokyo's second answer, from before the cut, comes to berlin at 3.9 s.
  const faults: FaultSpec[] = [...world.faults, { kind: 'delay', type: 'Pong', from: 'tokyo', nth: 2, byUs: 2.7 * S }];
  expect(opinions({ ...world, faults, untilUs: 4.5 * S }).reaches['berlin']).toEqual([]);
});

const NAMES = ['berlin', 'paris', 'tokyo'];

/** Three nodes; six cuts between two of them, one way or both, two of which last; pauses, a restart, loss and copies. The last 9 s are calm. */
function storm(seed: number, evidence: string): WorldSpec {
  const cut = (n: number): Cut => {
    const a = NAMES[pick(seed, n, 3)]!;
    const b = NAMES.filter((name) => name !== a)[pick(seed, n + 1, 2)]!;
    return pick(seed, n + 2, 2) === 0 ? { from: [a], to: [b] } : { groups: [[a], [b]] };
  };
  const faults: FaultSpec[] = [0, 1, 2, 3, 4, 5].map((n) => {
    const atUs = pick(seed, 100 + n, 8_000) * 1_000;
    return { kind: 'partition', atUs, cut: cut(10 * n), ...(n < 2 ? {} : { untilUs: atUs + 1 + pick(seed, 200 + n, 3_000) * 1_000 }) };
  });
  faults.push({ kind: 'pause', node: NAMES[seed % 3]!, atUs: pick(seed, 300, 7_000) * 1_000, forUs: 3 * S });
  faults.push({ kind: 'crash', node: NAMES[pick(seed, 301, 3)]!, atUs: pick(seed, 302, 8_000) * 1_000, restartUs: 10 * S });
  return {
    ...withParams(bundledWorld('partition-one-way', model), { evidence, misses: 6 }),
    seed,
    nodes: NAMES.map((id) => ({ id, role: 'node' })),
    network: { latency: { kind: 'exponential', meanUs: 50_000 }, loss: 0.02, duplicate: 0.05, links: [] },
    faults,
    untilUs: 20 * S,
  };
}

describe('over 1,000 seeds with cuts of all kinds, pauses, restarts, loss and copies', () => {
  const violated = (seed: number, evidence: string) => runToEnd(storm(seed, evidence), { freeze: false }).violated;

  test('nodes that count answers agree about every link', () => {
    for (const seed of SEEDS) expect([seed, violated(seed, 'answered')]).toEqual([seed, []]);
  });

  test('nodes that count what they hear do not, whenever a cut was one-way', () => {
    expect(SEEDS.filter((seed) => violated(seed, 'heard').length > 0).length).toBeGreaterThan(500);
  });
});
