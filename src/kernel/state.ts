/**
 * The whole of a world: nothing that decides the future lies anywhere else, so that copying this is
 * copying the world.
 */
import type { Clock } from './clock';
import type { Files, PowerCut } from './disk';
import { KIND } from './event';
import type { EventDetail, Plain, PlainObject } from './event';
import type { GrowingLog } from './log';
import type { OperationView, WorldView } from './model';
import type { Network } from './network';
import type { Context, Process } from './process';
import { enqueue, kindOf, refOf, TIMER, whatOf } from './queue';
import type { Queue } from './queue';
import type { FaultSpec, MessageRule, WorldSpec } from './spec';

/** A run as far as it has come. Changed only by the functions of this room. */
export interface World {
  readonly spec: WorldSpec;
  readonly log: GrowingLog;
  readonly nowUs: number;
  /** Why the run has ended; undefined while it goes on. */
  readonly over: RunEnd | undefined;
  /** Where invariants that had been violated held again, in the order of the run. */
  readonly restored: readonly Restored[];
}

/** An invariant held again from this event on. */
export interface Restored {
  readonly invariant: string;
  readonly event: number;
}

/** Why a run ended: its time was up, nothing was left to happen, or it reached a limit. */
export interface RunEnd {
  readonly reason: 'until' | 'quiet' | 'limit';
  readonly text: string;
}

export interface NodeState {
  readonly index: number;
  readonly id: string;
  readonly role: string;
  // Each process knows the shape of its own state; to the kernel it is plain data.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly process: Process<any, any>;
  context: Context;
  state: PlainObject;
  up: boolean;
  /** False until `onStart` or a restart: a node may be crashed or paused before it ran at all. */
  started: boolean;
  /** Index of the state event a node begins with; of the crash, pause in force, or -1. */
  readonly bornAt: number;
  crashedAt: number;
  pausedAt: number;
  pausedUntilUs: number;
  /** What came while the node was paused, in order. */
  waiting: Waiting[];
  /** Type of the message it sent last, and its label in the log: mostly it sends the same again. */
  sentType: string;
  sentLabel: number;
  /** How many timers it has set so far. */
  timersSet: number;
  /** Timers that were neither fired nor cancelled, by id. */
  readonly timers: Map<number, OpenTimer>;
  readonly clock: Clock;
  files: Files | undefined;
  /** What a crash does to the files; undefined while it only ends the process. */
  powerCut: PowerCut | undefined;
  /** Indices of the `slow` and `lie` faults in force, and the largest slow factor. */
  slows: readonly number[];
  slowFactor: number;
  lies: readonly number[];
}

/** Something that came up for a paused node: an entry of the queue, and when it came. */
export interface Waiting {
  readonly what: number;
  readonly arrivedUs: number;
}

export interface OpenTimer {
  /** Index of the timer-set. */
  readonly set: number;
  readonly name: string;
  readonly data: Plain;
}

/** A world from within; every `World` is one. */
export interface WorldState extends World {
  readonly freeze: boolean;
  nowUs: number;
  over: RunEnd | undefined;

  readonly nodes: NodeState[];
  readonly indexById: ReadonlyMap<string, number>;
  /** Names of the nodes by role; '' stands for all. */
  readonly idsByRole: ReadonlyMap<string, readonly string[]>;
  /** Random streams of the nodes, side by side. */
  readonly streams: Int32Array;
  readonly network: Network;
  /** False as long as no fault can change what the network does to a message: no rule, no cut, nobody slow. */
  meddled: boolean;
  /** The faults that strike messages, and how many messages matched each so far. */
  readonly rules: readonly Extract<FaultSpec, MessageRule>[];
  readonly matches: Int32Array;
  /** By fault: index of the event with which it began, or -1. */
  readonly begun: Int32Array;

  readonly queue: Queue;
  /** Timers in the queue that were cancelled or lost in a crash; they are dropped when they come up. */
  dead: number;
  /** How many things wait for paused nodes. */
  held: number;
  /** When what waited for a paused node had come, by its id in the queue. */
  readonly arrived: Map<number, number>;
  nextId: number;
  nextMessage: number;
  readonly operations: OperationView[];
  /** Messages of which more than one copy is on the way: how many, plus DELIVERED once one was handled. */
  readonly copies: Map<number, number>;

  /** Index of the event being handled: the cause of everything done now; -1 outside handlers. */
  current: number;
  /** Length of the log when the step began; whether it changed anything an invariant may look at. */
  stepStart: number;
  touched: boolean;
  /** By invariant of the model: 1 while it is violated. */
  readonly violated: Uint8Array;
  readonly restored: Restored[];
  view: WorldView | undefined;
}

/** Added to a count in `copies`. */
export const DELIVERED = 1 << 20;

/** The most events one step may write: a handler that never ends is caught by it. */
export const MAX_STEP_EVENTS = 20_000;

/** Thrown out of a handler to end the run; never seen by the caller of the kernel. */
export class LimitReached extends Error {}

/** Refuses to go on when one step has written too much. */
export function checkStep(world: WorldState, node: number): void {
  if (world.log.length - world.stepStart < MAX_STEP_EVENTS) return;
  throw new LimitReached(
    `one step wrote ${MAX_STEP_EVENTS} events: a handler of ${world.nodes[node]!.id} does not come to an end`,
  );
}

/** Writes an event now, caused by what is being handled. */
export function emit(world: WorldState, node: number, kind: number, partner: number, label: string, detail: EventDetail): number {
  checkStep(world, node);
  return world.log.append(world.nowUs, node, kind, world.current, partner, label, detail);
}

/** Writes an event with a cause of its own. */
export function emitCaused(
  world: WorldState, node: number, kind: number, cause: number, partner: number, label: string, detail: EventDetail,
): number {
  return world.log.append(world.nowUs, node, kind, cause, partner, label, detail);
}

export function emitNote(world: WorldState, node: number, cause: number, text: string): number {
  return emitCaused(world, node, KIND.note, cause, -1, '', { text });
}

/** Puts something into the queue. */
export function schedule(world: WorldState, rank: number, dueUs: number, kind: number, ref: number): void {
  enqueue(world.queue, dueUs, rank, world.nextId++, whatOf(kind, ref));
}

export function indexOf(world: WorldState, id: string): number {
  const { ids } = world.network;
  // Among the first few a name is found faster by looking than by hashing.
  const few = Math.min(ids.length, 4);
  for (let index = 0; index < few; index++) if (ids[index] === id) return index;
  const index = world.indexById.get(id);
  if (index === undefined) throw new Error(`no node is called ${JSON.stringify(id)}`);
  return index;
}

export function isPaused(node: NodeState): boolean {
  return node.pausedAt >= 0;
}

/** Whether it is still to happen: not a timer that was cancelled or lost in a crash. */
export function isLive(world: WorldState, what: number): boolean {
  if (kindOf(what) !== TIMER) return true;
  const set = refOf(what);
  return world.nodes[world.log.node[set]!]!.timers.has(world.log.num[set]!);
}

/** How many things are still to happen, those that wait for a paused node included. */
export function pendingCount(world: WorldState): number {
  return world.queue.size - world.dead + world.held;
}
