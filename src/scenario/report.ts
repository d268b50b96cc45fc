/**
 * Collects what is wrong with one text and turns offsets into lines and columns at the end.
 */
import { MAX_PROBLEMS } from './limits';
import { lineEnd, lineStarts, positionAt } from './lines';
import type { Span } from './scenario';
import type { Problem } from '../trace/problem';
import { oneLine } from '../trace/text';

export interface Report {
  error(code: string, at: Span, message: string, suggestion?: string): void;
  warn(code: string, at: Span, message: string, suggestion?: string): void;
  readonly hasErrors: boolean;
  /** Everything reported, in the order of the text; at most MAX_PROBLEMS. */
  problems(): readonly Problem[];
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

/** A report on `text`. Ranges over several lines are cut at the end of their first: a squiggle marks, it does not paint. */
export function createReport(text: string): Report {
  let entries: Entry[] = [];
  const add = (severity: Entry['severity'], code: string, at: Span, message: string, suggestion?: string): void => {
    entries.push({ severity, code, at, message, suggestion });
  };
  return {
    error: (code, at, message, suggestion) => add('error', code, at, message, suggestion),
    warn: (code, at, message, suggestion) => add('warning', code, at, message, suggestion),
    get hasErrors() { return entries.some((entry) => entry.severity === 'error'); },
    problems: () => sorted(text, entries),
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
  forgetMeaning: () => undefined,
};

function sorted(text: string, entries: readonly Entry[]): readonly Problem[] {
  const starts = lineStarts(text);
  const order = [...entries].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  const problems = order.slice(0, MAX_PROBLEMS).map((entry) => problemOf(text, starts, entry));
  const left = order.length - problems.length;
  if (left > 0) {
    const at = order[MAX_PROBLEMS]!.at;
    const more = { severity: 'error', code: 'too-many-problems', at, message: `${left} more problems from here on`, suggestion: undefined } as const;
    problems[MAX_PROBLEMS] = problemOf(text, starts, more);
  }
  return problems;
}

function problemOf(text: string, starts: readonly number[], entry: Entry): Problem {
  const from = Math.max(0, Math.min(entry.at.start, text.length));
  const until = Math.max(from, Math.min(entry.at.end, lineEnd(text, from)));
  const start = positionAt(starts, from);
  const end = positionAt(starts, until);
  return {
    severity: entry.severity,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    // Messages repeat what is in the file, and go to terminals.
    message: oneLine(entry.message),
    ...(entry.suggestion === undefined ? {} : { suggestion: entry.suggestion }),
    code: entry.code,
  };
}
