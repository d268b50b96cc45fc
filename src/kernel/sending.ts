/** From `send` to the one end every message has: handled by its receiver, or lost. */
import { KIND } from './event';
import type { EventDetails, LoseReason, PlainObject } from './event';
import { copyLatencyUs, isCut, pass } from './network';
import { DELIVER, LOSE, RANK_ORDINARY } from './queue';
import type { Item } from './queue';
import type { MessageRule } from './spec';
import { DELIVERED, emit, emitCaused, indexOf, schedule } from './state';
import type { WorldState } from './state';

const SEND = KIND.send;
const LOST = KIND.lose;
const DELIVERED_EVENT = KIND.deliver;

/**
 * Sends a message and decides its fate at once, but for cuts and crashes that come while it is under way.
 *
 * A rule or the dice may lose it: it dies half-way. A cut link kills it half-way too, and a full queue at
 * once. Messages that die later took their place in the queue like others, so a loss does not speed up
 * what follows. A message to oneself never touches the network: no latency, no rule, no loss.
 */
export function sendMessage(world: WorldState, from: number, to: string, type: string, body: PlainObject): void {
  const receiver = indexOf(world, to);
  const msg = world.nextMessage++;
  const sent = emit(world, from, SEND, -1, type, { msg, to, type, body });
  const now = world.nowUs;
  if (receiver === from) {
    schedule(world, RANK_ORDINARY, now, DELIVER, from, sent, msg, from, type, body);
    return;
  }
  const { network } = world;
  const passage = pass(network, from, receiver, now);
  const factor = Math.max(world.nodes[from]!.slowFactor, world.nodes[receiver]!.slowFactor);
  const departs = now + passage.queuedUs;
  const latencyUs = factor === 1 ? passage.latencyUs : Math.round(passage.latencyUs * factor);
  let lost = passage.lost;
  let delayUs = 0;
  let copies = 0;
  if (world.rules.length > 0) {
    const struck = applyRules(world, world.nodes[from]!.id, to, type);
    lost ||= struck.lost;
    delayUs = struck.delayUs;
    copies = struck.copies.length;
  }
  const arrives = departs + latencyUs + delayUs;
  // The network does not double what it lost; a rule that asks for a copy gets it all the same.
  const doubled = passage.duplicated && !lost;
  const cut = isCut(network, from, receiver);
  const dies: LoseReason | undefined = lost ? 'dropped' : cut ? 'partition' : passage.queueFull ? 'queue-full' : undefined;
  if (dies === undefined) {
    schedule(world, RANK_ORDINARY, arrives, DELIVER, receiver, sent, msg, from, type, body);
  } else {
    const when = dies === 'queue-full' ? now : departs + Math.floor(latencyUs / 2);
    schedule(world, RANK_ORDINARY, when, LOSE, receiver, sent, msg, from, type, dies);
  }
  if ((copies === 0 && !doubled) || cut || passage.queueFull) return;
  world.copies.set(msg, 1 + copies + (doubled ? 1 : 0));
  const own = (copy: number): number =>
    departs + Math.round(copyLatencyUs(network, passage.slot, passage.nth, copy) * factor) + delayUs;
  if (doubled) schedule(world, RANK_ORDINARY, own(0), DELIVER, receiver, sent, msg, from, type, body);
  for (let copy = 0; copy < copies; copy++) {
    const after = strike.copies[copy]!;
    schedule(world, RANK_ORDINARY, after < 0 ? own(copy + 1) : arrives + after, DELIVER, receiver, sent, msg, from, type, body);
  }
}

/** What the rules do to one message; one object, reused. A copy is given by how much later it comes, or -1. */
const strike = { lost: false, delayUs: 0, copies: [] as number[] };

function applyRules(world: WorldState, from: string, to: string, type: string): typeof strike {
  strike.lost = false;
  strike.delayUs = 0;
  strike.copies.length = 0;
  for (let i = 0; i < world.rules.length; i++) {
    const fault = world.rules[i]!.fault;
    if (!ruleMatches(fault, from, to, type)) continue;
    const nth = ++world.matches[i]!;
    if (fault.nth !== undefined && fault.nth !== nth) continue;
    if (fault.kind === 'lose') strike.lost = true;
    else if (fault.kind === 'delay') strike.delayUs += fault.byUs;
    else strike.copies.push(fault.afterUs ?? -1);
  }
  return strike;
}

function ruleMatches(rule: MessageRule, from: string, to: string, type: string): boolean {
  return (
    (rule.type === undefined || rule.type === type) &&
    (rule.from === undefined || rule.from === from) &&
    (rule.to === undefined || rule.to === to)
  );
}

/** Records that a copy was handled; returns the event's index. */
export function recordDelivery(world: WorldState, item: Item): number {
  const duplicate = world.copies.size > 0 && settleCopy(world, item.num, true);
  const detail: EventDetails['deliver'] = { msg: item.num, from: world.nodes[item.from]!.id, type: item.name };
  if (duplicate || item.arrivedUs >= 0) {
    const full = {
      ...detail,
      ...(duplicate ? { duplicate: true as const } : {}),
      ...(item.arrivedUs >= 0 ? { arrived: item.arrivedUs } : {}),
    };
    return emitCaused(world, item.node, DELIVERED_EVENT, item.cause, item.cause, item.name, full);
  }
  return emitCaused(world, item.node, DELIVERED_EVENT, item.cause, item.cause, item.name, detail);
}

/**
 * Records that a copy was lost, if it was the message's last chance: while another copy is on the way, or
 * was handled, the message's fate is that copy's, and nothing is written.
 */
export function recordLoss(world: WorldState, item: Item, reason: LoseReason): void {
  if (world.copies.size > 0 && settleCopy(world, item.num, false)) return;
  emitCaused(world, item.node, LOST, item.cause, item.cause, item.name, {
    msg: item.num, reason, to: world.nodes[item.node]!.id, type: item.name,
  });
}

/**
 * Takes one copy off the count. For a handled copy: whether another was handled before. For a lost one:
 * whether another was handled or is still on the way.
 */
function settleCopy(world: WorldState, msg: number, handled: boolean): boolean {
  const count = world.copies.get(msg);
  if (count === undefined) return false;
  const before = count >= DELIVERED;
  const left = (before ? count - DELIVERED : count) - 1;
  if (left === 0) world.copies.delete(msg);
  else world.copies.set(msg, left + (before || handled ? DELIVERED : 0));
  return handled ? before : before || left > 0;
}
