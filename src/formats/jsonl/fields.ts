/**
 * What each kind of event must say, checked field by field; what is missing or wrong is filled in, so that
 * nothing after the reader has to expect the unexpected.
 */
import type { EventDetail, EventKind } from '../../trace/trace';
import { FIELDS } from '../../trace/lines';

type Type =
  | 'any' | 'string' | 'number' | 'boolean' | 'object' | 'strings' | 'groups' | 'numbers'
  | 'reason' | 'status' | 'clock' | 'op';

interface Field {
  readonly name: string;
  readonly type: Type;
  /** Stands in when the field is missing or wrong; an optional field without one is left out. */
  readonly fallback?: unknown;
  readonly optional?: true;
}

/** A finding about one field; `found` is the value that stands there, undefined when none does. */
export interface FieldFault {
  readonly field: string;
  readonly code: 'missing-field' | 'wrong-type' | 'unknown-value' | 'unknown-key';
  readonly expected: string;
  /** Valid words for the place, when there is a list. */
  readonly choices?: readonly string[];
}

/** Fields that every event may have. */
export const COMMON_FIELDS = ['i', 't', 'node', 'kind', 'cause'] as const;

const WORDS: { readonly [type in Type]?: readonly string[] } = {
  reason: ['dropped', 'partition', 'receiver-down', 'queue-full', 'in-flight'],
  status: ['ok', 'fail', 'unknown'],
  clock: ['wall', 'monotonic', 'lamport', 'vector', 'hybrid'],
  op: ['write', 'sync', 'rename', 'delete', 'lose'],
};

const string = (name: string, fallback = '?'): Field => ({ name, type: 'string', fallback });
const number = (name: string, fallback = 0): Field => ({ name, type: 'number', fallback });
const word = (name: string, type: Type, fallback: string): Field => ({ name, type, fallback });
const any = (name: string): Field => ({ name, type: 'any', fallback: null });
const maybe = (name: string, type: Type): Field => ({ name, type, optional: true });

/** Negative numbers are found by no partner. */
const NO_NUMBER = -1;

const SCHEMA: { readonly [K in EventKind]: readonly Field[] } = {
  send: [number('msg', NO_NUMBER), string('to'), string('type'), { name: 'body', type: 'object', fallback: {} }],
  deliver: [
    number('msg', NO_NUMBER), string('from'), string('type'),
    maybe('duplicate', 'boolean'), maybe('arrived', 'number'), maybe('ignored', 'string'), maybe('log', 'object'),
  ],
  lose: [number('msg', NO_NUMBER), word('reason', 'reason', 'dropped'), string('to'), string('type')],
  'timer-set': [number('timer', NO_NUMBER), string('name'), number('due')],
  timer: [number('timer', NO_NUMBER), string('name')],
  'timer-cancel': [number('timer', NO_NUMBER), string('name')],
  crash: [],
  restart: [],
  pause: [],
  resume: [],
  partition: [maybe('groups', 'groups'), maybe('from', 'strings'), maybe('to', 'strings')],
  heal: [maybe('groups', 'groups'), maybe('from', 'strings'), maybe('to', 'strings')],
  clock: [word('clock', 'clock', 'wall'), any('reading'), maybe('earliest', 'number'), maybe('latest', 'number')],
  'clock-set': [maybe('from', 'number'), maybe('to', 'number'), maybe('drift', 'number')],
  disk: [word('op', 'op', 'write'), string('file'), maybe('to', 'string'), { name: 'durable', type: 'boolean', fallback: false }],
  state: [{ name: 'set', type: 'object', fallback: {} }, maybe('role', 'string')],
  vote: [any('round'), string('voter'), string('for'), { name: 'granted', type: 'boolean', fallback: false }],
  quorum: [any('round'), number('have'), number('need'), number('of'), { name: 'reached', type: 'boolean', fallback: false }],
  invoke: [number('op', NO_NUMBER), string('f'), maybe('key', 'any'), maybe('value', 'any')],
  return: [
    number('op', NO_NUMBER), string('f'), maybe('key', 'any'), maybe('value', 'any'), maybe('result', 'any'),
    word('status', 'status', 'unknown'),
  ],
  decide: [any('value')],
  violation: [string('invariant'), string('detail', ''), { name: 'events', type: 'numbers', fallback: [] }],
  note: [string('text', ''), maybe('see', 'string'), maybe('log', 'object')],
};

