/**
 * An expectation made of what a run shows: of an event, of a violation, or of a field of a node's state. Each is one that this very run
 * meets, as narrow as it can be and still mean the same after other edits: by what the event is, never by its number or time.
 */
import { KIND, kindOf, labelOf, nodeOf } from '../../trace/trace';
import type { EventDetails, Plain, PlainObject, Trace } from '../../trace/trace';
import { matches } from '../../trace/match';
import type { EventRule } from '../../trace/match';
import { fieldsOf } from '../rules';
import { refuse } from './change';
import type { Change, Refusal } from './change';
import type { Draft } from './draft';
import type { ExpectGesture } from './gesture';
import { messageOf } from './messages';

/** Longer values are not to be read on the line of an expectation. */
const MOST_CHARS = 200;

export function expectChange(draft: Draft, gesture: ExpectGesture, trace: Trace): Change | Refusal {
  const event = gesture.do === 'expect' ? gesture.event : settingEvent(trace, gesture.node, gesture.field, gesture.step);
  if (!(event >= 0 && event < trace.length)) {
    return gesture.do === 'expect' ? refuse('no-event', 'there is no such event in this run') : refuse('no-event', `${gesture.node} has not set ${gesture.field} up to here`);
  }
  const expectation = gesture.do === 'expect' ? ofEvent(trace, event) : ofField(trace, event, gesture.node, gesture.field);
  if (expectation === undefined) return refuse('too-long', `what ${gesture.do === 'expect-field' ? gesture.field : 'it'} holds is too long for an expectation`);
  const expected = draft.value.expect ?? [];
  if (expected.some((each) => JSON.stringify(sorted(each)) === JSON.stringify(sorted(expectation)))) return refuse('no-change', 'the scenario expects this already');
  return { do: 'insert', path: ['expect'], at: expected.length, value: expectation };
}

/** What is expected when this event is. */
function ofEvent(trace: Trace, event: number): object {
  const kind = kindOf(trace, event);
  if (kind === 'violation') return { violated: (trace.detail(event) as EventDetails['violation']).invariant };
  return counted(trace, ruleOf(trace, event));
}

function ofField(trace: Trace, event: number, node: string, field: string): object | undefined {
  const { set } = trace.detail(event) as EventDetails['state'];
  const value = set[field]!;
  return isShort(value) ? counted(trace, { kind: 'state', node, set: { [field]: value } }) : undefined;
}

/** What matches once is meant to happen once; what happens again and again is only meant to happen. */
function counted(trace: Trace, rule: EventRule): object {
  return { event: matches(trace, rule).length === 1 ? { ...rule, count: 1 } : rule };
}

/** The rule that says what the event is. */
function ruleOf(trace: Trace, event: number): EventRule {
  const kind = kindOf(trace, event);
  const detail = trace.detail(event) as { readonly [field: string]: Plain };
  const message = messageOf(trace, event);
  if (message !== undefined) {
    const { type, from, to } = message;
    return { kind, type, from, to, ...pick(detail, ['reason', 'ignored']) };
  }
  const fields = fieldsOf(kind);
  const node = nodeOf(trace, event);
  const label = labelOf(trace, event);
  // A state is called by its fields, and those that it sets say more.
  if (kind === 'state') {
    const short = Object.entries((detail as unknown as EventDetails['state']).set).filter(([, value]) => isShort(value));
    return { kind, node, ...pick(detail, ['role']), ...(short.length === 0 ? {} : { set: Object.fromEntries(short.slice(0, 3)) as PlainObject }) };
  }
  const named = fields.includes('name') && label !== '' && label.length <= 100 && kind !== 'vote' ? { name: label } : {};
  const whose = kind === 'partition' || kind === 'heal' ? {} : { node };
  return { kind, ...whose, ...named, ...pick(detail, fields.filter((field) => !['kind', 'node', 'name', 'to', 'from', 'have'].includes(field))) };
}

/** Of the fields that a rule may have, those the event has and that are short. */
function pick(detail: { readonly [field: string]: Plain | undefined }, fields: readonly string[]): object {
  return Object.fromEntries(fields.flatMap((field) => (detail[field] !== undefined && isShort(detail[field]) ? [[field, detail[field]]] : [])));
}

/** The event that gave a field of a node's state the value that it has at a step; -1 when none did. */
function settingEvent(trace: Trace, node: string, field: string, step: number): number {
  const lane = trace.header.nodes.findIndex(({ id }) => id === node);
  for (let i = Math.min(step, trace.length - 1); i >= 0; i--) {
    if (trace.kind[i] === KIND.state && trace.node[i] === lane && Object.hasOwn((trace.detail(i) as EventDetails['state']).set, field)) return i;
  }
  return -1;
}

function isShort(value: Plain): boolean {
  return JSON.stringify(value).length <= MOST_CHARS;
}

/** With its keys in one order, so that what means the same has the same text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}
