/**
 * The rule by which an event is named so that it is found again when the run has changed: "the first Reply from shop to alice that was lost",
 * and not its number. Of the fields an event has, those are taken that a reader would name it by.
 */
import { find, matches } from '../trace/match';
import type { EventRule } from '../trace/match';
import { kindOf, labelOf, nodeOf } from '../trace/trace';
import type { Trace } from '../trace/trace';

/** Names longer than a scenario takes name nothing. */
const MOST_NAME_CHARS = 100;

/** A rule that finds the event in its own run; `nth` is left out where only one event matches. */
export function ruleFor(trace: Trace, event: number): EventRule {
  const rule = numbered(trace, fieldsOf(trace, event), event);
  if (find(trace, rule) === event) return rule;
  // What a recording says of an event may not be what it is found by.
  return numbered(trace, { kind: kindOf(trace, event) }, event);
}

function fieldsOf(trace: Trace, event: number): EventRule {
  const kind = kindOf(trace, event);
  const node = nodeOf(trace, event);
  const detail = trace.detail(event) as { readonly [field: string]: unknown };
  const word = (field: string): string | undefined => (typeof detail[field] === 'string' && detail[field] !== '' ? detail[field] : undefined);
  switch (kind) {
    case 'send':
    case 'deliver':
    case 'lose': {
      const type = word('type');
      const sent = kind === 'send' ? event : trace.cause[event]!;
      const from = word('from') ?? (sent >= 0 ? nodeOf(trace, sent) : undefined);
      const to = kind === 'deliver' ? node : word('to');
      return { kind, ...(type === undefined ? {} : { type }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(kind === 'lose' && to === undefined ? { node } : {}) };
    }
    case 'partition':
    case 'heal':
      return { kind };
    case 'vote': {
      const voter = word('voter');
      return { kind, node, ...(voter === undefined ? {} : { voter }) };
    }
    case 'state': {
      const role = word('role');
      return { kind, node, ...(role === undefined ? {} : { role }) };
    }
    case 'violation':
      return { kind, ...named(trace, event) };
    case 'timer-set':
    case 'timer':
    case 'timer-cancel':
    case 'clock':
    case 'invoke':
    case 'return':
      return { kind, node, ...named(trace, event) };
    default:
      return { kind, node };
  }
}

function named(trace: Trace, event: number): { readonly name?: string } {
  const name = labelOf(trace, event);
  return name === '' || name.length > MOST_NAME_CHARS ? {} : { name };
}

function numbered(trace: Trace, rule: EventRule, event: number): EventRule {
  const all = matches(trace, rule);
  return all.length <= 1 ? rule : { ...rule, nth: all.indexOf(event) + 1 };
}
