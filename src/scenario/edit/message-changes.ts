/** What is asked of a message, as a change of the scenario's faults. */
import type { FaultSpec } from '../../kernel/spec';
import { KIND } from '../../trace/trace';
import type { EventDetails, Trace } from '../../trace/trace';
import { formatDuration } from '../units';
import { refuse } from './change';
import type { Change, Refusal } from './change';
import { isCutAtSend } from './cuts';
import type { Draft } from './draft';
import type { MessageGesture } from './gesture';
import { arrivalOf, faultsOn, messageOf, neighbourOf, ruleFor } from './messages';
import type { Message } from './messages';

/** The change, or why there is none. */
export function messageChange(draft: Draft, gesture: MessageGesture, trace: Trace): Change | Refusal {
  const message = messageOf(trace, gesture.event);
  if (message === undefined) return refuse('not-a-message', 'this event is not a message');
  if (message.from === message.to) return refuse('own-message', `a message of ${message.from} to itself does not use the network`);
  switch (gesture.do) {
    case 'lose':
      return lose(draft, trace, message);
    case 'delay':
      return delay(draft, trace, message, gesture.byUs);
    case 'arrive':
      return arrive(draft, trace, message, gesture);
    case 'duplicate':
      return duplicate(draft, trace, message, gesture.afterUs);
    case 'overtake':
      return overtake(draft, trace, message, gesture.which);
  }
}

/** When the message of an event would arrive without a delay of its own, in microseconds: it cannot arrive sooner. A copy, when the message does. */
export function earliestArrival(draft: Draft, trace: Trace, event: number): number | Refusal {
  const message = messageOf(trace, event);
  if (message === undefined) return refuse('not-a-message', 'this event is not a message');
  if (message.from === message.to) return refuse('own-message', `a message of ${message.from} to itself does not use the network`);
  const arrivedUs = arrivalOf(trace, message);
  if (arrivedUs === undefined) return refuse('lost', `this ${message.type} does not arrive; take out what loses it first`);
  if (trace.kind[event] === KIND.deliver && (trace.detail(event) as EventDetails['deliver']).duplicate === true) return arrivedUs;
  const own = ownFault(draft, trace, message, 'delay');
  return arrivedUs - (own?.fault.kind === 'delay' ? own.fault.byUs : 0);
}

function lose(draft: Draft, trace: Trace, message: Message): Change | Refusal {
  const reason = lossOf(trace, message);
  if (reason !== undefined && reason !== 'in-flight') return refuse('lost', `this ${message.type} is lost already (${reason})`);
  const { faults } = draft.scenario.world;
  const kinds = faultsOn(trace, message, faults).map((at) => faults[at]!.kind);
  if (kinds.includes('lose')) return refuse('lost', `a fault loses this ${message.type} already`);
  // Rules do not lose what rules have doubled.
  if (kinds.includes('duplicate')) return refuse('copied', `a copy of this ${message.type} would still arrive; take out the fault that doubles it first`);
  return add(draft, { lose: ruleFor(trace, message, draft.scenario.world.faults) });
}

function delay(draft: Draft, trace: Trace, message: Message, byUs: number): Change | Refusal {
  const reason = lossOf(trace, message);
  if (reason === 'dropped' || reason === 'queue-full' || (reason === 'partition' && isCutAtSend(trace, message))) {
    return refuse('lost', `this ${message.type} is lost (${reason}) however long it takes`);
  }
  const own = ownFault(draft, trace, message, 'delay');
  if (byUs === 0 && own !== undefined) return { do: 'remove', path: ['faults', own.at] };
  if (byUs <= 0) return refuse('too-early', 'a delay is longer than nothing: the network is as fast as the scenario says');
  if (own !== undefined) return { do: 'set', path: ['faults', own.at, 'delay', 'by'], value: byUs };
  return add(draft, { delay: { ...ruleFor(trace, message, draft.scenario.world.faults), by: byUs } });
}

