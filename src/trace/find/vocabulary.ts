/** The names that a search in a trace may use: what is offered while typing, and what “did you mean” chooses from. */
import { EVENT_KINDS, KIND } from '../../kernel/event';
import type { Plain } from '../../kernel/event';
import { FIELDS } from '../lines';
import type { Trace } from '../trace';

export interface Vocabulary {
  readonly nodes: readonly string[];
  /** Types of messages. */
  readonly types: readonly string[];
  /** Whatever is drawn as a short name: also timers, operations, roles, invariants. */
  readonly names: readonly string[];
  /** Fields of events, bodies and states. */
  readonly fields: readonly string[];
  /** It is two runs compared. */
  readonly compared?: true;
}

/** Lists are for choosing from, and travel to the view. */
const MOST_NAMES = 2_000;
/** Fields are those of some events of each kind and name; looking at all would take seconds. */
const MOST_LOOKS = 3_000;
const LOOKS_EACH = 3;
const MAX_DEPTH = 4;

/** Looks at the kind and label of each event and at the details of a few of each sort. */
export function vocabularyOf(trace: Trace): Vocabulary {
  const types = new Set<string>();
  const names = new Set<string>();
  const fields = new Set<string>();
  const kinds = new Set<number>();
  const looks = new Map<number, number>();
  let looked = 0;
  for (let i = 0; i < trace.length; i++) {
    const kind = trace.kind[i]!;
    const sort = trace.label[i]! * 32 + kind;
    const before = looks.get(sort) ?? 0;
    if (before >= LOOKS_EACH) continue;
    looks.set(sort, before + 1);
    kinds.add(kind);
    const label = trace.labels[trace.label[i]!]!;
    const message = kind === KIND.send || kind === KIND.deliver || kind === KIND.lose;
    if (label !== '' && names.size < MOST_NAMES) {
      names.add(label);
      if (message) types.add(label);
    }
    if (looked++ < MOST_LOOKS) addFields(trace.detail(i) as unknown as Plain, fields, 0);
  }
  for (const kind of kinds) for (const field of FIELDS[EVENT_KINDS[kind]!]) fields.add(field);
  return {
    nodes: trace.header.nodes.slice(0, MOST_NAMES).map(({ id }) => id),
    types: sorted(types),
    names: sorted(names),
    fields: sorted(fields).filter((field) => /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(field)),
  };
}

function addFields(value: Plain, into: Set<string>, depth: number): void {
  if (value === null || typeof value !== 'object' || depth > MAX_DEPTH || into.size >= MOST_NAMES) return;
  if (Array.isArray(value)) {
    for (const item of (value as readonly Plain[]).slice(0, 3)) addFields(item, into, depth + 1);
    return;
  }
  const object = value as { readonly [key: string]: Plain };
  for (const key of Object.keys(object).slice(0, 100)) {
    into.add(key);
    addFields(object[key]!, into, depth + 1);
  }
}

function sorted(names: ReadonlySet<string>): string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
