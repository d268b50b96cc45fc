/**
 * Says what is wrong with a line, at its place in the line. Places are looked for only while problems are still
 * listed: a line is scanned again for them.
 */
import type { EventKind } from '../../trace/trace';
import { nearest } from '../../trace/suggest';
import { scanJson } from '../json-scan';
import { textOf } from '../line-source';
import type { Line } from '../line-source';
import type { ProblemList } from '../problems';
import { namesOf } from './fields';
import type { FieldFault } from './fields';

type Severity = 'error' | 'warning';
type Raw = { readonly [field: string]: unknown };

export interface Report {
  /** A problem at offsets of a line, from 0. */
  at(line: number, severity: Severity, code: string, message: string, start?: number, end?: number, suggestion?: string): void;
  /** A problem at a member's value, at its key, or, when the line has no such member, at the whole line. */
  atKey(line: Line, key: string, severity: Severity, code: string, message: string, suggestion?: string, atKey?: boolean): void;
  /** An event that is left out because of one of its fields; `what` goes on after the value. */
  leftOut(line: Line, key: string, code: string, value: unknown, choices: readonly string[], what: string): void;
  /** A field that was mended or is not known. */
  field(kind: EventKind, fault: FieldFault, raw: Raw, line: Line): void;
}

/** Kinds of unknown keys beyond this number are not looked at: a hostile file may have a new one in every line. */
const MAX_UNKNOWN_KEYS = 1000;

export function createReport(problems: ProblemList): Report {
  /** Kinds and keys already complained about: a field that every line has is one problem, not a million. */
  const unknownKeys = new Set<string>();
  return { at, atKey: problemAtKey, leftOut, field };

  function at(
    line: number, severity: Severity, code: string, message: string, start = 0, end = start + 1, suggestion?: string,
  ): void {
    problems.add({ severity, code, line, column: start + 1, endColumn: end + 1, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  function problemAtKey(
    line: Line, key: string, severity: Severity, code: string, message: string, suggestion?: string, atKey = false,
  ): void {
    if (!problems.hasRoom) {
      at(line.number, severity, code, message);
      return;
    }
    const text = textOf(line);
    const member = scanJson(text).members.get(key);
    const start = member === undefined ? 0 : atKey ? member.keyStart : member.valueStart;
    const end = member === undefined ? text.length : atKey ? member.keyEnd : member.valueEnd;
    at(line.number, severity, code, message, start, end, suggestion);
  }

  function leftOut(line: Line, key: string, code: string, value: unknown, choices: readonly string[], what: string): void {
    const suggestion = typeof value === 'string' ? nearest(value, choices) : undefined;
    const message = value === undefined
      ? `the event has no \`${key}\` and is left out`
      : `${quoted(value)} ${what}${hint(suggestion)} The event is left out`;
    problemAtKey(line, key, 'error', code, message, suggestion);
  }

  function field(kind: EventKind, { field: name, code, expected, choices }: FieldFault, raw: Raw, line: Line): void {
    if (code === 'missing-field') {
      problemAtKey(line, name, 'warning', code, `this ${kind} does not say \`${name}\` (${expected})`);
    } else if (code === 'unknown-key') {
      const seen = `${kind} ${name}`;
      if (unknownKeys.has(seen) || unknownKeys.size > MAX_UNKNOWN_KEYS) return;
      unknownKeys.add(seen);
      const suggestion = nearest(name, namesOf(kind));
      problemAtKey(line, name, 'warning', code, `${kind} has no field ${quoted(name)}${hint(suggestion)}`, suggestion, true);
    } else {
      const value = raw[name];
      const suggestion = choices !== undefined && typeof value === 'string' ? nearest(value, choices) : undefined;
      problemAtKey(line, name, 'warning', code, `\`${name}\` must be ${expected}${hint(suggestion)}`, suggestion);
    }
  }
}

/** A value as it stands in the file, shortened. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function hint(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
}
