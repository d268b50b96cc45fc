import { describe, expect, test } from 'vitest';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/elapsed-time';
import { bundledWorld, eventsOf, statsOf, withParams } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const MS = 1_000;
const stepped = bundledWorld('clock-step', model);
const slewed = bundledWorld('clock-slew', model);

function outcome(world: WorldSpec) {
  const run = runToEnd(world);
  return { run, violated: run.violated, stats: statsOf(model, run), measuredMs: run.view.operations.map(({ result }) => Number(result) / MS) };
}

describe('a step of the clock', () => {
  test('the two scenarios differ in the clock only', () => {
    const monotonic = bundledWorld('clock-step-monotonic', model);
    expect({ ...withParams(monotonic, { clock: 'wall' }), title: stepped.title }).toEqual(stepped);
  });

  test('on the wall clock the lookup in which it falls took −70 ms', () => {
    const { measuredMs, violated, stats } = outcome(stepped);
    expect(measuredMs).toEqual([80, -70, 80]);
    expect(violated).toEqual(['elapsed-not-negative', 'elapsed-accurate']);
    expect(stats).toEqual({ measurements: 3, negative: 1, errorMaxUs: 150 * MS });
  });

  test('on the monotonic clock nothing happens', () => {
    const { measuredMs, violated } = outcome(withParams(stepped, { clock: 'monotonic' }));
    expect(measuredMs).toEqual([80, 80, 80]);
    expect(violated).toEqual([]);
  });

  test('a step forward is wrong too, though nothing is negative', () => {
    const faults: FaultSpec[] = [{ kind: 'clock', node: 'alice', atUs: 240 * MS, jumpUs: 150 * MS }];
    const { measuredMs, violated } = outcome({ ...stepped, faults });
    expect(measuredMs).toEqual([80, 230, 80]);
    expect(violated).toEqual(['elapsed-accurate']);
  });
});

describe('slewing', () => {
  test('loses a twelfth at most, and ends at the right time', () => {
    const { run, measuredMs, violated } = outcome(slewed);
    expect(measuredMs.map(Math.round)).toEqual([80, 77, 73, 73, 80]);
    expect(violated).toEqual([]);
    const readings = eventsOf(run, 'clock').map(({ t, reading }) => [t, Number(reading)] as const);
    expect(readings[0]).toEqual([0, 150 * MS]);
    for (const [t, reading] of readings.slice(-2)) expect(reading).toBe(t);
    expect(readings.map(([, reading]) => reading)).toEqual(readings.map(([, reading]) => reading).sort((a, b) => a - b));
  });

  test('is felt by the monotonic clock as well', () => {
    expect(outcome(withParams(slewed, { clock: 'monotonic' })).measuredMs).toEqual(outcome(slewed).measuredMs);
  });

  test('at 500 ppm, the most that ntpd does, 150 ms take five minutes and no measurement is off by more', () => {
    const ppm = 500;
    const faults: FaultSpec[] = [
      { kind: 'clock', node: 'alice', atUs: 0, driftPpm: -ppm },
      { kind: 'clock', node: 'alice', atUs: 300_000 * MS, driftPpm: 0 },
    ];
    const workload = Array.from({ length: 31 }, (_, n) => ({ atUs: n * 10_000 * MS, client: 'alice', op: 'lookup', args: {} }));
    const { run, stats } = outcome({ ...withParams(slewed, { tolerance: 0.001 }), faults, workload, untilUs: 301_000 * MS });
    expect(run.violated).toEqual([]);
    expect(stats['errorMaxUs']).toBeLessThanOrEqual(80 * MS * ppm / 1e6 + 1);
    const last = eventsOf(run, 'clock').at(-1)!;
    expect(last.reading).toBe(last.t);
  });
});

/** Lookups of both clients over ten seconds, with loss, delay, copies, a pause and a restart; the clocks of both are corrected now and then. */
function storm(seed: number, clock: string, correction: 'step' | 'slew'): WorldSpec {
  const corrections: FaultSpec[] = Array.from({ length: 10 }, (_, n) => {
    const where = { kind: 'clock' as const, node: n % 2 === 0 ? 'alice' : 'bob', atUs: pick(seed, n, 10_000) * MS };
    return correction === 'step'
      ? { ...where, jumpUs: (pick(seed, 100 + n, 2_000) - 1_000) * MS }
      : { ...where, driftPpm: pick(seed, 100 + n, 166_666) - 83_333 };
  });
  return {
    ...withParams(stepped, { clock }),
    seed,
    nodes: [...['alice', 'bob'].map((id) => ({ id, role: 'client' })), { id: 'dns', role: 'server' }],
    network: { latency: { kind: 'exponential', meanUs: 100 * MS }, loss: 0.05, duplicate: 0.05, links: [] },
    clocks: {},
    workload: Array.from({ length: 20 }, (_, n) => ({ atUs: n * 500 * MS, client: n % 2 === 0 ? 'alice' : 'bob', op: 'lookup', args: {} })),
    faults: [
      ...corrections,
      { kind: 'pause', node: 'alice', atUs: pick(seed, 200, 8_000) * MS, forUs: 2_000 * MS },
      { kind: 'crash', node: 'bob', atUs: pick(seed, 201, 8_000) * MS, restartUs: 9_000 * MS },
    ],
    untilUs: 20_000 * MS,
  };
}

describe('over 1,000 seeds with corrections of the clock, loss, delay, copies, a pause and a restart', () => {
  const violated = (seed: number, clock: string, correction: 'step' | 'slew') => runToEnd(storm(seed, clock, correction), { freeze: false }).violated;

  test('stepped: the monotonic clock is always right', () => {
    for (const seed of SEEDS) expect([seed, violated(seed, 'monotonic', 'step')]).toEqual([seed, []]);
  });

  test('stepped: the wall clock is not', () => {
    const runs = SEEDS.map((seed) => violated(seed, 'wall', 'step'));
    expect(runs.filter((found) => found.includes('elapsed-not-negative')).length).toBeGreaterThan(300);
  });

  test('slewed: the wall clock is right up to the rate of slewing', () => {
    for (const seed of SEEDS) expect([seed, violated(seed, 'wall', 'slew')]).toEqual([seed, []]);
  });
});
