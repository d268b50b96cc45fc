import { describe, expect, test } from 'vitest';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/time-of-day';
import { bundledWorld, statsOf } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const S = 1_000_000;
const repeated = bundledWorld('leap-second-repeated', model);
const smeared = bundledWorld('leap-second-smeared', model);

interface Entry { readonly stamp: string; readonly order: number; readonly clockUs: number }

function outcome(world: WorldSpec) {
  const run = runToEnd(world);
  const journals = Object.fromEntries(run.view.byRole('server').map(({ id, state }) => [id, [...(state as { journal: Entry[] }).journal].reverse()]));
  return { violated: run.violated, journals, stats: statsOf(model, run) };
}
const order = (atUs: number, client = 'alice') => ({ atUs, client, op: 'order', args: {} });

describe('a second counted twice', () => {
  test('the stamps go back by 300 ms, and one comes twice', () => {
    const { journals, stats, violated } = outcome(repeated);
    expect(journals['shop']!.map(({ stamp }) => stamp)).toEqual(['23:59:59.200', '23:59:59.600', '23:59:59.300', '23:59:59.600', '00:00:00.200']);
    expect(stats).toEqual({ orders: 5, stampsGoingBack: 1 });
    expect(violated).toEqual(['stamps-rise']);
  });

  test('without the leap second the last of them are a second later', () => {
    const { journals, violated } = outcome({ ...repeated, faults: [] });
    expect(journals['shop']!.map(({ stamp }) => stamp)).toEqual(['23:59:59.200', '23:59:59.600', '00:00:00.300', '00:00:00.600', '00:00:01.200']);
    expect(violated).toEqual([]);
  });
});

describe('a second smeared from noon to noon', () => {
  test('the clocks are a quarter of a second apart at six, half at midnight, and together at both noons', () => {
    const { journals, violated } = outcome(smeared);
    const [stepping, smearing] = ['stepping', 'smearing'].map((server) => journals[server]!.map(({ clockUs }) => clockUs));
    const apartMs = stepping!.map((clockUs, i) => Math.round((smearing![i]! - clockUs) / 1_000));
    expect(apartMs).toEqual([0, -250, -500, 500, 250, 0]);
    // At every moment but the two noons.
    expect(violated).toEqual(Array.from({ length: 4 }, () => 'servers-agree'));
  });

  test('noon to noon is 86,401 seconds, of which each clock counts 86,400', () => {
    const { journals } = outcome(smeared);
    for (const journal of Object.values(journals)) expect(journal.at(-1)!.clockUs - journal[0]!.clockUs).toBe(86_400 * S);
    expect(smeared.workload.at(-1)!.atUs - smeared.workload[0]!.atUs).toBe(86_401 * S);
  });

  test('11.57394 ppm is one second in 86,401', () => {
    const smear = smeared.faults[0] as Extract<FaultSpec, { kind: 'clock' }>;
    expect(smear.driftPpm).toBeCloseTo(-1e6 / 86_401, 5);
  });

});

/** Orders of two clients around midnight of a day with a leap second, over a network with delay and copies; a server is paused and restarts. */
function storm(seed: number, how: 'stepping' | 'smearing'): WorldSpec {
  const servers = ['berlin', 'tokyo'];
  const faults: FaultSpec[] = servers.flatMap((node): FaultSpec[] => (how === 'stepping'
    ? [{ kind: 'clock', node, atUs: 43_200 * S, jumpUs: -S }]
    : [{ kind: 'clock', node, atUs: 0, driftPpm: -11.57394 }, { kind: 'clock', node, atUs: 86_401 * S, driftPpm: 0 }]));
  const around = (n: number, widthMs: number): number => 43_200 * S + (pick(seed, n, widthMs) - widthMs / 2) * 1_000;
  return {
    ...smeared,
    seed,
    nodes: [...['alice', 'bob'].map((id) => ({ id, role: 'client' })), ...servers.map((id) => ({ id, role: 'server' }))],
    network: { latency: { kind: 'uniform', minUs: 1_000, maxUs: 50_000 }, loss: 0.05, duplicate: 0.1, links: [] },
    workload: Array.from({ length: 20 }, (_, n) => order(around(n, 4_000), n % 2 === 0 ? 'alice' : 'bob')),
    faults: [
      ...faults,
      { kind: 'pause', node: 'berlin', atUs: around(50, 2_000), forUs: 0.3 * S },
      { kind: 'crash', node: 'tokyo', atUs: around(51, 2_000), restartUs: 43_202 * S },
    ],
  };
}

describe('over 1,000 seeds with loss, delay, copies, a pause and a restart', () => {
  const violated = (seed: number, how: 'stepping' | 'smearing') => runToEnd(storm(seed, how), { freeze: false }).violated;

  test('smeared clocks stamp in order, and alike', () => {
    for (const seed of SEEDS) expect([seed, violated(seed, 'smearing')]).toEqual([seed, []]);
  });

  test('clocks that step do not', () => {
    expect(SEEDS.filter((seed) => violated(seed, 'stepping').includes('stamps-rise')).length).toBeGreaterThan(900);
  });
});
