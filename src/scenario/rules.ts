/**
 * Rules that pick messages and events, and what can be known of them before the run: a message type that this
 * node never sends, or a field that this kind of event does not have, will never match.
 */
import { EVENT_KINDS, LOSE_REASONS } from '../kernel/event';
import type { EventKind } from '../kernel/event';
import { MAX_NODES } from '../kernel/spec';
import type { EventRule } from '../trace/match';
import { nearest } from '../trace/suggest';
import { boolean, choice, integer, name, optional, plain, plainObject, required, text } from './shape';
import type { CheckContext } from './shape';

/** The fields of a rule for events; `nth` or `count` comes on top. */
export const eventFields = {
  kind: required(choice('event kind', EVENT_KINDS), 'The kind of event, as in the trace.'),
  node: optional(name('node'), 'The node on whose lane it stands.'),
  type: optional(name('message'), 'The message type of a send, deliver or lose.'),
  from: optional(name('node'), 'The sender.'),
  to: optional(name('node'), 'The receiver.'),
  reason: optional(choice('reason', LOSE_REASONS), 'Why a message was lost.'),
  name: optional(text(100), 'The name of a timer, operation, invariant, clock …, as drawn on the diagram.'),
  role: optional(text(100), 'What a node has become.'),
  status: optional(choice('status', ['ok', 'fail', 'unknown']), 'How an operation ended.'),
  ignored: optional(text(200), 'Why the receiver discarded the message.'),
  value: optional(plain, 'What was decided, or the value of an operation.'),
  result: optional(plain, 'What an operation returned.'),
  round: optional(plain, 'The term, ballot, epoch or view of a vote or quorum.'),
  voter: optional(name('node'), 'Whose vote it is.'),
  for: optional(text(100), 'Whom or what the vote is for.'),
  granted: optional(boolean, 'Whether the vote is a yes.'),
  have: optional(integer(0, MAX_NODES), 'The votes there are.'),
  reached: optional(boolean, 'Whether the votes are enough.'),
  set: optional(plainObject, 'Fields of the state that it sets, and to what.'),
};

/** Which fields can match an event of a kind; `kind`, `node`, `nth` and `count` always can. */
const CAN_MATCH: { readonly [K in EventKind]?: readonly (keyof EventRule)[] } = {
  send: ['type', 'from', 'to', 'name'],
  deliver: ['type', 'from', 'to', 'name', 'ignored'],
  lose: ['type', 'from', 'to', 'name', 'reason'],
  'timer-set': ['name'],
  timer: ['name'],
  'timer-cancel': ['name'],
  clock: ['name'],
  disk: ['name', 'to'],
  state: ['name', 'role', 'set'],
  vote: ['name', 'round', 'voter', 'for', 'granted'],
  quorum: ['round', 'have', 'reached'],
  invoke: ['name', 'value'],
  return: ['name', 'value', 'result', 'status'],
  decide: ['value'],
  violation: ['name'],
};

/** The fields by which a rule can pick events of a kind. */
export function fieldsOf(kind: EventKind): readonly string[] {
  return ['kind', 'node', ...(CAN_MATCH[kind] ?? [])];
}

type MessageRuleValue = { readonly type?: string; readonly from?: string; readonly to?: string };

/** Warns of a message that the model's roles never send this way. */
export function checkMessageRule({ type, from, to }: MessageRuleValue, at: CheckContext): void {
  if (from !== undefined && from === to) at.warn('to', 'never-matches', `messages of "${from}" to itself do not use the network`);
  const { model, nodes } = at.scope;
  const message = type !== undefined && model !== undefined && Object.hasOwn(model.messages, type) ? model.messages[type] : undefined;
  if (message === undefined || nodes === undefined) return;
  const sender = from === undefined ? undefined : nodes.get(from);
  if (sender && !message.from.includes(sender)) {
    at.warn('from', 'never-matches', `"${type}" is sent by ${message.from.join(' and ')}; "${from}" is a ${sender}`);
  }
  const receiver = to === undefined ? undefined : nodes.get(to);
  if (receiver && !message.to.includes(receiver)) {
    at.warn('to', 'never-matches', `"${type}" is sent to ${message.to.join(' and ')}; "${to}" is a ${receiver}`);
  }
}

/** Checks a rule for events: names that depend on the kind, and fields that can never match. */
export function checkEventRule(rule: Partial<EventRule>, at: CheckContext): void {
  const { kind } = rule;
  if (kind === undefined) return;
  const possible = CAN_MATCH[kind] ?? [];
  for (const field of Object.keys(eventFields) as (keyof typeof eventFields)[]) {
    if (field === 'kind' || field === 'node' || rule[field] === undefined || possible.includes(field)) continue;
    at.warn(field, 'never-matches', `a "${kind}" event has no "${field}", so this never matches`);
  }
  if (kind === 'send' || kind === 'deliver' || kind === 'lose') checkMessageRule(rule, at);
  if (rule.name !== undefined) checkName(kind, rule.name, at);
}

function checkName(kind: EventKind, written: string, at: CheckContext): void {
  const { model } = at.scope;
  if (model === undefined) return;
  const [word, names] =
    kind === 'violation' ? ['invariant', model.invariants.map(({ id }) => id)]
    : kind === 'invoke' || kind === 'return' ? ['operation', Object.keys(model.operations)]
    : kind === 'send' || kind === 'deliver' || kind === 'lose' ? ['message', Object.keys(model.messages)]
    : kind === 'clock' ? ['clock', ['wall', 'monotonic']]
    : ['', undefined];
  if (names === undefined || names.includes(written)) return;
  at.error('name', `unknown-${word}`, `unknown ${word} "${written}"; valid: ${names.join(', ')}`, nearest(written, names));
}
