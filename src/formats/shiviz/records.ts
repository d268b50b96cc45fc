/**
 * From the text of a log to its records: which lines belong together, and what each names as event, host and clock.
 *
 * One record is looked for at a time, in a window of as many lines as the expression can cover, so neither a hostile
 * expression nor a hostile log costs more than its size. All of it goes in slices: the generators here yield whenever
 * some milliseconds' work is done.
 */
import type { Matcher } from '../regex/match';

/** A record is at most so long; where an expression can cover any number of lines, these are looked at. */
export const MAX_RECORD_CHARS = 65_536;
export const MAX_RECORD_LINES = 64;
/** Steps of the matcher after which one place is given up; some tens of milliseconds. */
const MAX_STEPS = 1_000_000;
/** Steps of the matcher, or characters, after which a slice ends. */
const SLICE_STEPS = 100_000;

/** A part of the log between delimiters; offsets into the text, the line from 1. */
export interface Execution {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly label: string;
}

export interface LogRecord {
  readonly line: number;
  /** Where the clock stands: its line, and column from 1. */
  readonly clockLine: number;
  readonly clockColumn: number;
  readonly event: string;
  readonly host: string;
  readonly clock: string;
  /** What the other named groups matched. */
  readonly fields: { readonly [name: string]: string };
}

export interface RecordSink {
  record(record: LogRecord): void;
  /** A line that belongs to no record and is not blank. */
  unmatched(line: number): void;
  /** A place where the expression takes too long. */
  gaveUp(line: number): void;
}

/** Parts the text at the lines that the delimiter matches; parts without any text are dropped. */
export function* executionsOf(text: string, from: number, line: number, delimiter: Matcher): Generator<void, Execution[]> {
  const executions: Execution[] = [];
  let label = '';
  let begin = from;
  let beginLine = line;
  let at = from;
  let yieldAt = at + SLICE_STEPS;
  let yieldSteps = delimiter.steps + SLICE_STEPS;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const found = end - at > MAX_RECORD_CHARS ? undefined : delimiter.find(text.slice(at, end), 0, end - at, MAX_STEPS);
    if (found !== undefined && found !== 'too long' && found.end > found.start) {
      finish(at);
      label = (found.group('trace') ?? found.group('label') ?? text.slice(at, end)).trim();
      begin = end + 1;
      beginLine = line + 1;
    }
    at = end + 1;
    line++;
    if (at > yieldAt || delimiter.steps > yieldSteps) {
      yieldAt = at + SLICE_STEPS;
      yieldSteps = delimiter.steps + SLICE_STEPS;
      yield;
    }
  }
  finish(text.length);
  return executions;

  function finish(end: number): void {
    if (begin < end && /\S/.test(text.slice(begin, Math.min(end, begin + 10_000)))) executions.push({ from: begin, to: end, line: beginLine, label });
  }
}

/** Finds the records of one execution and hands them to the sink; stops after `maxRecords`. */
export function* recordsOf(text: string, part: Execution, matcher: Matcher, sink: RecordSink, maxRecords: number): Generator<void, void> {
  const maxLines = Math.min(MAX_RECORD_LINES, matcher.maxLines);
  let lineStart = part.from;
  let line = part.line;
  let from = 0;
  let count = 0;
  let yieldAt = lineStart + SLICE_STEPS;
  let yieldSteps = matcher.steps + SLICE_STEPS;
  while (lineStart < part.to && count < maxRecords) {
    const end = windowEnd(text, lineStart, part.to, maxLines);
    const window = text.slice(lineStart, end);
    const firstEnd = window.indexOf('\n') < 0 ? window.length : window.indexOf('\n');
    const found = from > firstEnd ? undefined : matcher.find(window, from, firstEnd, MAX_STEPS);
    const record = found === undefined || found === 'too long' ? undefined : recordOf(window, found, line);
    if (record !== undefined && found !== undefined && found !== 'too long') {
      sink.record(record);
      count++;
      // The next record may begin on the same line.
      from = Math.max(found.end, found.start + 1);
      for (let next = window.indexOf('\n'); next >= 0 && next < from; next = window.indexOf('\n', next + 1)) line++;
      const last = window.lastIndexOf('\n', from - 1);
      lineStart += last + 1;
      from -= last + 1;
    } else {
      if (found === 'too long') sink.gaveUp(line);
      else if (/\S/.test(window.slice(from, firstEnd))) sink.unmatched(line);
      // Of a line longer than any record the rest is passed over too.
      lineStart = lineEnd(text, lineStart) + 1;
      line++;
      from = 0;
    }
    if (lineStart > yieldAt || matcher.steps > yieldSteps) {
      yieldAt = lineStart + SLICE_STEPS;
      yieldSteps = matcher.steps + SLICE_STEPS;
      yield;
    }
  }
}

const NEEDED: ReadonlySet<string> = new Set(['event', 'host', 'clock']);

function recordOf(window: string, found: Exclude<ReturnType<Matcher['find']>, 'too long' | undefined>, line: number): LogRecord | undefined {
  const event = found.group('event');
  const host = found.group('host');
  const clock = found.group('clock');
  if (event === undefined || host === undefined || clock === undefined || host.trim() === '') return undefined;
  const fields: { [name: string]: string } = {};
  for (const name of found.names) {
    const value = NEEDED.has(name) || name === '__proto__' ? undefined : found.group(name);
    if (value !== undefined) fields[name] = value;
  }
  const clockAt = found.startOf('clock');
  const before = window.slice(0, clockAt);
  return {
    line: line + newlines(window.slice(0, found.start)),
    clockLine: line + newlines(before),
    clockColumn: clockAt - before.lastIndexOf('\n'),
    event: event.trim(),
    host: host.trim(),
    clock,
    fields,
  };
}

/** The end of so many lines from here, within the limit of a record. */
function windowEnd(text: string, from: number, to: number, maxLines: number): number {
  let end = from - 1;
  for (let n = 0; n < maxLines; n++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0 || end >= to) {
      end = to;
      break;
    }
    if (end - from > MAX_RECORD_CHARS) break;
  }
  return Math.min(end, from + MAX_RECORD_CHARS, to);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
