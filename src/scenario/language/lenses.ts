/** What stands above the lines of a scenario: the commands on top, and on each expectation how it came out last. */
import { valueAt } from '../yaml-tree';
import type { WrittenText } from './draft';

/** Where the expectations stand, in order. */
export function expectationOffsets({ root }: WrittenText): readonly number[] {
  const list = valueAt(root, 'expect');
  return list?.kind === 'list' ? list.items.map(({ span }) => span.start) : [];
}

/** Where a text says what it extends, when its expectations are those of that other file; undefined otherwise. */
export function inheritingOffset({ root }: WrittenText): number | undefined {
  const path = valueAt(root, 'extend');
  return valueAt(root, 'expect') === undefined ? path?.span.start : undefined;
}

/** `✗ 1 of 3 not as expected there: holds: no-gap`, for expectations that stand in another file. */
export function inheritedTitle(outcomes: readonly Outcome[], isOfThisText: boolean): string {
  const failed = outcomes.filter(({ ok }) => !ok);
  const [first] = failed;
  const said = first === undefined ? `✓ all ${outcomes.length} as expected there` : `✗ ${failed.length} of ${outcomes.length} not as expected there: ${first.text}${failed.length > 1 ? ', …' : ''}`;
  return isOfThisText ? said : `${said} (before the last edit)`;
}

export interface Outcome {
  readonly ok: boolean;
  readonly text: string;
}

/** `✓ held in the last run`; of a run of an older text it says so. */
export function outcomeTitle({ ok, text }: Outcome, isOfThisText: boolean): string {
  // What a check found out stands in brackets behind the expectation itself.
  const detail = /^(?:linearizable|notLinearizable): \S+ \((.*)\)$/s.exec(text)?.[1];
  const said = `${ok ? '✓ as expected' : '✗ not as expected'}${detail === undefined ? '' : `: ${detail}`}`;
  return isOfThisText ? said : `${said} (before the last edit)`;
}
