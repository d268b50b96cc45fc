/**
 * The messages of a run as faults see them: which one an event belongs to, by which rule it can be named, and which rules
 * strike it.
 *
 * They are counted as the kernel counts them (src/kernel/sending.ts): in the order of sending, copies not apart, messages of a node to
 * itself not at all, and those that a cut link or the dice lose all the same. What strikes a message does not change what was sent
 * before it, so a rule made in one run means the same message in the next.
 */
import type { FaultSpec, MessageRule } from '../../kernel/spec';
import { KIND, nodeOf } from '../../trace/trace';
import type { EventDetails, Trace } from '../../trace/trace';

/** A message: its send, and what rules look at. */
export interface Message {
  readonly send: number;
  readonly type: string;
  readonly from: string;
  readonly to: string;
}
export type MessageFault = Extract<FaultSpec, MessageRule>;

/** The message that a send, deliver or lose belongs to; undefined for other events, and for an event that is not in the trace. */
export function messageOf(trace: Trace, event: number): Message | undefined {
  const kind = trace.kind[event];
  if (!(event >= 0 && event < trace.length) || (kind !== KIND.send && kind !== KIND.deliver && kind !== KIND.lose)) return undefined;
  const send = kind === KIND.send ? event : trace.cause[event]!;
  if (send < 0 || trace.kind[send] !== KIND.send) return undefined;
  const { type, to } = trace.detail(send) as EventDetails['send'];
  return { send, type, from: nodeOf(trace, send), to };
}

export function isMessageFault(fault: FaultSpec): fault is MessageFault {
  return fault.kind === 'lose' || fault.kind === 'delay' || fault.kind === 'duplicate';
}

/**
 * The rule that names this message and no other. Type, sender and receiver are all given, so that it still means the same when
 * others send more; a file whose rules never name the one or the other is followed in that.
 */
export function ruleFor(trace: Trace, message: Message, faults: readonly FaultSpec[]): Required<Pick<MessageRule, 'nth' | 'type'>> & MessageRule {
  const habits = faults.filter(isMessageFault);
  const leaves = (field: 'from' | 'to'): boolean => habits.length > 0 && habits.every((fault) => fault[field] === undefined);
  const rule = { type: message.type, ...(leaves('from') ? {} : { from: message.from }), ...(leaves('to') ? {} : { to: message.to }) };
  return { ...rule, nth: numberOf(trace, message, rule) };
}

/** Which of the matches of a rule this message is, counted from 1; 0 when it does not match. `nth` is not looked at. */
export function numberOf(trace: Trace, message: Message, rule: MessageRule): number {
  if (!fits(rule, message)) return 0;
  const { kind, node, label, partner } = trace;
  const sender = rule.from === undefined ? -1 : node[message.send]!;
  const type = rule.type === undefined ? -1 : label[message.send]!;
  const receiver = rule.to === undefined ? -1 : trace.header.nodes.findIndex(({ id }) => id === message.to);
  let count = 0;
  for (let i = 0; i <= message.send; i++) {
    if (kind[i] !== KIND.send || (sender >= 0 && node[i] !== sender) || (type >= 0 && label[i] !== type)) continue;
    const end = partner[i]!;
    const to = end >= 0 ? node[end]! : trace.header.nodes.findIndex(({ id }) => id === (trace.detail(i) as EventDetails['send']).to);
    if (to !== node[i] && (receiver < 0 || to === receiver)) count++;
  }
  return count;
}

/** The faults that strike this message, by number in the file's order. */
export function faultsOn(trace: Trace, message: Message, faults: readonly FaultSpec[]): readonly number[] {
  if (message.from === message.to) return [];
  const counts = new Map<string, number>();
  return faults.flatMap((fault, at) => {
    if (!isMessageFault(fault) || !fits(fault, message)) return [];
    if (fault.nth === undefined) return [at];
    const key = JSON.stringify([fault.type, fault.from, fault.to]);
    const number = counts.get(key) ?? numberOf(trace, message, fault);
    counts.set(key, number);
    return number === fault.nth ? [at] : [];
  });
}

/** The nearest message before or after this one on the same link, by order of sending. */
export function neighbourOf(trace: Trace, message: Message, which: 'previous' | 'next'): Message | undefined {
  const step = which === 'next' ? 1 : -1;
  for (let i = message.send + step; i >= 0 && i < trace.length; i += step) {
    if (trace.kind[i] !== KIND.send || trace.node[i] !== trace.node[message.send]) continue;
    const other = messageOf(trace, i)!;
    if (other.to === message.to) return other;
  }
  return undefined;
}

/** When the first copy of a message reached its receiver, in microseconds; undefined when none did. A paused receiver handled it later. */
export function arrivalOf(trace: Trace, { send }: Message): number | undefined {
  const end = trace.partner[send]!;
  if (end < 0 || trace.kind[end] !== KIND.deliver) return undefined;
  return (trace.detail(end) as EventDetails['deliver']).arrived ?? trace.t[end]!;
}

function fits(rule: MessageRule, { type, from, to }: Message): boolean {
  return (
    (rule.type === undefined || rule.type === type) && (rule.from === undefined || rule.from === from) && (rule.to === undefined || rule.to === to) && from !== to
  );
}
