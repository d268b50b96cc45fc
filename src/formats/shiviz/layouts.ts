/**
 * How the lines of a log are laid out: the log says so in its first line, the user says so, or it is one of the
 * layouts that the logging libraries for ShiViz and their examples have in common.
 */
import { createMatcher } from '../regex/match';
import type { Matcher } from '../regex/match';
import { isFault, parsePattern } from '../regex/parse';
import { parseClock } from './clock';
import { recordsOf } from './records';
import type { LogRecord } from './records';

export interface Layout {
  readonly id: string;
  readonly pattern: string;
}

/** Tried on the beginning of a log; the one that finds most records wins, of several equal ones the first. */
export const LAYOUTS: readonly Layout[] = [
  {
    // TLC's error traces of specifications that keep a clock for ShiViz.
    id: 'tlc',
    pattern: String.raw`^State \d+: <(?<event>\w+)[^\n]*\n/\\ Host = (?<host>\w\S*)\n/\\ Clock = "(?<clock>\{.*\})"(?<state>(?:\n/\\ .*)*)`,
  },
  {
    id: 'akka',
    pattern: String.raw`^\[(?<level>\w+)\] \[(?<timestamp>[^\]\n]+)\] \[(?<thread>[^\]\n]*)\] \[(?:\S*/)?(?<host>[^\]/\s]+)\] (?<clock>\{[^}\n]*\}) (?<event>.*)$`,
  },
  {
    id: 'access-log',
    pattern: String.raw`^(?<ip>\d+\.\d+\.\d+\.\d+) (?<timestamp>\d+/\d+/\d+ \d+:\d+:\d+ [AP]M) (?<event>.*)\n(?<host>\S+) (?<clock>\{.*\})`,
  },
  { id: 'timestamped', pattern: String.raw`^(?<timestamp>\d{10,20}) (?<event>.*)\n(?<host>\S+) (?<clock>\{.*\})` },
  // GoVector and its kin.
  { id: 'host-first', pattern: String.raw`^(?<host>\S+) (?<clock>\{.*\})[ \t]*\n(?<event>.*)` },
  {
    // The time that log4j puts before an event is not there before what libraries print for themselves.
    id: 'event-first',
    pattern: String.raw`^(?:\[(?<timestamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[,.]\d+) (?<logger>[^\]\n]*)\] )?(?<event>.*\S.*)\n(?<host>\S+) (?<clock>\{.*\})`,
  },
  // GoVector's first versions.
  { id: 'lists', pattern: String.raw`^(?<host>\S+) (?<clock>\[[\d, ]*\])[ \t]*\n(?<event>.*)` },
];

/** `=== Execution #2 ===` and the like. */
export const DEFAULT_DELIMITER = String.raw`^===+ +(?<trace>.*\S) +===+\s*$`;

export interface PatternProblem {
  /** Column in the expression, from 1. */
  readonly column: number;
  readonly message: string;
}

const NEEDED = ['event', 'host', 'clock'];

/** A matcher for an expression, or why it cannot be used. With `records`, it must name event, host and clock. */
export function matcherFor(source: string, records: boolean): Matcher | PatternProblem {
  const pattern = parsePattern(source);
  if (isFault(pattern)) return { column: pattern.offset + 1, message: pattern.message };
  if (records) {
    const missing = NEEDED.filter((name) => !pattern.names.has(name));
    if (missing.length > 0) return { column: 1, message: `the expression has no group ${missing.map((name) => `(?<${name}>…)`).join(', ')}` };
  }
  return createMatcher(pattern) ?? { column: 1, message: 'the expression is too large: its counted repetitions make thousands of steps' };
}

export function isProblem(found: Matcher | PatternProblem): found is PatternProblem {
  return 'message' in found;
}

/** Whether a line looks like an expression for a log and not like a line of it. */
export function looksLikePattern(line: string): boolean {
  return /\(\?P?<(?:event|host|clock)>/.test(line);
}

/** How much of a log's beginning decides on its layout. */
const SAMPLE_LINES = 120;
const SAMPLE_CHARS = 60_000;

/** The layout that fits the beginning of a log best, and how many records it finds there. */
export function* detectLayout(text: string): Generator<void, { readonly layout: Layout; readonly records: number } | undefined> {
  const sample = sampleOf(text);
  let best: { layout: Layout; records: number; line: number } | undefined;
  for (const layout of LAYOUTS) {
    const matcher = matcherFor(layout.pattern, true) as Matcher;
    let records = 0;
    let line = Infinity;
    const sink = {
      record(record: LogRecord): void {
        const clock = parseClock(record.clock);
        if (typeof clock === 'string' || (clock instanceof Map && !clock.has(record.host))) return;
        records++;
        line = Math.min(line, record.line);
      },
      unmatched(): void {},
      gaveUp(): void {},
    };
    yield* recordsOf(sample, { from: 0, to: sample.length, line: 1, label: '' }, matcher, sink, SAMPLE_LINES);
    yield;
    // Where each layout fits, but for one record, the one that begins with the log is right.
    if (records > 0 && (best === undefined || records > best.records || (records === best.records && line < best.line))) {
      best = { layout, records, line };
    }
  }
  return best;
}

/** The first lines; those that part executions are blank here, lest they be taken for events. */
function sampleOf(text: string): string {
  return text
    .slice(0, SAMPLE_CHARS)
    .split('\n', SAMPLE_LINES)
    .map((line) => (/^===+ .* ===+\s*$/.test(line) ? '' : line))
    .join('\n');
}
