/**
 * Bytes that come in pieces, handed out line by line; lines once handed out can be had again by their place.
 *
 * The pieces are kept as they came and must not change afterwards, so a million lines cost their bytes and eight more each, and
 * no line becomes a text until somebody looks at it. A line feed is never part of another character in UTF-8, so lines can be
 * found without decoding.
 */
import { decodeUtf8, encodeUtf8 } from './utf8';

export interface Line {
  /** The line is [start, end) of these bytes, with a line feed or nothing behind it; `textOf` decodes it. */
  readonly source: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly number: number;
  /** Where to find it again: the kept piece and the offset in it. */
  readonly piece: number;
  readonly offset: number;
}

export function textOf(line: Line): string {
  return decodeUtf8(line.source.subarray(line.start, line.end));
}

export interface LineSource {
  feed(piece: string | Uint8Array): void;
  finish(): void;
  /**
   * The next line without its line end, or undefined when a whole one is not there yet (or none is left). A line of
   * more than `maxBytes` comes as `too long`; it is skipped without being kept.
   */
  next(): Line | 'too long' | undefined;
  /** The line that begins at this place. */
  lineAt(piece: number, offset: number): string;
  /** The bytes that hold the line which begins there. */
  bytesOf(piece: number): Uint8Array;
  readonly lineNumber: number;
  readonly fedBytes: number;
  readonly readBytes: number;
  readonly finished: boolean;
}

const LINE_FEED = 0x0a;
const NOTHING = new Uint8Array(0);

export function createLineSource(maxBytes: number): LineSource {
  /** Pieces that lines were taken from, to look them up again. */
  const kept: Uint8Array[] = [];
  const waiting: Uint8Array[] = [];
  let firstWaiting = 0;
  let current: Uint8Array = NOTHING;
  let currentIndex = -1;
  let offset = 0;
  /** Beginning of a line whose end lies in a later piece. */
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  let skipping = false;
  let finished = false;
  let lineNumber = 0;
  let fedBytes = 0;
  let readBytes = 0;

  return {
    feed(piece) {
      const bytes = typeof piece === 'string' ? encodeUtf8(piece) : piece;
      if (finished || bytes.length === 0) return;
      fedBytes += bytes.length;
      waiting.push(bytes);
    },
    finish() {
      finished = true;
    },
    next,
    lineAt(piece, at) {
      const bytes = kept[piece]!;
      const end = bytes.indexOf(LINE_FEED, at);
      return decodeUtf8(bytes.subarray(at, end < 0 ? bytes.length : end));
    },
    bytesOf: (piece) => kept[piece]!,
    get lineNumber() { return lineNumber; },
    get fedBytes() { return fedBytes; },
    get readBytes() { return readBytes; },
    get finished() { return finished; },
  };

  function next(): Line | 'too long' | undefined {
    for (;;) {
      if (offset >= current.length) {
        if (firstWaiting < waiting.length) {
          current = waiting[firstWaiting]!;
          waiting[firstWaiting++] = NOTHING;
          if (firstWaiting > 1000) {
            waiting.splice(0, firstWaiting);
            firstWaiting = 0;
          }
          currentIndex = -1;
          offset = 0;
        } else return finished && (begunBytes > 0 || skipping) ? joined(NOTHING) : undefined;
      }
      const end = current.indexOf(LINE_FEED, offset);
      if (end < 0) {
        hold(current.subarray(offset));
        readBytes += current.length - offset;
        offset = current.length;
        continue;
      }
      const start = offset;
      offset = end + 1;
      readBytes += offset - start;
      if (begunBytes > 0 || skipping) return joined(current.subarray(start, end));
      if (end - start > maxBytes) return tooLong();
      if (currentIndex < 0) currentIndex = kept.push(current) - 1;
      return lineOf(current, start, end, currentIndex);
    }
  }

  function hold(bytes: Uint8Array): void {
    if (skipping) return;
    begun.push(bytes);
    begunBytes += bytes.length;
    if (begunBytes > maxBytes) {
      skipping = true;
      begun = [];
    }
  }

  /** The line made of what was held and its end. */
  function joined(last: Uint8Array): Line | 'too long' {
    hold(last);
    const length = begunBytes;
    begunBytes = 0;
    if (skipping) {
      skipping = false;
      return tooLong();
    }
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of begun) {
      whole.set(part, at);
      at += part.length;
    }
    begun = [];
    return lineOf(whole, 0, length, kept.push(whole) - 1);
  }

  function lineOf(source: Uint8Array, from: number, end: number, piece: number): Line {
    lineNumber++;
    // The mark that some programs put before a file is no part of its first line.
    const marked = lineNumber === 1 && source[from] === 0xef && source[from + 1] === 0xbb && source[from + 2] === 0xbf;
    const start = marked && end - from >= 3 ? from + 3 : from;
    return { source, start, end, number: lineNumber, piece, offset: start };
  }

  function tooLong(): 'too long' {
    lineNumber++;
    return 'too long';
  }
}
