/** From `send` to the one end every message has: handled by its receiver, or lost. */
import { KIND } from './event';
import type { EventDetails, LoseReason, PlainObject } from './event';
import { copyLatencyUs, isCut, linkSlot, pass } from './network';
import type { Passage } from './network';
import { DELIVER, LOSE_CUT, LOSE_DROPPED, LOSE_FULL, RANK_ORDINARY } from './queue';
import type { MessageRule } from './spec';
import { checkStep, DELIVERED, emitCaused, indexOf, schedule } from './state';
import type { NodeState, WorldState } from './state';

/**
 * Sends a message and decides its fate at once, but for cuts and crashes that come while it is under way.
 *
 * A rule or the dice may lose it: it dies half-way. A cut link kills it half-way too, and a full queue at
 * once. Messages that die later took their place in the queue like others, so a loss does not speed up
 * what follows. A message to oneself never touches the network: no latency, no rule, no loss.
 */
export function sendMessage(world: WorldState, sender: NodeState, to: string, type: string, body: PlainObject): void {
  const { log } = world;
  const from = sender.index;
  const receiver = indexOf(world, to);
  const now = world.nowUs;
  checkStep(world, from);
  if (type !== sender.sentType) {
    sender.sentType = type;
    sender.sentLabel = log.labelOf(type);
  }
  const sent = log.appendSend(now, from, world.current, world.nextMessage++, receiver, sender.sentLabel, type, body);
  if (receiver === from) {
    schedule(world, RANK_ORDINARY, now, DELIVER, sent);
    return;
  }
  const { network } = world;
  const slot = linkSlot(network, from, receiver);
  const fixedUs = network.fixedUs[slot]!;
  if (fixedUs < 0 || world.meddled) {
    meddle(world, sent, receiver, slot);
  } else {
    network.sent[slot]!++;
    schedule(world, RANK_ORDINARY, now + fixedUs, DELIVER, sent);
  }
}

/** Decides the fate of a message where dice, a queue or faults may have a say in it. */
function meddle(world: WorldState, sent: number, receiver: number, slot: number): void {
  const now = world.nowUs;
  const from = world.log.node[sent]!;
  const passage = pass(world.network, slot, now);
  const factor = Math.max(world.nodes[from]!.slowFactor, world.nodes[receiver]!.slowFactor);
  const latencyUs = Math.round(passage.latencyUs * factor);
  const departsUs = now + passage.queuedUs;
  const struck = world.rules.length === 0 ? UNTOUCHED : applyRules(world, from, receiver, world.log.typeOf(sent));
  const lost = passage.lost || struck.lost;
  const cut = isCut(world.network, from, receiver);
  if (lost || cut) {
    schedule(world, RANK_ORDINARY, departsUs + Math.floor(latencyUs / 2), lost ? LOSE_DROPPED : LOSE_CUT, sent);
  } else if (passage.queueFull) {
    schedule(world, RANK_ORDINARY, now, LOSE_FULL, sent);
  } else {
    schedule(world, RANK_ORDINARY, departsUs + latencyUs + struck.delayUs, DELIVER, sent);
  }
  // The network does not double what it lost; a rule that asks for a copy gets it all the same.
  const doubled = passage.duplicated && !lost;
  if ((doubled || struck.copies.length > 0) && !cut && !passage.queueFull) {
    sendCopies(world, sent, passage, struck, departsUs, latencyUs, factor, doubled);
  }
}

/** Sends what the network doubled and what rules ask for; copies are not lost by dice or rules. */
function sendCopies(
  world: WorldState, sent: number, passage: Readonly<Passage>, struck: Strike, departsUs: number, latencyUs: number,
  factor: number, doubled: boolean,
): void {
  const { copies, delayUs } = struck;
  world.copies.set(world.log.num[sent]!, 1 + copies.length + (doubled ? 1 : 0));
  for (let copy = doubled ? 0 : 1; copy <= copies.length; copy++) {
    const afterUs = copy === 0 ? -1 : copies[copy - 1]!;
    const ownUs = afterUs < 0
      ? Math.round(copyLatencyUs(world.network, passage.slot, passage.nth, copy) * factor)
      : latencyUs + afterUs;
    schedule(world, RANK_ORDINARY, departsUs + ownUs + delayUs, DELIVER, sent);
  }
}

/** What the rules do to one message. */
interface Strike {
  readonly lost: boolean;
  readonly delayUs: number;
  /** By copy: how much later than the message it comes, or -1 where it takes a latency of its own. */
  readonly copies: readonly number[];
}
const UNTOUCHED: Strike = { lost: false, delayUs: 0, copies: [] };

function applyRules(world: WorldState, from: number, to: number, type: string): Strike {
  let lost = false;
  let delayUs = 0;
  const copies: number[] = [];
  for (let i = 0; i < world.rules.length; i++) {
    const fault = world.rules[i]!;
    if (!ruleMatches(fault, world.nodes[from]!.id, world.nodes[to]!.id, type)) continue;
    const nth = ++world.matches[i]!;
    if (fault.nth !== undefined && fault.nth !== nth) continue;
    if (fault.kind === 'lose') lost = true;
    else if (fault.kind === 'delay') delayUs += fault.byUs;
    else copies.push(fault.afterUs ?? -1);
  }
  return { lost, delayUs, copies };
}

function ruleMatches(rule: MessageRule, from: string, to: string, type: string): boolean {
  return (
    (rule.type === undefined || rule.type === type) &&
    (rule.from === undefined || rule.from === from) &&
    (rule.to === undefined || rule.to === to)
  );
}

/** Records that a copy was handled; returns the event's index. `arrivedUs` is -1 unless it had to wait. */
export function recordDelivery(world: WorldState, send: number, receiver: number, arrivedUs: number): number {
  const delivered = world.log.appendDeliver(world.nowUs, receiver, send);
  if (world.copies.size > 0 || arrivedUs >= 0) amendDelivery(world, send, delivered, arrivedUs);
  return delivered;
}

function amendDelivery(world: WorldState, send: number, delivered: number, arrivedUs: number): void {
  const { log } = world;
  const duplicate = settleCopy(world, log.num[send]!, true);
  if (!duplicate && arrivedUs < 0) return;
  log.amend(delivered, {
    ...(log.detail(delivered) as EventDetails['deliver']),
    ...(duplicate ? { duplicate: true as const } : {}),
    ...(arrivedUs >= 0 ? { arrived: arrivedUs } : {}),
  });
}

/**
 * Records that a copy was lost, if it was the message's last chance: while another copy is on the way, or
 * was handled, the message's fate is that copy's, and nothing is written.
 */
export function recordLoss(world: WorldState, send: number, reason: LoseReason): void {
  const { log } = world;
  const msg = log.num[send]!;
  if (world.copies.size > 0 && settleCopy(world, msg, false)) return;
  const receiver = log.receiverOf(send);
  const type = log.typeOf(send);
  emitCaused(world, receiver, KIND.lose, send, send, type, { msg, reason, to: world.nodes[receiver]!.id, type });
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
