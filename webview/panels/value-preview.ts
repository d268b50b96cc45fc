/**
 * A value on one line, as pieces with a tone each. What changed is never the part that is left out: when the line gets
 * too long, unchanged children give way.
 */
import type { Plain } from '../../src/trace/trace';
import { childrenOf, same, sizeOf } from './value-diff';
import type { Child } from './value-diff';
import { shortString, shortText } from './plain-text';

export type Tone = 'name' | 'string' | 'number' | 'boolean' | 'null' | 'sign';

export interface Piece {
  readonly text: string;
  readonly tone: Tone;
  readonly changed: boolean;
}

const STRING_LIMIT = 80;
const KEY_LIMIT = 40;

/** The pieces of one line of about `limit` characters; `compare` false means nothing is marked. */
export function preview(value: Plain, before: Plain | undefined, compare: boolean, limit: number): Piece[] {
  const line = new Line(limit);
  write(line, value, before, compare, 0);
  return line.pieces;
}

/** The text of pieces, for measuring and for screen readers. */
export function pieceText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

class Line {
  readonly pieces: Piece[] = [];
  length = 0;
  constructor(readonly limit: number) {}

  add(text: string, tone: Tone, changed = false): void {
    this.pieces.push({ text, tone, changed });
    this.length += text.length;
  }
  get left(): number {
    return this.limit - this.length;
  }
}

function write(line: Line, value: Plain, before: Plain | undefined, compare: boolean, depth: number): void {
  const differs = compare && (before === undefined || !same(value, before));
  if (typeof value === 'string') {
    line.add(shortText(value, Math.max(8, Math.min(STRING_LIMIT, line.left))), 'string', differs);
  } else if (value === null || typeof value !== 'object') {
    line.add(String(value), value === null ? 'null' : typeof value === 'number' ? 'number' : 'boolean', differs);
  } else {
    const list = Array.isArray(value);
    const size = sizeOf(value);
    if (size === 0) line.add(list ? '[]' : '{}', 'sign', differs);
    else if (depth >= 3) line.add(list ? `[${size}]` : `{${size}}`, 'sign', differs);
    else writeChildren(line, childrenOf(value, before), list, compare, depth);
  }
}

function writeChildren(line: Line, children: readonly Child[], list: boolean, compare: boolean, depth: number): void {
  line.add(list ? '[' : '{', 'sign');
  const changedChild = (child: Child): boolean => compare && (child.before === undefined || !same(child.value, child.before));
  let waiting = compare ? children.reduce((count, child) => count + (changedChild(child) ? 1 : 0), 0) : 0;
  let skipped = false;
  let written = 0;
  for (const child of children) {
    const marked = waiting > 0 && changedChild(child);
    if (marked) waiting -= 1;
    // Room is kept for what changed further on.
    const room = line.left - (waiting > 0 && !marked ? 24 : 6);
    if (room < (written === 0 ? 0 : 8) && !(marked && written < 12 && line.left > -40)) {
      if (!skipped) {
        if (written > 0) line.add(', ', 'sign');
        line.add('…', 'sign');
        written += 1;
      }
      skipped = true;
      if (waiting === 0) break;
      continue;
    }
    if (written > 0) line.add(', ', 'sign');
    if (!list) {
      line.add(shortString(child.name, KEY_LIMIT), 'name', marked);
      line.add(': ', 'sign');
    } else if (skipped) {
      line.add(`${child.name}: `, 'sign');
    }
    skipped = false;
    write(line, child.value, child.before, compare, depth + 1);
    written += 1;
  }
  line.add(list ? ']' : '}', 'sign');
}
