import fc from 'fast-check';
import { expect, test } from 'vitest';
import { yOf, yOfTime } from '../../../src/trace/layout/axis';
import { arrivalWords, draggedTo, operationWords, spanWords } from '../../../webview/diagram/drag-plan';
import { LOST_REPLY, traceOfSteps } from '../../trace/traces';
import { record } from './recording';

const trace = traceOfSteps(LOST_REPLY);

test('a place along time is a round moment near to it, and never before the start', () => {
  for (const spacing of ['even', 'scale'] as const) {
    const { axis } = record(trace, { spacing, usPerPx: 100 }).frame;
    fc.assert(fc.property(fc.integer({ min: -50, max: 3000 }), (y) => {
      const us = draggedTo(axis, y);
      expect(Number.isSafeInteger(us) && us >= 0).toBe(true);
      if (spacing === 'scale' && y > axis.marginPx + 20) {
        // As near as the pixels that one snap takes, and of few digits.
        expect(Math.abs(yOfTime(axis, us) - y)).toBeLessThanOrEqual(10);
        expect(us % 500).toBe(0);
      }
    }), { numRuns: 60 });
  }
});

test('what is dragged may go beyond the last event, later the farther', () => {
  const { axis } = record(trace).frame;
  const last = trace.length - 1;
  const y = yOf(axis, last);
  const [near, far] = [draggedTo(axis, y + 28), draggedTo(axis, y + 280)];
  expect(near).toBeGreaterThanOrEqual(trace.t[last]!);
  expect(far).toBeGreaterThan(near);
});

test('it is said what comes of it', () => {
  expect(arrivalWords(62_000, 40_000, 40_000)).toBe('arrives at 62 ms, 22 ms later');
  expect(arrivalWords(40_000, 62_000, 20_000)).toBe('arrives at 40 ms, 22 ms earlier');
  expect(arrivalWords(20_000, 62_000, 20_000)).toBe('arrives at 20 ms, the earliest possible');
  expect(operationWords(5_000, 5_000)).toBe('begins at 5 ms');
  expect(spanWords(['a'], 10_000, 30_000)).toBe('pause a from 10 ms to 30 ms, 20 ms');
  expect(spanWords(['a', 'b', 'c'], 10_000, 30_000)).toBe('partition a ✂ c from 10 ms to 30 ms, 20 ms');
});
