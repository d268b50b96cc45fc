/**
 * The simulated world: a pure function of its specification, run step by step.
 *
 * A step is the smallest thing that can happen: one message handled, one timer fired, one operation
 * invoked, one fault begun or ended, with all that its handler does at once. Between steps a world can be
 * looked at, copied, compared, and made to go on with anything that is pending.
 *
 * An exception out of these functions is a defect: of the model, which is then named in the message, or of
 * the caller. A world whose step threw is of no further use.
 */
import { cloneState } from './clone';
import { createState } from './create';
import type { WorldView } from './model';
import { listPending } from './pending';
import type { Pending } from './pending';
import { positionOf, removeAt } from './queue';
import type { WorldSpec } from './spec';
import { isLive } from './state';
import type { World, WorldState } from './state';
import { endRun, runEntry } from './stepping';
import { viewOf } from './view';
import { digestWorld } from './world-hash';

export type { Pending } from './pending';
export type { Restored, RunEnd, World } from './state';

export interface WorldOptions {
  /** Freezes states and bodies, so that a model that changes them in place throws. For tests; costs time. */
  readonly freeze?: boolean;
}

/**
 * A world at time 0: every node's initial state is recorded, faults of time 0 have begun, and every node
 * that is up has run `onStart`, in the order of the scenario. Throws when the specification names a node
 * or role that does not exist, or when the model throws.
 */
export function createWorld(spec: WorldSpec, options: WorldOptions = {}): World {
  return createState(spec, options.freeze ?? false);
}

/** Lets the next pending thing happen. False when there was none: the run is over then, and `over` says why. */
export function step(world: World): boolean {
  const state = world as WorldState;
  const { queue } = state;
  while (state.over === undefined) {
    if (queue.size === 0) {
      endRun(state, { reason: 'quiet', text: 'nothing is left to happen' });
    } else if (queue.due[0]! > state.spec.untilUs) {
      endRun(state, { reason: 'until', text: 'the time of the run is up' });
    } else if (isLive(state, queue.what[0]!)) {
      runEntry(state, 0);
      return true;
    } else {
      removeAt(queue, 0);
      state.dead--;
    }
  }
  return false;
}

/** Runs at most so many steps; true when the run is over. Lets a host stay responsive between slices. */
export function runSlice(world: World, maxSteps: number): boolean {
  for (let left = maxSteps; left > 0; left--) if (!step(world)) return true;
  return world.over !== undefined;
}

/** Runs to the end. */
export function runToEnd(world: World): void {
  while (step(world));
}

/** What could happen next, in the order in which `step` would take it; empty when only the end is left. */
export function pending(world: World): readonly Pending[] {
  return listPending(world as WorldState);
}

/**
 * Lets this one happen now, whatever its due time: time goes on to it if it lies ahead, and what was due
 * earlier then happens later. Throws when nothing with this id is pending.
 */
export function runPending(world: World, id: number): void {
  const state = world as WorldState;
  const position = state.over === undefined ? positionOf(state.queue, id) : -1;
  if (position < 0 || !isLive(state, state.queue.what[position]!)) throw new RangeError(`nothing with id ${id} is pending`);
  runEntry(state, position);
}

/** An independent copy: the two worlds share nothing that either can change. */
export function cloneWorld(world: World): World {
  return cloneState(world as WorldState);
}

/** A digest of everything that decides what the world will do: 32 hex digits, the same on every machine. */
export function hashWorld(world: World): string {
  return digestWorld(world as WorldState);
}

/** Everything an invariant may look at. It shows the world as it is now, also after further steps. */
export function worldView(world: World): WorldView {
  return viewOf(world as WorldState);
}

/**
 * The world as it was when its log had `events` events: a run from the start, as far as the first step
 * that has written that many, or to the end.
 */
export function seek(spec: WorldSpec, events: number, options: WorldOptions = {}): World {
  const world = createWorld(spec, options);
  while (world.log.length < events && step(world));
  return world;
}
