/**
 * What the author of a protocol writes, and what a process may ask of the world.
 *
 * A process is four or five plain synchronous functions. It reads its own state and asks the
 * context for effects; it never sees true time, other nodes' states, or the faults around it.
 * State is immutable plain data, changed only by `ctx.set({...})`: so the kernel can record what
 * changed, and a whole world can be cloned by copying references.
 */
import type { OperationStatus, Plain, PlainObject } from './event';

/** A message as its receiver sees it. */
export interface Message {
  readonly from: string;
  readonly type: string;
  readonly body: PlainObject;
}

/** A client operation that the workload asks a node to carry out. */
export interface Operation {
  /** Unique in the run; pass it to `ctx.return`. */
  readonly id: number;
  readonly name: string;
  readonly args: PlainObject;
}

export interface Timer {
  readonly id: number;
  readonly name: string;
  /** What was given when the timer was set. */
  readonly data: Plain;
}

/** One reading of a node's own clock, with the bounds the node may assume for true time. */
export interface ClockReading {
  readonly readingUs: number;
  readonly earliestUs: number;
  readonly latestUs: number;
}

/**
 * The files of one node. A write is visible to the node at once, but survives a power cut only after
 * `sync`; rename and delete are atomic, and durable only after `sync` too.
 */
export interface Disk {
  read(file: string): Plain | undefined;
  write(file: string, content: Plain): void;
  /** Makes what was done to this file durable; without a name, everything. */
  sync(file?: string): void;
  rename(from: string, to: string): void;
  delete(file: string): void;
  list(): readonly string[];
}

/** Everything a process can know and do. `S` is its state, `P` the model's parameters. */
export interface Context<S extends object = PlainObject, P = PlainObject> {
  /** This node's name. */
  readonly self: string;
  readonly params: P;
  readonly state: Readonly<S>;
  /** Names of all nodes, or of those with a role, in the scenario's order. */
  nodes(role?: string): readonly string[];

  /** Changes fields of the state; fields not named keep their value. */
  set(change: Partial<S>): void;
  /** Names what the node is now (leader, follower, candidate…); drawn as a band on its lane. */
  become(role: string): void;

  send(to: string, type: string, body?: PlainObject): void;
  /** Fires `onTimer` once after this long on the node's own monotonic clock; returns the timer's id. */
  setTimer(name: string, afterUs: number, data?: Plain): number;
  /** Like `setTimer`, for time spent computing: takes longer while the node is slow. */
  work(name: string, forUs: number, data?: Plain): number;
  /** Cancels a timer by id, or this node's timers of a name; does nothing if it has fired or was cancelled. */
  cancelTimer(timer: number | string): void;

  /** Reads a clock of this node; the reading is recorded. */
  clock(which: 'wall' | 'monotonic'): ClockReading;
  /** A whole number in [0, below), from this node's own stream. */
  random(below: number): number;
  readonly disk: Disk;

  /** Ends a client operation. A second return of the same operation is a defect of the model and throws. */
  return(operation: number, status: OperationStatus, result?: Plain): void;
  vote(round: Plain, candidate: string, granted: boolean): void;
  quorum(round: Plain, have: number, need: number, of: number): void;
  /** Something became decided, committed or chosen. */
  decide(value: Plain): void;
  note(text: string, see?: string): void;
  /** Says why the message being handled is discarded (stale term, fenced, already seen). */
  ignore(reason: string): void;
  /** The argument of a Byzantine behaviour the scenario gave this node, if it is in force now. */
  lie(behaviour: string): Plain | undefined;
}

/** The behaviour of one role. `init` gives the state a node has at the start and, but for `stable` fields, after a restart. */
export interface Process<S extends object, P = PlainObject> {
  init(self: string, params: P): S;
  /** Fields kept over a crash, as if written and synced whenever they change. */
  readonly stable?: readonly (keyof S & string)[];
  onStart?(ctx: Context<S, P>): void;
  onRestart?(ctx: Context<S, P>): void;
  onInvoke?(ctx: Context<S, P>, operation: Operation): void;
  onMessage?(ctx: Context<S, P>, message: Message): void;
  onTimer?(ctx: Context<S, P>, timer: Timer): void;
}
