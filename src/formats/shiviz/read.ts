/**
 * Reads logs with vector clocks, as ShiViz does: from any system whose lines name an event, a host and the host's
 * vector clock. The layout is told by the log's first line (a regular expression with the groups `event`, `host` and
 * `clock`, further groups being further fields; the second line may be an expression for the lines that part
 * executions), by the user, or found out.
 *
 * Order and causes need the whole log, so nothing is shown before all of it is there. Never throws and never hangs,
 * whatever log or expression it is given; a log with holes opens with what it has and says what is missing.
 */
import { createTraceBuilder } from '../../trace/builder';
import type { ReadOptions, TraceReader } from '../format';
import { createProblems } from '../problems';
import type { Matcher } from '../regex/match';
import { createUtf8 } from '../utf8';
import type { Utf8 } from '../utf8';
import { eventsOf } from './events';
import type { LogEvents } from './events';
import { DEFAULT_DELIMITER, detectLayout, isProblem, looksLikePattern, matcherFor } from './layouts';
import type { PatternProblem } from './layouts';
import { orderOf } from './order';
import { MAX_RECORD_CHARS, executionsOf, recordsOf } from './records';
import type { Execution, LogRecord } from './records';
import { rowsOf } from './rows';
import type { Times } from './rows';
import { createTimestamps } from './timestamps';

export interface ShivizLimits {
  readonly maxChars: number;
  readonly maxEvents: number;
  readonly maxRows: number;
}
export const SHIVIZ_LIMITS: ShivizLimits = { maxChars: 128 * 1024 * 1024, maxEvents: 1_000_000, maxRows: 5_000_000 };

export interface ShivizReader extends TraceReader {
  /** What was found, once reading is over. */
  readonly facts: { readonly executions: number; readonly events: number; readonly hosts: number; readonly edges: number; readonly layout: string };
}

