/**
 * The habits of one file: what it would look like if its author went on writing.
 *
 * What stands next to the place of an edit is the first model for it (see render.ts); these habits decide where there is nothing
 * to go by.
 */
import { UNITS } from '../units';
import { entryAt } from '../yaml-tree';
import type { MapTree, Tree } from '../yaml-tree';
import { columnOf, isBlock, lineStart } from './text-lines';

export interface Style {
  readonly eol: string;
  /** Names and words are in double quotes, as in JSON. */
  readonly json: boolean;
  /** What stands between a key and its value within braces. */
  readonly colon: string;
  readonly comma: string;
  /** What stands inside braces, and inside brackets around words and around maps: a space, or nothing. */
  readonly bracePad: string;
  readonly bracketPad: string;
  readonly bracketMapPad: string;
  /** How much deeper than its key a map is written, and a list. */
  readonly mapIndent: number;
  readonly listIndent: number;
  /** What stands in a list written line by line has lines of its own as well. */
  readonly blockItems: boolean;
  /** Parameters and the like are written line by line. */
  readonly blockMaps: boolean;
  /** The unit in which most durations are written: the one for no time at all. */
  readonly unit: string;
  /** The quotation mark of the file. */
  readonly quote: '"' | "'";
}

const DURATION = new RegExp(`^-?\\d+(?:\\.\\d+)?(${Object.keys(UNITS).join('|')})$`);

/** What can be said of a text; `root` was read from it. */
export function styleOf(text: string, root: MapTree): Style {
  const seen: Seen = { units: new Map() };
  look(text, root, seen);
  const json = text[root.entries[0]?.keySpan.start ?? 0] === '"';
  const bracePad = seen.bracePad ?? ' ';
  const sections = root.entries.map(({ key, keySpan, value }) => ({ key, column: columnOf(text, keySpan.start), value }));
  const indentUnder = (kind: Tree['kind']): number | undefined => {
    const found = sections.find(({ value }) => value.kind === kind && isBlock(text, value));
    return found && columnOf(text, found.value.span.start) - found.column;
  };
  const mapIndent = indentUnder('map');
  const listIndent = indentUnder('list');
  return {
    eol: /\r\n|\n/.exec(text)?.[0] ?? '\n',
    json,
    colon: json && seen.tightColon === true ? ':' : ': ',
    comma: seen.comma ?? ', ',
    bracePad,
    bracketPad: seen.bracketPad ?? '',
    bracketMapPad: seen.bracketMapPad ?? (json ? seen.bracketPad : undefined) ?? bracePad,
    mapIndent: positive(mapIndent ?? listIndent),
    listIndent: listIndent ?? positive(mapIndent),
    blockItems: writesItemsInLines(text, root),
    blockMaps: ['params', 'nodes'].some((key) => isBlock(text, entryAt(root, key)?.value)),
    unit: [...seen.units].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'ms',
    quote: seen.quote ?? '"',
  };
}

interface Seen {
  readonly units: Map<string, number>;
  bracePad?: string;
  bracketPad?: string;
  bracketMapPad?: string;
  comma?: string;
  tightColon?: boolean;
  quote?: '"' | "'";
}

function look(text: string, tree: Tree, seen: Seen): void {
  if (tree.kind === 'scalar') {
    const sign = text[tree.span.start];
    if (sign === '"' || sign === "'") seen.quote ??= sign;
    const unit = typeof tree.value === 'string' ? DURATION.exec(tree.value)?.[1] : undefined;
    if (unit !== undefined) seen.units.set(unit, (seen.units.get(unit) ?? 0) + 1);
    return;
  }
  const { start } = tree.span;
  if (tree.kind === 'map') {
    if (text[start] === '{' && tree.entries.length > 0) seen.bracePad ??= padAt(text, start);
    for (const { keySpan, value } of tree.entries) {
      if (text[start] === '{') seen.tightColon ??= /^:\S/.test(text.slice(keySpan.end, keySpan.end + 2));
      look(text, value, seen);
    }
    if (text[start] === '{') seen.comma ??= commaBetween(text, tree.entries[0]?.value, tree.entries[1]?.keySpan.start);
    return;
  }
  if (text[start] === '[' && tree.items.length > 0) {
    if (tree.items[0]!.kind === 'map') seen.bracketMapPad ??= padAt(text, start);
    else seen.bracketPad ??= padAt(text, start);
    seen.comma ??= commaBetween(text, tree.items[0], tree.items[1]?.span.start);
  }
  for (const item of tree.items) look(text, item, seen);
}

/** A bracket with a line break behind it says nothing about brackets on one line. */
function padAt(text: string, bracket: number): string | undefined {
  const pad = /^ */.exec(text.slice(bracket + 1, bracket + 9))![0];
  return /[\r\n#]/.test(text[bracket + 1 + pad.length] ?? '') ? undefined : pad;
}

function commaBetween(text: string, before: Tree | undefined, next: number | undefined): string | undefined {
  if (before === undefined || next === undefined) return undefined;
  const between = text.slice(before.span.end, next);
  return /^, *$/.test(between) ? between : undefined;
}

/** Asks the operations, then the faults: both are lists of things with several fields. */
function writesItemsInLines(text: string, root: MapTree): boolean {
  const operations = entryAt(root, 'workload')?.value;
  if (operations?.kind === 'list' && operations.items.length > 0) return isLines(text, operations, operations.items[0]);
  const faults = entryAt(root, 'faults')?.value;
  const first = faults?.kind === 'list' ? faults.items[0] : undefined;
  return faults !== undefined && first?.kind === 'map' && isLines(text, faults, first.entries[0]?.value);
}

function isLines(text: string, list: Tree, inner: Tree | undefined): boolean {
  return isBlock(text, list) && inner?.kind === 'map' && isBlock(text, inner) && lineStart(text, inner.span.start) < lineStart(text, inner.span.end);
}

function positive(indent: number | undefined): number {
  return indent === undefined || indent < 1 ? 2 : indent;
}
