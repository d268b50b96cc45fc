import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeStubs } from '../../../src/trace/layout/edge-stubs';
import type { EdgeLine, EdgeOptions } from '../../../src/trace/layout/edge-stubs';

const line = (from: number, x1: number, y1: number, x2: number, y2: number): EdgeLine => ({ from, to: from + 1, x1, y1, x2, y2 });
const window: EdgeOptions<EdgeLine> = { edge: 'bottom', top: 100, bottom: 500, left: 90, right: 690, most: 6, morePx: 60, widthOf: () => 100, weight: () => 0 };

describe('labels at the edge of a window', () => {
  test('stand where the line crosses it', () => {
    const { stubs, more } = edgeStubs([line(0, 200, 400, 400, 600)], window);
    expect(stubs).toMatchObject([{ x: 250, widthPx: 100 }]);
    expect(more).toBe(0);
    expect(edgeStubs([line(0, 200, 0, 400, 200)], { ...window, edge: 'top' }).stubs).toMatchObject([{ x: 250 }]);
  });
  test('are for lines that leave by this edge and not for those that end in sight', () => {
    const lines = [line(0, 200, 150, 400, 450), line(2, 200, 0, 400, 200), line(4, 200, 400, 400, 510), line(6, 0, 450, 10, 900)];
    expect(edgeStubs(lines, window)).toEqual({ stubs: [], more: 0 });
    expect(edgeStubs(lines, { ...window, edge: 'top' }).stubs.map(({ line: { from } }) => from)).toEqual([2]);
  });
  test('go to the more important where there is no room for all', () => {
    const lines = [line(0, 300, 0, 300, 900), line(2, 300, 450, 300, 900), line(4, 300, 450, 300, 700), line(6, 300, 0, 300, 2000)];
    const narrow = { ...window, left: 240, right: 420, widthOf: () => 110 };
    expect(edgeStubs(lines, narrow).stubs.map(({ line: { from } }) => from)).toEqual([4]);
    const chosen = edgeStubs(lines, { ...narrow, weight: ({ from }) => (from === 6 ? 1 : 0) });
    expect([chosen.stubs.map(({ line: { from } }) => from), chosen.more]).toEqual([[6], 3]);
  });
  test('never cover one another or the count, and all lines are accounted for', () => {
    const coordinate = fc.integer({ min: 0, max: 800 });
    const lines = fc.array(fc.tuple(coordinate, coordinate, coordinate, fc.integer({ min: 1, max: 900 })).map(([x1, y1, x2, down]) => line(0, x1, y1, x2, y1 + down)), { maxLength: 40 });
    fc.assert(
      fc.property(lines, fc.constantFrom('top' as const, 'bottom' as const), fc.integer({ min: 30, max: 200 }), (all, edge, widthPx) => {
        const options = { ...window, edge, widthOf: () => widthPx };
        const { stubs, more } = edgeStubs(all, options);
        const sorted = [...stubs].sort((a, b) => a.x - b.x);
        sorted.forEach((stub, k) => {
          expect(stub.x).toBeGreaterThanOrEqual(options.left);
          expect(stub.x + stub.widthPx).toBeLessThanOrEqual(options.right - (more > 0 ? options.morePx : 0));
          if (k > 0) expect(stub.x).toBeGreaterThanOrEqual(sorted[k - 1]!.x + sorted[k - 1]!.widthPx);
        });
        expect(stubs.length).toBeLessThanOrEqual(options.most);
        const whole = edgeStubs(all, { ...options, most: 1000, widthOf: () => 0.001, morePx: 0, left: 90, right: 690 });
        expect(stubs.length + more).toBe(whole.stubs.length + whole.more);
      }),
    );
  });
});