function arrive(draft: Draft, trace: Trace, message: Message, { event, atUs }: { readonly event: number; readonly atUs: number }): Change | Refusal {
  const arrivedUs = arrivalOf(trace, message);
  if (arrivedUs === undefined) return refuse('lost', `this ${message.type} does not arrive; take out what loses it first`);
  if (trace.kind[event] === KIND.deliver && (trace.detail(event) as EventDetails['deliver']).duplicate === true) {
    if (atUs < arrivedUs) return refuse('too-early', 'a copy does not arrive before the message itself');
    return duplicate(draft, trace, message, atUs - arrivedUs);
  }
  const own = ownFault(draft, trace, message, 'delay');
  const byUs = (own?.fault.kind === 'delay' ? own.fault.byUs : 0) + atUs - arrivedUs;
  if (byUs < 0) return refuse('too-early', `it cannot arrive before ${formatDuration(atUs - byUs)}: the network is no faster`);
  if (byUs === 0 && own === undefined) return refuse('no-change', 'it arrives then already');
  return delay(draft, trace, message, byUs);
}

function duplicate(draft: Draft, trace: Trace, message: Message, afterUs: number | undefined): Change | Refusal {
  const reason = lossOf(trace, message);
  if (reason === 'queue-full' || (reason === 'partition' && isCutAtSend(trace, message))) return refuse('lost', `no copy of this ${message.type} gets through (${reason})`);
  const own = ownFault(draft, trace, message, 'duplicate');
  if (own !== undefined) {
    const path = ['faults', own.at, 'duplicate', 'after'];
    return afterUs === undefined ? { do: 'remove', path } : { do: 'set', path, value: afterUs };
  }
  return add(draft, { duplicate: { ...ruleFor(trace, message, draft.scenario.world.faults), ...(afterUs === undefined ? {} : { after: afterUs }) } });
}

/** Whichever was sent first is delayed until shortly after the other has arrived, and before yet another one does. */
function overtake(draft: Draft, trace: Trace, message: Message, which: 'previous' | 'next'): Change | Refusal {
  const other = neighbourOf(trace, message, which);
  if (other === undefined) return refuse('no-neighbour', `${message.from} sends nothing to ${message.to} ${which === 'next' ? 'after' : 'before'} this`);
  const [slow, fast] = which === 'next' ? [message, other] : [other, message];
  const slowUs = arrivalOf(trace, slow);
  const fastUs = arrivalOf(trace, fast);
  if (slowUs === undefined || fastUs === undefined) return refuse('lost', 'one of the two messages does not arrive');
  if (slowUs > fastUs) return refuse('no-change', `the ${fast.type} that was sent later arrives first already`);
  const own = ownFault(draft, trace, slow, 'delay');
  const ownUs = own?.fault.kind === 'delay' ? own.fault.byUs : 0;
  const third = neighbourOf(trace, fast, 'next');
  const thirdUs = (third && arrivalOf(trace, third)) ?? Infinity;
  const latestUs = Math.min(thirdUs > fastUs ? thirdUs : Infinity, draft.scenario.world.untilUs);
  return delay(draft, trace, slow, ownUs + roundBetween(fastUs - slowUs, latestUs - slowUs));
}

function add({ value }: Draft, fault: object): Change {
  return { do: 'insert', path: ['faults'], at: value.faults?.length ?? 0, value: fault };
}

/** The last fault of a kind that strikes this message alone. */
function ownFault({ scenario }: Draft, trace: Trace, message: Message, kind: 'delay' | 'duplicate'): { readonly at: number; readonly fault: FaultSpec } | undefined {
  const { faults } = scenario.world;
  const own = faultsOn(trace, message, faults).filter((at) => {
    const fault = faults[at]!;
    return fault.kind === kind && fault.nth !== undefined;
  });
  const at = own.at(-1);
  return at === undefined ? undefined : { at, fault: faults[at]! };
}

function lossOf(trace: Trace, { send }: Message): string | undefined {
  const end = trace.partner[send]!;
  return end >= 0 && trace.kind[end] === KIND.lose ? (trace.detail(end) as EventDetails['lose']).reason : undefined;
}

/** The roundest number above one and, where there is any, below the other: 20000 → 21000. Whole numbers, not negative. */
export function roundBetween(above: number, below: number): number {
  let step = 1_000;
  while (above >= step * 100) step *= 10;
  for (; step > 1; step /= 10) {
    const next = (Math.floor(above / step) + 1) * step;
    if (next < below) return next;
  }
  return above + 1;
}
