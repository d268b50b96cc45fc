import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heightOf, yOf } from '../../../src/trace/layout/axis';
import type { Axis } from '../../../src/trace/layout/axis';
import { layoutLanes } from '../../../src/trace/layout/lanes';
import { createRows } from '../../../src/trace/layout/rows';
import { mapRows } from '../../../webview/diagram/map-rows';
import { createIndexList } from '../../../webview/store/index-list';
import { randomTrace } from '../../trace/traces';

const LANES = { gutterPx: 92, minLanePx: 124, maxLanePx: 360 };

test('every visible event has ink in the row and column where it stands, and every landmark its mark; nothing else has', () => {
  fc.assert(
    fc.property(randomTrace, fc.constantFrom('even', 'scale'), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 5 }), fc.boolean(), (trace, spacing, heightPx, mostColumns, hiding) => {
      const hidden = Uint8Array.from({ length: trace.length }, (_, i) => (hiding && i % 3 === 0 ? 1 : 0));
      const rows = createRows(trace.length);
      rows.update(trace.length, hidden);
      const axis: Axis = { columns: trace, spacing: spacing as Axis['spacing'], rowPx: 28, usPerPx: 3, marginPx: 26, ...(hiding ? { rows } : {}) };
      const totalPx = heightOf(axis);
      const landmarks = createIndexList();
      for (let i = 0; i < trace.length; i += 5) landmarks.push(i);
      const lanes = layoutLanes(5, 800, LANES);
      const { columns, busy, marks } = mapRows({ axis, lanes, totalPx, heightPx, mostColumns, landmarks: [landmarks] });
      const ink = new Uint8Array(columns * heightPx);
      const marked = new Uint8Array(heightPx);
      const perRow = new Uint32Array(heightPx);
      const rowOf = (i: number): number => Math.min(heightPx - 1, Math.max(0, Math.ceil((yOf(axis, i) / totalPx) * heightPx) - 1));
      for (let i = 0; i < trace.length; i++) {
        if (hidden[i] === 1) continue;
        perRow[rowOf(i)]!++;
        ink[rowOf(i) * columns + Math.floor((trace.node[i]! * columns) / 5)] = 1;
        if (i % 5 === 0) marked[rowOf(i)] = 1;
      }
      // Rounding may put an event that stands on an edge on either side of it, so whole neighbourhoods are compared.
      const near = (of: Uint8Array, wide: number, row: number, column: number): boolean => [-1, 0, 1].some((by) => (of[(row + by) * wide + column] ?? 0) > 0);
      for (let row = 0; row < heightPx; row++) {
        if (marked[row] === 1) expect(near(marks[0]!, 1, row, 0)).toBe(true);
        if (marks[0]![row] === 1) expect(near(marked, 1, row, 0)).toBe(true);
        for (let column = 0; column < columns; column++) {
          // Of a crowded row some events stand for all.
          if (ink[row * columns + column] === 1 && perRow[row]! <= 40) expect(near(busy, columns, row, column)).toBe(true);
          if (busy[row * columns + column]! > 0) expect(near(ink, columns, row, column)).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});
