/**
 * The links between nodes: how long each takes, what is cut, and what the dice say about each message.
 *
 * Every directed link is its own small machine with its own random stream; the k-th message on a link
 * always draws the same four numbers from it, so whatever happens to one message leaves the others alone.
 * Links come into being when they are first used.
 */
import type { Cut } from './event';
import { sampleUs } from './distribution';
import { nextUniforms, seedStream, STREAM_WORDS } from './rng';
import type { LinkProperties, NetworkSpec } from './spec';

export interface Network {
  readonly seed: number;
  readonly spec: NetworkSpec;
  readonly ids: readonly string[];
  /** By from × n + to: the link's slot, or -1 before its first message. */
  readonly slots: Int32Array;
  /** By slot; these never change and are shared by clones. */
  readonly properties: LinkProperties[];
  /** By slot: the latency where nothing is left to chance or to a queue; -1 elsewhere. */
  fixedUs: Float64Array;
  readonly names: (readonly [from: string, to: string])[];
  /** By slot: state of the random stream, messages sent so far, and when the queue's sender is free. */
  streams: Int32Array;
  sent: Float64Array;
  freeUs: Float64Array;
  /** By from × n + to: how many partitions cut the link now. */
  readonly cuts: Uint16Array;
}

/** What the dice and the link's queue say about one message; faults come on top of it. One object, reused. */
export interface Passage {
  slot: number;
  /** Which message on this link, from 1. */
  nth: number;
  lost: boolean;
  duplicated: boolean;
  queueFull: boolean;
  /** Waiting for the link and being sent. */
  queuedUs: number;
  latencyUs: number;
}

const passage: Passage = {
  slot: 0, nth: 0, lost: false, duplicated: false, queueFull: false, queuedUs: 0, latencyUs: 0,
};

/** What one message draws: loss, two for the latency, duplication. Always all of them, needed or not. */
const dice = new Float64Array(4);

export function createNetwork(spec: NetworkSpec, seed: number, ids: readonly string[]): Network {
  return {
    seed,
    spec,
    ids,
    slots: new Int32Array(ids.length * ids.length).fill(-1),
    properties: [],
    fixedUs: new Float64Array(8),
    names: [],
    streams: new Int32Array(8 * STREAM_WORDS),
    sent: new Float64Array(8),
    freeUs: new Float64Array(8),
    cuts: new Uint16Array(ids.length * ids.length),
  };
}

export function cloneNetwork(network: Network): Network {
  return {
    seed: network.seed,
    spec: network.spec,
    ids: network.ids,
    slots: network.slots.slice(),
    properties: network.properties.slice(),
    fixedUs: network.fixedUs.slice(),
    names: network.names.slice(),
    streams: network.streams.slice(),
    sent: network.sent.slice(),
    freeUs: network.freeUs.slice(),
    cuts: network.cuts.slice(),
  };
}

/** Slot of the link from one node to another; it comes into being when it is first asked for. */
export function linkSlot(network: Network, from: number, to: number): number {
  const slot = network.slots[from * network.ids.length + to]!;
  return slot < 0 ? openLink(network, from, to) : slot;
}

/**
 * Takes the next message over a link: throws the dice for it and gives it its place in the link's queue.
 * The result is valid until the next call.
 */
export function pass(network: Network, slot: number, nowUs: number): Readonly<Passage> {
  const fixedUs = network.fixedUs[slot]!;
  passage.slot = slot;
  passage.nth = ++network.sent[slot]!;
  passage.lost = false;
  passage.duplicated = false;
  passage.queueFull = false;
  passage.queuedUs = 0;
  passage.latencyUs = fixedUs;
  if (fixedUs < 0) throwDice(network, slot, nowUs);
  return passage;
}

