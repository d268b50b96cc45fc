import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { niceStep, shortTime } from '../../../webview/diagram/gutter';

describe('times in the gutter', () => {
  test.each([
    [0, '0'],
    [7, '7 µs'],
    [1500, '1.5 ms'],
    [30_000, '30 ms'],
    [1_000_001, '1.000001 s'],
    [59_500_000, '59.5 s'],
    [123_500_000, '2:03.5'],
    [3_723_000_000, '1:02:03'],
    [2 * 86_400_000_000 + 3_600_000_000, '2d 01:00:00'],
    [-1500, '−1.5 ms'],
  ])('%i is %s', (us, text) => {
    expect(shortTime(us)).toBe(text);
  });

  test('different moments never look the same', () => {
    fc.assert(
      fc.property(fc.nat(2_600_000_000_000), fc.nat(5_000_000), (a, by) => {
        if (by > 0) expect(shortTime(a)).not.toBe(shortTime(a + by));
      }),
    );
  });
});

test('ticks are at round distances, as near as asked for', () => {
  expect(niceStep(3)).toBe(5);
  expect(niceStep(70)).toBe(100);
  expect(niceStep(11_000_000)).toBe(20_000_000);
  expect(niceStep(25_000_000)).toBe(30_000_000);
  expect(niceStep(70_000_000)).toBe(120_000_000);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e13, noNaN: true }), (least) => {
      expect(niceStep(least)).toBeGreaterThanOrEqual(least);
    }),
  );
});
