/** What may be typed next in a search: names of fields, and behind a colon the values that a field can have. */
import { EVENT_KINDS, LOSE_REASONS } from '../../kernel/event';
import { lex } from './lex';
import { wordFor } from './parse';
import { COMPARED_TRAITS, TRAITS } from './query';
import type { Trait } from './query';
import type { Vocabulary } from './vocabulary';

export interface Completion {
  /** What is offered. */
  readonly label: string;
  /** What it means, where the name does not say. */
  readonly detail?: string;
  /** The text that takes the place of [start, end). */
  readonly insert: string;
}
export interface Completions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

const MOST = 60;

const FIELD_WORDS: { readonly [field: string]: string } = {
  kind: 'kind of event',
  node: 'whose lane it is on',
  type: 'type of message',
  name: 'timer, operation, role …',
  is: 'fault, late, ignored …',
  from: 'sender',
  to: 'receiver',
  t: 'time, such as t>1.5s',
  i: 'number, such as i:14..30',
  reason: 'why it was lost',
  status: 'how an operation ended',
};

const TRAIT_WORDS: { readonly [T in Trait]: string } = {
  fault: 'losses, crashes, pauses, cuts …',
  violation: 'of an invariant',
  lost: 'a message that never arrived',
  duplicate: 'a further copy of a message',
  ignored: 'received, and discarded',
  overtaken: 'by a message sent later',
  late: 'after who waited had given up',
  left: 'in the left run alone',
  right: 'in the right run alone',
  changed: 'with other content in the two runs',
  moved: 'at another time in the two runs',
};

/** For a caret at `at`. Nothing is offered inside of quotes, or where nothing was begun. */
export function completionsAt(text: string, at: number, words: Vocabulary | undefined): Completions {
  const token = lex(text.slice(0, at)).find(({ start, end }) => start < at && at <= end);
  if (token?.type === 'field' && token.sign !== '#' && !token.quoted) {
    const { start } = token.valueAt;
    return { start, end: at, items: begun(valuesOf(token.name.toLowerCase(), words), token.value) };
  }
  // A word that was read as “or” may be the beginning of a name.
  if (token === undefined || (token.type === 'text' && token.quoted) || !/^[\p{L}_]/u.test(text.slice(token.start, at))) return { start: at, end: at, items: [] };
  return { start: token.start, end: at, items: begun(fieldsOf(words), text.slice(token.start, at)) };
}

function fieldsOf(words: Vocabulary | undefined): readonly Completion[] {
  const known = Object.keys(FIELD_WORDS).map((field) => ({ label: field, detail: FIELD_WORDS[field]!, insert: field === 't' ? 't>' : `${field}:` }));
  const others = (words?.fields ?? []).filter((field) => !Object.hasOwn(FIELD_WORDS, field)).map((field) => ({ label: field, detail: 'field', insert: `${field}:` }));
  return [...known, ...others];
}

function valuesOf(field: string, words: Vocabulary | undefined): readonly Completion[] {
  switch (field) {
    case 'kind': return plain(EVENT_KINDS);
    case 'is': return [...(words?.compared ? COMPARED_TRAITS : []), ...TRAITS].map((trait) => ({ label: trait, detail: TRAIT_WORDS[trait], insert: trait }));
    case 'node':
    case 'from':
    case 'to':
    case 'voter':
    case 'for': return plain(words?.nodes);
    case 'type': return plain(words?.types);
    case 'name':
    case 'label': return plain(words?.names);
    case 'reason': return plain(LOSE_REASONS);
    case 'status': return plain(['ok', 'fail', 'unknown']);
    default: return [];
  }
}

function plain(names: readonly string[] = []): readonly Completion[] {
  return names.map((name) => ({ label: name, insert: wordFor(name) }));
}

/** Those that begin so first, then those that contain it; not what stands there already. */
function begun(items: readonly Completion[], written: string): readonly Completion[] {
  const lower = written.toLowerCase();
  const starting = items.filter(({ label }) => label.toLowerCase().startsWith(lower));
  const containing = lower === '' ? [] : items.filter(({ label }) => !label.toLowerCase().startsWith(lower) && label.toLowerCase().includes(lower));
  const found = [...starting, ...containing].slice(0, MOST);
  return found.length === 1 && found[0]!.insert === written ? [] : found;
}
