/**
 * Finding events by rule ("the first Reply from shop to alice that was lost") and not by index, so that a
 * note, an expectation or a fault still means the same after the scenario has changed.
 */
import { KIND } from '../kernel/event';
import type { EventKind, Plain, PlainObject } from '../kernel/event';
import { labelOf, nodeOf } from './trace';
import type { Trace } from './trace';

/** Absent fields match anything; `nth` counts matches from 1. */
export interface EventRule {
  readonly kind: EventKind;
  readonly node?: string;
  /** Message type of a send, deliver or lose. */
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
  /** Timer name, operation name, invariant, clock name… as drawn on the diagram. */
  readonly name?: string;
  readonly role?: string;
  readonly status?: string;
  readonly ignored?: string;
  readonly value?: Plain;
  readonly result?: Plain;
  /** Of a vote or quorum: term, ballot, epoch, view. */
  readonly round?: Plain;
  readonly voter?: string;
  readonly for?: string;
  readonly granted?: boolean;
  readonly have?: number;
  readonly reached?: boolean;
  /** Of a state: fields that it sets, and to what. */
  readonly set?: PlainObject;
  readonly nth?: number;
}

/** Fields that are compared with the field of the same name among the details of the event. */
const IN_DETAIL = ['type', 'reason', 'role', 'status', 'ignored', 'value', 'result', 'round', 'voter', 'for', 'granted', 'have', 'reached'] as const;

/** Indices of all events that match, in order; `nth` is not looked at. */
export function matches(trace: Trace, rule: EventRule): number[] {
  const found: number[] = [];
  const kind = KIND[rule.kind];
  for (let i = 0; i < trace.length; i++) {
    if (trace.kind[i] === kind && matchesAt(trace, rule, i)) found.push(i);
  }
  return found;
}

/** Index of the event a rule names, or -1. */
export function find(trace: Trace, rule: EventRule): number {
  const kind = KIND[rule.kind];
  let left = rule.nth ?? 1;
  for (let i = 0; i < trace.length; i++) {
    if (trace.kind[i] === kind && matchesAt(trace, rule, i) && --left === 0) return i;
  }
  return -1;
}

function matchesAt(trace: Trace, rule: EventRule, i: number): boolean {
  if (rule.node !== undefined && nodeOf(trace, i) !== rule.node) return false;
  if (rule.name !== undefined && labelOf(trace, i) !== rule.name) return false;
  if (IN_DETAIL.every((field) => rule[field] === undefined) && rule.from === undefined && rule.to === undefined && rule.set === undefined) return true;
  const detail = trace.detail(i) as { readonly [field: string]: unknown };
  const send = rule.kind === 'deliver' || rule.kind === 'lose' ? trace.cause[i]! : i;
  const from = rule.kind === 'send' ? nodeOf(trace, i) : (detail['from'] ?? (send >= 0 ? nodeOf(trace, send) : undefined));
  const to = rule.kind === 'deliver' ? nodeOf(trace, i) : detail['to'];
  return (
    (rule.from === undefined || from === rule.from) &&
    (rule.to === undefined || to === rule.to) &&
    (rule.set === undefined || sets(detail['set'], rule.set)) &&
    IN_DETAIL.every((field) => rule[field] === undefined || isSame(detail[field], rule[field]))
  );
}

/** Whether every field that is asked for was set to just that. */
function sets(found: unknown, wanted: PlainObject): boolean {
  if (typeof found !== 'object' || found === null) return false;
  return Object.keys(wanted).every((field) => Object.hasOwn(found, field) && alike((found as PlainObject)[field]!, wanted[field]!));
}

/** Equal as data, in whatever order the fields stand. */
function alike(a: Plain, b: Plain): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as PlainObject, b as PlainObject];
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && alike(one[key]!, other[key]!));
}

function isSame(found: unknown, wanted: Plain): boolean {
  return found === wanted || (typeof wanted === 'object' && found !== undefined && alike(found as Plain, wanted));
}
