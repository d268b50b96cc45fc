/**
 * Lines of a text around an offset, and what belongs to them. Everything here looks at the neighbourhood alone, so that an edit of a
 * long file costs no more than its reading.
 */
import type { Tree } from '../yaml-tree';

export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text[start - 1])) start--;
  return start;
}

/** Where the line's text ends: before its line break. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text[end])) end++;
  return end;
}

/** The beginning of the next line, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
}

/** The end of the line before this one, -1 on the first line. */
export function lineBefore(text: string, offset: number): number {
  const start = lineStart(text, offset);
  if (start === 0) return -1;
  return text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
}

/** How far an offset is indented; a byte order mark takes no room. */
export function columnOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return offset - start - (start === 0 && text.startsWith('\ufeff') ? 1 : 0);
}

/** The spaces a line begins with. */
export function indentOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  let at = start;
  while (text[at] === ' ') at++;
  return at - start;
}

/** Whether only blanks stand before this offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return /^\ufeff?[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}

export function isBlankLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), lineEnd(text, offset)));
}

export function isCommentLine(text: string, offset: number): boolean {
  return /^[ \t]*#/.test(text.slice(lineStart(text, offset), lineEnd(text, offset)));
}

/**
 * Where the last line of something ends that ends at `offset`, with the comments that belong to it: those behind it
 * on the line, and those on lines of their own that are indented deeper than it.
 */
export function endOfLines(text: string, offset: number, column: number): number {
  let end = lineEnd(text, offset);
  for (;;) {
    const next = nextLine(text, end);
    if (next <= end || next >= text.length || !isCommentLine(text, next) || indentOf(text, next) <= column) return end;
    end = lineEnd(text, next);
  }
}

/** Whether a map or list is written line by line, and not in brackets. */
export function isBlock(text: string, tree: Tree | undefined): boolean {
  if (tree === undefined || tree.kind === 'scalar') return false;
  const first = text[tree.span.start];
  return tree.kind === 'list' ? first === '-' : first !== '{';
}

export function spaces(count: number): string {
  return ' '.repeat(count);
}

function isBreak(sign: string | undefined): boolean {
  return sign === '\n' || sign === '\r';
}
