/**
 * Faults that strike at a time: crash, pause, partition, clock, slow, lie, disk.
 *
 * Each is scheduled at the start of the run; its end is scheduled when it begins, so that no schedule can
 * end a fault before it began. Those that strike messages as they are sent are in sending.ts.
 * `slow`, `lie` and `disk` have no event of their own: a note on the node's lane says that they begin and end.
 */
import { jumpClock, restartClock, setDrift, wallUs } from './clock';
import { cutPower } from './disk';
import { KIND } from './event';
import type { PlainObject } from './event';
import { initialState, noteNotInvoked, restartNode, startNode } from './handling';
import { changeCut } from './network';
import { freezePlain } from './plain';
import { DELIVER, enqueue, FAULT, FAULT_END, INVOKE, kindOf, RANK_END, RANK_FAULT, RANK_RESUMED, refOf, TIMER } from './queue';
import { recordLoss } from './sending';
import type { FaultSpec, MessageRule } from './spec';
import { emitCaused, emitNote, indexOf, isPaused, schedule } from './state';
import type { NodeState, WorldState } from './state';

type TimedFault = Extract<FaultSpec, { readonly atUs: number }>;

/** The faults that strike messages, in the scenario's order. */
export function messageRules(faults: readonly FaultSpec[]): Extract<FaultSpec, MessageRule>[] {
  return faults.filter((fault) => fault.kind === 'lose' || fault.kind === 'delay' || fault.kind === 'duplicate');
}

/** Schedules the beginning of every fault that has a time. */
export function scheduleFaults(world: WorldState): void {
  world.spec.faults.forEach((fault, at) => {
    if (!isTimed(fault)) return;
    // Names that do not exist are found now and not in the middle of the run.
    laneOf(world, fault);
    schedule(world, RANK_FAULT, fault.atUs, FAULT, at);
  });
}

/** Index of the node on whose lane a fault is drawn: its own, or for a partition the first it names. */
export function faultLane(world: WorldState, at: number): number {
  const fault = world.spec.faults[at]!;
  return isTimed(fault) ? laneOf(world, fault) : 0;
}

/** What the end of a fault is called. */
export const FAULT_ENDS: { readonly [K in FaultSpec['kind']]?: string } = {
  crash: 'restart', pause: 'resume', partition: 'heal', slow: 'full speed', lie: 'truth',
};

/** Lets the fault with this index in the specification begin. */
export function beginFault(world: WorldState, at: number): void {
  const fault = world.spec.faults[at]!;
  const lane = faultLane(world, at);
  const node = world.nodes[lane]!;
  if (fault.kind === 'partition' || fault.kind === 'slow') world.meddled = true;
  switch (fault.kind) {
    case 'crash':
      if (!node.up) return;
      world.begun[at] = crash(world, node);
      scheduleEnd(world, at, fault.restartUs);
      break;
    case 'pause':
      if (!node.up) return;
      world.begun[at] = pause(world, node, fault.forUs);
      scheduleEnd(world, at, world.nowUs + fault.forUs);
      break;
    case 'partition':
      world.begun[at] = emitCaused(world, lane, KIND.partition, -1, -1, '', fault.cut);
      changeCut(world.network, fault.cut, (id) => indexOf(world, id), 1);
      scheduleEnd(world, at, fault.untilUs);
      break;
    case 'clock':
      changeClock(world, node, fault.jumpUs, fault.driftPpm);
      break;
    case 'slow':
      setSlows(world, node, [...node.slows, at]);
      world.begun[at] = emitNote(world, lane, -1, `slow: work and messages take ${fault.factor} times as long`);
      scheduleEnd(world, at, fault.untilUs);
      break;
    case 'lie':
      node.lies = [...node.lies, at];
      world.begun[at] = emitNote(world, lane, -1, `lie: ${fault.behaviour}`);
      scheduleEnd(world, at, fault.untilUs);
      break;
    case 'disk':
      node.powerCut = { loseUnsynced: fault.loseUnsynced, torn: fault.torn };
      emitNote(world, lane, -1, `disk: from now on a crash of ${node.id} is a power cut`);
      break;
    case 'lose':
    case 'delay':
    case 'duplicate':
      break;
  }
}

/** Lets it end; does nothing when another fault has overtaken it, as a crash does a pause. */
export function endFault(world: WorldState, at: number): void {
  const fault = world.spec.faults[at]!;
  const lane = faultLane(world, at);
  const node = world.nodes[lane]!;
  const begun = world.begun[at]!;
  switch (fault.kind) {
    case 'crash':
      // Only a crash of a node that was up has an end, and only that end brings it up again.
      restart(world, node);
      break;
    case 'pause':
      if (isPaused(node) && node.pausedUntilUs <= world.nowUs) resume(world, node);
      break;
    case 'partition':
      emitCaused(world, lane, KIND.heal, begun, begun, '', fault.cut);
      changeCut(world.network, fault.cut, (id) => indexOf(world, id), -1);
      break;
    case 'slow':
      setSlows(world, node, node.slows.filter((other) => other !== at));
      emitNote(world, lane, begun, node.slowFactor > 1 ? `slow: now ${node.slowFactor} times` : 'slow: over');
      break;
    case 'lie':
      node.lies = node.lies.filter((other) => other !== at);
      emitNote(world, lane, begun, `lie: ${fault.behaviour} is over`);
      break;
    case 'clock':
    case 'disk':
    case 'lose':
    case 'delay':
    case 'duplicate':
      break;
  }
}

