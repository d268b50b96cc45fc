/**
 * Collects what is wrong with one text and turns offsets into lines and columns at the end.
 */
import { MAX_PROBLEMS } from './limits';
import { lineEnd, lineStarts, positionAt } from './lines';
import type { Included, Span } from './scenario';
import type { Problem } from '../trace/problem';
import { oneLine } from '../trace/text';

export interface Report {
  error(code: string, at: Span, message: string, suggestion?: string): void;
  warn(code: string, at: Span, message: string, suggestion?: string): void;
  readonly hasErrors: boolean;
  /** What was taken in, in order. */
  readonly included: readonly Included[];
  /** Everything reported, in the order of the text; at most MAX_PROBLEMS. */
  problems(): readonly Problem[];
  /** Takes in the text of a file that is extended at `at`; what stands in it is told by offsets from the one returned on. */
  include(file: string, text: string, at: Span): number;
  /** For what counts its offsets from the beginning of a text that was taken in. */
  from(start: number): Pick<Report, 'error'>;
  /**
   * For a text whose syntax is broken at an offset: forgets what was said about the meaning of what stands there
   * and behind it, and about what is missing. It may be there, only unreadable.
   */
  forgetMeaning(brokenAt: number): void;
}

const SYNTAX_CODES: ReadonlySet<string> = new Set(['yaml', 'alias', 'tag', 'duplicate-key', 'too-deep', 'too-large']);

interface Entry {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly at: Span;
  readonly message: string;
  readonly suggestion: string | undefined;
}

/**
 * A report on `text`, and on what is taken in with it. Ranges over several lines are cut at the end of their first: a squiggle marks, it does
 * not paint.
 */
export function createReport(text: string, alreadyIncluded: readonly Included[] = []): Report {
  let entries: Entry[] = [];
  const included = [...alreadyIncluded];
  const add = (severity: Entry['severity'], code: string, at: Span, message: string, suggestion?: string): void => {
    entries.push({ severity, code, at, message, suggestion });
  };
  return {
    error: (code, at, message, suggestion) => add('error', code, at, message, suggestion),
    warn: (code, at, message, suggestion) => add('warning', code, at, message, suggestion),
    get hasErrors() { return entries.some((entry) => entry.severity === 'error'); },
    problems: () => sorted(text, included, entries),
    get included() { return included; },
    include: (file, other, at) => {
      const last = included.at(-1);
      const start = (last === undefined ? text.length : last.start + last.text.length) + 1;
      included.push({ file, text: other, start, at });
      return start;
    },
    from: (start) => ({ error: (code, at, message, suggestion) => add('error', code, { start: at.start + start, end: at.end + start }, message, suggestion) }),
    forgetMeaning: (brokenAt) => {
      entries = entries.filter(({ code, at }) => SYNTAX_CODES.has(code) || (at.start < brokenAt && code !== 'missing-key'));
    },
  };
}

/** A report that hears nothing: for reading ahead what will be read again. */
export const SILENT: Report = {
  error: () => undefined,
  warn: () => undefined,
  hasErrors: false,
  problems: () => [],
  included: [],
  include: () => 0,
  from: () => SILENT,
  forgetMeaning: () => undefined,
};

function sorted(text: string, included: readonly Included[], entries: readonly Entry[]): readonly Problem[] {
  const starts = new Map<string, readonly number[]>();
  const startsOf = (of: string): readonly number[] => {
    const known = starts.get(of) ?? lineStarts(of);
    starts.set(of, known);
    return known;
  };
  const tell = (entry: Entry): Problem => {
    const inside = lastBefore(included, entry.at.start);
    if (inside === undefined) return problemOf(entry, placeOf(text, startsOf(text), entry.at));
    const { file, text: other, start, at } = inside;
    const there = placeOf(other, startsOf(other), { start: entry.at.start - start, end: entry.at.end - start });
    const { suggestion, ...rest } = problemOf(entry, placeOf(text, startsOf(text), at));
    return { ...rest, inFile: { file, ...there, ...(suggestion === undefined ? {} : { suggestion }) } };
  };
  const order = [...entries].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  const problems = order.slice(0, MAX_PROBLEMS).map(tell);
  const left = order.length - problems.length;
  if (left > 0) {
    const at = order[MAX_PROBLEMS]!.at;
    problems[MAX_PROBLEMS] = tell({ severity: 'error', code: 'too-many-problems', at, message: `${left} more problems from here on`, suggestion: undefined });
  }
  return problems;
}

/** The text in which an offset lies. */
function lastBefore(included: readonly Included[], offset: number): Included | undefined {
  let i = included.length - 1;
  while (i >= 0 && included[i]!.start > offset) i--;
  return included[i];
}

type Range = Pick<Problem, 'line' | 'column' | 'endLine' | 'endColumn'>;

function placeOf(text: string, starts: readonly number[], at: Span): Range {
  const from = Math.max(0, Math.min(at.start, text.length));
  const until = Math.max(from, Math.min(at.end, lineEnd(text, from)));
  const start = positionAt(starts, from);
  const end = positionAt(starts, until);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function problemOf({ severity, message, suggestion, code }: Entry, place: Range): Problem {
  return {
    severity,
    ...place,
    // Messages repeat what is in the file, and go to terminals.
    message: oneLine(message),
    ...(suggestion === undefined ? {} : { suggestion }),
    code,
  };
}
