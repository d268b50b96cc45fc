import { expect, test } from 'vitest';
import { invariantsAt } from '../../../webview/app/invariants';
import { record } from '../diagram/recording';
import { traceOfSteps } from '../../trace/traces';
import type { Step } from '../../trace/traces';

const violation = (t: number, invariant: string, events: readonly number[]): Step => ({ t, node: 'a', kind: 'violation', invariant, detail: `${invariant} at ${t}`, events });

test('what the model promises, up to the step: it holds, it was broken and by what, or it is looked at in the end', () => {
  const trace = traceOfSteps([{ t: 0, node: 'a', kind: 'state', set: { leader: 'a' } }, violation(1, 'one leader', [0]), { t: 2, node: 'a', kind: 'note', text: '' }, violation(3, 'one leader', [2, 99]), violation(4, 'unheard of', [])]);
  const { run } = record(trace).frame;
  const invariants = [{ id: 'one leader', summary: 'At most one.', atEnd: false }, { id: 'all done', summary: '', atEnd: true }];
  const at = (step: number) => invariantsAt({ ...run, info: { ...run.info, invariants } }, step).map(({ id, state, event, count, evidence }) => [id, state, event, count, evidence.map(({ index }) => index)]);
  expect(at(0)).toEqual([['one leader', 'holds', -1, 0, []], ['all done', 'later', -1, 0, []]]);
  // Of a recorded trace nobody knows whether it held again.
  expect(at(2)).toEqual([['one leader', 'violated', 1, 1, [0]], ['all done', 'later', -1, 0, []]]);
  expect(at(4)).toEqual([['one leader', 'violated', 3, 2, [2]], ['all done', 'holds', -1, 0, []], ['unheard of', 'violated', 4, 1, []]]);
  expect(invariantsAt(run, 2)[0]!.evidence[0]!.text).toContain('leader');
});

test('of a run, what was broken holds again from where it did', () => {
  const trace = traceOfSteps([violation(0, 'one leader', []), { t: 1, node: 'a', kind: 'note', text: '' }, { t: 2, node: 'a', kind: 'note', text: '' }, violation(3, 'one leader', []), { t: 4, node: 'a', kind: 'note', text: '' }]);
  const { run } = record(trace).frame;
  const states = [0, 1, 2, 3, 4].map((step) => invariantsAt({ ...run, restored: new Map([['one leader', [1, 4]]]) }, step).map(({ state, event, again }) => [state, event, again]));
  expect(states.flat()).toEqual([['broken', 0, -1], ['again', 0, 1], ['again', 0, 1], ['broken', 3, -1], ['again', 3, 4]]);
});
