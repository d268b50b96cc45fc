/**
 * What the objects of a history should do when nobody disturbs them: sequential specifications, in the sense of
 * Herlihy and Wing, "Linearizability", ACM TOPLAS 12(3), 1990, §2.
 *
 * Each is a state and one function: the state after an operation, or undefined when the operation cannot have had
 * this result in this state. An operation whose outcome is unknown fits any state in which it would do something.
 */
import type { Plain, PlainObject } from '../kernel/event';
import { plainText } from '../trace/text';
import type { HistoryOperation } from './history';

export interface Specification {
  /** As in scenario files and on the command line. */
  readonly id: SpecificationId;
  /** With its article. */
  readonly title: string;
  /** The operations it knows, and what their fields mean. */
  readonly operations: { readonly [f: string]: string };
  /** What an object holds at the start, if nothing else is said. */
  readonly initial: Plain;
  step(state: Plain, operation: HistoryOperation): Plain | undefined;
  /** `holds 3`, `is held by alice` */
  words(state: Plain): string;
}

export const SPECIFICATION_IDS = ['register', 'cas-register', 'lock', 'kv', 'queue'] as const;
export type SpecificationId = (typeof SPECIFICATION_IDS)[number];

const READ = 'Its result is what the register holds.';
const WRITE = 'The register holds `value` from then on.';

const register: Specification = {
  id: 'register',
  title: 'a register',
  operations: { read: READ, write: WRITE },
  initial: null,
  step: registerStep,
  words: holds,
};

const casRegister: Specification = {
  id: 'cas-register',
  title: 'a register with compare-and-set',
  operations: {
    read: READ,
    write: WRITE,
    cas: '`value` is {from, to} or [from, to]: if the register holds `from`, it holds `to` from then on. With the result false it held something else.',
  },
  initial: null,
  step: registerStep,
  words: holds,
};

const lock: Specification = {
  id: 'lock',
  title: 'a lock',
  operations: { acquire: 'The lock is free, and then held by the client.', release: 'The client holds the lock, and then it is free.' },
  initial: null,
  step(owner, { f, client }) {
    if (f === 'acquire') return owner === null ? client : undefined;
    return owner === client ? null : undefined;
  },
  words: (owner) => (owner === null ? 'is free' : `is held by ${plainText(owner)}`),
};

const kv: Specification = {
  id: 'kv',
  title: 'a key-value store',
  operations: {
    get: 'Its result is the value of the key, or null.',
    put: 'The key has the value `value` from then on.',
    create: 'The key has no value, and then `value`, or the name of the client where no value is given.',
    append: '`value` is put at the end of the text.',
    delete: 'The key has no value from then on.',
    cas: 'As of a cas-register.',
  },
  initial: null,
  step(state, operation) {
    const { f, value } = operation;
    if (f === 'get') return registerStep(state, { ...operation, f: 'read' });
    if (f === 'put') return value ?? null;
    if (f === 'create') return state === null ? (value ?? operation.client) : undefined;
    if (f === 'append') return `${textOf(state)}${textOf(value ?? null)}`;
    if (f === 'delete') return null;
    return registerStep(state, operation);
  },
  words: (state) => (state === null ? 'has no value' : `has the value ${plainText(state)}`),
};

const queue: Specification = {
  id: 'queue',
  title: 'a queue',
  operations: { enqueue: '`value` is put at the end.', dequeue: 'Takes the first value, its result; null when there is none.' },
  initial: [],
  step(state, { f, value, result = null, status }) {
    const items = state as readonly Plain[];
    if (f === 'enqueue') return [...items, value ?? null];
    if (items.length === 0) return status === 'unknown' || result === null ? state : undefined;
    return status === 'unknown' || same(items[0]!, result) ? items.slice(1) : undefined;
  },
  words: (state) => ((state as readonly Plain[]).length === 0 ? 'is empty' : `holds ${plainText(state)}`),
};

export const SPECIFICATIONS: { readonly [K in SpecificationId]: Specification } = { register, 'cas-register': casRegister, lock, kv, queue };

/** The specifications that know some of these operations, best first. */
export function fitting(operations: readonly string[]): readonly SpecificationId[] {
  const known = (id: SpecificationId) => operations.filter((f) => Object.hasOwn(SPECIFICATIONS[id].operations, f)).length;
  return SPECIFICATION_IDS.filter((id) => known(id) > 0).sort((a, b) => known(b) - known(a));
}

/** A text that is the same for equal values only, whatever the order of their keys. */
export function stateKey(value: Plain): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(stateKey).join(',')}]`;
  const object = value as PlainObject;
  return `{${Object.keys(object).sort().map((key) => `${JSON.stringify(key)}:${stateKey(object[key]!)}`).join(',')}}`;
}

function registerStep(state: Plain, { f, value = null, result = null, status }: HistoryOperation): Plain | undefined {
  if (f === 'read') return status === 'unknown' || same(state, result) ? state : undefined;
  if (f === 'write') return value;
  const [from, to] = fromAndTo(value);
  const equal = same(state, from);
  if (status !== 'unknown' && result === false) return equal ? undefined : state;
  return equal ? to : undefined;
}

function fromAndTo(value: Plain): readonly [Plain, Plain] {
  if (isList(value)) return [value[0] ?? null, value[1] ?? null];
  const { from = null, to = null } = (value ?? {}) as { readonly from?: Plain; readonly to?: Plain };
  return [from, to];
}

function holds(state: Plain): string {
  return `holds ${plainText(state)}`;
}

function same(a: Plain, b: Plain): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && stateKey(a) === stateKey(b));
}

function textOf(value: Plain): string {
  return value === null ? '' : typeof value === 'string' ? value : stateKey(value);
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
