import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_HEIGHT_PX, rowWindow, scrollTopFor } from '../../../webview/panels/row-window';

const VIEW = 600;
const ROW = 24;
const furthest = (count: number): number => Math.max(0, Math.min(count * ROW, MAX_HEIGHT_PX) - VIEW);

describe('rows on screen', () => {
  test('of a short list all, of an empty one none', () => {
    expect(rowWindow(10, ROW, 0, VIEW)).toEqual({ heightPx: 240, from: 0, to: 10, topPx: 0 });
    expect(rowWindow(0, ROW, 0, VIEW)).toMatchObject({ heightPx: 0, from: 0, to: 0 });
  });

  test('of any list only those in sight and a few more, within the height a browser allows', () => {
    for (const count of [1_000, 100_000, 1_000_000, 100_000_000]) {
      for (const share of [0, 0.37, 1]) {
        const { heightPx, from, to } = rowWindow(count, ROW, furthest(count) * share, VIEW);
        expect(heightPx).toBeLessThanOrEqual(MAX_HEIGHT_PX);
        expect(to - from).toBeLessThanOrEqual(VIEW / ROW + 14);
      }
    }
  });

  test('both ends can be reached at every length', () => {
    for (const count of [1_000, 1_000_000, 100_000_000]) {
      expect(rowWindow(count, ROW, 0, VIEW).from).toBe(0);
      expect(rowWindow(count, ROW, furthest(count), VIEW).to).toBe(count);
    }
  });

  test('rows cover the whole view, wherever it is scrolled to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
        const scrollTop = furthest(count) * share;
        const { from, to, topPx } = rowWindow(count, ROW, scrollTop, VIEW);
        const seen = Math.min(count * ROW, VIEW);
        expect(topPx).toBeLessThanOrEqual(scrollTop + 0.01);
        expect(topPx + (to - from) * ROW).toBeGreaterThanOrEqual(scrollTop + seen - 0.01);
      }),
    );
  });
});

test('scrolling to a row brings it into sight, and moves nothing when it is there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (count, n, share) => {
      const index = n % count;
      const scrollTop = scrollTopFor(index, count, ROW, furthest(count) * share, VIEW);
      const { from, to, topPx } = rowWindow(count, ROW, scrollTop, VIEW, 0);
      expect(index).toBeGreaterThanOrEqual(from);
      expect(index).toBeLessThan(to);
      const y = topPx + (index - from) * ROW - scrollTop;
      expect(y).toBeGreaterThanOrEqual(-1);
      expect(y + ROW).toBeLessThanOrEqual(VIEW + 1);
      expect(scrollTopFor(index, count, ROW, scrollTop, VIEW)).toBeCloseTo(scrollTop, 3);
    }),
  );
});
