import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock, jumpClock, monotonicUs, PERFECT_CLOCK, readClock, restartClock, setDrift, trueUs, wallUs } from '../../src/kernel/clock';
import { MAX_UNTIL_US } from '../../src/kernel/spec';
import { pick, play } from './models';
import type { Act } from './models';

const wall: Act = { act: 'clock', clock: 'wall' };
const monotonic: Act = { act: 'clock', clock: 'monotonic' };

describe('a clock', () => {
  it('that is perfect shows true time', () => {
    const clock = createClock(PERFECT_CLOCK);
    expect([wallUs(clock, 12_345), monotonicUs(clock, 12_345)]).toEqual([12_345, 12_345]);
    expect(readClock(clock, 'wall', 5)).toEqual({ readingUs: 5, earliestUs: 5, latestUs: 5 });
  });

  it('shows true time + offset + drift · elapsed; the monotonic one has no offset', () => {
    const clock = createClock({ offsetUs: 150_000, driftPpm: 200, uncertaintyUs: 7_000 });
    expect(wallUs(clock, 10_000_000)).toBe(150_000 + 10_000_000 + 2_000);
    expect(monotonicUs(clock, 10_000_000)).toBe(10_002_000);
    expect(readClock(clock, 'wall', 0)).toEqual({ readingUs: 150_000, earliestUs: 143_000, latestUs: 157_000 });
  });

  it('jumps on the wall only, and drifts anew from where it stands', () => {
    const clock = createClock(PERFECT_CLOCK);
    jumpClock(clock, 3_000_000, -5_000_000);
    expect([wallUs(clock, 3_000_000), monotonicUs(clock, 3_000_000)]).toEqual([-2_000_000, 3_000_000]);
    setDrift(clock, 4_000_000, 500);
    expect([wallUs(clock, 6_000_000), monotonicUs(clock, 6_000_000)]).toEqual([1_001_000, 6_001_000]);
  });

  it('starts its monotonic reading anew with the process', () => {
    const clock = createClock({ offsetUs: 10, driftPpm: 0, uncertaintyUs: 0 });
    restartClock(clock, 1_000);
    expect([wallUs(clock, 1_500), monotonicUs(clock, 1_500)]).toEqual([1_510, 500]);
  });

  it('may drift by parts of a part per million: one second in a day of 86,401', () => {
    const clock = createClock({ offsetUs: 0, driftPpm: -11.57394, uncertaintyUs: 0 });
    expect([wallUs(clock, 43_200_500_000), wallUs(clock, 86_401_000_000)]).toEqual([43_200_000_000, 86_400_000_000]);
  });

  it('is whole microseconds, goes forward, and is exact to half of one even after 30 days', () => {
    fc.assert(fc.property(fc.integer({ min: -900_000, max: 900_000 }), fc.nat(MAX_UNTIL_US), fc.nat(1_000_000), (driftPpm, at, more) => {
      const clock = createClock({ offsetUs: 0, driftPpm, uncertaintyUs: 0 });
      const [first, second] = [monotonicUs(clock, at), monotonicUs(clock, at + more)];
      expect(Number.isSafeInteger(first)).toBe(true);
      expect(second).toBeGreaterThanOrEqual(first);
      const exact = BigInt(at) * 1_000_000n + BigInt(at) * BigInt(driftPpm);
      const error = BigInt(first) * 1_000_000n - exact;
      // Half a microsecond, and the last bits of a product of 10¹².
      expect(error >= -501_000n && error <= 501_000n).toBe(true);
    }));
  });

  it('times what the node waits for in true time', () => {
    expect(trueUs(createClock(PERFECT_CLOCK), 100_000)).toBe(100_000);
    expect(trueUs(createClock({ ...PERFECT_CLOCK, driftPpm: 250_000 }), 100_000)).toBe(80_000);
    expect(trueUs(createClock({ ...PERFECT_CLOCK, driftPpm: -500_000 }), 100_000)).toBe(200_000);
    expect(Number.isFinite(trueUs(createClock({ ...PERFECT_CLOCK, driftPpm: -2_000_000 }), 1))).toBe(true);
  });
});

describe('the clock of a node', () => {
  it('writes its readings, with bounds where they are uncertain', () => {
    const world = play([[1_000, 'a', wall, monotonic], [1_000, 'b', wall]], { clocks: { a: { offsetUs: 500, driftPpm: 0, uncertaintyUs: 100 } } });
    expect(pick(world, ['clock'], ['clock', 'reading', 'earliest', 'latest', 'label'])).toEqual([
      { clock: 'wall', reading: 1_500, earliest: 1_400, latest: 1_600, label: 'wall' },
      { clock: 'monotonic', reading: 1_000, earliest: 900, latest: 1_100, label: 'monotonic' },
      { clock: 'wall', reading: 1_000, label: 'wall' },
    ]);
  });

  it('is set by faults, which write from what to what', () => {
    const world = play([[4_000, 'a', wall]], {
      faults: [{ kind: 'clock', node: 'a', atUs: 2_000, jumpUs: -5_000 }, { kind: 'clock', node: 'a', atUs: 3_000, driftPpm: 500_000 }],
    });
    expect(pick(world, ['clock-set', 'clock'], ['t', 'from', 'to', 'drift', 'reading'])).toEqual([
      { t: 2_000, from: 2_000, to: -3_000 },
      { t: 3_000, drift: 500_000 },
      { t: 4_000, reading: -500 },
    ]);
  });

  it('governs its timers: a fast clock fires early, at the drift in force when the timer was set', () => {
    const set: Act = { act: 'timer', name: 'p', us: 100_000 };
    const world = play([[0, 'a', set], [0, 'b', set]], {
      clocks: { a: { offsetUs: 0, driftPpm: 250_000, uncertaintyUs: 0 } },
      faults: [{ kind: 'clock', node: 'b', atUs: 50_000, driftPpm: 250_000 }],
    });
    expect(pick(world, ['timer-set'], ['due'])).toEqual([{ due: 80_000 }, { due: 100_000 }]);
    expect(pick(world, ['timer'], ['t', 'node'])).toEqual([{ t: 80_000, node: 0 }, { t: 100_000, node: 1 }]);
  });

  it('starts its monotonic reading anew at a restart', () => {
    const world = play([[90_000, 'a', monotonic, wall]], { faults: [{ kind: 'crash', node: 'a', atUs: 10_000, restartUs: 60_000 }] });
    expect(pick(world, ['clock'], ['reading'])).toEqual([{ reading: 30_000 }, { reading: 90_000 }]);
  });
});
