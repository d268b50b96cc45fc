/**
 * Entries and items put into and taken out of maps and lists that are written line by line.
 *
 * A new line is put behind the line before it (and not in front of the one behind it), so that comments above what follows
 * stay with it, and so that a file without a line break at its end gets none.
 */
import type { Entry, ListTree, MapTree } from '../yaml-tree';
import { lastIndex } from './last';
import { columnOf, endOfLines, isBlankLine, isCommentLine, isFirstOnLine, lineBefore, lineEnd, lineStart, nextLine, spaces } from './text-lines';
import type { Page } from './page';
import type { TextEdit } from './text-edit';

/** Puts an item, given from its dash on, before the one with this number, or behind the last. */
export function insertLine({ text, style }: Page, list: ListTree, at: number, item: string): TextEdit {
  const column = columnOf(text, list.span.start);
  const before = list.items[at - 1];
  if (before !== undefined) {
    const end = endOfLines(text, before.span.end, column);
    return { start: end, end, text: style.eol + spaces(column) + item };
  }
  // Comments above the first item are about that item: the new one goes above them.
  let above = lineBefore(text, list.span.start);
  let commented = false;
  while (above >= 0 && isCommentLine(text, above)) {
    commented = true;
    above = lineBefore(text, above);
  }
  if (commented && above >= 0) return { start: above, end: above, text: style.eol + spaces(column) + item };
  const { start } = list.span;
  return { start, end: start, text: item + style.eol + spaces(column) };
}

/** Takes an item out, with the comment behind it on its line. */
export function removeLine({ text }: Page, list: ListTree, at: number): TextEdit {
  const column = columnOf(text, list.span.start);
  const { start, end } = list.items[at]!.span;
  let dash = lineStart(text, start);
  while (dash > list.span.start && !isDash(text, dash, column)) dash = lineStart(text, lineBefore(text, dash));
  return wholeLines(text, dash, end);
}

/** Whether a blank line comes before a new entry: never, where one stands behind its place, or where one stands on both sides of what is before it. */
export type Gap = 'none' | 'as-next' | 'as-both';

/** Puts an entry behind the last of `before` that is there, or at the beginning. `entry` is the text from its key on. */
export function insertEntry({ text, style }: Page, map: MapTree, before: ReadonlySet<string>, entry: string, gap: Gap): TextEdit {
  const first = map.entries[0]!;
  const column = columnOf(text, first.keySpan.start);
  const place = lastIndex(map.entries, ({ key }) => before.has(key));
  if (place < 0) return { start: first.keySpan.start, end: first.keySpan.start, text: entry + style.eol + spaces(column) };
  const end = endOfLines(text, endOf(map.entries[place]!), column);
  const parted = gap !== 'none' && hasGap(text, map, place) && (gap === 'as-next' || place === 0 || hasGap(text, map, place - 1));
  return { start: end, end, text: (parted ? style.eol : '') + style.eol + spaces(column) + entry };
}

/** Takes an entry out; at the top of the file with one of two blank lines that would meet. */
export function removeEntryLines({ text }: Page, map: MapTree, at: number, isTop: boolean): TextEdit {
  const entry = map.entries[at]!;
  const { start } = entry.keySpan;
  const end = endOf(entry);
  // The first key of a list's item shares its line with the dash.
  const next = map.entries[at + 1];
  if (!isFirstOnLine(text, start)) return { start, end: next?.keySpan.start ?? end, text: '' };
  const edit = wholeLines(text, start, isTop ? endOfLines(text, end, columnOf(text, start)) : end);
  const above = lineBefore(text, edit.start);
  const blankAbove = above >= 0 && edit.end > edit.start && isBlankLine(text, above);
  if (!isTop || !blankAbove || (edit.end < text.length && !isBlankLine(text, edit.end))) return edit;
  return { ...edit, start: lineStart(text, above) };
}

/** Whether comments stand in the lines of an entry that would go with it, besides the one behind its only item. */
export function hasComments(text: string, entry: Entry): boolean {
  const { value, keySpan } = entry;
  const only = value.kind === 'list' ? value.items[0] : value.kind === 'map' ? value.entries[0]?.value : undefined;
  const end = endOf(entry);
  const all = endOfLines(text, end, columnOf(text, keySpan.start));
  const head = text.slice(keySpan.end, value.kind === 'scalar' ? value.span.start : Math.max(value.span.start, keySpan.end));
  const inside = only === undefined ? '' : text.slice(value.span.start, only.span.start) + text.slice(only.span.end, end);
  return head.includes('#') || inside.includes('#') || all > lineEnd(text, end);
}

/** The end of an entry's text: of its value, or of the colon where it has none. */
export function endOf({ keySpan, value }: Entry): number {
  return value.span.end > keySpan.end ? value.span.end : keySpan.end + 1;
}

/** Whether blank lines part this entry of the file from the next one, or where there is none from the one before. */
function hasGap(text: string, map: MapTree, place: number): boolean {
  const next = map.entries[place + 1];
  if (next !== undefined) return hasBlankLine(text, endOf(map.entries[place]!), next.keySpan.start);
  const previous = map.entries[place - 1];
  return previous !== undefined && hasBlankLine(text, endOf(previous), map.entries[place]!.keySpan.start);
}

function hasBlankLine(text: string, from: number, to: number): boolean {
  return /\n[ \t]*\r?\n/.test(text.slice(lineEnd(text, from), to));
}

function wholeLines(text: string, from: number, to: number): TextEdit {
  const start = lineStart(text, from);
  const end = nextLine(text, to);
  if (end < text.length || lineEnd(text, to) < end) return { start, end, text: '' };
  // The last line has no line break; then the one before must not keep its own.
  const above = lineBefore(text, start);
  return { start: above < 0 ? start : above, end, text: '' };
}

function isDash(text: string, line: number, column: number): boolean {
  const at = line + column + (line === 0 && text.startsWith('\ufeff') ? 1 : 0);
  return text[at] === '-' && /^\s*$/.test(text.slice(line, at));
}
