/**
 * Text → a small tree with the place of everything in it; the only file that knows the YAML library.
 *
 * The text is read in three stages (pieces, syntax, values), and each can stop early, because a file of a
 * megabyte of brackets takes the library many seconds and deep nesting exhausts the stack. Anchors, aliases,
 * tags and directives are refused: a scenario has no use for them, a short text could otherwise stand for an
 * immense one, and an edit of one place would change another.
 */
import { Composer, Lexer, Parser, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { CST, Document, Node, Pair } from 'yaml';
import { MAX_DEPTH, MAX_PIECES, MAX_TEXT_CHARS } from './limits';
import type { Report } from './report';
import type { Span } from './scenario';

export type Tree = MapTree | ListTree | ScalarTree;
export interface MapTree {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: readonly Entry[];
}
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
}
export interface ListTree {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly Tree[];
}
export interface ScalarTree {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: string | number | boolean | null;
}

/** The value under a key of a map, if it is there. */
export function valueAt(tree: Tree | undefined, key: string): Tree | undefined {
  return entryAt(tree, key)?.value;
}

export function entryAt(tree: Tree | undefined, key: string): Entry | undefined {
  return tree?.kind === 'map' ? tree.entries.find((entry) => entry.key === key) : undefined;
}

export interface YamlResult {
  /** Undefined when there is nothing that could be read. */
  readonly root?: Tree;
  /** Offset of the first error of syntax: what stands behind it may not mean what it seems to. */
  readonly brokenAt?: number;
}

/** Reads a text; what is wrong with its syntax goes to the report. Never throws. */
export function readYaml(text: string, report: Pick<Report, 'error'>): YamlResult {
  if (text.length > MAX_TEXT_CHARS) {
    report.error('too-large', { start: 0, end: 0 }, `the file has ${text.length} characters; at most ${MAX_TEXT_CHARS} are read`);
    return { brokenAt: 0 };
  }
  const tokens = syntaxOf(text, report);
  if (tokens === undefined) return { brokenAt: 0 };
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent', schema: 'core', merge: false });
  for (const document of composer.compose(tokens, true, text.length)) return documentOf(document, text, report);
  return {};
}

/** The tokens of the first document, or undefined when the text is too much. */
function syntaxOf(text: string, report: Pick<Report, 'error'>): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let pieces = 0;
  for (const piece of new Lexer().lex(text)) {
    if (++pieces > MAX_PIECES) return tooMuch('too-large', `the file has more than ${MAX_PIECES} keys, values and marks; it is not read`);
    // A map and its pairs take two places on the parser's stack, a list one.
    if (parser.stack.length > 2 * MAX_DEPTH + 4) return tooMuch('too-deep', `maps and lists lie more than ${MAX_DEPTH} deep in one another here`);
    for (const token of parser.next(piece)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  const kept: CST.Token[] = [];
  let documents = 0;
  for (const token of tokens) {
    if (token.type === 'directive') {
      report.error('yaml', spanFrom(token.offset, token.source.length), 'a scenario has no directives');
      continue;
    }
    if (token.type === 'document' && ++documents > 1) {
      report.error('yaml', spanFrom(token.offset, 3), 'a file holds one scenario; a second document begins here');
      break;
    }
    kept.push(token);
  }
  return kept;

  function tooMuch(code: string, message: string): undefined {
    report.error(code, spanFrom(parser.offset, 1), message);
    return undefined;
  }
}

function documentOf(document: Document.Parsed, text: string, report: Pick<Report, 'error'>): YamlResult {
  let brokenAt: number | undefined;
  const told = new Set<number>();
  for (const error of [...document.errors, ...document.warnings]) {
    const [start, end] = error.pos;
    const at = { start: Math.min(start, text.length), end: Math.min(Math.max(end, start), text.length) };
    brokenAt = Math.min(brokenAt ?? Infinity, at.start);
    // One slip often breaks several rules of the grammar at once; the first says enough.
    if (told.has(at.start)) continue;
    told.add(at.start);
    report.error('yaml', at, sentence(error.message));
  }
  if (document.contents === null) return { ...(brokenAt === undefined ? {} : { brokenAt }) };
  const root = treeOf(document.contents as Node, 0, text, report);
  return { ...(root === undefined ? {} : { root }), ...(brokenAt === undefined ? {} : { brokenAt }) };
}

function treeOf(node: Node, depth: number, text: string, report: Pick<Report, 'error'>): Tree | undefined {
  const span = spanOf(node, text);
  if (depth > MAX_DEPTH) {
    report.error('too-deep', span, `maps and lists lie more than ${MAX_DEPTH} deep in one another here`);
    return undefined;
  }
  if (isAlias(node)) {
    report.error('alias', span, 'a scenario has no anchors and aliases; write the value out');
    return undefined;
  }
  if (node.anchor !== undefined) report.error('alias', span, `a scenario has no anchors and aliases; leave out "&${node.anchor}"`);
  if (node.tag !== undefined) report.error('tag', span, 'a scenario has no tags; leave out what begins with "!"');
  if (isScalar(node)) return { kind: 'scalar', span, value: plainValue(node.value) };
  if (isSeq(node)) {
    const items: Tree[] = [];
    for (const item of node.items) {
      // `- a: b` inside brackets, [a: b], is a pair that stands for a map.
      const tree = treeOf(item as Node, depth + 1, text, report);
      if (tree !== undefined) items.push(tree);
    }
    return { kind: 'list', span, items };
  }
  if (isMap(node)) return { kind: 'map', span, entries: entriesOf(node.items as Pair<Node, Node | null>[], depth, text, report) };
  return undefined;
}

function entriesOf(pairs: readonly Pair<Node, Node | null>[], depth: number, text: string, report: Pick<Report, 'error'>): Entry[] {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const pair of pairs) {
    const keySpan = spanOf(pair.key, text);
    if (!isScalar(pair.key) || pair.key.value === null || isAlias(pair.key)) {
      report.error('yaml', keySpan, 'a key is a name');
      continue;
    }
    const key = String(pair.key.value);
    if (pair.key.anchor !== undefined) report.error('alias', keySpan, `a scenario has no anchors and aliases; leave out "&${pair.key.anchor}"`);
    if (seen.has(key)) {
      report.error('duplicate-key', keySpan, `the key ${JSON.stringify(short(key))} stands here a second time`);
      continue;
    }
    seen.add(key);
    const empty: Tree = { kind: 'scalar', span: { start: keySpan.end, end: keySpan.end }, value: null };
    const value = pair.value === null ? empty : treeOf(pair.value, depth + 1, text, report);
    if (value !== undefined) entries.push({ key, keySpan, value });
  }
  return entries;
}

/** Shortens what is repeated in a message. */
export function short(written: string): string {
  return written.length <= 40 ? written : `${written.slice(0, 39)}…`;
}

function plainValue(value: unknown): ScalarTree['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function spanOf(node: Node, text: string): Span {
  const range = node.range ?? [0, 0, 0];
  const start = Math.min(range[0], text.length);
  let end = Math.max(start, Math.min(range[1], text.length));
  // What is written line by line ends, for the library, with the line break behind it.
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { start, end };
}

function spanFrom(start: number, length: number): Span {
  return { start, end: start + length };
}

/** The library's messages begin with a capital and may end with a full stop; ours do not. */
function sentence(message: string): string {
  const first = message.split('\n')[0]!.trim();
  return (first.charAt(0).toLowerCase() + first.slice(1)).replace(/\.$/, '');
}
