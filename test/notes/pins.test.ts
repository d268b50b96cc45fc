import { expect, test } from 'vitest';
import { KIND } from '../../src/kernel/event';
import { GrowingLog } from '../../src/kernel/log';
import { pinNotes } from '../../src/notes/pins';
import type { ScenarioNote } from '../../src/scenario/scenario';
import { traceOf } from '../../src/trace/trace';
import type { Trace } from '../../src/trace/trace';

/** alice asks the shop twice; the first reply is lost. */
function twoAttempts(): Trace {
  const log = new GrowingLog();
  const ask = log.append(0, 0, KIND.send, -1, -1, 'Charge', { msg: 0, to: 'shop', type: 'Charge', body: {} });
  const asked = log.append(10, 1, KIND.deliver, ask, ask, 'Charge', { msg: 0, from: 'alice', type: 'Charge' });
  const answer = log.append(10, 1, KIND.send, asked, -1, 'Reply', { msg: 1, to: 'alice', type: 'Reply', body: {} });
  log.append(15, 0, KIND.lose, answer, answer, 'Reply', { msg: 1, to: 'alice', type: 'Reply', reason: 'dropped' });
  const again = log.append(100, 0, KIND.send, -1, -1, 'Charge', { msg: 2, to: 'shop', type: 'Charge', body: {} });
  log.append(110, 1, KIND.deliver, again, again, 'Charge', { msg: 2, from: 'alice', type: 'Charge' });
  return traceOf({ faultline: 1, title: 'Two attempts', nodes: [{ id: 'alice' }, { id: 'shop' }], unit: 'us' }, log);
}

const span = (start: number) => ({ start, end: start + 5 });

test('notes stand at the events their rules name, in the order of the scenario', () => {
  const notes: ScenarioNote[] = [
    { see: 'ch8/unreliable-networks', span: span(0) },
    { at: { kind: 'deliver', type: 'Charge', nth: 2 }, text: 'Once more.', span: span(10) },
    { at: { kind: 'lose', type: 'Reply', from: 'shop', to: 'alice' }, text: 'Only the answer died.', see: 'ch8/unreliable-networks#lost-reply', span: span(20) },
  ];
  expect(pinNotes({ notes }, twoAttempts())).toEqual({
    notes: [
      { event: -1, see: 'ch8/unreliable-networks' },
      { event: 5, text: 'Once more.' },
      { event: 3, text: 'Only the answer died.', see: 'ch8/unreliable-networks#lost-reply' },
    ],
    warnings: [],
  });
});

test('a rule that matches nothing is told, at its place in the text, and its note is kept', () => {
  const notes: ScenarioNote[] = [
    { at: { kind: 'lose', type: 'Reply', nth: 2 }, text: 'Never.', span: span(40) },
    { at: { kind: 'crash', node: 'shop' }, text: 'Nor this.', span: span(60) },
  ];
  const { notes: pinned, warnings } = pinNotes({ notes }, twoAttempts());
  expect(pinned).toEqual([{ event: -1, text: 'Never.', was: 'at the second lose of Reply' }, { event: -1, text: 'Nor this.', was: 'at the first crash on shop' }]);
  expect(warnings).toEqual([
    { span: { start: 40, end: 45 }, message: 'no lose event number 2 of this run matches; the note is shown with the whole' },
    { span: { start: 60, end: 65 }, message: 'no crash event of this run matches; the note is shown with the whole' },
  ]);
});
