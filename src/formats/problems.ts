/**
 * Gathers what is wrong with a file: the first so many in full, the rest as numbers, so that a file in which
 * every line is wrong costs no more than its reading.
 */
import type { Problem } from '../trace/problem';

/** Problems listed with their places; further ones are counted. */
export const MAX_PROBLEMS = 100;

export interface ProblemList {
  readonly listed: readonly Problem[];
  /** How many there are beyond those listed. */
  readonly more: number;
  /** How many problems have this code, listed or not. */
  count(code: string): number;
  /** Whether the next problem would be listed; where finding its place costs time, ask first. */
  readonly hasRoom: boolean;
  /** Columns count from 1, the end is exclusive. */
  add(problem: Omit<Problem, 'endLine' | 'endColumn'> & { readonly endColumn?: number }): void;
}

export function createProblems(limit = MAX_PROBLEMS): ProblemList {
  const listed: Problem[] = [];
  const counts = new Map<string, number>();
  let more = 0;
  return {
    listed,
    get more() { return more; },
    get hasRoom() { return listed.length < limit; },
    count: (code) => counts.get(code) ?? 0,
    add(problem) {
      counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
      if (listed.length >= limit) {
        more++;
        return;
      }
      listed.push({ ...problem, endLine: problem.line, endColumn: problem.endColumn ?? problem.column + 1 });
    },
  };
}
