/** What stands above the lines of a scenario: the commands on top, and on each expectation how it came out last. */
import { valueAt } from '../yaml-tree';
import type { WrittenText } from './draft';

/** Where the expectations stand, in order. */
export function expectationOffsets({ root }: WrittenText): readonly number[] {
  const list = valueAt(root, 'expect');
  return list?.kind === 'list' ? list.items.map(({ span }) => span.start) : [];
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
