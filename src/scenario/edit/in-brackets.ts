/**
 * Pieces put into and taken out of `[…]` and `{…}`, on one line or with a line for each.
 *
 * Commas are the trouble: the last piece has one behind it or not, and comments may stand behind the comma.
 */
import type { Span } from '../scenario';
import { indentOf, isFirstOnLine, lineEnd, lineStart, nextLine, spaces } from './text-lines';
import type { Page } from './page';
import type { TextEdit } from './text-edit';

/** Puts a piece before the one with this number, or behind the last. `whole` is the range with the brackets. */
export function insertInBrackets(page: Page, whole: Span, parts: readonly Span[], at: number, piece: string, pad: string): TextEdit {
  const { text, style } = page;
  if (parts.length === 0) return insertInEmpty(page, whole, piece, pad);
  const next = parts[at];
  if (at === 0) {
    const line = isFirstOnLine(text, next!.start) ? `,${style.eol}${spaces(indentOf(text, next!.start))}` : style.comma;
    return insertion(next!.start, piece + line);
  }
  const before = parts[at - 1]!;
  if (!isFirstOnLine(text, before.start)) return insertion(before.end, style.comma + piece);
  const line = style.eol + spaces(indentOf(text, before.start)) + piece;
  const comma = commaFrom(text, before.end, whole.end);
  if (comma >= 0) {
    const end = lineEnd(text, comma);
    if ((next !== undefined && next.start < end) || whole.end - 1 < end) return insertion(comma + 1, ` ${piece},`);
    return insertion(end, `${line},`);
  }
  const end = Math.min(lineEnd(text, before.end), whole.end - 1);
  const behind = text.slice(before.end, end).trimEnd();
  return { start: before.end, end: before.end + behind.length, text: `,${behind}${line}` };
}

/** Takes a piece out, with its comma; comments on other lines stay. */
export function removeFromBrackets(page: Page, whole: Span, parts: readonly Span[], at: number): TextEdit {
  const { text } = page;
  const { start, end } = parts[at]!;
  if (parts.length === 1) return removeOnly(text, whole, parts[0]!);
  const last = at === parts.length - 1;
  if (standsAlone(text, whole, parts[at]!)) {
    const from = lineStart(text, start);
    const ownComma = commaFrom(text, end, lineEnd(text, end));
    if (!last || ownComma >= 0) return { start: from, end: nextLine(text, ownComma >= 0 ? ownComma : end), text: '' };
    const comma = commaFrom(text, parts[at - 1]!.end, start);
    const kept = text.slice(comma + 1, from);
    return { start: comma, end: lineEnd(text, end), text: kept.replace(/\r?\n$/, '') };
  }
  if (last || text.slice(end, parts[at + 1]!.start).includes('#')) {
    if (at > 0) return { start: parts[at - 1]!.end, end, text: '' };
  }
  return { start, end: parts[at + 1]!.start, text: '' };
}

function insertInEmpty({ text, style }: Page, whole: Span, piece: string, pad: string): TextEdit {
  const inside = text.slice(whole.start + 1, whole.end - 1);
  if (inside.trim() === '') return { start: whole.start + 1, end: whole.end - 1, text: pad + piece + pad };
  // Only comments can stand in there; the bracket is on a line of its own.
  const bracket = whole.end - 1;
  return insertion(bracket, isFirstOnLine(text, bracket) ? `${spaces(style.mapIndent)}${piece}${style.eol}${spaces(indentOf(text, bracket))}` : piece + pad);
}

function removeOnly(text: string, whole: Span, part: Span): TextEdit {
  const inside = { start: whole.start + 1, end: whole.end - 1, text: '' };
  if (!text.slice(inside.start, inside.end).includes('#')) return inside;
  const comma = commaFrom(text, part.end, whole.end);
  return { start: part.start, end: comma >= 0 ? comma + 1 : part.end, text: '' };
}

/** Whether nothing else of the map or list is on the lines of this piece. */
function standsAlone(text: string, whole: Span, part: Span): boolean {
  if (!isFirstOnLine(text, part.start)) return false;
  const end = lineEnd(text, part.end);
  return whole.end - 1 > end && /^\s*,?[ \t]*(#.*)?$/.test(text.slice(part.end, end)) && whole.start < lineStart(text, part.start);
}

/** Offset of the first comma that is not in a comment, or -1. Only blanks and comments stand before it. */
function commaFrom(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    if (text[i] === ',') return i;
    if (text[i] === '#') i = lineEnd(text, i);
    else if (!/\s/.test(text[i]!)) return -1;
  }
  return -1;
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