export function createShivizReader(options: ReadOptions = {}, limits: ShivizLimits = SHIVIZ_LIMITS): ShivizReader {
  const builder = createTraceBuilder({ title: options.fileName ?? '', source: 'shiviz', timed: false });
  const problems = createProblems();
  const missing: string[] = [];
  const pieces: string[] = [];
  let chars = 0;
  let utf8: Utf8 | undefined;
  let finished = false;
  let done = false;
  let fraction = 0;
  let labels: readonly string[] = [];
  let facts = { executions: 0, events: 0, hosts: 0, edges: 0, layout: '' };
  let work: Generator<void, void> | undefined;

  return {
    trace: builder.trace,
    get problems() { return problems.listed; },
    get moreProblems() { return problems.more; },
    missing,
    get executions() { return labels; },
    get fraction() { return fraction; },
    get facts() { return facts; },
    feed(piece) {
      if (finished || chars > limits.maxChars) return;
      const text = typeof piece === 'string' ? piece : (utf8 ??= createUtf8()).decode(piece);
      chars += text.length;
      if (chars > limits.maxChars) problem('error', 'too-long', 1, 1, `a log may have ${limits.maxChars} characters; nothing of it is read`);
      else pieces.push(text);
    },
    finish() {
      if (utf8 !== undefined && !finished) pieces.push(utf8.end());
      finished = true;
    },
    step() {
      if (done || !finished) return true;
      work ??= read();
      done = work.next().done === true;
      return done;
    },
  };

  function* read(): Generator<void, void> {
    fraction = 1;
    if (chars > limits.maxChars) return;
    fraction = 0.05;
    const text = pieces.join('').replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
    pieces.length = 0;
    yield;
    const layout = yield* layoutOf(text);
    fraction = 1;
    if (layout === undefined) return;
    const { matcher, delimiter, from, line } = layout;
    fraction = 0.1;
    const executions = yield* executionsOf(text, from, line, delimiter);
    labels = executions.map(({ label }) => label);
    const chosen = chooseExecution(executions);
    fraction = 1;
    if (chosen === undefined) return;

    fraction = 0.2;
    const records = yield* recordsIn(text, chosen, matcher);
    fraction = 0.5;
    const found = yield* eventsOf(records, ({ record, message }) =>
      problem('error', 'clock', record.clockLine, record.clockColumn, `${message}; the event is left out`, record.clockColumn + Math.min(200, record.clock.length)));
    fraction = 0.7;
    const times = timesOf(found);
    const order = yield* orderOf(found.events, times?.ns);
    fraction = 0.8;
    for (const host of found.hosts) builder.node(host);
    builder.describe({ title: titleOf(chosen, executions), ...(times === undefined ? {} : { timed: true }) });
    const rows = yield* rowsOf(found, order, times, builder, limits.maxRows);
    fraction = 1;
    facts = { executions: executions.length, events: found.events.length, hosts: found.hosts.length, edges: rows.edges, layout: layout.id };
    tellMissing(found, order.contradictions, rows);
  }

  /** Expression and delimiter: the user's, the log's own, or those of a layout that fits. */
  function* layoutOf(text: string): Generator<void, LogLayout | undefined> {
    const firstEnd = endOfLine(text, 0);
    const firstLine = text.slice(0, Math.min(firstEnd, 2 * MAX_RECORD_CHARS)).trim();
    const own = looksLikePattern(firstLine);
    let from = 0;
    let line = 1;
    let delimiterSource = options.delimiter;
    let matcher: Matcher | PatternProblem;
    let id = 'given';
    if (own) {
      from = firstEnd + 1;
      line = 2;
    }
    if (options.pattern !== undefined) matcher = matcherFor(options.pattern, true);
    else if (own) {
      id = 'own';
      matcher = matcherFor(firstLine, true);
    } else {
      const detected = yield* detectLayout(text);
      if (detected === undefined) {
        problem('error', 'layout', 1, 1,
          'no line of this log is laid out in a way that is known; give a regular expression with the groups event, host and clock, such as (?<event>.*)\\n(?<host>\\S+) (?<clock>{.*})');
        return undefined;
      }
      id = detected.layout.id;
      matcher = matcherFor(detected.layout.pattern, true);
    }
    if (isProblem(matcher)) {
      const [start, where] = id === 'own' ? [matcher.column, ''] : [1, ` (column ${matcher.column} of the expression)`];
      problem('error', 'pattern', 1, start, `the expression cannot be used: ${matcher.message}${where}`);
      return undefined;
    }
    if (own && from < text.length) {
      // The second line may be an expression too; a line of the log is none.
      const secondEnd = endOfLine(text, from);
      const second = text.slice(from, Math.min(secondEnd, from + MAX_RECORD_CHARS));
      const next = text.slice(from, Math.min(text.length, from + MAX_RECORD_CHARS));
      const record = matcher.find(next, 0, second.length, 100_000);
      const isLog = record !== undefined && record !== 'too long' && record.start <= second.length;
      if (second.trim() === '' || !isLog) {
        if (second.trim() !== '') delimiterSource ??= second.trim();
        from = secondEnd + 1;
        line++;
      }
    }
    const delimiter = matcherFor(delimiterSource ?? DEFAULT_DELIMITER, false);
    if (isProblem(delimiter)) {
      const inLog = own && options.delimiter === undefined;
      problem('error', 'delimiter', inLog ? 2 : 1, inLog ? delimiter.column : 1, `the expression for the lines between executions cannot be used: ${delimiter.message}`);
      return undefined;
    }
    return { matcher, delimiter, from, line, id };
  }

  function chooseExecution(executions: readonly Execution[]): Execution | undefined {
    const wanted = options.execution ?? 1;
    const chosen = executions[wanted - 1];
    if (chosen !== undefined) return chosen;
    if (executions.length === 0) problem('error', 'empty', 1, 1, 'the log is empty');
    else problem('error', 'execution', 1, 1, `there is no execution ${wanted}; the log has ${executions.length}`);
    return undefined;
  }

  function* recordsIn(text: string, chosen: Execution, matcher: Matcher): Generator<void, readonly LogRecord[]> {
    const records: LogRecord[] = [];
    let unmatched = 0;
    let firstUnmatched = 0;
    yield* recordsOf(text, chosen, matcher, {
      record: (record) => records.push(record),
      unmatched(line) {
        if (unmatched++ === 0) firstUnmatched = line;
      },
      gaveUp: (line) => problem('error', 'too-slow', line, 1, 'the expression takes too long on this line, which is passed over'),
    }, limits.maxEvents);
    if (records.length === 0) problem('error', 'no-events', chosen.line, 1, 'the expression finds no event in this log');
    if (records.length >= limits.maxEvents) problem('error', 'too-many-events', records[records.length - 1]!.line, 1, `a log may have ${limits.maxEvents} events; the rest is not read`);
    if (unmatched > 0) missing.push(`${unmatched === 1 ? '1 line belongs' : `${unmatched} lines belong`} to no event, the first is line ${firstUnmatched}.`);
    return records;
  }

  /** Times of the events, when the log has them: nanoseconds to order by, microseconds from the first to show. */
  function timesOf({ events }: LogEvents): (Times & { readonly ns: readonly bigint[] }) | undefined {
    const name = TIME_FIELDS.find((field) => events.length > 0 && events[0]!.record.fields[field] !== undefined);
    if (name === undefined) return undefined;
    const timestamps = createTimestamps();
    const found = events.map(({ record }) => timestamps.read(record.fields[name] ?? ''));
    const unread = found.filter((time) => time === undefined).length;
    if (unread * 2 > events.length) {
      missing.push('The times of this log cannot be read; events are shown in order only.');
      return undefined;
    }
    if (unread > 0) missing.push(`${unread === 1 ? '1 event has no time' : `${unread} events have no time`} that can be read.`);
    let first: bigint | undefined;
    for (const time of found) if (time !== undefined && (first === undefined || time < first)) first = time;
    let before = first ?? 0n;
    const ns = found.map((time) => (before = time ?? before));
    return { ns, field: name, us: ns.map((time) => Number((time - first!) / 1000n)) };
  }

  function titleOf(chosen: Execution, executions: readonly Execution[]): string {
    const name = options.fileName ?? '';
    if (executions.length < 2) return name === '' ? chosen.label : name;
    const label = chosen.label === '' ? `execution ${executions.indexOf(chosen) + 1}` : chosen.label;
    return name === '' ? label : `${name}: ${label}`;
  }

  function tellMissing(found: LogEvents, contradictions: number, rows: { readonly unsent: number; readonly late: number }): void {
    const { hosts, logging, gaps, repeated, backward } = found;
    if (problems.count('clock') > 0) missing.push(`${counted(problems.count('clock'), 'event')} left out: the clock cannot be read.`);
    for (const { host, count, first } of gaps.slice(0, 5)) {
      missing.push(`${hosts[host]} logged nothing for ${counted(count, 'count')} of its clock, the first is ${first}.`);
    }
    if (gaps.length > 5) missing.push(`So it is with ${gaps.length - 5} further hosts.`);
    const silent = hosts.slice(logging);
    if (silent.length > 0) missing.push(`${counted(silent.length, 'host')} in clocks without any event: ${silent.slice(0, 5).join(', ')}${silent.length > 5 ? '…' : ''}.`);
    if (rows.unsent > 0) missing.push(`The sending of ${counted(rows.unsent, 'message')} is not in the log.`);
    if (repeated > 0) missing.push(`${counted(repeated, 'event')} with the same clock value as another on its host.`);
    if (backward > 0) missing.push(`${counted(backward, 'event')} whose clock knows less than the one before it.`);
    if (contradictions > 0) missing.push(`Clocks contradict each other at ${counted(contradictions, 'place')}; the order there is a guess.`);
    if (rows.late > 0) missing.push(`${counted(rows.late, 'event')} with a time before that of the cause; drawn later.`);
  }

  function problem(severity: 'error' | 'warning', code: string, line: number, column: number, message: string, endColumn?: number): void {
    problems.add({ severity, code, line, column, message, ...(endColumn === undefined ? {} : { endColumn }) });
  }
}

/** How the log is laid out, and where its first line after the expressions is. */
interface LogLayout {
  readonly matcher: Matcher;
  readonly delimiter: Matcher;
  readonly from: number;
  readonly line: number;
  readonly id: string;
}

/** Groups that are taken for the time of an event. */
const TIME_FIELDS = ['timestamp', 'time', 'date', 'ts'];

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Runs sliced work to its end. */
function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Whether the beginning of a file looks like such a log. */
export function looksLikeShiviz(head: string): number {
  const text = head.slice(0, 50_000).replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const first = text.slice(0, endOfLine(text, 0));
  if (looksLikePattern(first)) return !isProblem(matcherFor(first.trim(), true)) ? 0.95 : 0.6;
  const detected = finished(detectLayout(text));
  return detected === undefined ? 0 : detected.records > 1 ? 0.8 : 0.4;
}
