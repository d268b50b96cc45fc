/** One step of a run, and its end. */
import type { LoseReason } from './event';
import { KIND } from './event';
import { beginFault, endFault } from './faults';
import { handleItem } from './handling';
import { checkInvariants } from './invariants';
import { dropDead } from './pending';
import { DELIVER, FAULT, FAULT_END, inOrder, LOSE } from './queue';
import type { Item } from './queue';
import { recordLoss } from './sending';
import { emitCaused, LimitReached, pendingCount } from './state';
import type { RunEnd, WorldState } from './state';

/** Lets the thing happen, whatever its time, and all that follows from it at once. */
export function runItem(world: WorldState, item: Item): void {
  if (item.dueUs > world.nowUs) world.nowUs = item.dueUs;
  runStep(world, runOne, item);
}

/** Runs something that writes events as one step: within the limits, and with the invariants looked at after it. */
export function runStep<A>(world: WorldState, what: (world: WorldState, argument: A) => void, argument: A): void {
  world.stepStart = world.log.length;
  world.touched = false;
  try {
    what(world, argument);
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    world.current = -1;
    world.handlingMessage = false;
    endRun(world, { reason: 'limit', text: error.message });
    return;
  }
  if (world.touched) checkInvariants(world, 'always');
  const { events, pending } = world.spec.limits;
  if (world.log.length >= events) {
    endRun(world, { reason: 'limit', text: `the run has written ${world.log.length} events (limits.events: ${events})` });
  } else if (pendingCount(world) > pending) {
    endRun(world, { reason: 'limit', text: `more than ${pending} things are waiting to happen (limits.pending)` });
  }
  if (world.dead > 64 && world.dead > world.queue.size >> 1) dropDead(world);
}

/** Ends the run: whatever is still under way never arrives, and what must hold in the end is looked at. */
export function endRun(world: WorldState, end: RunEnd): void {
  const last = world.log.length - 1;
  if (end.reason === 'until') world.nowUs = Math.max(world.nowUs, world.spec.untilUs);
  if (end.reason === 'limit') {
    const node = last >= 0 ? world.log.node[last]! : 0;
    emitCaused(world, node, KIND.note, last, -1, '', { text: `Stopped: ${end.text}. Raise the limit in the scenario to see more.` });
  }
  for (const node of world.nodes) {
    for (const item of node.waiting) loseInFlight(world, item);
    node.waiting = [];
  }
  world.held = 0;
  for (const position of inOrder(world.queue)) loseInFlight(world, world.queue.items[position]!);
  checkInvariants(world, 'end');
  world.over = end;
}

function runOne(world: WorldState, item: Item): void {
  switch (item.kind) {
    case LOSE:
      recordLoss(world, item, item.data as LoseReason);
      break;
    case FAULT:
      beginFault(world, item);
      break;
    case FAULT_END:
      endFault(world, item);
      break;
    default:
      handleItem(world, item);
  }
}

function loseInFlight(world: WorldState, item: Item): void {
  if (item.kind === DELIVER || item.kind === LOSE) recordLoss(world, item, 'in-flight');
}
