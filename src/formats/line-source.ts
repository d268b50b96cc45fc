/**
 * Text that comes in pieces, handed out line by line; lines once handed out can be had again by their place.
 *
 * The pieces are kept as they came, so a million lines cost their characters and four bytes each, and no line is
 * copied until somebody looks at it.
 */
import { createUtf8 } from './utf8';
import type { Utf8 } from './utf8';

export interface Line {
  /** The line is [start, end) of this text, with a line feed or nothing behind it; `textOf` cuts it out. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly number: number;
  /** Where to find it again: the kept piece and the offset in it. */
  readonly piece: number;
  readonly offset: number;
}

export function textOf(line: Line): string {
  return line.source.slice(line.start, line.end);
}

export interface LineSource {
  feed(piece: string | Uint8Array): void;
  finish(): void;
  /**
   * The next line without its line end, or undefined when a whole one is not there yet (or none is left). A line of
   * more than `maxChars` comes as `too long` with its beginning only; the rest is skipped without being kept.
   */
  next(): Line | 'too long' | undefined;
  /** The line that begins at this place. */
  lineAt(piece: number, offset: number): string;
  readonly lineNumber: number;
  readonly fedChars: number;
  readonly readChars: number;
  readonly finished: boolean;
}

export function createLineSource(maxChars: number): LineSource {
  let utf8: Utf8 | undefined;
  /** Pieces that lines were taken from, to look them up again. */
  const kept: string[] = [];
  const waiting: string[] = [];
  let firstWaiting = 0;
  let current = '';
  let currentIndex = -1;
  let offset = 0;
  /** Beginning of a line whose end lies in a later piece. */
  let begun: string[] = [];
  let begunChars = 0;
  let skipping = false;
  let finished = false;
  let lineNumber = 0;
  let fedChars = 0;
  let readChars = 0;
  let first = true;

  return {
    feed(piece) {
      if (finished) return;
      if (typeof piece === 'string') take(piece);
      else take((utf8 ??= createUtf8()).decode(piece));
    },
    finish() {
      if (utf8 !== undefined && !finished) take(utf8.end());
      finished = true;
    },
    next,
    lineAt(piece, at) {
      const text = kept[piece]!;
      const end = text.indexOf('\n', at);
      return text.slice(at, end < 0 ? text.length : end);
    },
    get lineNumber() { return lineNumber; },
    get fedChars() { return fedChars; },
    get readChars() { return readChars; },
    get finished() { return finished; },
  };

  function take(text: string): void {
    if (text === '') return;
    if (first && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    first = false;
    fedChars += text.length;
    waiting.push(text);
  }

  function next(): Line | 'too long' | undefined {
    for (;;) {
      if (offset >= current.length) {
        if (firstWaiting < waiting.length) {
          current = waiting[firstWaiting]!;
          waiting[firstWaiting++] = '';
          if (firstWaiting > 1000) {
            waiting.splice(0, firstWaiting);
            firstWaiting = 0;
          }
          currentIndex = -1;
          offset = 0;
        } else return finished && (begunChars > 0 || skipping) ? joined('') : undefined;
      }
      const end = current.indexOf('\n', offset);
      if (end < 0) {
        hold(current.slice(offset));
        readChars += current.length - offset;
        offset = current.length;
        continue;
      }
      const start = offset;
      offset = end + 1;
      readChars += offset - start;
      if (begunChars > 0 || skipping) return joined(current.slice(start, end));
      if (end - start > maxChars) return tooLong();
      if (currentIndex < 0) currentIndex = kept.push(current) - 1;
      return { source: current, start, end, number: ++lineNumber, piece: currentIndex, offset: start };
    }
  }

  function hold(text: string): void {
    if (skipping) return;
    begun.push(text);
    begunChars += text.length;
    if (begunChars > maxChars) {
      skipping = true;
      begun = [];
    }
  }

  /** The line made of what was held and its end. */
  function joined(last: string): Line | 'too long' {
    hold(last);
    begunChars = 0;
    if (skipping) {
      skipping = false;
      return tooLong();
    }
    const text = begun.length === 1 ? begun[0]! : begun.join('');
    begun = [];
    return { source: text, start: 0, end: text.length, number: ++lineNumber, piece: kept.push(text) - 1, offset: 0 };
  }

  function tooLong(): 'too long' {
    lineNumber++;
    return 'too long';
  }
}
