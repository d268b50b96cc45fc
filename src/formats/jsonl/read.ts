/**
 * Reads `*.trace.jsonl` while it arrives: each line becomes a row of the columns at once and is otherwise kept as
 * text; the further fields of an event are parsed again when somebody asks for them. So a million events open in
 * a second or two, and the first of them can be drawn after the first step.
 *
 * Never throws, whatever the file holds. A line that cannot be understood is left out (an error), one with a hole
 * is mended (a warning that says what is missing); both with their places, up to a limit.
 */
import { EVENT_KINDS, KIND } from '../../trace/trace';
import type { EventDetail, EventKind } from '../../trace/trace';
import { createTraceBuilder } from '../../trace/builder';
import type { TraceBuilder } from '../../trace/builder';
import { nearest } from '../../trace/suggest';
import type { ReadOptions, TraceReader } from '../format';
import { nestingOf, scanJson } from '../json-scan';
import { createLineSource } from '../line-source';
import type { Line } from '../line-source';
import { MAX_PROBLEMS, createProblems } from '../problems';
import { COMMON_FIELDS, detailOf, mendFields, namesOf } from './fields';
import type { FieldFault } from './fields';
import { readHeader } from './header';
import { createIndices } from './indices';
import { missingText } from './missing';

/** What one file may hold. Beyond `maxEvents` the rest is not read; a longer or deeper line is left out. */
export interface JsonlLimits {
  readonly maxEvents: number;
  readonly maxLineChars: number;
  readonly maxDepth: number;
  readonly maxProblems: number;
}
export const JSONL_LIMITS: JsonlLimits = {
  maxEvents: 5_000_000,
  maxLineChars: 4_000_000,
  maxDepth: 256,
  maxProblems: MAX_PROBLEMS,
};

/** One step reads at most so much; a few milliseconds' work. */
const STEP_CHARS = 128 * 1024;
const STEP_LINES = 1000;

type Raw = { [field: string]: unknown };

