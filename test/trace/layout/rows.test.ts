import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import { GrowingLog } from '../../../src/kernel/log';
import { SPACINGS, breaksBetween, eventsBetween, heightOf, nearestEvent, timeAt, visibleIn, yOf, yOfTime } from '../../../src/trace/layout/axis';
import type { Axis } from '../../../src/trace/layout/axis';
import { createGaps } from '../../../src/trace/layout/gaps';
import { createRows, isHidden, nearestVisible } from '../../../src/trace/layout/rows';

const bits = fc.array(fc.boolean(), { maxLength: 200 }).map((hidden) => Uint8Array.from(hidden, Number));

describe('rows', () => {
  test('are the visible events in order, and each leads back to its event', () => {
    fc.assert(
      fc.property(bits, fc.nat(200), (hidden, cut) => {
        const rows = createRows(1);
        rows.update(Math.min(cut, hidden.length), hidden);
        rows.update(hidden.length, hidden);
        const visible = [...hidden.keys()].filter((event) => hidden[event] === 0);
        expect(Array.from({ length: rows.count }, (_, row) => rows.eventAt(row))).toEqual(visible);
        for (const event of hidden.keys()) {
          expect(rows.rowOf(event)).toBe(visible.indexOf(event));
          expect(rows.before(event)).toBe(visible.filter((each) => each < event).length);
          expect(isHidden(rows, event)).toBe(hidden[event] === 1);
        }
        expect([rows.rowOf(-1), rows.eventAt(-1), rows.eventAt(rows.count), rows.before(hidden.length)]).toEqual([-1, -1, -1, rows.count]);
      }),
    );
  });
  test('lead from a hidden event to its visible neighbour', () => {
    const rows = createRows();
    rows.update(5, Uint8Array.of(1, 0, 1, 1, 0));
    expect([0, 1, 2, 3, 4].map((event) => nearestVisible(rows, event))).toEqual([1, 1, 1, 1, 4]);
    expect(nearestVisible(undefined, 3)).toBe(3);
    const none = createRows();
    none.update(2, Uint8Array.of(1, 1));
    expect(nearestVisible(none, 1)).toBe(-1);
  });
});

/** Times that often stand still and sometimes leap. */
const steps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 500, max: 1_000_000 })), { minLength: 1, maxLength: 80 });
const axes = fc
  .record({ steps, hidden: fc.option(fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), { nil: undefined }), spacing: fc.constantFrom(...SPACINGS), usPerPx: fc.constantFrom(0.5, 3, 700), rowPx: fc.constantFrom(14, 28) })
  .map(({ steps: all, hidden, spacing, usPerPx, rowPx }): Axis => {
    const columns = new GrowingLog();
    let t = 0;
    for (const step of all) columns.append((t += step), 0, KIND.state, -1, -1, '', {} as never);
    const rows = hidden === undefined ? undefined : createRows();
    rows?.update(columns.length, Uint8Array.from(hidden!, Number));
    const gaps = createGaps(200);
    gaps.update(columns, rows);
    return { columns, spacing, usPerPx, rowPx, marginPx: 26, gaps, ...(rows && { rows }) };
  });
const visibleOf = ({ columns, rows }: Axis): number[] => Array.from({ length: columns.length }, (_, i) => i).filter((i) => !isHidden(rows, i));

