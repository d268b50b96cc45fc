/**
 * The find language: from text to what it asks for, and what is wrong with it, at its place.
 *
 *     kind:lose type:Vote node:n1 term>3 "free text"     all of these
 *     -kind:timer        not this          a or b, ( )    either
 *     t>1.5s  t:10ms..2s  #14  i:14..30                   moments and numbers
 *     body.term>=3  term>3                                a field at a path, or of this name at any depth
 *     from:a to:b name:timeout is:fault field:*           `*` stands for anything
 *
 * Nothing throws, whatever is typed; a query with a problem that is an error asks for nothing.
 */
import { EVENT_KINDS, LOSE_REASONS } from '../../kernel/event';
import { nearest } from '../suggest';
import { TIME_UNITS, parseAmount } from './amount';
import { lex } from './lex';
import type { Span, Token } from './lex';
import { COMPARED_TRAITS, TRAITS, fits } from './query';
import type { Comparison, Query } from './query';
import type { Vocabulary } from './vocabulary';

export interface FindProblem extends Span {
  /**
   * `unfinished`: what is typed next may mend it. `unknown`: it means something, but nothing of that name is in the trace, so it
   * finds nothing.
   */
  readonly severity: 'error' | 'unfinished' | 'unknown';
  readonly message: string;
  /** Text for the range that was probably meant. */
  readonly suggestion?: string;
}

export interface ParsedQuery {
  /** Undefined when something is wrong with the text. */
  readonly query: Query | undefined;
  readonly problems: readonly FindProblem[];
}

/** What one search may hold: beyond it nobody reads it any more. */
export const MAX_QUERY_CHARS = 2_000;
const MAX_DEPTH = 40;

type FieldToken = Extract<Token, { readonly type: 'field' }>;

/** With the words of a trace, names that are not in it are told too. */
export function parseQuery(text: string, words?: Vocabulary): ParsedQuery {
  if (text.length > MAX_QUERY_CHARS) {
    const message = `a search may have ${MAX_QUERY_CHARS} characters`;
    return { query: undefined, problems: [{ severity: 'error', message, start: MAX_QUERY_CHARS, end: text.length }] };
  }
  const problems: FindProblem[] = [];
  const parser = createParser(lex(text), problems, words);
  const query = parser.whole();
  return { query: problems.some(({ severity }) => severity !== 'unknown') ? undefined : query, problems };
}

