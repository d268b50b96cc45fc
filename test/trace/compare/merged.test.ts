import { describe, expect, test } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import { compareRuns } from '../../../src/trace/compare/compare';
import { ORIGINS, hasTwoTimes, signedTypes, startMerged } from '../../../src/trace/compare/merged';
import { changeWords, firstDifferenceWords, insteadOf } from '../../../src/trace/compare/words';
import { describe as words } from '../../../src/trace/describe';
import type { Trace } from '../../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from '../traces';
import type { Step } from '../traces';

const reached: readonly Step[] = [
  ...LOST_REPLY.slice(0, 8),
  { t: 21_000, node: 'alice', kind: 'deliver', cause: 7, msg: 2, from: 'shop', type: 'Reply' },
  { t: 21_000, node: 'alice', kind: 'timer-cancel', cause: 8, timer: 1, name: 'timeout' },
];

describe('two runs as one trace', () => {
  test('of the same run twice it is that run', () => {
    const one = traceOfSteps(EVERY_KIND);
    const { trace, origins } = merged(one, traceOfSteps(EVERY_KIND));
    expect(origins.every((code) => ORIGINS[code] === 'both')).toBe(true);
    for (let i = 0; i < one.length; i++) expect([trace.t[i], trace.cause[i], trace.partner[i], words(trace, i)]).toEqual([one.t[i], one.cause[i], one.partner[i], words(one, i)]);
  });

  test('a message that one run lost has both its ends', () => {
    const { trace, origins } = merged(traceOfSteps(LOST_REPLY), traceOfSteps(reached));
    const ends = Array.from({ length: trace.length }, (_, i) => i).filter((i) => trace.partner[i] === 7);
    expect(ends.map((i) => [trace.kind[i] === KIND.lose ? 'lose' : 'deliver', ORIGINS[origins[i]!]])).toEqual([['lose', 'left'], ['deliver', 'right']]);
    // The one that arrived is no copy of the one that did not.
    expect(trace.kind[trace.partner[7]!]).toBe(KIND.deliver);
    expect(ends.map((i) => (signedTypes(trace, origins).detail(i) as { readonly type: string }).type)).toEqual(['− Reply', '+ Reply']);
  });

  test('proof of a violation is named in its own numbers', () => {
    const { trace } = merged(traceOfSteps(reached), traceOfSteps(LOST_REPLY));
    const violation = trace.kind.indexOf(KIND.violation);
    const { events } = trace.detail(violation) as { readonly events: readonly number[] };
    expect(events.map((i) => words(trace, i))).toEqual(['sets charged = 10', 'sets charged = 20']);
  });

  test('lengths of time stay what they are where times do not', () => {
    const late = LOST_REPLY.map((step) => (step.t === 0 ? step : 'due' in step ? { ...step, t: step.t + 700, due: step.due + 700 } : { ...step, t: step.t + 700 }));
    const { trace } = merged(traceOfSteps(LOST_REPLY), traceOfSteps(late));
    expect(trace.header.timed).toBe(false);
    expect(words(trace, 4)).toBe('sets timer timeout for 100 ms');
  });
});

describe('times of two runs', () => {
  /** Alice says something that comes of a crash in one run and of a pause in the other, so that it is alike and no more. */
  const saying = (kind: 'crash' | 'pause', saidUs: number): Trace =>
    traceOfSteps([
      ...LOST_REPLY,
      { t: 200_000, node: 'shop', kind },
      { t: saidUs, node: 'alice', kind: 'note', cause: LOST_REPLY.length, text: 'the very same' },
      { t: 900_000, node: 'shop', kind: 'note', text: 'end' },
    ]);

  test('are kept where something alike without a cause in common happened at two', () => {
    const { trace, origins } = merged(saying('crash', 250_000), saying('pause', 210_000));
    const said = Array.from({ length: trace.length }, (_, i) => i).filter((i) => words(trace, i).includes('the very same'));
    expect(said.map((i) => [trace.t[i], ORIGINS[origins[i]!]])).toEqual([[210_000, 'moved']]);
    expect(trace.header.timed).toBeUndefined();
    expect(origins.filter(hasTwoTimes).length).toBe(1);
  });

  test('are given up where what has a cause in common did', () => {
    const late = LOST_REPLY.map((step, i) => (i >= 15 ? { ...step, t: step.t + 500 } : step)) as readonly Step[];
    expect(merged(traceOfSteps(LOST_REPLY), traceOfSteps(late)).trace.header.timed).toBe(false);
  });
});

describe('words', () => {
  test('for the first difference, with what stands in its place and its cause', () => {
    const comparison = compareRuns(traceOfSteps(LOST_REPLY), traceOfSteps(reached));
    expect(firstDifferenceWords(comparison, { left: 'A', right: 'B' })).toEqual([
      'Only in A: alice never gets Reply from shop: dropped on the way (16.000 ms).',
      'In B instead: alice receives Reply from shop {ok: true} (21.000 ms).',
      'It came of what is the same in both: shop sends Reply to alice {ok: true} (11.000 ms).',
    ]);
    expect(insteadOf(comparison, comparison.rowOfRight[8]!)).toBe(8);
    expect(insteadOf(comparison, comparison.rowOfLeft[17]!)).toBe(-1);
  });

  test('for fields and times that differ', () => {
    const other = LOST_REPLY.map((step, i) => (i === 3 ? { ...step, t: 1_500, body: { amount: 12, to: ['x'] } } : step.t > 1000 ? { ...step, t: step.t + 500 } : i === 4 ? { ...step, t: 1_500 } : step)) as readonly Step[];
    const comparison = compareRuns(traceOfSteps(LOST_REPLY), traceOfSteps(other));
    expect(changeWords(comparison, 3)).toBe('body.amount: 10 → 12; body.to: absent → [x]; 1.000 ms → 1.500 ms');
    expect(firstDifferenceWords(comparison, { left: 'A', right: 'B' })[0]).toMatch(/^Not the same: alice sends Charge .* in A; .* in B\.$/);
  });

  test('for nothing, none', () => {
    expect(firstDifferenceWords(compareRuns(traceOfSteps(reached), traceOfSteps(reached)), { left: 'A', right: 'B' })).toEqual([]);
  });
});

function merged(left: Trace, right: Trace) {
  const merger = startMerged(compareRuns(left, right), 'both');
  while (!merger.advance(5));
  return merger.merged!;
}