describe('an axis', () => {
  test('never puts a later event above an earlier one, and all of them on the diagram', () => {
    fc.assert(
      fc.property(axes, (axis) => {
        for (let i = 1; i < axis.columns.length; i++) expect(yOf(axis, i)).toBeGreaterThanOrEqual(yOf(axis, i - 1));
        for (const i of visibleOf(axis)) {
          expect(yOf(axis, i)).toBeGreaterThanOrEqual(axis.marginPx);
          expect(yOf(axis, i)).toBeLessThanOrEqual(heightOf(axis) - axis.marginPx + 1e-6);
        }
      }),
    );
  });
  test('finds every visible event at its place, and in every window around it', () => {
    fc.assert(
      fc.property(axes, fc.integer({ min: 0, max: 300 }), (axis, spare) => {
        for (const i of visibleOf(axis)) {
          const y = yOf(axis, i);
          expect(yOf(axis, nearestEvent(axis, y))).toBe(y);
          expect(isHidden(axis.rows, nearestEvent(axis, y))).toBe(false);
          const { from, to } = eventsBetween(axis, y - spare, y + spare);
          expect(visibleIn(axis, from, to).events).toContain(i);
        }
        expect(visibleIn(axis, 0, axis.columns.length).events).toEqual(visibleOf(axis));
      }),
    );
  });
  test('turns places into moments and back', () => {
    fc.assert(
      fc.property(axes, fc.double({ min: 0, max: 1, noNaN: true }), (axis, part) => {
        const visible = visibleOf(axis);
        fc.pre(visible.length > 0);
        const [from, to] = [yOf(axis, visible[0]!), yOf(axis, visible[visible.length - 1]!)];
        const y = from + part * (to - from);
        // Of events at one time each has a row; the moment belongs to the last of them.
        const us = timeAt(axis, y);
        expect(timeAt(axis, yOfTime(axis, us))).toBeCloseTo(us, 4);
        if (axis.spacing !== 'even') expect(yOfTime(axis, us)).toBeCloseTo(y, 4);
      }),
    );
  });
  test('gives each visible event a row of its own, and hidden ones the line between', () => {
    const columns = new GrowingLog();
    for (const t of [0, 10, 20, 30, 40]) columns.append(t, 0, KIND.state, -1, -1, '', {} as never);
    const rows = createRows();
    rows.update(5, Uint8Array.of(0, 1, 1, 0, 0));
    const axis: Axis = { columns, rows, spacing: 'even', rowPx: 20, usPerPx: 1, marginPx: 10 };
    expect([0, 1, 2, 3, 4].map((i) => yOf(axis, i))).toEqual([20, 30, 30, 40, 60]);
    expect(heightOf(axis)).toBe(80);
    expect(yOfTime(axis, 15)).toBe(30);
    expect(timeAt(axis, 30)).toBe(15);
  });
});

describe('compressed time', () => {
  const build = (times: readonly number[], hidden?: readonly number[]) => {
    const columns = new GrowingLog();
    for (const t of times) columns.append(t, 0, KIND.state, -1, -1, '', {} as never);
    const rows = hidden === undefined ? undefined : createRows();
    rows?.update(times.length, Uint8Array.from(hidden!));
    const gaps = createGaps(100);
    gaps.update(columns, rows);
    return { columns, spacing: 'compressed', rowPx: 20, usPerPx: 1, marginPx: 10, gaps, ...(rows && { rows }) } as const satisfies Axis;
  };
  test('cuts idle stretches and says how long they were', () => {
    const axis = build([0, 50, 5050, 5060]);
    expect([0, 1, 2, 3].map((i) => yOf(axis, i))).toEqual([10, 60, 94, 104]);
    expect(breaksBetween(axis, 0, 200)).toEqual([{ k: 0, y1: 60, y2: 94, us: 5000 }]);
    expect(breaksBetween(axis, 95, 200)).toEqual([]);
    expect(breaksBetween(axis, 70, 80)).toHaveLength(1);
    expect(timeAt(axis, 77)).toBe(2550);
    expect(heightOf(axis)).toBe(114);
  });
  test('counts time without visible events as idle', () => {
    expect(breaksBetween(build([0, 90, 180, 270], [0, 1, 1, 0]), 0, 500).map(({ us }) => us)).toEqual([270]);
    expect(breaksBetween(build([0, 90, 180, 270]), 0, 500)).toEqual([]);
  });
  test('is never taller than time to scale', () => {
    const axis = { ...build([0, 150, 300, 450]), usPerPx: 50 };
    expect(heightOf(axis)).toBeLessThanOrEqual(heightOf({ ...axis, spacing: 'scale' }));
  });
  test('takes in a growing trace', () => {
    const columns = new GrowingLog();
    const grown = createGaps(100);
    const whole = createGaps(100);
    for (const t of [0, 500, 510, 2000, 2001, 9000]) {
      columns.append(t, 0, KIND.state, -1, -1, '', {} as never);
      grown.update(columns, undefined);
    }
    whole.update(columns, undefined);
    const cuts = (gaps: typeof whole) => Array.from({ length: gaps.count }, (_, k) => [gaps.fromUs(k), gaps.toUs(k), gaps.cutBeforeUs(k)]);
    expect(cuts(grown)).toEqual(cuts(whole));
    expect(cuts(whole)).toEqual([[0, 500, 0], [510, 2000, 500], [2001, 9000, 1990]]);
  });
});