/** Names that may stand in a line of this kind. */
export function namesOf(kind: EventKind): readonly string[] {
  return [...COMMON_FIELDS, ...FIELDS[kind]];
}

type Raw = { [field: string]: unknown };

/**
 * Makes the parsed line's own fields what the kind demands, in place; `inferred` gives what can be known from
 * elsewhere (a message's type from its send). Reports what it had to mend to `fault`.
 */
export function mendFields(kind: EventKind, raw: Raw, inferred: Raw | undefined, fault?: (fault: FieldFault) => void): void {
  let present = 0;
  for (const field of SCHEMA[kind]) {
    let value = raw[field.name];
    if (value === undefined) {
      value = inferred?.[field.name];
      if (value !== undefined) {
        raw[field.name] = value;
        present++;
      } else if (field.optional !== true) {
        fault?.({ field: field.name, code: 'missing-field', expected: expectedText(field.type) });
        raw[field.name] = field.fallback;
        present++;
      }
      continue;
    }
    present++;
    if (fits(field.type, value)) continue;
    const choices = WORDS[field.type];
    fault?.({
      field: field.name,
      code: choices !== undefined && typeof value === 'string' ? 'unknown-value' : 'wrong-type',
      expected: expectedText(field.type),
      ...(choices === undefined ? {} : { choices }),
    });
    if (field.optional === true) {
      delete raw[field.name];
      present--;
    } else raw[field.name] = field.fallback;
  }
  if (kind === 'partition' || kind === 'heal') mendCut(raw, fault);
  if (kind === 'deliver' && raw['duplicate'] === false) {
    delete raw['duplicate'];
    present--;
  }
  if (fault !== undefined) reportUnknown(kind, raw, present, fault);
}

/** The event's own fields, without those that all events have. */
export function detailOf(raw: Raw): EventDetail {
  const detail: Raw = {};
  for (const key of Object.keys(raw)) {
    if (key === 'i' || key === 't' || key === 'node' || key === 'kind' || key === 'cause' || key === '__proto__') continue;
    detail[key] = raw[key];
  }
  return detail as EventDetail;
}

/** A cut is groups, or from and to; nothing else, and not half of it. */
function mendCut(raw: Raw, fault: ((fault: FieldFault) => void) | undefined): void {
  if (raw['groups'] !== undefined || (raw['from'] !== undefined && raw['to'] !== undefined)) return;
  fault?.({ field: 'groups', code: 'missing-field', expected: 'lists of nodes, or `from` and `to`' });
  raw['groups'] = [];
}

function reportUnknown(kind: EventKind, raw: Raw, present: number, fault: (fault: FieldFault) => void): void {
  let keys = 0;
  for (const _ in raw) keys++;
  let common = 0;
  for (const name of COMMON_FIELDS) if (raw[name] !== undefined) common++;
  if (keys === present + common) return;
  const names = namesOf(kind);
  for (const key of Object.keys(raw)) {
    if (!names.includes(key)) fault({ field: key, code: 'unknown-key', expected: `a field of ${kind}`, choices: names });
  }
}

function fits(type: Type, value: unknown): boolean {
  switch (type) {
    case 'any': return true;
    case 'string': return typeof value === 'string';
    case 'number': return typeof value === 'number';
    case 'boolean': return typeof value === 'boolean';
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'strings': return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'groups': return Array.isArray(value) && value.every((group) => fits('strings', group));
    case 'numbers': return Array.isArray(value) && value.every((item) => typeof item === 'number');
    case 'reason':
    case 'status':
    case 'clock':
    case 'op':
      return typeof value === 'string' && WORDS[type]!.includes(value);
  }
}

function expectedText(type: Type): string {
  switch (type) {
    case 'any': return 'a value';
    case 'string': return 'a text';
    case 'number': return 'a number';
    case 'boolean': return 'true or false';
    case 'object': return 'an object';
    case 'strings': return 'a list of names';
    case 'groups': return 'a list of lists of names';
    case 'numbers': return 'a list of event indices';
    case 'reason':
    case 'status':
    case 'clock':
    case 'op':
      return `one of ${WORDS[type]!.join(', ')}`;
  }
}
