/**
 * A change of the scenario's meaning → the one edit of its text that makes it, at the place where the author would have made it.
 *
 * Nothing here knows what a fault or a network is: a change names a place by its path, and the language's own description says
 * how what stands there is written.
 */
import type { Model } from '../../kernel/model';
import type { ScenarioValue } from '../describe';
import { entryAt } from '../yaml-tree';
import type { Entry, ListTree, MapTree, Tree } from '../yaml-tree';
import type { Change } from './change';
import { insertInBrackets, removeFromBrackets } from './in-brackets';
import type { Gap } from './in-lines';
import { endOf, hasComments, insertEntry, insertLine, removeEntryLines, removeLine } from './in-lines';
import { lastIndex } from './last';
import { columnOf, endOfLines, isBlock, lineEnd } from './text-lines';
import type { Page } from './page';
import { afterKey, dashOf, inBrackets, listItem, pairInBrackets } from './render';
import type { Like } from './render';
import { keyText } from './scalar';
import { trimmed } from './text-edit';
import type { TextEdit } from './text-edit';
import { keysOf, shapeAt, writtenAs } from './written';
import type { Path, Written } from './written';

/** The edit, or undefined where the text has no such place. `value` was read from the page. */
export function placeChange(page: Page, value: ScenarioValue, model: Model, change: Change): TextEdit | undefined {
  const edit = change.do === 'remove' ? removeAt(page, change.path) : put(page, value, model, change);
  return edit && trimmed(page.text, edit);
}

/** Puts a value where it belongs; what should lie around it and is not there is written with it. */
function put(page: Page, value: ScenarioValue, model: Model, change: Exclude<Change, { readonly do: 'remove' }>): TextEdit | undefined {
  const whole = change.do === 'insert' ? [...change.path, change.at] : change.path;
  let tree: Tree = page.root;
  for (let depth = 0; depth < whole.length; depth++) {
    const step = whole[depth]!;
    const path = whole.slice(0, depth + 1);
    const inside = childOf(tree, step);
    const isLast = depth === whole.length - 1;
    if (!isLast && inside !== undefined && !isEmpty(inside)) {
      tree = inside;
      continue;
    }
    const around = whole.slice(depth + 1).reduceRight<unknown>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), change.value);
    const written = writtenAs(shapeAt(path, value, model), around, model, parentOf(value, path));
    const keys = keysOf(shapeAt(whole.slice(0, depth), value, model));
    if (typeof step === 'number') return tree.kind === 'list' ? putItem(page, tree, step, written, path) : undefined;
    return tree.kind === 'map' ? putEntry(page, tree, step, written, path, keys) : undefined;
  }
  return undefined;
}

function putItem(page: Page, list: ListTree, at: number, written: Written, path: Path): TextEdit {
  const { text, style } = page;
  const neighbour = list.items[at - 1] ?? list.items[0];
  const block = isBlock(text, list);
  const like: Like = { model: neighbour, section: String(path[0]), depth: path.length - 1, inBrackets: !block };
  if (block) {
    const column = columnOf(text, list.span.start);
    return insertLine(page, list, at, listItem(page, written, like, column, dashOf(text, list), valueColumn(text, list)));
  }
  const pad = written.kind === 'map' ? style.bracketMapPad : style.bracketPad;
  return insertInBrackets(page, list.span, list.items.map(({ span }) => span), at, inBrackets(page, written, neighbour), pad);
}

function putEntry(page: Page, map: MapTree, key: string, written: Written, path: Path, keys: readonly string[]): TextEdit | undefined {
  const { text, style } = page;
  const block = isBlock(text, map);
  const present = entryAt(map, key);
  const like: Like = { model: present?.value, section: String(path[0]), depth: path.length - 1, inBrackets: !block };
  if (present !== undefined) return replace(page, present, written, like);
  const before = new Set(keys.includes(key) ? keys.slice(0, keys.indexOf(key)) : map.entries.map((entry) => entry.key));
  if (block) {
    const column = columnOf(text, map.entries[0]!.keySpan.start);
    return insertEntry(page, map, before, `${keyText(key, style)}:${afterKey(page, written, like, column)}`, gapFor(path, written));
  }
  const parts = map.entries.map(spanOf);
  const at = lastIndex(map.entries, (entry) => before.has(entry.key)) + 1;
  return insertInBrackets(page, map.span, parts, at, pairInBrackets(page, key, written), style.bracePad);
}

