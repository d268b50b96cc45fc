import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventDetails, PlainObject } from '../../../src/kernel/event';
import { KIND } from '../../../src/kernel/event';
import type { GrowingLog } from '../../../src/kernel/log';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/adaptive-timeout/model';
import { estimate, lnUpperTail, phi, suspicionAfterUs } from '../../../src/models/ch8/adaptive-timeout/phi';
import { afterExpiry, afterMeasurement, INITIAL_RTO } from '../../../src/models/ch8/adaptive-timeout/rto';
import { bundledWorld, withParams } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const MS = 1_000;
const S = 1_000_000;

describe('φ, as in Hayashibara et al. §4', () => {
  // −log10 of the upper tail of the standard normal distribution, from tables.
  test.each([
    [-1, 0.0750260],
    [0, 0.3010300],
    [1, 0.7995455],
    [2, 1.6430161],
    [3, 2.8696990],
    [5, 6.5426457],
    [10, 23.1180534],
    [30, 197.3092093],
  ])('%d deviations after the mean it is %d', (deviations, expected) => {
    const beats = estimate([900 * MS, 1_100 * MS, 900 * MS, 1_100 * MS], 1);
    expect(beats).toEqual({ meanUs: 1_000 * MS, deviationUs: 100 * MS });
    expect(phi((1_000 + 100 * deviations) * MS, beats)).toBeCloseTo(expected, 6);
  });

  test('the tail is exact to ten digits on both sides of the seam of its two formulas', () => {
    const known: [number, number][] = [[-3, 0.9986501019683699], [1, 0.15865525393145707], [2.4, 0.008197535924596131], [2.6, 0.004661188023718732], [5, 2.8665157187919333e-7], [8, 6.220960574271785e-16]];
    for (const [z, tail] of known) expect(Math.exp(lnUpperTail(z)) / tail).toBeCloseTo(1, 10);
    expect(lnUpperTail(2.5 - 1e-12) - lnUpperTail(2.5)).toBeLessThan(1e-11);
  });

  test('equal intervals are given the least deviation', () => {
    expect(estimate([S, S, S], 100 * MS)).toEqual({ meanUs: S, deviationUs: 100 * MS });
  });

  test('a threshold is reached at the computed moment and not a microsecond earlier', () => {
    const intervals = fc.array(fc.integer({ min: MS, max: 10 * S }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(intervals, fc.double({ min: 0.5, max: 100, noNaN: true }), (all, threshold) => {
        const beats = estimate(all, 10 * MS);
        const afterUs = suspicionAfterUs(threshold, beats);
        expect(phi(afterUs + 1, beats)).toBeGreaterThanOrEqual(threshold);
        if (afterUs > 1) expect(phi(afterUs - 2, beats)).toBeLessThan(threshold);
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  test('with a mean of 1 s and a deviation of 100 ms, φ = 1, 3 and 8 are reached after 1.128 s, 1.309 s and 1.561 s', () => {
    const beats = { meanUs: S, deviationUs: 100 * MS };
    expect([1, 3, 8].map((threshold) => suspicionAfterUs(threshold, beats))).toEqual([1_128_156, 1_309_024, 1_561_201]);
  });
});

describe('the retransmission timeout, as in RFC 6298', () => {
  const limits = { granularity: MS, minRto: 0, maxRto: 60 * S };

  test('(2.1) is one second before any measurement', () => {
    expect(INITIAL_RTO.rtoUs).toBe(S);
  });

  test('(2.2) and (2.3): 100 ms, then 140 ms, then 60 ms', () => {
    const first = afterMeasurement(INITIAL_RTO, 100 * MS, limits);
    // SRTT = R, RTTVAR = R/2, RTO = 100 + 4 · 50
    expect(first).toEqual({ srttUs: 100_000, rttvarUs: 50_000, rtoUs: 300_000 });
    const second = afterMeasurement(first, 140 * MS, limits);
    // RTTVAR = 3/4 · 50 + 1/4 · |100 − 140|, SRTT = 7/8 · 100 + 1/8 · 140, RTO = 105 + 4 · 47.5
    expect(second).toEqual({ srttUs: 105_000, rttvarUs: 47_500, rtoUs: 295_000 });
    // RTTVAR = 3/4 · 47.5 + 1/4 · |105 − 60|, SRTT = 7/8 · 105 + 1/8 · 60, RTO = 99.375 + 4 · 46.875
    expect(afterMeasurement(second, 60 * MS, limits)).toEqual({ srttUs: 99_375, rttvarUs: 46_875, rtoUs: 286_875 });
  });

  test('a variation below the granularity counts as the granularity', () => {
    let rto = INITIAL_RTO;
    for (let n = 0; n < 60; n++) rto = afterMeasurement(rto, 100 * MS, { ...limits, granularity: 10 * MS });
    expect(rto.srttUs).toBe(100_000);
    expect(rto.rtoUs).toBe(110_000);
  });

  test('(2.4) is rounded up to the least, (2.5) bounded by the most', () => {
    expect(afterMeasurement(INITIAL_RTO, 100 * MS, { ...limits, minRto: S }).rtoUs).toBe(S);
    expect(afterMeasurement(INITIAL_RTO, 50 * S, limits).rtoUs).toBe(60 * S);
  });

  test('(5.5) doubles with every expiry up to the most, and a measurement ends that', () => {
    let rto = afterMeasurement(INITIAL_RTO, 100 * MS, limits);
    const backedOff = Array.from({ length: 9 }, () => (rto = afterExpiry(rto, limits)).rtoUs / MS);
    expect(backedOff).toEqual([600, 1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 60_000, 60_000]);
    expect(afterMeasurement(rto, 100 * MS, limits).rtoUs).toBe(100_000 + 4 * 37_500);
  });
});

const statsOf = (spec: WorldSpec) => model.stats!(runToEnd(spec, { freeze: false }).view);

/** When messages of a type were sent or delivered. */
function times(log: GrowingLog, kind: number, type: string): readonly number[] {
  return Array.from({ length: log.length }, (_, i) => i).filter((i) => log.kind[i] === kind && log.labels[log.label[i]!] === type).map((i) => log.t[i]!);
}

const arrivals = (spec: WorldSpec) => times(runToEnd(spec).log, KIND.deliver, 'Pong');

function values(spec: WorldSpec, field: string) {
  const { view, log } = runToEnd(spec);
  return view.changes('monitor', field).map((event) => (log.detail(event) as EventDetails['state']).set[field]);
}

describe('three detectors on the same answers', () => {
  const spec = bundledWorld('adaptive-timeouts', model);

  test('the fixed timeout is wrong three times, TCP’s once, φ never', () => {
    expect(statsOf(spec)).toMatchObject({ falseSuspicionsFixed: 3, falseSuspicionsTcp: 1, falseSuspicionsPhi: 0 });
  });

  test('after the crash it is the other way round', () => {
    // The ping of second 5 is not answered: 150 ms fixed, TCP's timeout as below; φ = 8 at 1.035 s + 5.612 · 100 ms after the last answer at 4.18 s.
    expect(statsOf(spec)).toMatchObject({ detectionTimeFixedUs: 650_000, detectionTimeTcpUs: 834_065, detectionTimePhiUs: 1_276_201 });
  });

  test('TCP’s timeout follows the RFC: two answers after 40 ms, an ambiguous one, two after 180 ms, and one expiry', () => {
    expect(values(spec, 'rtoUs')).toEqual([1_000_000, 120_000, 100_000, 200_000, 242_500, 334_065, 668_130]);
  });

  test('what one detector does not do does not change what the others see', () => {
    const answers = arrivals(spec);
    expect(arrivals(withParams(spec, { fixed: 0 }))).toEqual(answers);
    expect(arrivals(withParams(spec, { threshold: 0 }))).toEqual(answers);
    expect(statsOf(withParams(spec, { fixed: 0, threshold: 0 }))).toMatchObject({ falseSuspicionsFixed: 0, falseSuspicionsPhi: 0, falseSuspicionsTcp: 1 });
  });

  test('a message lost by the network is sent again by TCP’s timer, with doubled timeouts, until it gets through', () => {
    const faults = [1, 2, 3].map((n): FaultSpec => ({ kind: 'lose', type: 'Ping', nth: n + 1 }));
    const { log } = runToEnd(withParams({ ...spec, faults, untilUs: 12 * S }, { every: 10 * S, fixed: 0, threshold: 0, minRto: 0 }));
    expect(times(log, KIND.send, 'Ping').map((us) => us / MS)).toEqual([0, 10_000, 10_120, 10_360, 10_840]);
  });
});

describe('Karn’s rule', () => {
  test('without it each false measurement makes the next one false', () => {
    expect(values(bundledWorld('rto-ambiguous', model), 'rttUs')).toEqual([null, 40_000, 180_000, 37_500, 66_248, 93_282]);
    expect(statsOf(bundledWorld('rto-ambiguous', model))).toMatchObject({ pingsSentAgain: 4 });
  });

  test('with it the timer waits for a measurement it can trust', () => {
    expect(values(bundledWorld('rto-karn', model), 'rttUs')).toEqual([null, 40_000, 280_000]);
    expect(statsOf(bundledWorld('rto-karn', model))).toMatchObject({ pingsSentAgain: 2 });
  });

  const base = bundledWorld('rto-karn', model);
  /** Loss, duplicates, delays of up to a second, and times at which the server is slow or paused. */
  function storm(seed: number, karn: boolean): WorldSpec {
    const atUs = pick(seed, 1, 8_000) * MS;
    return {
      ...withParams(base, { karn }),
      seed,
      network: { latency: { kind: 'mixture', parts: [{ weight: 4, of: { kind: 'uniform', minUs: 10 * MS, maxUs: 40 * MS } }, { weight: 1, of: { kind: 'uniform', minUs: 0, maxUs: S } }] }, loss: 0.05, duplicate: 0.05, links: [] },
      faults: [seed % 2 === 0 ? { kind: 'slow', node: 'server', atUs, untilUs: atUs + 4 * S, factor: 2 + pick(seed, 2, 8) } : { kind: 'pause', node: 'server', atUs, forUs: pick(seed, 3, 2_500) * MS }],
      untilUs: 12 * S,
    };
  }
  const fooled = (seed: number, karn: boolean) => runToEnd(storm(seed, karn), { freeze: false }).violated.includes('measured-truly');

  test('over 1,000 seeds with loss, duplicates, delay, slowness and pauses no measurement is false', () => {
    for (const seed of SEEDS) expect([seed, fooled(seed, true)]).toEqual([seed, false]);
  });

  test('without the rule many are, so the test above can fail', () => {
    expect(SEEDS.filter((seed) => fooled(seed, false)).length).toBeGreaterThan(500);
  });
});

/** The comparison over many runs, as the chapter note prints it. */
describe('a changing network', () => {
  const RUNS = 50;
  const base = bundledWorld('detectors-compared', model);

  function mean(params: PlainObject) {
    const sum: { [name: string]: number } = {};
    for (let seed = 1; seed <= RUNS; seed++) {
      for (const [name, value] of Object.entries(statsOf({ ...withParams(base, params), seed }))) sum[name] = (sum[name] ?? 0) + value / RUNS;
    }
    return sum;
  }
  const runs = ([[200, 1], [400, 3], [800, 8]] as const).map(([fixedMs, threshold]) => ({ fixedMs, threshold, mean: mean({ fixed: fixedMs * MS, threshold }) }));
  const row = (name: string, wrong: number, afterUs: number) => `| ${name} | ${wrong.toFixed(1)} | ${(afterUs / S).toFixed(2)} s |`;

  test('the table in the chapter note is this one', () => {
    const note = readFileSync(new URL('../../../media/notes/ch8/timeouts.md', import.meta.url), 'utf8');
    const tcp = runs[0]!.mean;
    const table = [
      ...runs.map(({ fixedMs, mean }) => row(`fixed, ${fixedMs} ms`, mean['falseSuspicionsFixed']!, mean['detectionTimeFixedUs']!)),
      row('TCP’s timer', tcp['falseSuspicionsTcp']!, tcp['detectionTimeTcpUs']!),
      ...runs.map(({ threshold, mean }) => row(`φ = ${threshold}`, mean['falseSuspicionsPhi']!, mean['detectionTimePhiUs']!)),
    ];
    expect(note).toContain(table.join('\n'));
  });

  test('a higher threshold of φ makes fewer mistakes and takes longer, as does a longer fixed timeout', () => {
    for (const name of ['Fixed', 'Phi']) {
      const wrong = runs.map(({ mean }) => mean[`falseSuspicions${name}`]!);
      const after = runs.map(({ mean }) => mean[`detectionTime${name}Us`]!);
      expect([...wrong].sort((a, b) => b - a)).toEqual(wrong);
      expect([...after].sort((a, b) => a - b)).toEqual(after);
    }
  });

  test('at the same speed φ makes far fewer mistakes than a fixed timeout', () => {
    for (const { mean } of runs.slice(0, 2)) {
      expect(mean['detectionTimePhiUs']!).toBeLessThan(mean['detectionTimeFixedUs']!);
      expect(mean['falseSuspicionsPhi']!).toBeLessThan(mean['falseSuspicionsFixed']! / 3);
    }
  });
});
