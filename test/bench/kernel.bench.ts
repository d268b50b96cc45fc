/**
 * How fast the kernel runs, beside the least that any simulation of the same protocol has to do: a loop
 * over a binary heap of closures that records nothing.
 *
 * Node a keeps a Ping on the way to b and to c, each of which answers with a Pong. Every message counts as
 * two events on both sides, its sending and its delivery; the kernel writes both into the trace.
 */
import type { Process } from '../../src/kernel/process';
import { MAX_UNTIL_US } from '../../src/kernel/spec';
import type { NetworkSpec } from '../../src/kernel/spec';
import { cloneWorld, createWorld, runToEnd, step } from '../../src/kernel/world';
import type { World } from '../../src/kernel/world';
import { modelOf, specOf } from '../kernel/models';
import { median } from './figure';
import type { Figure } from './figure';

const MESSAGES = 400_000;
const LATENCY_US = 1_000;
const WARM_UP = 3;
const RUNS = 9;
const CERTAIN: NetworkSpec = { latency: { kind: 'constant', us: LATENCY_US }, loss: 0, duplicate: 0, links: [] };
const UNCERTAIN: NetworkSpec = { ...CERTAIN, latency: { kind: 'exponential', meanUs: LATENCY_US } };

// Asynchronous like every benchmark, though there is nothing to wait for.
export function bench(): Promise<Figure[]> {
  const kernel: number[] = [];
  const uncertain: number[] = [];
  const bare: number[] = [];
  let events = 0;
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    // In turns, so that whatever else the machine does slows all of them alike.
    bare.push(seconds(() => pingPongBare(MESSAGES)));
    kernel.push(seconds(() => (events = pingPong(MESSAGES, CERTAIN))));
    uncertain.push(seconds(() => pingPong(MESSAGES, UNCERTAIN)));
  }
  const perSecond = events / median(kernel.slice(WARM_UP));
  const barePerSecond = (2 * MESSAGES) / median(bare.slice(WARM_UP));
  const note = `two events a message; median of ${RUNS} runs of ${MESSAGES} messages`;
  return Promise.resolve([
    { name: 'kernel, three-node ping-pong, trace kept', value: Math.round(perSecond), unit: 'events/s', note: `aim: 1,000,000; ${note}` },
    { name: 'bare loop, binary heap and closures, no trace', value: Math.round(barePerSecond), unit: 'events/s', note },
    { name: 'kernel beside the bare loop', value: round(perSecond / barePerSecond), unit: 'ratio', note: 'aim: 0.333' },
    {
      name: 'kernel, the same with latencies drawn', value: Math.round(events / median(uncertain.slice(WARM_UP))), unit: 'events/s',
      note: 'exponential latency; the bare loop has nothing like it',
    },
    { name: 'copy of a world with 1,000 events', value: round(copyUs(1_000)), unit: 'µs', note: 'all state, the pending and the trace' },
  ]);
}

/** Runs the kernel; returns how many events the trace holds. */
export function pingPong(messages: number, network: NetworkSpec = CERTAIN): number {
  const world = pingPongWorld(messages, network);
  runToEnd(world);
  return world.log.length;
}

function pingPongWorld(messages: number, network: NetworkSpec): World {
  return createWorld(specOf(modelOf(pingPongProcess(messages / 2)), {
    network,
    untilUs: MAX_UNTIL_US,
    limits: { events: 100_000_000, pending: 100_000, messageChars: 65_536 },
  }));
}

function copyUs(events: number): number {
  const world = pingPongWorld(events, CERTAIN);
  while (world.log.length < events && step(world));
  const copies = 2_000;
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    times.push(seconds(() => {
      for (let i = 0; i < copies; i++) cloneWorld(world);
    }));
  }
  return (median(times.slice(WARM_UP)) / copies) * 1e6;
}

/** `perPeer` messages travel between a and each of the others. */
function pingPongProcess(perPeer: number): Process<Record<never, never>> {
  return {
    init: () => ({}),
    onStart(ctx) {
      if (ctx.self !== 'a') return;
      ctx.send('b', 'Ping', { n: 1 });
      ctx.send('c', 'Ping', { n: 1 });
    },
    onMessage(ctx, message) {
      const n = message.body['n'] as number;
      if (n < perPeer) ctx.send(message.from, message.type === 'Ping' ? 'Pong' : 'Ping', { n: n + 1 });
    },
  };
}

interface Entry {
  readonly at: number;
  readonly seq: number;
  readonly run: () => void;
}

/** The same protocol by hand; returns how many messages were delivered. */
export function pingPongBare(messages: number): number {
  const heap: Entry[] = [];
  let now = 0;
  let seq = 0;
  let delivered = 0;
  const perPeer = messages / 2;

  function before(a: Entry, b: Entry): boolean {
    return a.at < b.at || (a.at === b.at && a.seq < b.seq);
  }
  function push(at: number, run: () => void): void {
    const entry = { at, seq: seq++, run };
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (before(heap[parent]!, entry)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = entry;
  }
  function pop(): Entry | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (before(last, heap[child]!)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }
  function send(from: string, to: string, type: string, body: { readonly n: number }): void {
    push(now + LATENCY_US, () => receive(to, from, type, body));
  }
  function receive(self: string, from: string, type: string, body: { readonly n: number }): void {
    delivered++;
    if (body.n < perPeer) send(self, from, type === 'Ping' ? 'Pong' : 'Ping', { n: body.n + 1 });
  }

  send('a', 'b', 'Ping', { n: 1 });
  send('a', 'c', 'Ping', { n: 1 });
  for (let entry = pop(); entry !== undefined; entry = pop()) {
    now = entry.at;
    entry.run();
  }
  return delivered;
}

function seconds(what: () => void): number {
  const start = performance.now();
  what();
  return (performance.now() - start) / 1000;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
