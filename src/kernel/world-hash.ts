/** A digest of everything that decides what a world will do. */
import { createDigest } from './hash';
import type { Digest } from './hash';
import { plainText } from './plain';
import { inOrder } from './queue';
import type { Item } from './queue';
import { isLive } from './state';
import type { NodeState, WorldState } from './state';

/**
 * 32 hex digits, equal for worlds that have the same future: states, clocks, disks, what is pending, random
 * streams, counters. The past goes in by its length alone.
 */
export function digestWorld(world: WorldState): string {
  const digest = createDigest();
  const write = (...fields: readonly (string | number | boolean)[]): void => digest.update(`${fields.join(' ')}\n`);
  write('world', world.nowUs, world.log.length, world.over?.reason ?? '-', world.nextItem, world.nextMessage, world.nextTimer);
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
  write('violated', ...world.violated);
  for (const [msg, copies] of [...world.copies].sort((a, b) => a[0] - b[0])) write('copies', msg, copies);
  for (const operation of world.operations) write('operation', operation.id, operation.client, operation.status ?? '-');
  for (const position of inOrder(world.queue)) {
    const item = world.queue.items[position]!;
    if (isLive(world, item)) digest.update(itemText(item));
  }
  return digest.hex();
}

function digestNode(digest: Digest, node: NodeState): void {
  const { clock, files } = node;
  digest.update(`node ${node.id} ${node.up} ${node.started} ${node.crashedAt} ${node.pausedAt} ${node.pausedUntilUs}\n`);
  digest.update(`clock ${clock.baseUs} ${clock.wallUs} ${clock.monotonicUs} ${clock.driftPpm}\n`);
  digest.update(`faults ${node.slows.join()} ${node.lies.join()} ${node.powerCut?.loseUnsynced} ${node.powerCut?.torn}\n`);
  digest.update(`${plainText(node.state)}\n`);
  for (const item of node.waiting) digest.update(itemText(item));
  if (files === undefined) return;
  for (const [file, content] of [...files.visible].sort(byName)) digest.update(plainText([file, content]));
  for (const [file, content] of [...files.durable].sort(byName)) digest.update(plainText(['durable', file, content]));
  digest.update(plainText(files.unsynced));
}

function itemText(item: Item): string {
  const { id, kind, node, cause, dueUs, arrivedUs, num, from } = item;
  return `item ${[id, kind, node, cause, dueUs, arrivedUs, num, from].join(' ')} ${plainText([item.name, item.data])}\n`;
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