function throwDice(network: Network, slot: number, nowUs: number): void {
  const { loss, latency, duplicate, queue } = network.properties[slot]!;
  nextUniforms(network.streams, slot * STREAM_WORDS, dice);
  passage.lost = dice[0]! < loss;
  passage.latencyUs = sampleUs(latency, dice[1]!, dice[2]!);
  passage.duplicated = dice[3]! < duplicate;
  if (queue === undefined || queue.serviceUs === 0) return;
  const backlogUs = Math.max(0, network.freeUs[slot]! - nowUs);
  // All but the one being sent are waiting.
  passage.queueFull = Math.ceil(backlogUs / queue.serviceUs) - 1 >= queue.capacity;
  if (passage.queueFull) return;
  passage.queuedUs = backlogUs + queue.serviceUs;
  network.freeUs[slot] = nowUs + passage.queuedUs;
}

/**
 * Latency of a further copy of the `nth` message of a link. Drawn from a stream of that message's own, so
 * that a copy more or less changes nothing else.
 */
export function copyLatencyUs(network: Network, slot: number, nth: number, copy: number): number {
  const [from, to] = network.names[slot]!;
  const stream = new Int32Array(STREAM_WORDS);
  seedStream(stream, 0, [network.seed, 'copy', from, to, nth, copy]);
  const draws = new Float64Array(2);
  nextUniforms(stream, 0, draws);
  return sampleUs(network.properties[slot]!.latency, draws[0]!, draws[1]!);
}

export function isCut(network: Network, from: number, to: number): boolean {
  return network.cuts[from * network.ids.length + to]! > 0;
}

/** Cuts links (`by` = 1) or gives them back (-1); partitions may overlap. A node always reaches itself. */
export function changeCut(network: Network, cut: Cut, indexOf: (id: string) => number, by: 1 | -1): void {
  const n = network.ids.length;
  const separate = (from: readonly string[], to: readonly string[]): void => {
    for (const a of from) for (const b of to) if (a !== b) network.cuts[indexOf(a) * n + indexOf(b)]! += by;
  };
  if ('from' in cut) {
    separate(cut.from, cut.to);
    return;
  }
  cut.groups.forEach((group, i) => {
    cut.groups.forEach((other, j) => {
      if (i !== j) separate(group, other);
    });
  });
}

/** What holds for a link: the network's properties, overridden field by field by every entry for the pair. */
export function linkProperties(spec: NetworkSpec, from: string, to: string): LinkProperties {
  let { latency, loss, duplicate, queue } = spec;
  for (const link of spec.links) {
    if (link.from !== from || link.to !== to) continue;
    latency = link.latency ?? latency;
    loss = link.loss ?? loss;
    duplicate = link.duplicate ?? duplicate;
    queue = link.queue ?? queue;
  }
  return { latency, loss, duplicate, queue };
}

function openLink(network: Network, from: number, to: number): number {
  const slot = network.properties.length;
  if (slot === network.sent.length) {
    network.streams = larger(network.streams, new Int32Array(network.streams.length * 2));
    network.fixedUs = larger(network.fixedUs, new Float64Array(slot * 2));
    network.sent = larger(network.sent, new Float64Array(slot * 2));
    network.freeUs = larger(network.freeUs, new Float64Array(slot * 2));
  }
  const names = [network.ids[from]!, network.ids[to]!] as const;
  network.slots[from * network.ids.length + to] = slot;
  const properties = linkProperties(network.spec, names[0], names[1]);
  network.properties.push(properties);
  const { latency, loss, duplicate, queue } = properties;
  // Where nobody would see what the dice say, they need not be thrown.
  const fixed = latency.kind === 'constant' && loss === 0 && duplicate === 0 && queue === undefined;
  network.fixedUs[slot] = fixed ? sampleUs(latency, 0.5, 0.5) : -1;
  network.names.push(names);
  seedStream(network.streams, slot * STREAM_WORDS, [network.seed, 'link', ...names]);
  return slot;
}

function larger<A extends { set(from: A): void }>(from: A, into: A): A {
  into.set(from);
  return into;
}