export function createJsonlReader(options: ReadOptions = {}, limits: JsonlLimits = JSONL_LIMITS): TraceReader {
  const lines = createLineSource(limits.maxLineChars);
  const problems = createProblems(limits.maxProblems);
  const indices = createIndices();
  const builder = createTraceBuilder({ title: options.fileName ?? '' }, detail);
  const { trace } = builder;
  /** Place of each event's line. */
  let pieceOf = new Uint32Array(1024);
  let offsetOf = new Uint32Array(1024);
  /** Parsed lines of the last step, which whoever follows the reading asks for next. */
  let recent: Raw[] = [];
  let recentFrom = 0;
  let headerRead = false;
  let stopped = false;
  let lastT = 0;
  /** Kinds and keys already complained about: a field that every line has is one problem, not a million. */
  const unknownKeys = new Set<string>();
  const unlisted = new Set<number>();
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
    get fraction() { return lines.fedChars === 0 ? 0 : stopped ? 1 : lines.readChars / lines.fedChars; },
    feed: (piece) => {
      if (!stopped) lines.feed(piece);
    },
    finish: () => lines.finish(),
    step,
  };

  function step(): boolean {
    recent = [];
    recentFrom = trace.length;
    const stopAt = lines.readChars + STEP_CHARS;
    for (let n = 0; n < STEP_LINES && lines.readChars < stopAt; n++) {
      if (stopped) return true;
      const line = lines.next();
      if (line === undefined) {
        if (lines.finished && !headerRead && problems.listed.length === 0) problemAt(lines.lineNumber + 1, 'error', 'header', 'the file is empty: it has no header line');
        if (lines.finished) stopped = true;
        return true;
      }
      if (line === 'too long') {
        problemAt(lines.lineNumber, 'error', 'too-long', `this line has more than ${limits.maxLineChars} characters and is left out`);
        continue;
      }
      readLine(line);
    }
    return false;
  }

  function readLine(line: Line): void {
    const raw = parse(line);
    if (raw === undefined) return;
    if (!headerRead) {
      headerRead = true;
      if (raw['faultline'] !== undefined || raw['kind'] === undefined) {
        takeHeader(raw, line);
        return;
      }
      problemAt(line.number, 'warning', 'no-header', 'the header line is missing; nodes are taken as they appear');
    }
    if (trace.length >= limits.maxEvents) {
      problemAt(line.number, 'error', 'too-many-events', `a trace may have ${limits.maxEvents} events; the rest is not read`);
      stopped = true;
      return;
    }
    takeEvent(raw, line);
  }

  /** The line's object, or undefined when it is blank or wrong. */
  function parse(line: Line): Raw | undefined {
    const { text } = line;
    // A short line cannot nest deeply enough to matter; a long one is looked through first.
    if (text.length > limits.maxDepth && nestsTooDeep(text)) {
      problemAt(line.number, 'error', 'too-deep', `this line nests more than ${limits.maxDepth} levels deep and is left out`);
      return undefined;
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (text.trim() === '') return undefined;
      if (!problems.hasRoom) problemAt(line.number, 'error', 'json', '');
      else {
        const { error } = scanJson(text);
        const offset = error?.offset ?? 0;
        problemAt(line.number, 'error', 'json', `not JSON: ${error?.message ?? 'it cannot be read'}`, offset, offset + 1);
      }
      return undefined;
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Raw;
    problemAt(line.number, 'error', 'json', 'each line must be one object: {…}', 0, text.length);
    return undefined;
  }

  function nestsTooDeep(text: string): boolean {
    return text.length < 2000 ? bracketsIn(text) > limits.maxDepth && nestingOf(text) > limits.maxDepth : nestingOf(text) > limits.maxDepth;
  }

  function takeHeader(raw: Raw, line: Line): void {
    const header = readHeader(raw, (fault) => {
      const member = problems.hasRoom ? scanJson(line.text).members.get(fault.key) : undefined;
      const start = member === undefined ? 0 : fault.atKey ? member.keyStart : member.valueStart;
      const end = member === undefined ? line.text.length : fault.atKey ? member.keyEnd : member.valueEnd;
      problemAt(line.number, fault.severity, fault.code, fault.message, start, end, fault.suggestion);
    });
    if (header === undefined) {
      stopped = true;
      return;
    }
    const { nodes, ...rest } = header;
    for (const { id, role } of nodes) builder.node(id, role);
    builder.describe(rest.title === '' && options.fileName !== undefined ? { ...rest, title: options.fileName } : rest);
  }

  function takeEvent(raw: Raw, line: Line): void {
    const kindName = raw['kind'];
    const kind = typeof kindName === 'string' ? (KIND as { readonly [kind: string]: number | undefined })[kindName] : undefined;
    if (kind === undefined || !Object.hasOwn(KIND, kindName as string)) {
      leaveOut(line, 'kind', 'unknown-kind', kindName, EVENT_KINDS, 'is no kind of event');
      return;
    }
    const nodeName = raw['node'];
    if (typeof nodeName !== 'string') {
      leaveOut(line, 'node', 'node', nodeName, [], 'is no name of a node');
      return;
    }
    const node = nodeAt(nodeName, line);
    if (node < 0) return;
    const name = kindName as EventKind;
    const row = trace.length;
    const t = timeOf(raw, line);
    numberOf(raw, line);
    const cause = causeOf(raw, line, row);
    mendFields(name, raw, inferredFrom(name, raw, node, builder), (fault) => tellField(name, fault, raw, line));
    builder.add(t, node, kind, cause, raw as unknown as EventDetail);
    checkPartner(name, raw, line, row);
    if (row === pieceOf.length) {
      pieceOf = doubled(pieceOf);
      offsetOf = doubled(offsetOf);
    }
    pieceOf[row] = line.piece;
    offsetOf[row] = line.offset;
    recent.push(raw);
    lastT = t;
  }

  function nodeAt(id: string, line: Line): number {
    const known = builder.nodeIndex(id);
    if (known >= 0) return known;
    const node = builder.node(id);
    if (node < 0) {
      problemAt(line.number, 'error', 'too-many-nodes', 'there are too many nodes; this event is left out');
    } else if (headerRead && !unlisted.has(node) && problems.count('no-header') === 0) {
      unlisted.add(node);
      const suggestion = nearest(id, trace.header.nodes.slice(0, Math.min(node, 1000)).map((other) => other.id));
      problemAtKey(line, 'node', 'warning', 'unlisted-node', `node ${quoted(id)} is not in the header; it gets a lane of its own`, suggestion);
    }
    return node;
  }

  function timeOf(raw: Raw, line: Line): number {
    const t = raw['t'];
    if (typeof t !== 'number') {
      problemAtKey(line, 't', 'warning', 'time', `the event has no time \`t\`; it is drawn at ${lastT}, like the one before`);
      return lastT;
    }
    if (!Number.isSafeInteger(t)) {
      problemAtKey(line, 't', 'warning', 'time', `times are whole microseconds up to 2^53; ${t} is rounded`);
      const rounded = Math.round(Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, t)));
      return trace.length > 0 ? Math.max(lastT, rounded) : rounded;
    }
    if (trace.length > 0 && t < lastT) {
      problemAtKey(line, 't', 'warning', 'order', `time goes back from ${lastT} to ${t}; events stand in order of time, so it is drawn at ${lastT}`);
      return lastT;
    }
    return t;
  }

  function numberOf(raw: Raw, line: Line): void {
    const i = raw['i'];
    if (typeof i !== 'number' || !Number.isSafeInteger(i) || i < 0) {
      const next = indices.next;
      problemAtKey(line, 'i', 'warning', 'index', `the event has no number \`i\`; taken as ${next}`);
      indices.add(next);
      return;
    }
    const next = indices.next;
    if (i > next) {
      const gap = i - next === 1 ? `event ${next} is` : `events ${next} to ${i - 1} are`;
      problemAtKey(line, 'i', 'warning', 'gap', `${gap} missing before this one`);
    }
    if (!indices.add(i)) problemAtKey(line, 'i', 'warning', 'index', `there is another event ${i} before; causes that name it mean that one`);
    else if (i < next) problemAtKey(line, 'i', 'warning', 'index', `event ${i} comes after event ${next - 1}`);
  }

  function causeOf(raw: Raw, line: Line, row: number): number {
    const cause = raw['cause'];
    if (cause === undefined) return -1;
    if (typeof cause !== 'number') {
      problemAtKey(line, 'cause', 'warning', 'cause', '`cause` must be the number of an earlier event');
      return -1;
    }
    const found = indices.rowOf(cause);
    if (found >= 0 && found < row) return found;
    // Others write "no cause" as -1.
    if (cause !== -1) problemAtKey(line, 'cause', 'warning', 'cause', `event ${cause}, named as cause, is not among the events before`);
    return -1;
  }

  /** Whether the other half that this event must have is there. */
  function checkPartner(kind: EventKind, raw: Raw, line: Line, row: number): void {
    if (trace.partner[row]! >= 0) return;
    switch (kind) {
      case 'deliver':
      case 'lose':
        return problemAtKey(line, 'msg', 'warning', 'unknown-message', `message ${String(raw['msg'])} was never sent in this file`);
      case 'timer':
      case 'timer-cancel':
        return problemAtKey(line, 'timer', 'warning', 'unknown-timer', `timer ${String(raw['timer'])} was never set in this file`);
      case 'return':
        return problemAtKey(line, 'op', 'warning', 'unknown-operation', `operation ${String(raw['op'])} was never invoked in this file`);
      default:
        return;
    }
  }

  function leaveOut(line: Line, key: string, code: string, value: unknown, choices: readonly string[], what: string): void {
    const suggestion = typeof value === 'string' ? nearest(value, choices) : undefined;
    const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
    const message = value === undefined ? `the event has no \`${key}\` and is left out` : `${quoted(value)} ${what}${hint} The event is left out`;
    problemAtKey(line, key, 'error', code, message, suggestion);
  }

  function tellField(kind: EventKind, fault: FieldFault, raw: Raw, line: Line): void {
    const { field, code, expected, choices } = fault;
    const value = raw[field];
    if (code === 'unknown-key') {
      const seen = `${kind} ${field}`;
      if (unknownKeys.has(seen) || unknownKeys.size > 1000) return;
      unknownKeys.add(seen);
      const suggestion = nearest(field, namesOf(kind));
      const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
      problemAtKey(line, field, 'warning', code, `${kind} has no field ${quoted(field)}${hint}`, suggestion, true);
    } else if (code === 'missing-field') {
      problemAtKey(line, field, 'warning', code, `this ${kind} does not say \`${field}\` (${expected})`);
    } else {
      const suggestion = choices !== undefined && typeof value === 'string' ? nearest(value, choices) : undefined;
      const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
      problemAtKey(line, field, 'warning', code, `\`${field}\` must be ${expected}${hint}`, suggestion);
    }
  }

  function problemAt(
    line: number, severity: 'error' | 'warning', code: string, message: string, start = 0, end = start + 1, suggestion?: string,
  ): void {
    problems.add({ severity, code, line, column: start + 1, endColumn: end + 1, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  /** A problem at a member's value, at its key, or, when the line has no such member, at the whole line. */
  function problemAtKey(
    line: Line, key: string, severity: 'error' | 'warning', code: string, message: string, suggestion?: string, atKey = false,
  ): void {
    if (!problems.hasRoom) {
      problemAt(line.number, severity, code, message);
      return;
    }
    const member = scanJson(line.text).members.get(key);
    const start = member === undefined ? 0 : atKey ? member.keyStart : member.valueStart;
    const end = member === undefined ? line.text.length : atKey ? member.keyEnd : member.valueEnd;
    problemAt(line.number, severity, code, message, start, end, suggestion);
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
    return partner < 0 ? undefined : inferredFor(kind, trace.node[i]!, partner, builder);
  }
}

/** What a deliver or lose need not say because its send did. */
function inferredFrom(kind: EventKind, raw: Raw, node: number, builder: TraceBuilder): Raw | undefined {
  if (kind !== 'deliver' && kind !== 'lose') return undefined;
  if (raw['type'] !== undefined && raw[kind === 'lose' ? 'to' : 'from'] !== undefined) return undefined;
  const send = typeof raw['msg'] === 'number' ? builder.sendOf(raw['msg']) : -1;
  return send < 0 ? undefined : inferredFor(KIND[kind], node, send, builder);
}

function inferredFor(kind: number, node: number, send: number, { trace }: TraceBuilder): Raw {
  const { nodes } = trace.header;
  const type = trace.labels[trace.label[send]!]!;
  return kind === KIND.deliver ? { type, from: nodes[trace.node[send]!]!.id } : { type, to: nodes[node]!.id };
}

function bracketsIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x7b || unit === 0x5b) count++;
  }
  return count;
}

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
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
