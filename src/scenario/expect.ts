/**
 * What a scenario expects of its run, and whether it was so.
 */
import { resultText, startCheck } from '../check/check';
import type { CheckResult } from '../check/check';
import { historyOf } from '../check/history';
import { matches } from '../trace/match';
import type { EventRule } from '../trace/match';
import { plainText } from '../trace/text';
import type { Trace } from '../trace/trace';
import { MAX_CHECK_STATES } from './limits';
import type { Expectation } from './scenario';

export interface Verdict {
  /** The expectation as it stands in the scenario, on one line. */
  readonly text: string;
  readonly ok: boolean;
  /** Index of the first event that shows it, or -1. */
  readonly event: number;
  /** How many events match. */
  readonly found: number;
  /** What is to be said beyond that, where there is something: which operation has no place. */
  readonly detail?: string;
}

/** An expectation being judged: a check of a history may take a while, so whoever has other things to do takes it in slices. */
export interface Judging {
  /** Takes up to so many further steps, of about a microsecond each; true when there is a verdict. */
  advance(maxSteps: number): boolean;
  readonly verdict: Verdict | undefined;
}

/** Begins to judge a finished run. An invariant counts as violated when the trace has a violation of it. */
export function startJudging(expectation: Expectation, trace: Trace): Judging {
  const text = expectationText(expectation);
  let verdict: Verdict | undefined;
  const decide = decision(expectation, trace);
  return {
    advance(maxSteps) {
      if (verdict === undefined) {
        const decided = decide(maxSteps);
        if (decided !== undefined) verdict = { text, ...decided };
      }
      return verdict !== undefined;
    },
    get verdict() { return verdict; },
  };
}

/** Judges a finished run in one go. */
export function judge(expectations: readonly Expectation[], trace: Trace): readonly Verdict[] {
  return expectations.map((expectation) => {
    const judging = startJudging(expectation, trace);
    while (!judging.advance(100_000));
    return judging.verdict!;
  });
}

/** `violated: id`, `holds: id`, `linearizable: lock` or `event: {kind: lose, count: 1}`. */
export function expectationText(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'violated':
    case 'holds':
      return `${expectation.kind}: ${expectation.invariant}`;
    case 'linearizable':
    case 'notLinearizable':
      return `${expectation.kind}: ${expectation.specification}`;
    case 'event': {
      const { rule, count } = expectation;
      const fields = Object.entries(count === undefined ? rule : { ...rule, count });
      return `event: { ${fields.map(([key, value]) => `${key}: ${typeof value === 'string' ? value : plainText(value)}`).join(', ')} }`;
    }
  }
}

type Decided = Omit<Verdict, 'text'>;
type Counted = Exclude<Expectation, { readonly kind: 'linearizable' | 'notLinearizable' }>;

/** A function that decides within so many steps, or returns undefined and goes on when called again. */
function decision(expectation: Expectation, trace: Trace): (maxSteps: number) => Decided | undefined {
  if (expectation.kind !== 'linearizable' && expectation.kind !== 'notLinearizable') {
    return () => {
      const found = matches(trace, ruleOf(expectation));
      return { ok: isMet(expectation, found.length), event: found[0] ?? -1, found: found.length };
    };
  }
  const { kind, specification } = expectation;
  const check = startCheck(historyOf(trace), { specification, maxStates: MAX_CHECK_STATES });
  return (maxSteps) => (check.advance(maxSteps) ? checked(kind, check.result!) : undefined);
}

function ruleOf(expectation: Counted): EventRule {
  return expectation.kind === 'event' ? expectation.rule : { kind: 'violation', name: expectation.invariant };
}

function isMet(expectation: Counted, found: number): boolean {
  if (expectation.kind === 'holds') return found === 0;
  if (expectation.kind === 'violated' || expectation.count === undefined) return found > 0;
  return found === expectation.count;
}

/** What is undecided is neither linearizable nor the contrary. */
function checked(kind: 'linearizable' | 'notLinearizable', result: CheckResult): Decided {
  const wrong = result.verdict === 'not-linearizable';
  return {
    ok: kind === 'linearizable' ? result.verdict === 'linearizable' : wrong,
    event: wrong ? result.unplaced.returned : -1,
    found: wrong ? 1 : 0,
    detail: resultText(result),
  };
}