function replace(page: Page, entry: Entry, written: Written, like: Like): TextEdit | undefined {
  const { text } = page;
  const { keySpan, value } = entry;
  const column = columnOf(text, keySpan.start);
  if (isEmpty(value)) {
    // An empty section may hold comments: lines go behind them, and brackets behind the colon.
    const next = afterKey(page, written, { ...like, model: undefined }, column);
    if (value.span.end > value.span.start) {
      const rest = text.slice(value.span.end, lineEnd(text, value.span.end));
      if (/^\s/.test(next) && !next.startsWith(' ') && rest.trim() === '') return { start: colonEnd(text, keySpan.end), end: value.span.end, text: next };
      return { ...value.span, text: inBrackets(page, written) };
    }
    const colon = colonEnd(text, keySpan.end);
    if (next.startsWith(' ')) return { start: colon, end: colon, text: next };
    const end = endOfLines(text, colon, column);
    return { start: end, end, text: next };
  }
  if (value.kind === 'scalar' && like.inBrackets === false) {
    const colon = colonEnd(text, keySpan.end);
    const next = afterKey(page, written, like, column);
    // A text of several lines ends with the break of its last one, which stays.
    const block = /^[|>]/.test(text.slice(value.span.start, value.span.start + 1));
    const end = block ? value.span.start + text.slice(value.span.start, value.span.end).trimEnd().length : value.span.end;
    if (block || next.includes('\n')) {
      if (text.slice(colon, value.span.start).includes('#')) return undefined;
      // A comment stands behind the first line, where below it there are lines of text.
      const first = text.slice(block ? value.span.start : end, lineEnd(text, block ? value.span.start : end));
      const comment = /[ \t]+#.*/.exec(first)?.[0] ?? '';
      const head = /^ [|>]\S*/.exec(next)?.[0] ?? next;
      return { start: colon, end: block ? end : end + comment.length, text: head + comment + next.slice(head.length) };
    }
  }
  const oneLine = inBrackets(page, written, value);
  if (!isBlock(text, value)) return { ...value.span, text: oneLine };
  const rendered = afterKey(page, written, like, column, columnOf(text, value.span.start) - column);
  const colon = colonEnd(text, keySpan.end);
  const between = text.slice(colon, value.span.start);
  if (between.includes('#')) return { ...value.span, text: rendered.trimStart() };
  return { start: colon, end: value.span.end, text: rendered };
}

/** At the top of the file, sections are parted by blank lines if the others are; single values only if every key is. */
function gapFor(path: Path, written: Written): Gap {
  if (path.length > 1) return 'none';
  return written.kind === 'map' || written.kind === 'list' ? 'as-next' : 'as-both';
}

function removeAt(page: Page, path: Path): TextEdit | undefined {
  const { text, root } = page;
  const around: Tree[] = [root];
  for (const step of path) {
    const inside: Tree | undefined = childOf(around.at(-1)!, step);
    if (inside === undefined) return undefined;
    around.push(inside);
  }
  // What holds nothing else goes with it, unless somebody wrote a comment in there.
  let depth = path.length;
  while (depth > 1 && typeof path[depth - 2] === 'string' && sizeOf(around[depth - 1]!) === 1) {
    const entry = entryAt(around[depth - 2], path[depth - 2] as string);
    if (entry === undefined || hasComments(text, entry)) break;
    depth--;
  }
  const container = around[depth - 1]!;
  const step = path[depth - 1]!;
  const block = isBlock(text, container);
  if (container.kind === 'list' && typeof step === 'number') {
    return block ? removeLine(page, container, step) : removeFromBrackets(page, container.span, container.items.map(({ span }) => span), step);
  }
  if (container.kind !== 'map') return undefined;
  const at = container.entries.findIndex(({ key }) => key === step);
  return block ? removeEntryLines(page, container, at, depth === 1) : removeFromBrackets(page, container.span, container.entries.map(spanOf), at);
}

function childOf(tree: Tree, step: string | number): Tree | undefined {
  if (typeof step === 'number') return tree.kind === 'list' ? tree.items[step] : undefined;
  return entryAt(tree, step)?.value;
}

function sizeOf(tree: Tree): number {
  return tree.kind === 'list' ? tree.items.length : tree.kind === 'map' ? tree.entries.length : 0;
}

function isEmpty(tree: Tree): boolean {
  return tree.kind === 'scalar' ? tree.value === null : sizeOf(tree) === 0;
}

function spanOf(entry: Entry): { readonly start: number; readonly end: number } {
  return { start: entry.keySpan.start, end: endOf(entry) };
}

function parentOf(value: ScenarioValue, path: Path): unknown {
  return path.slice(0, -1).reduce<unknown>((here, step) => (here as { readonly [step: string | number]: unknown } | undefined)?.[step], value);
}

function colonEnd(text: string, keyEnd: number): number {
  const colon = text.indexOf(':', keyEnd);
  return colon < 0 ? keyEnd : colon + 1;
}

/** Where the values of one-key items stand below one another although their keys differ in length: that column. */
function valueColumn(text: string, list: ListTree): number | undefined {
  const columns = new Set<number>();
  const lengths = new Set<number>();
  for (const item of list.items) {
    const only = item.kind === 'map' && item.entries.length === 1 && isBlock(text, item) ? item.entries[0]! : undefined;
    if (only === undefined || isBlock(text, only.value)) return undefined;
    columns.add(columnOf(text, only.value.span.start));
    lengths.add(only.keySpan.end - only.keySpan.start);
  }
  return columns.size === 1 && lengths.size > 1 ? [...columns][0] : undefined;
}
