/**
 * One node's clocks, and how they differ from true time.
 *
 * The wall clock starts with an offset, can be set (a jump), and runs fast or slow by its drift; the
 * monotonic clock has the same drift but is never set, and starts anew with the process. Both are exact
 * functions of true time since the last change, in whole microseconds, so reading them often or seldom
 * makes no difference. See "Designing Data-Intensive Applications", chapter 8, "Unreliable Clocks".
 */
import type { ClockReading } from './process';
import type { ClockSpec } from './spec';

export interface Clock {
  /** True time of the last change; the two readings are of that moment. */
  baseUs: number;
  wallUs: number;
  monotonicUs: number;
  /** Parts per million by which both clocks run fast. */
  driftPpm: number;
  readonly uncertaintyUs: number;
}

export const PERFECT_CLOCK: ClockSpec = { offsetUs: 0, driftPpm: 0, uncertaintyUs: 0 };
/** However far a clock drifts, it goes on: at least at a millionth of true speed. */
const SLOWEST_RATE = 1e-6;

export function createClock(spec: ClockSpec): Clock {
  return {
    baseUs: 0,
    wallUs: spec.offsetUs,
    monotonicUs: 0,
    driftPpm: spec.driftPpm,
    uncertaintyUs: spec.uncertaintyUs,
  };
}

export function cloneClock(clock: Clock): Clock {
  return {
    baseUs: clock.baseUs,
    wallUs: clock.wallUs,
    monotonicUs: clock.monotonicUs,
    driftPpm: clock.driftPpm,
    uncertaintyUs: clock.uncertaintyUs,
  };
}

export function wallUs(clock: Clock, nowUs: number): number {
  return clock.wallUs + shownUs(clock, nowUs - clock.baseUs);
}

export function monotonicUs(clock: Clock, nowUs: number): number {
  return clock.monotonicUs + shownUs(clock, nowUs - clock.baseUs);
}

/** A reading with the bounds the node may assume for true time. */
export function readClock(clock: Clock, which: 'wall' | 'monotonic', nowUs: number): ClockReading {
  const readingUs = which === 'wall' ? wallUs(clock, nowUs) : monotonicUs(clock, nowUs);
  return {
    readingUs,
    earliestUs: readingUs - clock.uncertaintyUs,
    latestUs: readingUs + clock.uncertaintyUs,
  };
}

/** How long `afterUs` on this node's monotonic clock takes in true time, at the drift in force now. */
export function trueUs(clock: Clock, afterUs: number): number {
  if (clock.driftPpm === 0) return Math.round(afterUs);
  return Math.round(afterUs / Math.max(SLOWEST_RATE, 1 + clock.driftPpm / 1e6));
}

/** Sets the wall clock forward (or back, if negative) by `jumpUs`. */
export function jumpClock(clock: Clock, nowUs: number, jumpUs: number): void {
  rebase(clock, nowUs);
  clock.wallUs += jumpUs;
}

export function setDrift(clock: Clock, nowUs: number, driftPpm: number): void {
  rebase(clock, nowUs);
  clock.driftPpm = driftPpm;
}

/** The process starts anew, and its monotonic clock with it. */
export function restartClock(clock: Clock, nowUs: number): void {
  rebase(clock, nowUs);
  clock.monotonicUs = 0;
}

function rebase(clock: Clock, nowUs: number): void {
  clock.wallUs = wallUs(clock, nowUs);
  clock.monotonicUs = monotonicUs(clock, nowUs);
  clock.baseUs = nowUs;
}

/** What the clock shows for a stretch of true time. Whole seconds apart, or the product would exceed 2⁵³. */
function shownUs(clock: Clock, elapsedUs: number): number {
  if (clock.driftPpm === 0) return elapsedUs;
  const seconds = Math.floor(elapsedUs / 1e6);
  const restUs = elapsedUs - seconds * 1e6;
  return elapsedUs + Math.round(seconds * clock.driftPpm + (restUs * clock.driftPpm) / 1e6);
}
