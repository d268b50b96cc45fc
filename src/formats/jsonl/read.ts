/**
 * Reads `*.trace.jsonl` while it arrives: each line becomes a row of the columns at once and is otherwise kept as
 * text; the further fields of an event are parsed again when somebody asks for them. So a million events open in
 * a second or two, and the first of them can be drawn after the first step.
 *
 * Never throws, whatever the file holds. A line that cannot be understood is left out (an error), one with a hole
 * is mended (a warning that says what is missing); both with their places, up to a limit.
 */
import { EVENT_KINDS, KIND } from '../../trace/trace';
import type { EventDetail } from '../../trace/trace';
import { createTraceBuilder } from '../../trace/builder';
import type { ReadOptions, TraceReader } from '../format';
import { nestingOf, scanJson } from '../json-scan';
import { createLineSource, textOf } from '../line-source';
import type { Line } from '../line-source';
import { MAX_PROBLEMS, createProblems } from '../problems';
import { COMMON_FIELDS, detailOf, mendFields } from './fields';
import { readHeader } from './header';
import { createIntake, inferredFor } from './intake';
import { createIndices } from './indices';
import { missingText } from './missing';
import { createQuickReader } from './quick';
import { holdsWord, valuesOfName } from './raw';
import { createReport } from './report';

/** What one file may hold. Beyond `maxEvents` the rest is not read; a longer or deeper line is left out. */
export interface JsonlLimits {
  readonly maxEvents: number;
  readonly maxLineBytes: number;
  readonly maxDepth: number;
  readonly maxProblems: number;
}
export const JSONL_LIMITS: JsonlLimits = {
  maxEvents: 5_000_000,
  maxLineBytes: 4_000_000,
  maxDepth: 256,
  maxProblems: MAX_PROBLEMS,
};

/** One step reads at most so much; a few milliseconds' work. */
const STEP_BYTES = 128 * 1024;
const STEP_LINES = 1000;

type Raw = { [field: string]: unknown };

