/** Which line of a scenario is to blame for what one sees on the diagram: what "undo" takes out. */
import type { FaultSpec } from '../../kernel/spec';
import { KIND } from '../../trace/trace';
import type { EventDetails, Trace } from '../../trace/trace';
import { lastCut } from './cuts';
import { faultOf } from './fault-of-event';
import { faultsOn, messageOf } from './messages';
import type { Message } from './messages';

/**
 * The fault behind an event, by number in the file's order: the last of those that strike the message; where none does and the message is
 * lost all the same, the partition or crash that lost it; on a lane the fault that began or ended there. Undefined where there is none.
 */
export function faultBehind(trace: Trace, event: number, faults: readonly FaultSpec[]): number | undefined {
  const message = messageOf(trace, event);
  if (message === undefined) return faultOf(trace, event, faults);
  const own = faultsOn(trace, message, faults).at(-1);
  const loser = own === undefined ? loserOf(trace, message) : -1;
  return loser < 0 ? own : faultOf(trace, loser, faults);
}

/** The partition or crash that lost a message, as an event, or -1. */
function loserOf(trace: Trace, message: Message): number {
  const end = trace.partner[message.send]!;
  if (end < 0 || trace.kind[end] !== KIND.lose) return -1;
  const { reason } = trace.detail(end) as EventDetails['lose'];
  if (reason === 'partition') {
    const atSend = lastCut(trace, message, message.send);
    return atSend >= 0 ? atSend : lastCut(trace, message, end);
  }
  if (reason !== 'receiver-down') return -1;
  let crash = end - 1;
  while (crash >= 0 && (trace.kind[crash] !== KIND.crash || trace.node[crash] !== trace.node[end])) crash--;
  return crash;
}
