/**
 * What a process is given to act with: every call writes an event and changes its own node, or puts
 * something into the queue. One object per node, used for the whole run.
 */
import { readClock, trueUs } from './clock';
import { NodeDisk } from './node-disk';
import { KIND } from './event';
import type { EventDetails, OperationStatus, Plain, PlainObject } from './event';
import { freezePlain, MAX_DEPTH, plainChars, samePlain } from './plain';
import type { ClockReading, Context, Disk } from './process';
import { RANK_ORDINARY, TIMER } from './queue';
import { nextBelow, STREAM_WORDS } from './rng';
import { sendMessage } from './sending';
import { checkStep, emit, LimitReached, schedule } from './state';
import type { NodeState, WorldState } from './state';

const NOTHING: PlainObject = Object.freeze({});
const NO_NODES: readonly string[] = Object.freeze([]);

export class NodeContext implements Context {
  readonly self: string;
  readonly params: PlainObject;
  private readonly world: WorldState;
  private readonly node: NodeState;
  private ownDisk: Disk | undefined;

  constructor(world: WorldState, node: NodeState) {
    this.self = node.id;
    this.params = world.spec.params;
    this.world = world;
    this.node = node;
  }

  get state(): PlainObject {
    return this.node.state;
  }

  nodes(role?: string): readonly string[] {
    return this.world.idsByRole.get(role ?? '') ?? NO_NODES;
  }

  set(change: PlainObject): void {
    const { world, node } = this;
    const before = node.state;
    const set: { [field: string]: Plain } = {};
    let label = '';
    for (const field in change) {
      const value = change[field];
      if (value === undefined) throw new TypeError(`set({ ${field}: undefined }): state is plain data; use null`);
      if (samePlain(before[field], value)) continue;
      set[field] = value;
      label = label === '' ? field : `${label}, ${field}`;
    }
    if (label === '') return;
    if (world.freeze) freezePlain(set);
    node.state = { ...before, ...set };
    if (world.freeze) freezePlain(node.state);
    world.touched = true;
    emit(world, node.index, KIND.state, -1, label, { set });
  }

  become(role: string): void {
    this.world.touched = true;
    emit(this.world, this.node.index, KIND.state, -1, role, { set: NOTHING, role });
  }

  send(to: string, type: string, body: PlainObject = NOTHING): void {
    const { world } = this;
    const limit = world.spec.limits.messageChars;
    const chars = plainChars(body, limit);
    if (chars > limit) throw new LimitReached(tooLarge(this.self, type, chars, limit));
    if (world.freeze) freezePlain(body);
    sendMessage(world, this.node, to, type, body);
  }

  setTimer(name: string, afterUs: number, data: Plain = null): number {
    return this.startTimer(name, trueUs(this.node.clock, duration(name, afterUs)), data);
  }

  work(name: string, forUs: number, data: Plain = null): number {
    const us = duration(name, forUs) * this.node.slowFactor;
    return this.startTimer(name, trueUs(this.node.clock, us), data);
  }

  cancelTimer(timer: number | string): void {
    const { world, node } = this;
    if (typeof timer === 'string') {
      for (const [id, { name }] of node.timers) if (name === timer) this.cancelTimer(id);
      return;
    }
    const item = node.timers.get(timer);
    if (item === undefined) return;
    node.timers.delete(timer);
    world.dead++;
    emit(world, node.index, KIND['timer-cancel'], item.set, item.name, { timer, name: item.name });
  }

  clock(which: 'wall' | 'monotonic'): ClockReading {
    const { world, node } = this;
    const reading = readClock(node.clock, which, world.nowUs);
    const detail = node.clock.uncertaintyUs > 0
      ? { clock: which, reading: reading.readingUs, earliest: reading.earliestUs, latest: reading.latestUs }
      : { clock: which, reading: reading.readingUs };
    emit(world, node.index, KIND.clock, -1, which, detail);
    return reading;
  }

  random(below: number): number {
    return nextBelow(this.world.streams, this.node.index * STREAM_WORDS, below);
  }

  get disk(): Disk {
    this.ownDisk ??= new NodeDisk(this.world, this.node);
    return this.ownDisk;
  }

  return(operation: number, status: OperationStatus, result?: Plain): void {
    const { world, node } = this;
    const open = world.operations[operation - 1];
    if (open === undefined || open.client !== this.self) {
      throw new Error(`return(${operation}): no such operation was invoked on ${this.self}`);
    }
    if (open.status !== undefined) throw new Error(`return(${operation}): ${open.name} has returned before`);
    if (world.freeze) freezePlain(result);
    const returned = { returnedUs: world.nowUs, status };
    world.operations[operation - 1] = result === undefined ? { ...open, ...returned } : { ...open, ...returned, result };
    const invoked = world.log.detail(open.invoke) as EventDetails['invoke'];
    const detail = result === undefined ? { ...invoked, status } : { ...invoked, result, status };
    world.touched = true;
    emit(world, node.index, KIND.return, open.invoke, open.name, detail);
  }

  vote(round: Plain, candidate: string, granted: boolean): void {
    emit(this.world, this.node.index, KIND.vote, -1, candidate, { round, voter: this.self, for: candidate, granted });
  }

  quorum(round: Plain, have: number, need: number, of: number): void {
    emit(this.world, this.node.index, KIND.quorum, -1, '', { round, have, need, of, reached: have >= need });
  }

  decide(value: Plain): void {
    if (this.world.freeze) freezePlain(value);
    this.world.touched = true;
    emit(this.world, this.node.index, KIND.decide, -1, '', { value });
  }

  note(text: string, see?: string): void {
    emit(this.world, this.node.index, KIND.note, -1, '', see === undefined ? { text } : { text, see });
  }

  ignore(reason: string): void {
    const { world } = this;
    if (world.log.kind[world.current] !== KIND.deliver) {
      throw new Error(`ignore(${JSON.stringify(reason)}): no message is being handled`);
    }
    const detail = world.log.detail(world.current) as EventDetails['deliver'];
    world.log.amend(world.current, { ...detail, ignored: reason });
  }

  lie(behaviour: string): Plain | undefined {
    const { world, node } = this;
    for (let i = node.lies.length - 1; i >= 0; i--) {
      const fault = world.spec.faults[node.lies[i]!]!;
      if (fault.kind === 'lie' && fault.behaviour === behaviour) return fault.args;
    }
    return undefined;
  }

  private startTimer(name: string, us: number, data: Plain): number {
    const { world, node } = this;
    if (world.freeze) freezePlain(data);
    // Unique in the run, and yet it tells a process nothing of what other nodes do: it may well be part of its state.
    const timer = node.timersSet++ * world.nodes.length + node.index + 1;
    const due = world.nowUs + us;
    checkStep(world, node.index);
    const set = world.log.appendTimerSet(world.nowUs, node.index, world.current, timer, name, due);
    node.timers.set(timer, { set, name, data });
    schedule(world, RANK_ORDINARY, due, TIMER, set);
    return timer;
  }
}

/** Longer than any run, short enough to be added to any time without losing a microsecond. */
const LONGEST_US = Number.MAX_SAFE_INTEGER / 4;

function duration(name: string, us: number): number {
  if (!(us >= 0)) throw new RangeError(`timer ${JSON.stringify(name)}: ${us} is no duration`);
  return Math.min(us, LONGEST_US);
}

function tooLarge(self: string, type: string, chars: number, limit: number): string {
  const size = chars === Infinity ? `nests deeper than ${MAX_DEPTH} levels` : `is longer than ${limit} characters`;
  return `the body of ${type} sent by ${self} ${size} (limits.messageChars)`;
}
