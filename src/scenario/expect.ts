/**
 * What a scenario expects of its run, and whether it was so.
 */
import { matches } from '../trace/match';
import type { EventRule } from '../trace/match';
import { plainText } from '../trace/text';
import type { Trace } from '../trace/trace';
import type { Expectation } from './scenario';

export interface Verdict {
  /** The expectation as it stands in the scenario, on one line. */
  readonly text: string;
  readonly ok: boolean;
  /** Index of the first event that shows it, or -1. */
  readonly event: number;
  /** How many events match. */
  readonly found: number;
}

/** Judges a finished run. An invariant counts as violated when the trace has a violation of it. */
export function judge(expectations: readonly Expectation[], trace: Trace): readonly Verdict[] {
  return expectations.map((expectation) => {
    const found = matches(trace, ruleOf(expectation));
    return { text: expectationText(expectation), ok: isMet(expectation, found.length), event: found[0] ?? -1, found: found.length };
  });
}

/** `violated: id`, `holds: id` or `event: {kind: lose, count: 1}`. */
export function expectationText(expectation: Expectation): string {
  if (expectation.kind !== 'event') return `${expectation.kind}: ${expectation.invariant}`;
  const { rule, count } = expectation;
  const fields = Object.entries(count === undefined ? rule : { ...rule, count });
  return `event: { ${fields.map(([key, value]) => `${key}: ${typeof value === 'string' ? value : plainText(value)}`).join(', ')} }`;
}

function ruleOf(expectation: Expectation): EventRule {
  return expectation.kind === 'event' ? expectation.rule : { kind: 'violation', name: expectation.invariant };
}

function isMet(expectation: Expectation, found: number): boolean {
  if (expectation.kind === 'holds') return found === 0;
  if (expectation.kind === 'violated' || expectation.count === undefined) return found > 0;
  return found === expectation.count;
}