/**
 * Ends the process: its timers and memory are gone, what waited for it is lost. Stable fields stay, and the
 * disk as far as it is durable.
 */
function crash(world: WorldState, node: NodeState): number {
  const crashed = emitCaused(world, node.index, KIND.crash, -1, -1, '', {});
  node.up = false;
  node.crashedAt = crashed;
  node.pausedAt = -1;
  world.touched = true;
  if (node.files !== undefined && node.powerCut !== undefined) {
    for (const file of cutPower(node.files, node.powerCut)) {
      emitCaused(world, node.index, KIND.disk, crashed, -1, `lose ${file}`, { op: 'lose', file, durable: false });
    }
  }
  const waiting = node.waiting;
  node.waiting = [];
  world.held -= waiting.length;
  world.dead += node.timers.size;
  node.timers.clear();
  for (const { what } of waiting) {
    if (kindOf(what) === DELIVER) recordLoss(world, refOf(what), 'receiver-down');
    else if (kindOf(what) === INVOKE) noteNotInvoked(world, node, what);
    // Its entry is not in the queue, so it is not dead there.
    else if (kindOf(what) === TIMER) world.dead--;
  }
  node.state = memoryLost(world, node);
  return crashed;
}

/** The state after a crash: as at the start, but for the stable fields. */
function memoryLost(world: WorldState, node: NodeState): PlainObject {
  const state: { [field: string]: PlainObject[string] } = { ...initialState(world, node, node.process) };
  for (const field of node.process.stable ?? []) {
    const value = node.state[field];
    if (value !== undefined) state[field] = value;
  }
  if (world.freeze) freezePlain(state);
  return state;
}

function restart(world: WorldState, node: NodeState): void {
  const restarted = emitCaused(world, node.index, KIND.restart, node.crashedAt, node.crashedAt, '', {});
  node.up = true;
  node.crashedAt = -1;
  restartClock(node.clock, world.nowUs);
  world.touched = true;
  emitCaused(world, node.index, KIND.state, restarted, -1, node.role, { set: node.state, role: node.role });
  restartNode(world, node, restarted);
}

/** Returns the event with which the pause in force began. */
function pause(world: WorldState, node: NodeState, forUs: number): number {
  const untilUs = world.nowUs + forUs;
  if (isPaused(node)) {
    node.pausedUntilUs = Math.max(node.pausedUntilUs, untilUs);
  } else {
    node.pausedAt = emitCaused(world, node.index, KIND.pause, -1, -1, '', {});
    node.pausedUntilUs = untilUs;
  }
  return node.pausedAt;
}

function resume(world: WorldState, node: NodeState): void {
  emitCaused(world, node.index, KIND.resume, node.pausedAt, node.pausedAt, '', {});
  node.pausedAt = -1;
  const waiting = node.waiting;
  node.waiting = [];
  world.held -= waiting.length;
  for (const { what, arrivedUs } of waiting) {
    const id = world.nextId++;
    world.arrived.set(id, arrivedUs);
    enqueue(world.queue, world.nowUs, RANK_RESUMED, id, what);
  }
  if (!node.started) startNode(world, node);
}

function changeClock(world: WorldState, node: NodeState, jumpUs: number | undefined, driftPpm: number | undefined): void {
  const detail: { from?: number; to?: number; drift?: number } = {};
  if (jumpUs !== undefined) {
    detail.from = wallUs(node.clock, world.nowUs);
    jumpClock(node.clock, world.nowUs, jumpUs);
    detail.to = wallUs(node.clock, world.nowUs);
  }
  if (driftPpm !== undefined) {
    setDrift(node.clock, world.nowUs, driftPpm);
    detail.drift = driftPpm;
  }
  emitCaused(world, node.index, KIND['clock-set'], -1, -1, '', detail);
}

function setSlows(world: WorldState, node: NodeState, slows: readonly number[]): void {
  node.slows = slows;
  let factor = 1;
  for (const at of slows) {
    const fault = world.spec.faults[at]!;
    if (fault.kind === 'slow') factor = Math.max(factor, fault.factor);
  }
  node.slowFactor = factor;
}

/** The end keeps its stated time, also when the beginning was late. Without a time the fault stays. */
function scheduleEnd(world: WorldState, at: number, dueUs: number | undefined): void {
  if (dueUs !== undefined) schedule(world, RANK_END, dueUs, FAULT_END, at);
}

function isTimed(fault: FaultSpec): fault is TimedFault {
  return 'atUs' in fault;
}

function laneOf(world: WorldState, fault: TimedFault): number {
  if (fault.kind !== 'partition') return indexOf(world, fault.node);
  const named = 'from' in fault.cut ? [...fault.cut.from, ...fault.cut.to] : fault.cut.groups.flat();
  const lanes = named.map((id) => indexOf(world, id));
  return lanes[0] ?? 0;
}
