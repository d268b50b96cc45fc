/** A digest of everything that decides what a world will do. */
import { createDigest } from './hash';
import type { Digest } from './hash';
import { plainText } from './plain';
import { idOf, inOrder, kindOf, LOSE_FULL, refOf } from './queue';
import { isLive } from './state';
import type { NodeState, WorldState } from './state';

/**
 * 32 hex digits, equal for worlds that have the same future: states, clocks, disks, what is pending, random
 * streams, counters. The past goes in by its length alone.
 */
export function digestWorld(world: WorldState): string {
  const digest = createDigest();
  const write = (...fields: readonly (string | number | boolean)[]): void => digest.update(`${fields.join(' ')}\n`);
  write('world', world.spec.seed, world.nowUs, world.log.length, world.over?.reason ?? '-', world.nextId, world.nextMessage);
  for (const node of world.nodes) digestNode(digest, node);
  write('streams', ...world.streams);
  const { network } = world;
  network.slots.forEach((slot, pair) => {
    if (slot < 0) return;
    const stream = network.streams.subarray(slot * 4, slot * 4 + 4);
    write('link', pair, ...stream, network.sent[slot]!, network.freeUs[slot]!, network.cuts[pair]!);
  });
  write('cuts', ...network.cuts);
  write('rules', ...world.matches);
  write('faults', ...world.begun);
  write('violated', ...world.violated);
  for (const [msg, copies] of [...world.copies].sort(byId)) write('copies', msg, copies);
  for (const operation of world.operations) write('operation', operation.id, operation.client, operation.status ?? '-');
  const { due, order, what } = world.queue;
  for (const position of inOrder(world.queue)) {
    if (!isLive(world, what[position]!)) continue;
    const id = idOf(order[position]!);
    write('pending', due[position]!, order[position]!, what[position]!, world.arrived.get(id) ?? '-');
    // What the entry points to lies in the past, which goes in by its length alone.
    if (kindOf(what[position]!) <= LOSE_FULL) write(messageText(world, refOf(what[position]!)));
  }
  return digest.hex();
}

function digestNode(digest: Digest, node: NodeState): void {
  const { clock, files } = node;
  digest.update(`node ${node.id} ${node.up} ${node.started} ${node.crashedAt} ${node.pausedAt} ${node.pausedUntilUs} ${node.timersSet}\n`);
  digest.update(`clock ${clock.baseUs} ${clock.wallUs} ${clock.monotonicUs} ${clock.driftPpm}\n`);
  digest.update(`faults ${node.slows.join()} ${node.lies.join()} ${node.powerCut?.loseUnsynced} ${node.powerCut?.torn}\n`);
  digest.update(`${plainText(node.state)}\n`);
  for (const { what, arrivedUs } of node.waiting) digest.update(`waiting ${what} ${arrivedUs}\n`);
  for (const [id, { name, data }] of [...node.timers].sort(byId)) digest.update(`timer ${id} ${plainText([name, data])}\n`);
  if (files === undefined) return;
  for (const [file, content] of [...files.visible].sort(byName)) digest.update(plainText([file, content]));
  for (const [file, content] of [...files.durable].sort(byName)) digest.update(plainText(['durable', file, content]));
  digest.update(plainText(files.unsynced));
}

function messageText({ log }: WorldState, send: number): string {
  return plainText([log.num[send]!, log.node[send]!, log.receiverOf(send), log.typeOf(send), log.bodyOf(send)]);
}

function byId(a: readonly [number, unknown], b: readonly [number, unknown]): number {
  return a[0] - b[0];
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
