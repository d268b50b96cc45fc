/**
 * Runs a node's handlers: messages, timers and operations as they come up, starts and restarts.
 *
 * What reaches a paused node waits, in order; what reaches a crashed one is lost. An exception in a
 * handler is a defect of the model and passes through, with the node and the handler named.
 */
import { KIND } from './event';
import type { EventDetails, Plain, PlainObject } from './event';
import type { Timer } from './process';
import { isCut } from './network';
import { freezePlain } from './plain';
import { refOf } from './queue';
import { recordDelivery, recordLoss } from './sending';
import type { WorldSpec } from './spec';
import { emitCaused, emitNote, indexOf, isPaused, LimitReached } from './state';
import type { NodeState, WorldState } from './state';

const TIMER_EVENT = KIND.timer;
const INVOKE_EVENT = KIND.invoke;

/** A message arrives. `arrivedUs` is -1 unless it has waited for the node until now. */
export function arriveMessage(world: WorldState, what: number, arrivedUs: number): void {
  const send = refOf(what);
  const { log } = world;
  const to = log.receiverOf(send);
  const node = world.nodes[to]!;
  if (world.meddled && arrivedUs < 0 && isCut(world.network, log.node[send]!, to)) recordLoss(world, send, 'partition');
  else if (!node.up) recordLoss(world, send, 'receiver-down');
  else if (node.pausedAt >= 0) wait(world, node, what, arrivedUs);
  else handleMessage(world, node, send, arrivedUs);
}

/** A timer is due. */
export function fireTimer(world: WorldState, what: number, arrivedUs: number): void {
  const set = refOf(what);
  const node = world.nodes[world.log.node[set]!]!;
  if (isPaused(node)) wait(world, node, what, arrivedUs);
  else handleTimer(world, node, set);
}

/** An operation of the workload is due. */
export function invokeOperation(world: WorldState, what: number, arrivedUs: number): void {
  const item = world.spec.workload[refOf(what)]!;
  const node = world.nodes[indexOf(world, item.client)]!;
  if (!node.up) noteNotInvoked(world, node, what);
  else if (isPaused(node)) wait(world, node, what, arrivedUs);
  else handleInvoke(world, node, item.op, item.args);
}

/** Says that the operation could not even begin. */
export function noteNotInvoked(world: WorldState, node: NodeState, what: number): void {
  emitNote(world, node.index, -1, `${world.spec.workload[refOf(what)]!.op} is not invoked: ${node.id} is down`);
}

/** The state a process of this node begins with. */
export function initialState(world: WorldState, { id, role }: WorldSpec['nodes'][number], process: NodeState['process']): PlainObject {
  try {
    return process.init(id, world.spec.params) as PlainObject;
  } catch (error) {
    throw named(world, { id, role }, 'init', error);
  }
}

/** Runs `onStart` of a node that has not run yet. */
export function startNode(world: WorldState, node: NodeState): void {
  node.started = true;
  world.current = node.bornAt;
  try {
    node.process.onStart?.(node.context);
  } catch (error) {
    throw named(world, node, 'onStart', error);
  }
  world.current = -1;
}

/** Runs `onRestart`, or `onStart` where there is none; `cause` is the restart. */
export function restartNode(world: WorldState, node: NodeState, cause: number): void {
  const { process } = node;
  node.started = true;
  world.current = cause;
  try {
    if (process.onRestart !== undefined) process.onRestart(node.context);
    else process.onStart?.(node.context);
  } catch (error) {
    throw named(world, node, process.onRestart === undefined ? 'onStart' : 'onRestart', error);
  }
  world.current = -1;
}

/** What an operation was called with, as the `invoke` event shows it: `key` apart, a lone `value` by itself. */
export function invokeDetail(op: number, f: string, args: PlainObject): EventDetails['invoke'] {
  const { key, ...rest } = args;
  const names = Object.keys(rest);
  const value: Plain | undefined = names.length === 0 ? undefined : names.length === 1 && names[0] === 'value' ? rest['value'] : rest;
  return { op, f, ...(key === undefined ? {} : { key }), ...(value === undefined ? {} : { value }) };
}

function wait(world: WorldState, node: NodeState, what: number, arrivedUs: number): void {
  world.held++;
  node.waiting.push({ what, arrivedUs: arrivedUs < 0 ? world.nowUs : arrivedUs });
}

function handleMessage(world: WorldState, node: NodeState, send: number, arrivedUs: number): void {
  const { log } = world;
  const { process } = node;
  world.current = recordDelivery(world, send, node.index, arrivedUs);
  if (process.onMessage !== undefined) {
    try {
      process.onMessage(node.context, {
        from: world.network.ids[log.node[send]!]!,
        type: log.typeOf(send),
        body: log.bodyOf(send),
      });
    } catch (error) {
      throw named(world, node, `onMessage(${log.typeOf(send)})`, error);
    }
  }
  world.current = -1;
}

function handleTimer(world: WorldState, node: NodeState, set: number): void {
  const id = world.log.num[set]!;
  const { name, data } = node.timers.get(id)!;
  node.timers.delete(id);
  world.current = emitCaused(world, node.index, TIMER_EVENT, set, set, name, { timer: id, name });
  if (node.process.onTimer !== undefined) {
    const timer: Timer = { id, name, data };
    try {
      node.process.onTimer(node.context, timer);
    } catch (error) {
      throw named(world, node, `onTimer(${name})`, error);
    }
  }
  world.current = -1;
}

function handleInvoke(world: WorldState, node: NodeState, name: string, args: PlainObject): void {
  if (world.freeze) freezePlain(args);
  const id = world.operations.length + 1;
  const invoke = emitCaused(world, node.index, INVOKE_EVENT, -1, -1, name, invokeDetail(id, name, args));
  world.operations.push({ id, client: node.id, name, args, invokedUs: world.nowUs, invoke });
  world.current = invoke;
  try {
    node.process.onInvoke?.(node.context, { id, name, args });
  } catch (error) {
    throw named(world, node, `onInvoke(${name})`, error);
  }
  world.current = -1;
}

function named(world: WorldState, node: WorldSpec['nodes'][number], handler: string, error: unknown): unknown {
  if (error instanceof LimitReached) return error;
  const message = error instanceof Error ? error.message : String(error);
  const where = `${world.spec.model.id}: ${handler} of ${node.id} (${node.role}) at ${world.nowUs}us`;
  return new Error(`${where}: ${message}`, { cause: error });
}
