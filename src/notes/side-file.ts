/**
 * Notes in a file beside the run they are of, `NAME.notes.md`: plain Markdown, a `##` heading for each note that says where it is pinned
 * (place-words.ts), perhaps a line with author and date, and then whatever the reader writes.
 *
 * Nothing that stands there is ever lost: a heading that says no place is a note on the whole, what a merge has left is told and stays, and
 * every change is one edit of the part it is about.
 */
import { lineStarts, positionAt } from '../scenario/lines';
import type { Span } from '../scenario/scenario';
import type { TextEdit } from '../scenario/edit/text-edit';
import type { Problem } from '../trace/problem';
import { placeWords, readPlaceWords } from './place-words';
import type { NotePlace } from './place-words';

export interface SideNote {
  /** Undefined where the heading says none that can be read: the note is on the whole, and its heading is told. */
  readonly place: NotePlace | undefined;
  readonly heading: string;
  readonly author?: string;
  /** As written: 2026-11-23 */
  readonly date?: string;
  /** Markdown, without blank lines around it and without what a merge has left. */
  readonly text: string;
  /** From the heading to where the next note begins. */
  readonly span: Span;
  readonly headingSpan: Span;
  /** What `text` was read from. */
  readonly bodySpan: Span;
  /** A merge has left both versions in it. */
  readonly torn: boolean;
}

export interface SideFile {
  readonly source: string;
  readonly notes: readonly SideNote[];
  readonly problems: readonly Problem[];
}

export type SideEdit = { readonly ok: true; readonly edit: TextEdit } | { readonly ok: false; readonly message: string };

export interface NewNote {
  readonly place: NotePlace;
  readonly text: string;
  readonly author?: string;
  readonly date?: string;
}

/** Of a longer file the rest is not looked at. */
export const MAX_SIDE_CHARS = 1_000_000;
const MAX_NOTES = 2_000;
const HEADING = /^ {0,3}(#{1,2})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const META = /^\*— (?:([^,*]+?)(?:, (\d{4}-\d{2}-\d{2}))?|(\d{4}-\d{2}-\d{2}))\*[ \t]*$/;

interface Line {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  readonly text: string;
  /** In a fenced block, or the line of a fence. */
  readonly code: boolean;
}

/** Reads any text. */
export function parseSideFile(source: string): SideFile {
  const lines = linesOf(source.slice(0, MAX_SIDE_CHARS));
  const starts = lineStarts(source);
  const problems: Problem[] = [];
  const report = (span: Span, severity: Problem['severity'], code: string, message: string): void => {
    const to = positionAt(starts, span.end);
    problems.push({ severity, ...positionAt(starts, span.start), endLine: to.line, endColumn: to.column, message, code });
  };
  const torn = mergeMarks(lines);
  for (const line of torn) report(line, 'error', 'merge-conflict', 'a merge has left both versions here; keep what is right and delete this line');
  const heads = lines.flatMap((line, k) => {
    const found = line.code ? null : HEADING.exec(line.text);
    return found === null ? [] : [{ k, level: found[1]!.length, words: found[2]! }];
  });
  const notes: SideNote[] = [];
  heads.forEach(({ k, level, words }, place) => {
    if (level !== 2 || notes.length === MAX_NOTES) return;
    const to = heads[place + 1]?.k ?? lines.length;
    const read = readPlaceWords(words);
    const head = lines[k]!;
    if (!read.ok) report(head, 'warning', 'unknown-place', `${read.message}; this note is shown with the whole`);
    notes.push(noteOf(lines.slice(k, to), read.ok ? read.place : undefined, words, lines[to]?.start ?? source.length, torn));
  });
  return { source, notes, problems };
}

/** A file for the notes on `title`; `link` leads to the run. */
export function newSideText(title: string, link: string): string {
  return `# Notes on [${title}](${link})\n`;
}

/** The edit that puts a note behind the others. */
export function addSideNote(file: SideFile, note: NewNote): SideEdit {
  const { source } = file;
  if (source.length > MAX_SIDE_CHARS / 2) return refuse('the file with the notes is too long');
  const eol = eolOf(source);
  const gap = source === '' || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(source) ? '' : /[\r\n]$/.test(source) ? eol : eol + eol;
  const meta = metaOf(note);
  const parts = [`## ${placeWords(note.place)}`, ...(meta === '' ? [] : [meta]), ...bodyParts(note.text)];
  const edit = { start: source.length, end: source.length, text: gap + `${parts.join('\n\n')}\n`.replaceAll('\n', eol) };
  // A block of code that is not closed would swallow it.
  const after = parseSideFile(source + edit.text).notes;
  return after.length === file.notes.length + 1 ? { ok: true, edit } : refuse('the last block of code in the file with the notes is not closed');
}

/** The edit that gives a note another text; its heading, author and date stay, or with `as` become others. */
export function changeSideNote(file: SideFile, at: number, text: string, as?: Omit<NewNote, 'text'>): SideEdit {
  const note = file.notes[at];
  if (note === undefined) return refuse('this note is no longer there');
  if (note.torn) return refuse('a merge has left both versions of this note; choose in the file');
  const eol = eolOf(file.source);
  const body = bodyParts(text).join('').replaceAll('\n', eol);
  const { start, end } = note.bodySpan;
  if (as !== undefined) {
    const head = [`## ${placeWords(as.place)}`, ...[metaOf({ ...as, text })].filter((line) => line !== '')].join('\n\n').replaceAll('\n', eol);
    return { ok: true, edit: { start: note.headingSpan.start, end: Math.max(end, note.headingSpan.end), text: `${head}${eol}${eol}${body}` } };
  }
  if (end > start) return { ok: true, edit: { start, end, text: body } };
  return { ok: true, edit: { start, end, text: `${eol}${eol}${body}` } };
}

/** The edit that takes a note out. */
export function removeSideNote(file: SideFile, at: number): SideEdit {
  const note = file.notes[at];
  if (note === undefined) return refuse('this note is no longer there');
  if (note.torn) return refuse('a merge has left both versions of this note; choose in the file');
  return { ok: true, edit: { ...note.span, text: '' } };
}

/** The text as it stands in the file once it is written: without headings that would begin a note, and what else would mean something there. */
export function bodyText(text: string): string {
  const trimmed = text.replaceAll(/\r\n?/g, '\n').replace(/^(?:[ \t]*\n)+/, '').replace(/\s+$/, '');
  const lines = linesOf(trimmed);
  const kept = lines.map((line, k) => {
    if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line.text)) return ` ${line.text}`;
    if (line.code) return line.text;
    if (HEADING.test(line.text)) return line.text.replace(/#+/, '###');
    return k === 0 && META.test(line.text) ? `\\${line.text}` : line.text;
  });
  const fence = openFence(lines);
  return fence === undefined ? kept.join('\n') : `${kept.join('\n')}\n${fence}`;
}

