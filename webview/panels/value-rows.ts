/**
 * A record as the rows of a tree: what is open, what is left out of long lists, what changed. Pure, so that a thousand
 * entries can be tested without a page.
 */
import type { Plain, PlainObject } from '../../src/trace/trace';
import { shortString, shortText } from './plain-text';
import { childrenOf, goneFrom, same, sizeOf } from './value-diff';
import type { Child } from './value-diff';
import { pieceText, preview } from './value-preview';
import type { Piece } from './value-preview';

/** `inside`: something within it changed. */
export type Mark = 'none' | 'changed' | 'added' | 'inside';

export interface ValueRow {
  /** Unique, and the same for the same place at every step. */
  readonly path: string;
  /** From 1. */
  readonly depth: number;
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly mark: Mark;
  /** What stood here before, short, where it is worth showing. */
  readonly was?: string;
  /** How many entries or fields that were in here before are gone; 0 is not told. */
  readonly gone?: number;
  readonly expandable: boolean;
  readonly open: boolean;
  /** A long string in full, when it is open. */
  readonly full?: string;
  /** A row that stands for `hidden` children left out of the list at `path`. */
  readonly hidden?: number;
  /** From 1, among `size` rows of the same parent. */
  readonly position: number;
  readonly size: number;
}

export interface RowsOptions {
  /** The record at the step before; without it, `changed` alone says what changed. */
  readonly previous?: PlainObject;
  /** Top-level fields to mark when there is no `previous`. */
  readonly changed?: readonly string[];
  /** Whether the row is open, given what is suggested for it. */
  readonly isOpen: (path: string, suggested: boolean) => boolean;
  /** How many children of a list or record to show. */
  readonly shown: (path: string) => number;
  /** About how many characters of a value a row has room for. */
  readonly room: number;
}

/** Children shown of a long list before the reader asks for more: the first few, the last few, and what changed. */
export const SHOWN = 12;
/** The same where many records stand side by side. */
export const SHOWN_BRIEFLY = 6;
/** Strings up to this length need no row of their own to be read in full, however narrow the panel. */
const ALWAYS_SEEN = 24;
/** A record that fits here needs no rows of its own. */
const FITS_IN_A_ROW = 44;
const MAX_DEPTH = 24;

/** The rows of a record's fields, top level first, in the record's own order. */
export function valueRows(record: PlainObject, options: RowsOptions): ValueRow[] {
  const rows: ValueRow[] = [];
  const { previous } = options;
  for (const { child, position, size } of placed(childrenOf(record, previous))) {
    const named = previous === undefined && (options.changed?.includes(child.name) ?? false);
    addRow(rows, child, '', 1, position, size, previous !== undefined, named, options);
  }
  return rows;
}

function addRow(
  rows: ValueRow[],
  child: Child,
  parent: string,
  depth: number,
  position: number,
  size: number,
  compare: boolean,
  named: boolean,
  options: RowsOptions,
): void {
  const path = `${parent}/${child.name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const { value, before } = child;
  const children = sizeOf(value);
  const long = typeof value === 'string' && value.length > ALWAYS_SEEN;
  const expandable = (children > 0 && depth < MAX_DEPTH) || long;
  const pieces = preview(value, before, compare, options.room);
  const suggested = depth === 1 && children > 0 && pieceText(pieces).length > FITS_IN_A_ROW;
  const open = expandable && options.isOpen(path, suggested);
  const mark = named ? 'changed' : compare ? markOf(value, before) : 'none';
  rows.push({
    path,
    depth,
    name: child.name,
    pieces: open && children > 0 ? summary(value, children) : pieces,
    mark,
    gone: mark === 'inside' ? goneFrom(value, before) || undefined : undefined,
    was: mark === 'changed' && before !== undefined ? shortText(before, 32) : undefined,
    expandable,
    open,
    full: open && long ? value : undefined,
    position,
    size,
  });
  if (!open || children === 0) return;
  const all = childrenOf(value, before);
  const picked = pick(all, options.shown(path), compare);
  for (const { child: inner, position: at, size: of } of placed(all)) {
    const gap = picked.gapBefore.get(at - 1);
    if (gap !== undefined) rows.push(gapRow(path, depth + 1, gap, at, of));
    if (picked.has(at - 1)) addRow(rows, inner, path, depth + 1, at, of, compare, false, options);
  }
}

function markOf(value: Plain, before: Plain | undefined): Mark {
  if (before === undefined) return 'added';
  if (same(value, before)) return 'none';
  const bothRecords = sizeOf(value) > 0 && sizeOf(before) > 0 && Array.isArray(value) === Array.isArray(before);
  return bothRecords ? 'inside' : 'changed';
}

function summary(value: Plain, children: number): Piece[] {
  const noun = Array.isArray(value) ? (children === 1 ? 'entry' : 'entries') : children === 1 ? 'field' : 'fields';
  return [{ text: `${children} ${noun}`, tone: 'sign', changed: false }];
}

function gapRow(path: string, depth: number, hidden: number, position: number, size: number): ValueRow {
  // NUL cannot be typed in a name by accident, so this path is no other row's.
  return { path: `${path}\u0000${position}`, depth, name: '', pieces: [], mark: 'none', expandable: true, open: false, hidden, position, size };
}

/** Which children of a long list are shown, and how many are left out before some of them. */
function pick(children: readonly Child[], shown: number, compare: boolean) {
  const count = children.length;
  const gapBefore = new Map<number, number>();
  if (count <= shown) return { has: () => true, gapBefore };
  const tail = Math.ceil(shown * 0.4);
  const head = Math.max(1, shown - tail - 1);
  const extra = new Set<number>();
  for (let i = head; compare && i < count - tail && extra.size < 6; i++) {
    const child = children[i]!;
    if (child.before === undefined || !same(child.value, child.before)) extra.add(i);
  }
  const kept = (i: number): boolean => i < head || i >= count - tail || extra.has(i);
  // One entry takes no more room than the row that would stand for it.
  const has = (i: number): boolean => kept(i) || (kept(i - 1) && kept(i + 1));
  let left = 0;
  for (let i = 0; i < count; i++) {
    if (!has(i)) {
      left += 1;
    } else if (left > 0) {
      gapBefore.set(i, left);
      left = 0;
    }
  }
  return { has, gapBefore };
}

function* placed(children: readonly Child[]): Generator<{ child: Child; position: number; size: number }> {
  for (let i = 0; i < children.length; i++) yield { child: children[i]!, position: i + 1, size: children.length };
}

/** A field's name as drawn: names come from files and may be long or hold control characters. */
export function rowName(name: string): string {
  return shortString(name, 60);
}
