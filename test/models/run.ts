/** Running a model to its end in a test, and what tests of models ask about a run. */
import type { EventDetails } from '../../src/kernel/event';
import { KIND } from '../../src/kernel/event';
import type { GrowingLog } from '../../src/kernel/log';
import type { WorldView } from '../../src/kernel/model';
import type { WorldSpec } from '../../src/kernel/spec';
import { createWorld, runSlice, worldView } from '../../src/kernel/world';

export interface Run {
  readonly log: GrowingLog;
  readonly view: WorldView;
  readonly violations: readonly EventDetails['violation'][];
  /** Ids of the invariants found violated, in the order of time. */
  readonly violated: readonly string[];
}

/** `freeze` catches a model that changes its state in place; it is slow, so storms over many seeds do without. */
export function runToEnd(spec: WorldSpec, { freeze }: { readonly freeze: boolean } = { freeze: true }): Run {
  const world = createWorld(spec, { freeze });
  while (!runSlice(world, 10_000));
  const { log } = world;
  const violations: EventDetails['violation'][] = [];
  for (let i = 0; i < log.length; i++) {
    if (log.kind[i] === KIND.violation) violations.push(log.detail(i) as EventDetails['violation']);
  }
  return { log, view: worldView(world), violations, violated: violations.map(({ invariant }) => invariant) };
}

/** 0, 1, … 999: the seeds over which a remedy must hold. */
export const SEEDS: readonly number[] = Array.from({ length: 1_000 }, (_, seed) => seed);

/** A whole number below `below` that depends on the seed and on `n` alone: where a storm strikes. */
export function pick(seed: number, n: number, below: number): number {
  return ((Math.imul(seed + 1, 2_654_435_761) ^ Math.imul(n + 1, 2_246_822_519)) >>> 5) % below;
}

/** A small generator for random faults; the same in every run. */
export function dice(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
