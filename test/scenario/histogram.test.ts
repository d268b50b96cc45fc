import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogram } from '../../src/scenario/histogram';

test('whole numbers have a bar each while they fit, and then as many of them each', () => {
  expect(histogram([3, 1, 3, 3])).toEqual({ from: 1, width: 1, counts: [1, 0, 3] });
  expect(histogram([7, 7])).toEqual({ from: 7, width: 1, counts: [2] });
  expect(histogram([0, 9], 5)).toEqual({ from: 0, width: 2, counts: [1, 0, 0, 0, 1] });
});

test('every value is in one bar', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e9, max: 1e9 })), { minLength: 1 }), (values) => {
      const { counts, width } = histogram(values, 10);
      expect(counts.length).toBeLessThanOrEqual(10);
      expect(width).toBeGreaterThan(0);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    }),
  );
});
