/**
 * The words of a search with their places. Whatever is typed has words: a quote that is not closed goes to the end, and what fits
 * nothing else is text to look for.
 */
import type { Operator } from './query';

/** Offsets into the text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Token = Span &
  (
    | { readonly type: 'open' | 'close' | 'or' | 'and' | 'not' }
    | { readonly type: 'text'; readonly text: string; readonly quoted: boolean }
    | {
        readonly type: 'field';
        readonly name: string;
        readonly nameAt: Span;
        readonly op: Operator;
        /** As it was written: `:` or one of the operators. */
        readonly sign: string;
        readonly value: string;
        readonly valueAt: Span;
        readonly quoted: boolean;
      }
  );

const SPACE = /\s+/y;
const NUMBER = /#(\d[\d,]*(?:\.\.#?\d[\d,]*)?)(?=[\s()]|$)/y;
/** A name, directly followed by a colon, or by an operator with or without spaces around it. */
const FIELD = /([\p{L}_$][\p{L}\p{N}_$.-]*)(?:(:)|\s*(!=|>=|<=|≠|≥|≤|=|>|<)\s*)/uy;
const WORD = /[^\s()"]+/y;
const VALUE = /[^\s()]+/y;
const QUOTED = /"((?:[^"\\]|\\[^])*)("|\\?$)/y;
const OPERATORS: { readonly [sign: string]: Operator } = {
  ':': '=', '=': '=', '!=': '!=', '≠': '!=', '<': '<', '<=': '<=', '≤': '<=', '>': '>', '>=': '>=', '≥': '>=',
};

export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = take(SPACE, text, at);
    if (space !== null) at += space[0].length;
    if (at >= text.length) break;
    const token = next(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function next(text: string, start: number): Token {
  const character = text[start]!;
  if (character === '(') return { type: 'open', start, end: start + 1 };
  if (character === ')') return { type: 'close', start, end: start + 1 };
  if ((character === '-' || character === '!') && /[^\s)]/.test(text[start + 1] ?? ' ')) return { type: 'not', start, end: start + 1 };
  if (character === '"') {
    const { value, end } = quoted(text, start);
    return { type: 'text', text: value, quoted: true, start, end };
  }
  const number = take(NUMBER, text, start);
  if (number !== null) {
    const end = start + number[0].length;
    const valueAt = { start: start + 1, end };
    return { type: 'field', name: 'i', nameAt: { start, end: start + 1 }, op: '=', sign: '#', value: number[1]!.replaceAll('#', ''), valueAt, quoted: false, start, end };
  }
  return field(text, start) ?? word(text, start);
}

function field(text: string, start: number): Token | undefined {
  const head = take(FIELD, text, start);
  if (head === null) return undefined;
  const name = head[1]!;
  const sign = head[2] ?? head[3]!;
  const valueFrom = start + head[0].length;
  const nameAt = { start, end: start + name.length };
  const common = { type: 'field' as const, name, nameAt, op: OPERATORS[sign]!, sign, start };
  if (text[valueFrom] === '"') {
    const { value, end } = quoted(text, valueFrom);
    return { ...common, value, valueAt: { start: valueFrom, end }, quoted: true, end };
  }
  const value = take(VALUE, text, valueFrom)?.[0] ?? '';
  const end = valueFrom + value.length;
  return { ...common, value, valueAt: { start: valueFrom, end }, quoted: false, end };
}

function word(text: string, start: number): Token {
  const found = take(WORD, text, start)?.[0] ?? text[start]!;
  const end = start + found.length;
  const lower = found.toLowerCase();
  if (lower === 'or' || found === '||' || found === '|') return { type: 'or', start, end };
  if (lower === 'and' || found === '&&') return { type: 'and', start, end };
  if (lower === 'not') return { type: 'not', start, end };
  return { type: 'text', text: found, quoted: false, start, end };
}

function quoted(text: string, start: number): { readonly value: string; readonly end: number } {
  const found = take(QUOTED, text, start);
  if (found === null) return { value: text.slice(start + 1), end: text.length };
  return { value: found[1]!.replace(/\\([^])/g, '$1'), end: start + found[0].length };
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
