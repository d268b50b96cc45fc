/** What partitions did to one message. */
import type { Cut } from '../../kernel/event';
import { KIND } from '../../trace/trace';
import type { EventDetails, Trace } from '../../trace/trace';
import type { Message } from './messages';

/** Whether a partition cut the link when the message was sent: it died half-way then, and no delay would have helped it. */
export function isCutAtSend(trace: Trace, message: Message): boolean {
  return lastCut(trace, message, message.send) >= 0;
}

/** The last partition before an event that cut this message's link and was not over when it was sent, or -1. */
export function lastCut(trace: Trace, { send, from, to }: Message, before: number): number {
  for (let i = before - 1; i >= 0; i--) {
    if (trace.kind[i] !== KIND.partition) continue;
    const heal = trace.partner[i]!;
    if ((heal < 0 || heal > send) && separates(trace.detail(i) as EventDetails['partition'], from, to)) return i;
  }
  return -1;
}

function separates(cut: Cut, from: string, to: string): boolean {
  if ('from' in cut) return cut.from.includes(from) && cut.to.includes(to);
  const group = (id: string): number => cut.groups.findIndex((each) => each.includes(id));
  return group(from) >= 0 && group(to) >= 0 && group(from) !== group(to);
}