function noteOf(lines: readonly Line[], place: NotePlace | undefined, heading: string, end: number, torn: readonly Line[]): SideNote {
  const [head, ...rest] = lines;
  let from = rest.findIndex(({ text }) => text.trim() !== '');
  const meta = from < 0 ? null : META.exec(rest[from]!.text);
  let behind = head!.end;
  if (meta !== null) {
    behind = rest[from]!.end;
    const next = rest.findIndex(({ text }, k) => k > from && text.trim() !== '');
    from = next;
  }
  let to = rest.length - 1;
  while (to >= 0 && rest[to]!.text.trim() === '') to--;
  const body = from < 0 ? [] : rest.slice(from, to + 1);
  const [author, date] = [meta?.[1], meta?.[2] ?? meta?.[3]];
  return {
    place,
    heading,
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    text: body.filter((line) => !torn.includes(line)).map(({ text }) => text).join('\n').trim(),
    span: { start: head!.start, end },
    headingSpan: { start: head!.start, end: head!.end },
    bodySpan: body.length === 0 ? { start: behind, end: behind } : { start: body[0]!.start, end: body.at(-1)!.end },
    torn: lines.some((line) => torn.includes(line)),
  };
}

/** Lines that a merge has left; `=======` counts only between the two others, for elsewhere it underlines a heading. */
function mergeMarks(lines: readonly Line[]): Line[] {
  const marks: Line[] = [];
  let open = false;
  for (const line of lines) {
    if (/^<{7}(?: |$)/.test(line.text)) open = true;
    else if (/^>{7}(?: |$)/.test(line.text)) {
      if (open) marks.push(line);
      open = false;
      continue;
    }
    if (open && /^(?:<{7}(?: |$)|={7}$|\|{7}(?: |$))/.test(line.text)) marks.push(line);
  }
  return marks;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let fence: string | undefined;
  const starts = lineStarts(text);
  starts.forEach((start, k) => {
    const next = starts[k + 1] ?? text.length;
    const written = text.slice(start, next).replace(/(?:\r\n|\n|\r)$/, '');
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(written);
    let code = fence !== undefined;
    if (mark !== null) {
      if (fence === undefined) {
        // Backticks behind backticks are code within a line.
        if (!(mark[1]!.startsWith('`') && mark[2]!.includes('`'))) {
          fence = mark[1]!;
          code = true;
        }
      } else if (mark[1]!.startsWith(fence) && mark[2]!.trim() === '') fence = undefined;
    }
    lines.push({ start, end: start + written.length, text: written, code });
  });
  return lines;
}

/** The fence that is still to be closed. */
function openFence(lines: readonly Line[]): string | undefined {
  let fence: string | undefined;
  for (const { text, code } of lines) {
    const mark = code ? /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(text) : null;
    if (mark === null) continue;
    if (fence === undefined) fence = mark[1]!;
    else if (mark[1]!.startsWith(fence) && mark[2]!.trim() === '') fence = undefined;
  }
  return fence;
}

function bodyParts(text: string): string[] {
  const body = bodyText(text);
  return body === '' ? [] : [body];
}

function metaOf({ author, date }: NewNote): string {
  const name = author?.replace(/[*,\s]+/g, ' ').trim() ?? '';
  if (name === '') return date === undefined ? '' : `*— ${date}*`;
  return `*— ${name}${date === undefined ? '' : `, ${date}`}*`;
}

function eolOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

function refuse(message: string): SideEdit {
  return { ok: false, message };
}
