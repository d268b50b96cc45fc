import { expect, test } from 'vitest';
import { parseDestination } from '../../../src/trace/find/go-to';
import { LOST_REPLY, traceOfSteps } from '../traces';

const trace = traceOfSteps(LOST_REPLY);
const go = (text: string): number | string => {
  const to = parseDestination(text, trace, true);
  return to.ok ? to.event : to.message;
};

test.each([
  ['#14', 14], ['14', 14], ['0', 0], ['end', 17],
  ['11ms', 5], ['0.011s', 5], ['1 ms', 2], ['12ms', 7], ['0s', 0], ['1h', 17],
  ['lose', 8], ['send:3', 10], ['Send 2', 7], ['timer:', 9],
])('%s', (text, event) => {
  expect(go(text)).toBe(event);
});

test.each([
  ['', 'Write the number'], ['#99', 'The last event is #17.'], ['1.5', 'whole numbers'], ['-3', 'whole numbers'], ['5x', 'unit'],
  ['los:2', 'There is no kind “los”; did you mean lose?'], ['lose:2', 'There is 1 event of the kind lose in this trace.'],
  ['crash', 'There is no crash in this trace.'], ['what is this', 'no number, no time and no kind'], ['lose:0', 'The first one is 1.'],
])('%s is answered with a reason', (text, message) => {
  expect(go(text)).toContain(message);
});

test('without times only numbers lead anywhere; without events nothing does', () => {
  expect(parseDestination('1s', trace, false)).toMatchObject({ ok: false });
  expect(parseDestination('3', trace, false)).toEqual({ ok: true, event: 3 });
  expect(parseDestination('3', traceOfSteps([]), true)).toMatchObject({ ok: false });
});
