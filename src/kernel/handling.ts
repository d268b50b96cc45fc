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
import { DELIVER, INVOKE, TIMER } from './queue';
import type { Item } from './queue';
import { recordDelivery, recordLoss } from './sending';
import { emitCaused, emitNote, isPaused, LimitReached } from './state';
import type { NodeState, WorldState } from './state';

const TIMER_EVENT = KIND.timer;
const INVOKE_EVENT = KIND.invoke;

/** Lets a message arrive, a timer fire or an operation be invoked. */
export function handleItem(world: WorldState, item: Item): void {
  const node = world.nodes[item.node]!;
  if (item.kind === DELIVER) {
    if (item.arrivedUs < 0 && item.from !== item.node && isCut(world.network, item.from, item.node)) {
      recordLoss(world, item, 'partition');
      return;
    }
    if (!node.up) {
      recordLoss(world, item, 'receiver-down');
      return;
    }
  }
  if (isPaused(node)) {
    world.held++;
    node.waiting.push({ ...item, arrivedUs: item.arrivedUs < 0 ? world.nowUs : item.arrivedUs });
    return;
  }
  if (item.kind === DELIVER) handleMessage(world, node, item);
  else if (item.kind === TIMER) handleTimer(world, node, item);
  else if (item.kind === INVOKE) handleInvoke(world, node, item);
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

function handleMessage(world: WorldState, node: NodeState, item: Item): void {
  world.current = recordDelivery(world, item);
  const { process } = node;
  if (process.onMessage !== undefined) {
    world.handlingMessage = true;
    try {
      process.onMessage(node.context, { from: world.nodes[item.from]!.id, type: item.name, body: item.data as PlainObject });
    } catch (error) {
      throw named(world, node, `onMessage(${item.name})`, error);
    }
    world.handlingMessage = false;
  }
  world.current = -1;
}

function handleTimer(world: WorldState, node: NodeState, item: Item): void {
  node.timers.delete(item.num);
  const { num, name, cause } = item;
  world.current = emitCaused(world, node.index, TIMER_EVENT, cause, cause, name, { timer: num, name });
  if (node.process.onTimer !== undefined) {
    const timer: Timer = { id: num, name, data: item.data };
    try {
      node.process.onTimer(node.context, timer);
    } catch (error) {
      throw named(world, node, `onTimer(${name})`, error);
    }
  }
  world.current = -1;
}

function handleInvoke(world: WorldState, node: NodeState, item: Item): void {
  const { op: name, args } = world.spec.workload[item.num]!;
  if (!node.up) {
    emitNote(world, node.index, -1, notInvoked(node, name));
    return;
  }
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

export function notInvoked(node: NodeState, operation: string): string {
  return `${operation} is not invoked: ${node.id} is down`;
}

function named(world: WorldState, node: NodeState, handler: string, error: unknown): unknown {
  if (error instanceof LimitReached) return error;
  const message = error instanceof Error ? error.message : String(error);
  const where = `${world.spec.model.id}: ${handler} of ${node.id} (${node.role}) at ${world.nowUs}us`;
  return new Error(`${where}: ${message}`, { cause: error });
}
