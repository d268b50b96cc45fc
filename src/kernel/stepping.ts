/** One step of a run, and its end. */
import { KIND } from './event';
import { beginFault, endFault } from './faults';
import { arriveMessage, fireTimer, invokeOperation } from './handling';
import { checkInvariants } from './invariants';
import {
  DELIVER, FAULT, FAULT_END, filterQueue, idOf, inOrder, INVOKE, kindOf, LOSE_CUT, LOSE_DROPPED, LOSE_FULL, refOf,
  removeAt, TIMER,
} from './queue';
import { recordLoss } from './sending';
import { emitCaused, isLive, LimitReached, pendingCount } from './state';
import type { RunEnd, WorldState } from './state';

/** Takes the entry out of the queue and lets it happen, whatever its time, with all that follows from it at once. */
export function runEntry(world: WorldState, position: number): void {
  const { queue } = world;
  const due = queue.due[position]!;
  const what = queue.what[position]!;
  const arrivedUs = world.arrived.size === 0 ? -1 : takeArrival(world, idOf(queue.order[position]!));
  removeAt(queue, position);
  if (due > world.nowUs) world.nowUs = due;
  beginStep(world);
  try {
    if (kindOf(what) === DELIVER) arriveMessage(world, what, arrivedUs);
    else happen(world, what, arrivedUs);
  } catch (error) {
    stopAtLimit(world, error);
  }
  endStep(world);
}

/** Lets a node begin within a step of its own. */
export function runAsStep(world: WorldState, begin: () => void): void {
  beginStep(world);
  try {
    begin();
  } catch (error) {
    stopAtLimit(world, error);
  }
  endStep(world);
}

/** Ends the run: whatever is still under way never arrives, and what must hold in the end is looked at. */
export function endRun(world: WorldState, end: RunEnd): void {
  const last = world.log.length - 1;
  if (end.reason === 'until') world.nowUs = Math.max(world.nowUs, world.spec.untilUs);
  if (end.reason === 'limit') {
    const node = last >= 0 ? world.log.node[last]! : 0;
    emitCaused(world, node, KIND.note, last, -1, '', { text: `Stopped: ${end.text}. Raise the limit to see more.` });
  }
  for (const node of world.nodes) {
    for (const { what } of node.waiting) loseInFlight(world, what);
    node.waiting = [];
  }
  world.held = 0;
  for (const position of inOrder(world.queue)) loseInFlight(world, world.queue.what[position]!);
  checkInvariants(world, 'end');
  world.over = end;
}

/** Drops timers that were cancelled or lost in a crash from the queue. */
export function dropDead(world: WorldState): void {
  filterQueue(world.queue, (what) => isLive(world, what));
  world.dead = 0;
}

function happen(world: WorldState, what: number, arrivedUs: number): void {
  const ref = refOf(what);
  switch (kindOf(what)) {
    case LOSE_DROPPED:
      recordLoss(world, ref, 'dropped');
      break;
    case LOSE_CUT:
      recordLoss(world, ref, 'partition');
      break;
    case LOSE_FULL:
      recordLoss(world, ref, 'queue-full');
      break;
    case TIMER:
      fireTimer(world, what, arrivedUs);
      break;
    case INVOKE:
      invokeOperation(world, what, arrivedUs);
      break;
    case FAULT:
      beginFault(world, ref);
      break;
    case FAULT_END:
      endFault(world, ref);
      break;
  }
}

function beginStep(world: WorldState): void {
  world.stepStart = world.log.length;
  world.touched = false;
}

function endStep(world: WorldState): void {
  if (world.touched && world.over === undefined) checkInvariants(world, 'always');
  const { events, pending } = world.spec.limits;
  if (world.log.length >= events || pendingCount(world) > pending) stopAtLimits(world);
  if (world.dead > 64 && world.dead > world.queue.size >> 1) dropDead(world);
}

function stopAtLimits(world: WorldState): void {
  if (world.over !== undefined) return;
  const { events, pending } = world.spec.limits;
  const text = world.log.length >= events
    ? `the run has written ${world.log.length} events (limits.events: ${events})`
    : `more than ${pending} things are waiting to happen (limits.pending)`;
  endRun(world, { reason: 'limit', text });
}

/** A limit reached within a handler ends the run; everything else is a defect and goes on to the caller. */
function stopAtLimit(world: WorldState, error: unknown): void {
  if (!(error instanceof LimitReached)) throw error;
  world.current = -1;
  endRun(world, { reason: 'limit', text: error.message });
}

function takeArrival(world: WorldState, id: number): number {
  const arrivedUs = world.arrived.get(id);
  if (arrivedUs === undefined) return -1;
  world.arrived.delete(id);
  return arrivedUs;
}

function loseInFlight(world: WorldState, what: number): void {
  if (kindOf(what) <= LOSE_FULL) recordLoss(world, refOf(what), 'in-flight');
}
