/**
 * One replacement in a text, and how to make it, undo it, and keep it as small as it can be.
 *
 * An editor shows, undoes and merges what it is given; an edit that repeats text which stays as it is would move
 * cursors and marks that have nothing to do with it.
 */

export interface TextEdit {
  /** Offsets in UTF-16 code units; equal for an insertion. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text after the edit. */
export function applyEdit(text: string, edit: TextEdit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** The edit that gives `text` back after `edit` was made in it. */
export function inverseOf(text: string, { start, end, text: put }: TextEdit): TextEdit {
  return { start, end: start + put.length, text: text.slice(start, end) };
}

/** The same edit without what it leaves as it is at both ends. It never parts what is one sign: \r\n, or a surrogate pair. */
export function trimmed(text: string, { start, end, text: put }: TextEdit): TextEdit {
  const old = text.slice(start, end);
  const shorter = Math.min(old.length, put.length);
  let head = 0;
  while (head < shorter && old[head] === put[head]) head++;
  while (head > 0 && (isInside(old, head) || isInside(put, head))) head--;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === put[put.length - 1 - tail]) tail++;
  while (tail > 0 && (isInside(old, old.length - tail) || isInside(put, put.length - tail))) tail--;
  return { start: start + head, end: end - tail, text: put.slice(head, put.length - tail) };
}

function isInside(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const behind = text.charCodeAt(at);
  return (before === 13 && behind === 10) || (before >= 0xd800 && before < 0xdc00 && behind >= 0xdc00 && behind < 0xe000);
}