export function createJsonlReader(options: ReadOptions = {}, limits: JsonlLimits = JSONL_LIMITS): TraceReader {
  const lines = createLineSource(limits.maxLineBytes);
  const problems = createProblems(limits.maxProblems);
  const report = createReport(problems);
  const readQuickly = createQuickReader();
  const indices = createIndices();
  const builder = createTraceBuilder({ title: options.fileName ?? '' }, detail, {
    holds: (i, word) => (whole[i] === 1 ? holdsWord(lines.bytesOf(pieceOf[i]!), offsetOf[i]!, word) : 0),
    valuesOf: (i, name) => (whole[i] === 1 ? valuesOfName(lines.bytesOf(pieceOf[i]!), offsetOf[i]!, name) : undefined),
  });
  const { trace } = builder;
  const events = createIntake(builder, indices, problems, report);
  /** Place of each event's line. */
  let pieceOf = new Uint32Array(1024);
  let offsetOf = new Uint32Array(1024);
  /** 1 for each event whose line was whole: its fields are what the line says. */
  let whole = new Uint8Array(1024);
  /** Parsed lines of the last step, which whoever follows the reading asks for next. */
  let recent: (Raw | undefined)[] = [];
  let recentFrom = 0;
  let headerRead = false;
  let stopped = false;
  let missing: readonly string[] = [];
  let missingAt = -1;

  return {
    trace,
    get problems() { return problems.listed; },
    get moreProblems() { return problems.more; },
    get missing() {
      const found = problems.listed.length + problems.more;
      if (missingAt !== found) {
        missing = missingText(problems);
        missingAt = found;
      }
      return missing;
    },
    get fraction() { return lines.fedBytes === 0 ? 0 : stopped ? 1 : lines.readBytes / lines.fedBytes; },
    feed: (piece) => {
      if (!stopped) lines.feed(piece);
    },
    finish: () => lines.finish(),
    step,
  };

  function step(): boolean {
    recent = [];
    recentFrom = trace.length;
    const stopAt = lines.readBytes + STEP_BYTES;
    for (let n = 0; n < STEP_LINES && lines.readBytes < stopAt; n++) {
      if (stopped) return true;
      const line = lines.next();
      if (line === undefined) {
        if (lines.finished && !headerRead && problems.listed.length === 0) report.at(lines.lineNumber + 1, 'error', 'header', 'the file is empty: it has no header line');
        if (lines.finished) stopped = true;
        return true;
      }
      if (line === 'too long') {
        report.at(lines.lineNumber, 'error', 'too-long', `this line has more than ${limits.maxLineBytes} bytes and is left out`);
        continue;
      }
      readLine(line);
    }
    return false;
  }

  function readLine(line: Line): void {
    const quick = headerRead ? readQuickly(line.source, line.start, line.end) : undefined;
    const raw = quick ?? parse(line);
    if (raw === undefined) return;
    if (!headerRead) {
      headerRead = true;
      if (raw['faultline'] !== undefined || raw['kind'] === undefined) {
        takeHeader(raw, line);
        return;
      }
      report.at(line.number, 'warning', 'no-header', 'the header line is missing; nodes are taken as they appear');
    }
    if (trace.length >= limits.maxEvents) {
      report.at(line.number, 'error', 'too-many-events', `a trace may have ${limits.maxEvents} events; the rest is not read`);
      stopped = true;
      return;
    }
    const row = trace.length;
    if (!events.take(raw, line, quick !== undefined)) return;
    if (row === pieceOf.length) {
      pieceOf = doubled(pieceOf);
      offsetOf = doubled(offsetOf);
      const longer = new Uint8Array(pieceOf.length);
      longer.set(whole);
      whole = longer;
    }
    pieceOf[row] = line.piece;
    offsetOf[row] = line.offset;
    whole[row] = quick === undefined ? 0 : 1;
    recent.push(quick === undefined ? raw : undefined);
  }

  /** The line's object, or undefined when it is blank or wrong. */
  function parse(line: Line): Raw | undefined {
    const text = textOf(line);
    // A short line cannot nest deeply enough to matter; a long one is looked through first.
    if (text.length > limits.maxDepth && nestingOf(text) > limits.maxDepth) {
      report.at(line.number, 'error', 'too-deep', `this line nests more than ${limits.maxDepth} levels deep and is left out`);
      return undefined;
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (text.trim() === '') return undefined;
      if (!problems.hasRoom) report.at(line.number, 'error', 'json', '');
      else {
        const { error } = scanJson(text);
        const offset = error?.offset ?? 0;
        report.at(line.number, 'error', 'json', `not JSON: ${error?.message ?? 'it cannot be read'}`, offset, offset + 1);
      }
      return undefined;
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Raw;
    report.at(line.number, 'error', 'json', 'each line must be one object: {…}', 0, text.length);
    return undefined;
  }

  function takeHeader(raw: Raw, line: Line): void {
    const header = readHeader(raw, (fault) => {
      report.atKey(line, fault.key, fault.severity, fault.code, fault.message, fault.suggestion, fault.atKey);
    });
    if (header === undefined) {
      stopped = true;
      return;
    }
    const { nodes, ...rest } = header;
    for (const { id, role } of nodes) builder.node(id, role);
    builder.describe(rest.title === '' && options.fileName !== undefined ? { ...rest, title: options.fileName } : rest);
  }

  /** The further fields of event `i`, parsed again from its line. */
  function detail(i: number): EventDetail {
    if (!(i >= 0 && i < trace.length)) throw new RangeError(`no event ${i} in a trace of ${trace.length}`);
    const parsed = i >= recentFrom ? recent[i - recentFrom] : undefined;
    let raw = parsed;
    if (raw === undefined) {
      // It was parsed once before, so it can be parsed again.
      raw = JSON.parse(lines.lineAt(pieceOf[i]!, offsetOf[i]!)) as Raw;
      mendFields(EVENT_KINDS[trace.kind[i]!]!, raw, inferredAgain(i));
    }
    const found = detailOf(raw);
    return trace.kind[i] === KIND.violation && !indices.plain ? withRows(found) : found;
  }

  /** The events that prove a violation, by row instead of by the file's number. */
  function withRows(found: EventDetail): EventDetail {
    const { events } = found as { readonly events: readonly number[] };
    return { ...found, events: events.map((event) => indices.rowOf(event)).filter((row) => row >= 0) } as EventDetail;
  }

  function inferredAgain(i: number): Raw | undefined {
    const kind = trace.kind[i]!;
    if (kind !== KIND.deliver && kind !== KIND.lose) return undefined;
    const partner = trace.partner[i]!;
    return partner < 0 ? undefined : inferredFor(kind, trace.node[i]!, partner, trace);
  }
}

function doubled(from: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const into = new Uint32Array(from.length * 2);
  into.set(from);
  return into;
}

/** Whether the beginning of a file is such a trace. */
export function looksLikeJsonl(head: string): number {
  const first = head.replace(/^\uFEFF/, '').trimStart();
  if (/^\{[^\n]{0,200}"faultline"\s*:/.test(first)) return 1;
  const line = first.slice(0, first.indexOf('\n') < 0 ? undefined : first.indexOf('\n'));
  return COMMON_FIELDS.filter((name) => line.includes(`"${name}"`)).length >= 4 ? 0.7 : 0;
}
