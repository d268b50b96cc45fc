/**
 * What may stand at the cursor: the word there is replaced by a mark, the whole is read loosely, and the mark is looked for.
 */
import { scenario } from '../describe';
import type { Files } from '../extend';
import type { Model } from '../../kernel/model';
import type { ShapeData } from '../shape';
import type { Span } from '../scenario';
import type { MapTree, Tree } from '../yaml-tree';
import { understand } from './draft';
import type { Library, WrittenText } from './draft';
import { shapeFor, under } from './walk';
import type { Path } from './walk';

export interface Cursor {
  readonly written: WrittenText;
  /** The word that a completion replaces; empty where there is none. */
  readonly word: Span;
  readonly typed: string;
  /** What has to stand before what is put in: a space behind a colon or dash. */
  readonly lead: string;
  /** A key is being written, or an item of a list that may be a map, or a value. */
  readonly at: 'key' | 'value';
  /** Whether a key here has its value already. */
  readonly hasValue: boolean;
  readonly path: Path;
  /** What the value is meant to be, or the map in which the key stands. */
  readonly shape: ShapeData | undefined;
  /** The maps and lists around, outermost first; the mark stands in them as MARK. */
  readonly around: readonly Tree[];
  readonly inQuotes: boolean;
  /** Within brackets. */
  readonly inBrackets: boolean;
  /** Of a line of its own, as an item of a list that has no dash yet. */
  readonly needsDash: boolean;
  /** Nothing but spaces and dashes stands before it on its line. */
  readonly ownLine: boolean;
  /** Where the word would stand on its line, from 0. */
  readonly column: number;
}

/** A letter that nobody writes. */
export const MARK = '\uE0F1';

/** Undefined where nothing can be said: in a comment, in a text of many words. */
export function cursorAt(text: string, offset: number, models: readonly Model[], library: Library, files?: Files): Cursor | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const before = text.slice(lineStart, offset);
  if (isInComment(before) || text.includes(MARK)) return undefined;
  const word = wordAt(text, offset, lineStart);
  const sign = text[word.start - 1];
  // Behind a value that has ended, something else has to come first.
  if (word.start === word.end && openQuote(before) < 0 && sign !== undefined && `"'}]`.includes(sign)) return undefined;
  const dashAlone = /^\s*(-\s+)*-$/.test(text.slice(lineStart, offset));
  if (dashAlone) word.start = offset;
  const lead = (sign === ':' && word.start === offset) || dashAlone ? ' ' : '';
  // Before something that is written already, only a key can be put in, and only within brackets.
  const follows = word.start < word.end ? '' : /^[ \t]*([^\r\n]?)/.exec(text.slice(word.end))![1]!;
  const beforeOther = follows !== '' && !',}]#'.includes(follows);
  if (beforeOther && !/[{,]\s*$/.test(text.slice(lineStart, word.start))) return undefined;
  const marked = text.slice(0, word.start) + lead + MARK + (beforeOther ? ',' : '') + text.slice(word.end);
  const written = understand(marked, models, library, files);
  const found = written.root && findMark(written.root, []);
  // In an empty file, and below everything.
  if (!found) return undefined;
  const { steps, at, hasValue } = found;
  let shape: ShapeData | undefined = scenario;
  const path: (string | number)[] = [];
  steps.forEach(({ tree, step }, i) => {
    shape = shapeFor(shape, tree, steps[i - 1]?.tree, written.scope);
    if (at === 'key' && i === steps.length - 1) return;
    path.push(step);
    shape = typeof step === 'number' ? (shape?.type === 'list' ? shape.of : undefined) : under(shape, step);
  });
  const around = steps.map(({ tree }) => tree);
  const inner = around.at(-1);
  const opening = inner && marked[inner.span.start];
  const prefix = text.slice(lineStart, word.start);
  return {
    written,
    word,
    typed: text.slice(word.start, word.end),
    lead,
    at,
    hasValue,
    path,
    shape,
    around,
    inQuotes: openQuote(before) >= 0,
    inBrackets: opening === '{' || opening === '[',
    needsDash: inner?.kind === 'list' && opening !== '[' && !/-\s*$/.test(prefix) && !dashAlone && prefix.trim() === '',
    ownLine: /^\s*(-\s+)*-?\s*$/.test(prefix),
    column: word.start - lineStart + lead.length,
  };
}

/** The map in which a key, or the value of a key, stands. */
export function mapOf({ around }: Cursor): MapTree | undefined {
  const inner = around.at(-1);
  return inner?.kind === 'map' ? inner : undefined;
}

/** The keys written in the map at the cursor, without the one that is being written. */
export function keysWritten(cursor: Cursor): readonly string[] {
  return mapOf(cursor)?.entries.flatMap(({ key }) => (key === MARK ? [] : [key])) ?? [];
}

function isInComment(before: string): boolean {
  const quoteless = before.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (quoted) => '_'.repeat(quoted.length));
  return /(^|\s)#/.test(quoteless);
}

/** The word around the cursor; within quotes, what stands in them. */
function wordAt(text: string, offset: number, lineStart: number): { start: number; end: number } {
  const quote = openQuote(text.slice(lineStart, offset));
  if (quote >= 0) {
    const sign = text[lineStart + quote]!;
    let end = offset;
    while (end < text.length && text[end] !== sign && !/[\r\n,}\]]/.test(text[end]!)) end++;
    return { start: lineStart + quote + 1, end };
  }
  const inWord = (sign: string | undefined): boolean => sign !== undefined && !/[\s,[\]{}:"'|>&*!%@`]/.test(sign);
  let start = offset;
  let end = offset;
  while (start > lineStart && inWord(text[start - 1])) start--;
  while (end < text.length && inWord(text[end])) end++;
  return { start, end };
}

/** Where a quote was opened that is still open; -1 when none is. */
function openQuote(before: string): number {
  let open = -1;
  for (let i = 0; i < before.length; i++) {
    if (open < 0 && (before[i] === '"' || before[i] === "'") && /(^|[\s,[{])$/.test(before.slice(Math.max(0, i - 1), i))) open = i;
    else if (open >= 0 && before[i] === before[open]) open = -1;
  }
  return open;
}

interface Found {
  readonly steps: readonly { readonly tree: Tree; readonly step: string | number }[];
  readonly at: 'key' | 'value';
  readonly hasValue: boolean;
}

function findMark(tree: Tree, steps: Found['steps']): Found | undefined {
  if (tree.kind === 'scalar') return tree.value === MARK ? { steps, at: 'value', hasValue: false } : undefined;
  if (tree.kind === 'list') {
    for (const [i, item] of tree.items.entries()) {
      const found = findMark(item, [...steps, { tree, step: i }]);
      if (found) return found;
    }
    return undefined;
  }
  for (const { key, value } of tree.entries) {
    const here = [...steps, { tree, step: key }];
    if (key === MARK) return { steps: here, at: 'key', hasValue: value.kind !== 'scalar' || value.value !== null || value.span.end > value.span.start };
    const found = findMark(value, here);
    if (found) return found;
  }
  return undefined;
}
