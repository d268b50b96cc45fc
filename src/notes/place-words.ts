/**
 * Where a note is pinned, as a heading that reads well and can be read back:
 *
 *     The whole · Lane shop · At the first lose of Reply from shop to alice · From the first send of Charge up to the 2nd timer on alice
 *
 *     event = "the" ordinal kind { "of" type | "from" node | "to" node | "on" node | "with" field value }
 *
 * Values that are not one plain word stand in backticks, as JSON. `until` and `at` are rules, so the heading means the same after a re-run.
 */
import { EVENT_KINDS } from '../trace/trace';
import type { EventKind, Plain } from '../trace/trace';
import type { EventRule } from '../trace/match';
import { nearest } from '../trace/suggest';

/** What a note belongs to: the whole with no field, a lane, an event, or the events from `at` to `until`. */
export interface NotePlace {
  readonly at?: EventRule;
  readonly until?: EventRule;
  readonly lane?: string;
}

export type PlaceRead = { readonly ok: true; readonly place: NotePlace } | { readonly ok: false; readonly message: string };

const CLAUSES = { of: 'type', from: 'from', to: 'to', on: 'node' } as const;
/** Fields that have no clause of their own, with what their values are. */
const OTHERS: { readonly [field: string]: 'text' | 'number' | 'boolean' | 'plain' } = {
  name: 'text', reason: 'text', role: 'text', status: 'text', ignored: 'text', voter: 'text', for: 'text',
  have: 'number', granted: 'boolean', reached: 'boolean', value: 'plain', result: 'plain', round: 'plain',
};
const ORDINALS = ['first', 'second', 'third'];
const WORD = /^[\p{L}\p{N}_][\p{L}\p{N}_.:+/-]*$/u;
const MOST_CHARS = 2_000;

/** The heading of a note. */
export function placeWords({ at, until, lane }: NotePlace): string {
  if (lane !== undefined) return `Lane ${valueText(lane)}`;
  if (at === undefined) return 'The whole';
  return until === undefined ? `At ${ruleWords(at)}` : `From ${ruleWords(at)} up to ${ruleWords(until)}`;
}

/** `the first lose of Reply from shop to alice` */
export function ruleWords(rule: EventRule): string {
  const clauses = Object.entries(CLAUSES).flatMap(([word, field]) => (rule[field] === undefined ? [] : [`${word} ${valueText(rule[field])}`]));
  const others = Object.keys(OTHERS).flatMap((field) => {
    const value = rule[field as keyof EventRule];
    return value === undefined ? [] : [`with ${field} ${valueText(value)}`];
  });
  return ['the', ordinal(rule.nth ?? 1), rule.kind, ...clauses, ...others].join(' ');
}

/** Reads a heading; upper and lower case of its first word are the same. */
export function readPlaceWords(heading: string): PlaceRead {
  if (heading.length > MOST_CHARS) return wrong('the heading is too long');
  const words = heading.match(/`[^`]*`|\S+/g) ?? [];
  const first = (words[0] ?? '').toLowerCase();
  if (first === 'the' && words.length === 2 && words[1]!.toLowerCase() === 'whole') return { ok: true, place: {} };
  if (first === 'lane' && words.length === 2) {
    const lane = valueOf(words[1]!, 'text');
    return lane === undefined ? wrong(`${words[1]} is not the name of a lane`) : { ok: true, place: { lane: lane as string } };
  }
  if (first === 'at') {
    const rule = readRule(words.slice(1));
    return 'message' in rule ? wrong(rule.message) : { ok: true, place: { at: rule } };
  }
  if (first === 'from') {
    const up = words.findIndex((word, k) => word === 'up' && words[k + 1] === 'to');
    if (up < 0) return wrong('a stretch is written “From the first … up to the second …”');
    const [at, until] = [readRule(words.slice(1, up)), readRule(words.slice(up + 2))];
    if ('message' in at) return wrong(at.message);
    return 'message' in until ? wrong(until.message) : { ok: true, place: { at, until } };
  }
  return wrong('a heading says where its note belongs: “The whole”, “Lane shop”, “At the first lose of Reply”, “From the first send up to the first lose”');
}

function readRule(words: readonly string[]): EventRule | { readonly message: string } {
  const [the, which = '', written = '', ...clauses] = words;
  const nth = number(which);
  if (the?.toLowerCase() !== 'the' || nth === undefined) return { message: 'an event is written “the first lose of Reply from shop to alice”' };
  const kind = EVENT_KINDS.find((each): each is EventKind => each === written);
  if (kind === undefined) {
    const meant = nearest(written, EVENT_KINDS);
    return { message: `“${written.slice(0, 40)}” is no kind of event${meant === undefined ? '' : `; did you mean ${meant}?`}` };
  }
  const fields: { [field: string]: Plain } = {};
  for (let at = 0; at < clauses.length; ) {
    const word = clauses[at]!;
    const field = word === 'with' ? clauses[at + 1] : Object.hasOwn(CLAUSES, word) ? CLAUSES[word as keyof typeof CLAUSES] : undefined;
    const text = clauses[at + (word === 'with' ? 2 : 1)];
    if (field === undefined || text === undefined || (word === 'with' && !Object.hasOwn(OTHERS, field))) return { message: `“${clauses.slice(at, at + 2).join(' ').slice(0, 40)}” says nothing of an event` };
    const value = valueOf(text, OTHERS[field] ?? 'text');
    if (value === undefined) return { message: `${text.slice(0, 40)} is not a ${field}` };
    if (Object.hasOwn(fields, field)) return { message: `the ${field} is said twice` };
    fields[field] = value;
    at += word === 'with' ? 3 : 2;
  }
  return { kind, ...fields, ...(nth === 1 ? {} : { nth }) } as EventRule;
}

function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 20;
  return ORDINALS[n - 1] ?? `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
}

function number(word: string): number | undefined {
  const place = ORDINALS.indexOf(word.toLowerCase());
  if (place >= 0) return place + 1;
  const digits = /^([1-9]\d{0,8})(?:st|nd|rd|th)$/.exec(word)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function valueText(value: Plain): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'string' && WORD.test(value) && !/^(?:true|false|null|[\d.+-]+)$/.test(value)) return value;
  // What a heading must not hold: its own marks, and ends of lines.
  return `\`${JSON.stringify(value).replace(/[`\u007f-\u009f\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\``;
}

function valueOf(word: string, is: 'text' | 'number' | 'boolean' | 'plain'): Plain | undefined {
  let value: Plain = word;
  if (word.startsWith('`')) {
    try {
      value = JSON.parse(word.slice(1, -1)) as Plain;
    } catch {
      return undefined;
    }
  } else if (is !== 'text' && /^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(word)) value = JSON.parse(word) as Plain;
  return is === 'plain' || (is === 'text' ? typeof value === 'string' && value !== '' : typeof value === is) ? value : undefined;
}

function wrong(message: string): PlaceRead {
  return { ok: false, message };
}