function createParser(tokens: readonly Token[], problems: FindProblem[], words: Vocabulary | undefined) {
  let at = 0;

  function whole(): Query {
    const parts: Query[] = [];
    while (at < tokens.length) {
      parts.push(either(0));
      const rest = tokens[at];
      if (rest === undefined) break;
      at++;
      if (rest.type === 'close') wrong(rest, 'error', 'this bracket was not opened');
    }
    return joined('all', parts);
  }

  function either(depth: number): Query {
    const parts = [all(depth)];
    while (tokens[at]?.type === 'or') {
      const or = tokens[at++]!;
      if (isEnd(tokens[at])) wrong(or, 'unfinished', 'nothing stands behind “or”');
      parts.push(all(depth));
    }
    return joined('any', parts);
  }

  function all(depth: number): Query {
    const parts: Query[] = [];
    const first = tokens[at];
    if (first?.type === 'or') wrong(first, 'error', 'nothing stands before “or”; to look for the word, put it in quotes');
    for (;;) {
      const token = tokens[at];
      if (token === undefined || token.type === 'close' || token.type === 'or') break;
      if (token.type === 'and') {
        at++;
        continue;
      }
      parts.push(one(depth));
    }
    return joined('all', parts);
  }

  function one(depth: number): Query {
    const token = tokens[at++]!;
    switch (token.type) {
      case 'not': {
        // Two minuses cancel out, and a thousand of them must not be a thousand calls.
        let odd = true;
        while (tokens[at]?.type === 'not') {
          at++;
          odd = !odd;
        }
        if (isEnd(tokens[at])) {
          wrong(token, 'unfinished', 'nothing stands behind “not”');
          return { is: 'everything' };
        }
        const of = one(depth);
        return odd ? { is: 'not', of } : of;
      }
      case 'open': {
        if (depth >= MAX_DEPTH) {
          wrong(token, 'error', `brackets nest more than ${MAX_DEPTH} deep`);
          at = tokens.length;
          return { is: 'everything' };
        }
        const inner = either(depth + 1);
        if (tokens[at]?.type === 'close') at++;
        else wrong(token, 'unfinished', 'this bracket is not closed');
        return inner;
      }
      case 'field':
        return fieldOf(token);
      case 'text':
        return token.text === '' ? { is: 'everything' } : { is: 'text', text: token.text.toLowerCase() };
      default:
        return { is: 'everything' };
    }
  }

  function fieldOf(token: FieldToken): Query {
    const name = token.name.toLowerCase();
    if (token.value === '' && !token.quoted) {
      wrong(token, 'unfinished', `a value is missing behind “${token.name}${token.sign}”`);
      return { is: 'everything' };
    }
    switch (name) {
      case 'kind': return negated(token, kindOf(token));
      case 'is': return negated(token, traitOf(token));
      case 'node': {
        known(token, words?.nodes, 'node');
        return negated(token, { is: 'node', name: patternOf(token) });
      }
      case 'type': {
        known(token, words?.types, 'message');
        return negated(token, { is: 'label', name: patternOf(token), messages: true });
      }
      case 'name':
      case 'label': {
        known(token, words?.names, 'name');
        return negated(token, { is: 'label', name: patternOf(token), messages: false });
      }
      case 't':
      case 'time': return { is: 'time', than: timeOf(token) };
      case 'i':
      case 'event': return { is: 'index', than: numberOf(token) };
      case 'from':
      case 'to': {
        known(token, words?.nodes, 'node');
        return { is: 'end', end: name, than: comparisonOf(token) };
      }
      default: return otherField(token, name);
    }
  }

  function otherField(token: FieldToken, name: string): Query {
    const path = name.split('.').filter((part) => part !== '');
    const last = path[path.length - 1]!;
    if (words !== undefined && words.fields.length > 0 && !words.fields.some((field) => field.toLowerCase() === last)) {
      const meant = nearest(last, [...words.fields, ...FIXED_FIELDS]);
      const suggestion = meant === undefined ? undefined : token.name.slice(0, token.name.length - last.length) + meant;
      wrong(token.nameAt, 'unknown', `no field “${last}” was seen`, suggestion);
    }
    if (name === 'reason' && token.op === '=' && !token.value.includes('*') && !(LOSE_REASONS as readonly string[]).includes(token.value.toLowerCase())) {
      wrong(token.valueAt, 'unknown', `messages are not lost for the reason “${token.value}”`, nearest(token.value, LOSE_REASONS));
    }
    return { is: 'field', path, than: comparisonOf(token) };
  }

  function kindOf(token: FieldToken): Query {
    const pattern = patternOf(token);
    const codes = EVENT_KINDS.flatMap((kind, code) => (fits(pattern, kind) ? [code] : []));
    if (codes.length === 0) wrong(token.valueAt, 'error', `no kind “${token.value}”`, nearest(token.value, EVENT_KINDS));
    return { is: 'kind', codes };
  }

  function traitOf(token: FieldToken): Query {
    const written = token.value.toLowerCase();
    const trait = [...TRAITS, ...COMPARED_TRAITS].find((each) => each === written);
    if (trait !== undefined) {
      const alone = words !== undefined && words.compared !== true && COMPARED_TRAITS.some((each) => each === trait);
      if (alone) wrong(token.valueAt, 'unknown', `only where two runs are compared an event can be “${token.value}”`);
      return { is: 'trait', trait };
    }
    const known = words?.compared === true ? [...TRAITS, ...COMPARED_TRAITS] : TRAITS;
    wrong(token.valueAt, 'error', `an event cannot be “${token.value}”; it can be ${known.join(', ')}`, nearest(token.value, known));
    return { is: 'everything' };
  }

  /** Names are equal or not. */
  function negated(token: FieldToken, query: Query): Query {
    if (token.op === '!=') return { is: 'not', of: query };
    if (token.op !== '=') wrong(token, 'error', `“${token.name}” has no order; write ${token.name}:${token.value}`, `${token.name}:${token.value}`);
    return query;
  }

  function timeOf(token: FieldToken): Comparison {
    const than = comparisonOf(token, true);
    if (than.number === undefined) {
      const bare = parseAmount(token.value) !== undefined;
      const message = bare ? `a time needs a unit: ${TIME_UNITS}` : 'a time is a number with a unit, such as 200ms or 1.5s';
      wrong(token.valueAt, 'error', message, bare ? `${token.value}ms` : undefined);
    }
    return than;
  }

  function numberOf(token: FieldToken): Comparison {
    const than = comparisonOf(token);
    if (than.number === undefined) wrong(token.valueAt, 'error', 'events are numbered from 0: write #14 or i:14');
    return than;
  }

  function comparisonOf(token: FieldToken, timeOnly = false): Comparison {
    const { op, value, quoted } = token;
    const text = value.toLowerCase();
    const range = quoted ? null : /^(.+?)\.\.(.+)$/.exec(value);
    const from = quoted ? undefined : parseAmount(range?.[1] ?? value);
    const upTo = range === null ? undefined : parseAmount(range[2]!);
    if (timeOnly && (from?.isTime === false || upTo?.isTime === false)) return { op, text };
    if (op === '=' || op === '!=') {
      if (range !== null) return from === undefined || upTo === undefined ? { op, text } : { op, text, number: from.value, upTo: upTo.value };
      return from === undefined ? { op, text } : { op, text, number: from.value };
    }
    if (from === undefined || range !== null) {
      if (!timeOnly) wrong(token.valueAt, 'error', `“${token.sign}” compares numbers: write 3, or a time such as 200ms`);
      return { op, text };
    }
    return { op, text, number: from.value };
  }

  /** Tells of a name that is not in the trace. */
  function known(token: FieldToken, names: readonly string[] | undefined, what: string): void {
    if (names === undefined || names.length === 0 || token.op !== '=') return;
    const pattern = patternOf(token);
    if (names.some((each) => fits(pattern, each.toLowerCase()))) return;
    // The beginning of a name is not a slip.
    const begun = names.some((each) => each.toLowerCase().startsWith(pattern.text));
    wrong(token.valueAt, 'unknown', `no ${what} “${token.value}” in this trace`, begun ? wordFor(`${token.value}*`) : nearest(token.value, names));
  }

  function wrong({ start, end }: Span, severity: FindProblem['severity'], message: string, suggestion?: string): void {
    problems.push({ start, end, severity, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  return { whole };
}

const FIXED_FIELDS = ['kind', 'node', 'type', 'name', 'from', 'to', 'is'];

/** A value as it must be written to be read as one word. */
export function wordFor(value: string): string {
  return /^[^\s()"]+$/.test(value) ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

function patternOf({ value }: FieldToken): { readonly text: string } {
  return { text: value.toLowerCase() };
}

function isEnd(token: Token | undefined): boolean {
  return token === undefined || token.type === 'close' || token.type === 'or';
}

function joined(is: 'all' | 'any', parts: readonly Query[]): Query {
  if (parts.length === 0) return { is: 'everything' };
  return parts.length === 1 ? parts[0]! : { is, of: parts };
}
