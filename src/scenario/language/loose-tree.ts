/**
 * Text that is being written → the same tree that yaml-tree.ts makes of a finished one.
 *
 * Somebody who asks what may stand at the cursor has just left a bracket open or a key without its colon; a proper YAML
 * reader then loses the rest of the file. This one goes by indentation and brackets alone, never gives up, and reports
 * nothing: what is wrong with a text is said by the proper reader. On a text without errors both give the same tree.
 */
import { MAX_DEPTH, MAX_TEXT_CHARS } from '../limits';
import type { Span } from '../scenario';
import type { Entry, ListTree, MapTree, ScalarTree, Tree } from '../yaml-tree';

type Loose<T> = { -readonly [K in keyof T]: T[K] };
type LooseEntry = Loose<Entry>;
type LooseMap = Omit<MapTree, 'entries' | 'span'> & { span: Loose<Span>; entries: LooseEntry[] };
type LooseList = Omit<ListTree, 'items' | 'span'> & { span: Loose<Span>; items: Tree[] };

/** Reads any text. Undefined when there is nothing in it, or far too much. */
export function readLoosely(text: string): Tree | undefined {
  if (text.length > MAX_TEXT_CHARS) return undefined;
  const reader = newReader(text);
  return reader.read();
}

function newReader(text: string) {
  let at = 0;
  let lineStart = 0;

  const column = (): number => at - lineStart;
  const atEndOfLine = (): boolean => at >= text.length || isBreak(text[at]);
  const isDash = (): boolean => text[at] === '-' && isSpace(text[at + 1]);
  const isComment = (): boolean => text[at] === '#' && (at === 0 || isSpace(text[at - 1]));

  function skipSpaces(): void {
    while (text[at] === ' ' || text[at] === '\t') at++;
  }
  function skipLine(): void {
    while (!atEndOfLine()) at++;
  }
  function breakLine(): void {
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    lineStart = at;
  }
  /** To the next thing that says something; false at the end of the text. */
  function skipBlank(): boolean {
    for (;;) {
      skipSpaces();
      if (at >= text.length) return false;
      if (isBreak(text[at])) breakLine();
      else if (isComment()) skipLine();
      else if (column() === 0 && /^(---|\.\.\.)(\s|$)/.test(text.slice(at, at + 4))) skipLine();
      else return true;
    }
  }

  /** The offset of the colon if a key stands here, in what is written line by line; else -1. */
  function colonAhead(): number {
    if ('{}[],|>&*!%@`'.includes(text[at]!)) return -1;
    let i = at;
    const quote = text[i];
    if (quote === '"' || quote === "'") {
      for (i++; i < text.length && text[i] !== quote; i++) if (isBreak(text[i])) return -1;
      i++;
      while (text[i] === ' ') i++;
      return text[i] === ':' && isSpace(text[i + 1]) ? i : -1;
    }
    for (; i < text.length && !isBreak(text[i]); i++) {
      if (text[i] === ':' && isSpace(text[i + 1])) return i;
      if (text[i] === '#' && i > 0 && isSpace(text[i - 1])) return -1;
    }
    return -1;
  }

  /** Whatever begins here. `parent` is the column of what it belongs to, `first` whether nothing but a dash stands before it. */
  function node(parent: number, depth: number, first: boolean, inList: boolean): Tree {
    if (depth > MAX_DEPTH) {
      const start = at;
      skipLine();
      return scalar(start, at, '');
    }
    if (first && isDash()) return list(column(), parent, depth);
    if (text[at] === '{' || text[at] === '[') return flow(parent, depth, '');
    if (first && colonAhead() >= 0) return map(column(), depth, inList, []);
    const c = column();
    const read = blockOrPlain(parent);
    // A key without its colon, above its neighbours.
    if (first && read.kind === 'scalar' && skipBlank() && column() === c && colonAhead() >= 0) {
      return map(c, depth, inList, [{ key: String(read.value), keySpan: read.span, value: nothing(read.span.end) }]);
    }
    return read;
  }

  function map(c: number, depth: number, inList: boolean, entries: LooseEntry[]): Tree {
    const tree: LooseMap = { kind: 'map', span: { start: entries[0]?.keySpan.start ?? at, end: at }, entries };
    while (skipBlank()) {
      const d = column();
      if (d < c || (d === c && isDash() && inList)) break;
      const last = entries.at(-1);
      if (d > c || isDash()) {
        const stray = node(c, depth + 1, true, d === c);
        if (last) last.value = joined(last.value, stray);
        continue;
      }
      entries.push(entry(c, depth));
    }
    tree.span.end = entries.length > 0 ? endOf(entries.at(-1)!) : at;
    return tree;
  }

  function entry(c: number, depth: number): LooseEntry {
    const colon = colonAhead();
    const start = at;
    if (colon < 0) {
      const read = text[at] === '{' || text[at] === '[' ? flow(c, depth + 1, '') : blockOrPlain(c);
      const key = read.kind === 'scalar' ? String(read.value ?? '') : '';
      if (at === start) at++;
      return { key, keySpan: { ...read.span }, value: nothing(read.span.end) };
    }
    const keySpan = trimmed(start, colon);
    at = colon + 1;
    return { key: unquoted(keySpan), keySpan, value: valueBehind(c, depth, keySpan.end) };
  }

  /** What stands behind a colon, or on the lines below it. */
  function valueBehind(c: number, depth: number, keyEnd: number): Tree {
    skipSpaces();
    if (!atEndOfLine() && !isComment()) return node(c, depth + 1, false, false);
    const here = { at, lineStart };
    if (skipBlank() && (column() > c || (column() === c && isDash()))) return node(column() === c ? c - 1 : c, depth + 1, true, false);
    ({ at, lineStart } = here);
    return nothing(keyEnd);
  }

  function list(c: number, parent: number, depth: number): Tree {
    const tree: LooseList = { kind: 'list', span: { start: at, end: at }, items: [] };
    while (skipBlank()) {
      const d = column();
      if (d < c) break;
      if (d === c && isDash()) {
        at++;
        tree.items.push(item(c, depth));
        tree.span.end = Math.max(tree.span.start + 1, tree.items.at(-1)!.span.end);
        continue;
      }
      // Where the dashes stand below the key of the list, the next key ends it.
      if (d === c && parent === c - 1) break;
      const stray = node(d === c ? c - 1 : c, depth + 1, true, true);
      const last = tree.items.at(-1);
      if (d > c && last?.kind === 'map') tree.items[tree.items.length - 1] = joined(last, stray);
      else tree.items.push(stray);
      tree.span.end = Math.max(tree.span.end, stray.span.end);
    }
    return tree;
  }

  function item(c: number, depth: number): Tree {
    const dashEnd = at;
    skipSpaces();
    if (!atEndOfLine() && !isComment()) return node(c, depth + 1, true, true);
    const here = { at, lineStart };
    if (skipBlank() && column() > c) return node(c, depth + 1, true, true);
    ({ at, lineStart } = here);
    return nothing(dashEnd);
  }

  /** `{…}` or `[…]`, also one that is never closed: it ends where a line stands no further in than what it belongs to. */
  function flow(parent: number, depth: number, around: string): Tree {
    const start = at;
    const close = text[at] === '{' ? '}' : ']';
    const entries: LooseEntry[] = [];
    const items: Tree[] = [];
    at++;
    if (depth > MAX_DEPTH) skipLine();
    while (inside(parent)) {
      const from = at;
      if (text[at] === close) {
        at++;
        break;
      }
      if (text[at] === ',') at++;
      else if ((text[at] === '}' || text[at] === ']') && around.includes(text[at]!)) break;
      else if (close === '}') entries.push(pair(parent, depth, around + close));
      else items.push(element(parent, depth, around + close));
      if (at === from) at++;
    }
    const span = { start, end: Math.min(at, text.length) };
    while (span.end > start + 1 && isSpace(text[span.end - 1])) span.end--;
    return close === '}' ? { kind: 'map', span, entries } : { kind: 'list', span, items };
  }

  /** To the next thing within brackets; false where they end without having been closed. */
  function inside(parent: number): boolean {
    for (;;) {
      skipSpaces();
      if (at >= text.length) return false;
      if (isComment()) skipLine();
      else if (isBreak(text[at])) breakLine();
      else break;
    }
    const isFirst = text.slice(lineStart, at).trim() === '';
    return !isFirst || column() > parent || text[at] === '}' || text[at] === ']';
  }

  function pair(parent: number, depth: number, around: string): LooseEntry {
    const key = text[at] === '{' || text[at] === '[' ? flow(parent, depth + 1, around) : inBrackets(parent);
    return rest(key, parent, depth, around);
  }

  function rest(key: Tree, parent: number, depth: number, around: string): LooseEntry {
    const name = key.kind === 'scalar' ? String(key.value ?? '') : '';
    const here = { at, lineStart };
    skipSpaces();
    if (text[at] !== ':') {
      ({ at, lineStart } = here);
      return { key: name, keySpan: key.span, value: nothing(key.span.end) };
    }
    at++;
    const behind = at;
    if (!inside(parent) || ',}]'.includes(text[at]!)) return { key: name, keySpan: key.span, value: nothing(behind) };
    const value = text[at] === '{' || text[at] === '[' ? flow(parent, depth + 1, around) : inBrackets(parent);
    return { key: name, keySpan: key.span, value };
  }

  /** `a`, or `a: b`, which stands for a map. */
  function element(parent: number, depth: number, around: string): Tree {
    const start = at;
    const value = text[at] === '{' || text[at] === '[' ? flow(parent, depth + 1, around) : inBrackets(parent);
    const after = at;
    skipSpaces();
    const isPair = text[at] === ':';
    at = after;
    if (!isPair) return value;
    const only = rest(value, parent, depth, around);
    return { kind: 'map', span: { start, end: endOf(only) }, entries: [only] };
  }

  function inBrackets(parent: number): ScalarTree {
    if (text[at] === '"' || text[at] === "'") return quoted(parent);
    const start = at;
    let end = at;
    for (;;) {
      while (at < text.length && !isBreak(text[at]) && !',[]{}'.includes(text[at]!) && !isComment()) {
        if (text[at] === ':' && (isSpace(text[at + 1]) || ',[]{}'.includes(text[at + 1]!))) break;
        at++;
        if (!isSpace(text[at - 1])) end = at;
      }
      if (!isBreak(text[at])) break;
      const here = { at, lineStart };
      if (inside(parent) && !',[]{}#:'.includes(text[at]!) && colonAhead() < 0) continue;
      ({ at, lineStart } = here);
      break;
    }
    return scalar(start, end, folded(text.slice(start, end)));
  }

  function blockOrPlain(parent: number): ScalarTree {
    if (text[at] === '|' || text[at] === '>') return blockScalar(parent);
    if (text[at] === '"' || text[at] === "'") return quoted(parent);
    const start = at;
    let end = at;
    for (;;) {
      while (!atEndOfLine() && !isComment()) {
        at++;
        if (!isSpace(text[at - 1])) end = at;
      }
      if (!isBreak(text[at])) break;
      const here = { at, lineStart };
      let blank = true;
      while (blank && at < text.length) {
        if (isBreak(text[at])) breakLine();
        skipSpaces();
        blank = isBreak(text[at]);
      }
      if (at < text.length && column() > parent && !isComment() && !isDash() && colonAhead() < 0) continue;
      ({ at, lineStart } = here);
      break;
    }
    return scalar(start, end, folded(text.slice(start, end)));
  }

  function blockScalar(parent: number): ScalarTree {
    const start = at;
    skipLine();
    let end = at;
    while (at < text.length) {
      const here = { at, lineStart };
      breakLine();
      skipSpaces();
      if (!atEndOfLine() && column() <= parent) {
        ({ at, lineStart } = here);
        break;
      }
      skipLine();
      if (text.slice(lineStart, at).trim() !== '') end = at;
    }
    return { kind: 'scalar', span: { start, end }, value: text.slice(start, end) };
  }

  function quoted(parent: number): ScalarTree {
    const start = at;
    const quote = text[at];
    const firstLine = lineStart;
    at++;
    while (at < text.length) {
      if (text[at] === '\\' && quote === '"') at += 2;
      else if (text[at] === quote && quote === "'" && text[at + 1] === "'") at += 2;
      else if (text[at] === quote) {
        at++;
        return scalar(start, at, decoded(text.slice(start + 1, at - 1), quote!), true);
      } else if (isBreak(text[at])) {
        breakLine();
        skipSpaces();
        if (!atEndOfLine() && column() <= parent) break;
      } else at++;
    }
    // Never closed: it is taken to end with its line.
    at = start;
    lineStart = firstLine;
    skipLine();
    return scalar(start, at, text.slice(start + 1, at), true);
  }

  function scalar(start: number, end: number, value: string, isText = false): ScalarTree {
    return { kind: 'scalar', span: { start, end }, value: isText ? value : plainValue(value) };
  }
  function trimmed(start: number, end: number): Span {
    while (end > start && isSpace(text[end - 1])) end--;
    return { start, end };
  }
  function unquoted({ start, end }: Span): string {
    const quote = text[start];
    return (quote === '"' || quote === "'") && text[end - 1] === quote && end - start > 1 ? decoded(text.slice(start + 1, end - 1), quote) : text.slice(start, end);
  }

  return {
    read(): Tree | undefined {
      if (!skipBlank()) return undefined;
      let root = node(-1, 0, true, false);
      while (skipBlank()) {
        const before = at;
        root = joined(root, node(-1, 0, true, false));
        if (at === before) at++;
      }
      return root;
    },
  };
}

