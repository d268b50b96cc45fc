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
import { notInvoked, restartNode, startNode } from './handling';
import { changeCut } from './network';
import { freezePlain } from './plain';
import { DELIVER, enqueue, FAULT, FAULT_END, INVOKE, RANK_END, RANK_FAULT, RANK_RESUMED, TIMER } from './queue';
import type { Item } from './queue';
import { recordLoss } from './sending';
import type { FaultSpec } from './spec';
import { emitCaused, emitNote, indexOf, isPaused, schedule } from './state';
import type { NodeState, RuleState, WorldState } from './state';

/** The faults that strike messages, in the scenario's order. */
export function messageRules(faults: readonly FaultSpec[]): RuleState[] {
  const rules: RuleState[] = [];
  faults.forEach((fault, at) => {
    if (fault.kind === 'lose' || fault.kind === 'delay' || fault.kind === 'duplicate') rules.push({ fault, at });
  });
  return rules;
}

/** Schedules the beginning of every fault that has a time. */
export function scheduleFaults(world: WorldState): void {
  world.spec.faults.forEach((fault, at) => {
    if (!('atUs' in fault)) return;
    schedule(world, RANK_FAULT, fault.atUs, FAULT, laneOf(world, fault), -1, at, -1, fault.kind, null);
  });
}

export function beginFault(world: WorldState, item: Item): void {
  const fault = world.spec.faults[item.num]!;
  const node = world.nodes[item.node]!;
  switch (fault.kind) {
    case 'crash':
      crash(world, node, item, fault.restartUs);
      break;
    case 'pause':
      pause(world, node, item, fault.forUs);
      break;
    case 'partition': {
      const begun = emitCaused(world, node.index, KIND.partition, -1, -1, '', fault.cut);
      changeCut(world.network, fault.cut, (id) => indexOf(world, id), 1);
      if (fault.untilUs !== undefined) scheduleEnd(world, item, fault.untilUs, begun, 'heal');
      break;
    }
    case 'clock':
      changeClock(world, node, fault.jumpUs, fault.driftPpm);
      break;
    case 'slow':
      setSlows(world, node, [...node.slows, item.num]);
      noteAndEnd(world, item, fault.untilUs, `slow: everything takes ${fault.factor} times as long`, 'full speed');
      break;
    case 'lie':
      node.lies = [...node.lies, item.num];
      noteAndEnd(world, item, fault.untilUs, `lie: ${fault.behaviour}`, 'truth');
      break;
    case 'disk':
      node.powerCut = { loseUnsynced: fault.loseUnsynced, torn: fault.torn };
      emitNote(world, node.index, -1, `disk: a crash of ${node.id} is a power cut from now on`);
      break;
    case 'lose':
    case 'delay':
    case 'duplicate':
      break;
  }
}

export function endFault(world: WorldState, item: Item): void {
  const fault = world.spec.faults[item.num]!;
  const node = world.nodes[item.node]!;
  switch (fault.kind) {
    case 'crash':
      if (node.crashedAt === item.cause) restart(world, node);
      break;
    case 'pause':
      if (isPaused(node) && node.pausedUntilUs <= world.nowUs) resume(world, node);
      break;
    case 'partition':
      emitCaused(world, node.index, KIND.heal, item.cause, item.cause, '', fault.cut);
      changeCut(world.network, fault.cut, (id) => indexOf(world, id), -1);
      break;
    case 'slow':
      setSlows(world, node, node.slows.filter((at) => at !== item.num));
      emitNote(world, node.index, item.cause, node.slowFactor > 1 ? 'less slow' : 'slow: over');
      break;
    case 'lie':
      node.lies = node.lies.filter((at) => at !== item.num);
      emitNote(world, node.index, item.cause, `lie: ${fault.behaviour} is over`);
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
 * disk as far as it is durable. A node that is down already is left as it is.
 */
function crash(world: WorldState, node: NodeState, item: Item, restartUs: number | undefined): void {
  if (!node.up) return;
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
  for (const held of waiting) {
    if (held.kind === DELIVER) recordLoss(world, held, 'receiver-down');
    else if (held.kind === INVOKE) emitNote(world, node.index, -1, notInvoked(node, held.name));
    else if (held.kind === TIMER) world.dead--;
  }
  node.state = memoryLost(world, node);
  if (restartUs !== undefined) scheduleEnd(world, item, restartUs, crashed, 'restart');
}

/** The state after a crash: as at the start, but for the stable fields. */
function memoryLost(world: WorldState, node: NodeState): PlainObject {
  const state: { [field: string]: PlainObject[string] } = { ...node.process.init(node.id, world.spec.params) };
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

function pause(world: WorldState, node: NodeState, item: Item, forUs: number): void {
  if (!node.up) return;
  const untilUs = world.nowUs + forUs;
  if (isPaused(node)) {
    node.pausedUntilUs = Math.max(node.pausedUntilUs, untilUs);
  } else {
    node.pausedAt = emitCaused(world, node.index, KIND.pause, -1, -1, '', {});
    node.pausedUntilUs = untilUs;
  }
  scheduleEnd(world, item, untilUs, node.pausedAt, 'resume');
}

function resume(world: WorldState, node: NodeState): void {
  emitCaused(world, node.index, KIND.resume, node.pausedAt, node.pausedAt, '', {});
  node.pausedAt = -1;
  const waiting = node.waiting;
  node.waiting = [];
  world.held -= waiting.length;
  for (const item of waiting) enqueue(world.queue, world.nowUs, RANK_RESUMED, world.nextItem++, item);
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

function noteAndEnd(world: WorldState, item: Item, untilUs: number | undefined, text: string, end: string): void {
  const begun = world.log.length;
  emitNote(world, item.node, -1, text);
  if (untilUs !== undefined) scheduleEnd(world, item, untilUs, begun, end);
}

function scheduleEnd(world: WorldState, item: Item, dueUs: number, cause: number, name: string): void {
  schedule(world, RANK_END, dueUs, FAULT_END, item.node, cause, item.num, -1, name, null);
}

/** The lane on which a fault is drawn: its node's, or for a partition that of the first node it names. */
function laneOf(world: WorldState, fault: Extract<FaultSpec, { readonly atUs: number }>): number {
  if (fault.kind !== 'partition') return indexOf(world, fault.node);
  const named = 'from' in fault.cut ? [...fault.cut.from, ...fault.cut.to] : fault.cut.groups.flat();
  return named[0] === undefined ? 0 : indexOf(world, named[0]);
}