/** Puts what stands at an unexpected place with what it probably belongs to. */
function joined(into: Tree, stray: Tree): Tree {
  if (into.kind === 'scalar') return into.value === null ? stray : into;
  const span = { start: into.span.start, end: Math.max(into.span.end, stray.span.end) };
  if (into.kind === 'list') {
    (into.items as Tree[]).push(...(stray.kind === 'list' ? stray.items : [stray]));
    return { ...into, span };
  }
  const entries = into.entries as Entry[];
  if (stray.kind === 'map') for (const entry of stray.entries) entries.push(entry);
  else if (stray.kind === 'scalar') entries.push({ key: String(stray.value), keySpan: stray.span, value: nothing(stray.span.end) });
  return { ...into, span };
}

function nothing(at: number): ScalarTree {
  return { kind: 'scalar', span: { start: at, end: at }, value: null };
}

function endOf({ keySpan, value }: Entry): number {
  return Math.max(keySpan.end, value.span.end);
}

function plainValue(written: string): ScalarTree['value'] {
  if (/^(~|null|Null|NULL|)$/.test(written)) return null;
  if (/^(true|True|TRUE)$/.test(written)) return true;
  if (/^(false|False|FALSE)$/.test(written)) return false;
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(written)) return Number(written);
  return written;
}

/** Lines of one plain text are joined by spaces; an empty line breaks it. */
function folded(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(/[ \t]*(\r\n|\r|\n)[ \t]*/g, '\n').replace(/\n(\n*)/g, (_, more: string) => more || ' ') : text;
}

function decoded(text: string, quote: string): string {
  if (quote === "'") return folded(text.replaceAll("''", "'"));
  const escapes: { readonly [sign: string]: string } = { n: '\n', t: '\t', r: '\r', '0': '\0' };
  return folded(text).replace(/\\(u[\da-fA-F]{4}|.)/g, (_, sign: string) =>
    sign.length === 5 ? String.fromCharCode(parseInt(sign.slice(1), 16)) : (escapes[sign] ?? sign),
  );
}

function isBreak(sign: string | undefined): boolean {
  return sign === '\n' || sign === '\r';
}
/** Also the end of the text. */
function isSpace(sign: string | undefined): boolean {
  return sign === undefined || sign === ' ' || sign === '\t' || isBreak(sign);
}
