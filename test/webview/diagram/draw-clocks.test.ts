import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import type { EventDetail, EventKind } from '../../../src/kernel/event';
import type { Clocks } from '../../../src/protocol/messages';
import { createTraceBuilder } from '../../../src/trace/builder';
import { yOfTime } from '../../../src/trace/layout/axis';
import { placeLabels } from '../../../src/trace/layout/labels';
import type { LabelBox } from '../../../src/trace/layout/labels';
import { laneX } from '../../../src/trace/layout/lanes';
import type { Trace } from '../../../src/trace/trace';
import { drawChips, drawClocks } from '../../../webview/diagram/draw-clocks';
import { drawMarks } from '../../../webview/diagram/draw-marks';
import { drawMessages } from '../../../webview/diagram/draw-messages';
import type { Label } from '../../../webview/diagram/frame';
import { intervals, lastWriteLoses } from '../../pages/clock-scenes';
import { sceneOf } from '../../pages/scenes';
import { record } from './recording';
import type { RecordOptions, Recording } from './recording';

const LINE_PX = 13;

function drawn(trace: Trace, options: RecordOptions): Recording & { readonly placed: ReadonlyMap<Label, LabelBox>; readonly chips: readonly string[] } {
  const recording = record(trace, options);
  const { frame } = recording;
  drawMessages(frame);
  drawMarks(frame, new Map());
  drawClocks(frame, new Map());
  const placed = placeLabels<Label>(frame.wishes, LINE_PX);
  drawChips(frame, placed);
  return { ...recording, placed, chips: [...placed.keys()].filter(({ chip }) => chip === true).map(({ text }) => text) };
}

function traceOf(events: readonly [t: number, node: number, kind: EventKind, detail: object][]): Trace {
  const build = createTraceBuilder({ title: 'Test', nodes: [{ id: 'a' }, { id: 'b' }] });
  for (const [t, node, kind, detail] of events) build.add(t, node, KIND[kind], -1, detail as EventDetail);
  return build.trace;
}

describe('chips', () => {
  test('of what processes read stand in place of its words, with the true time beside it', () => {
    const { chips, frame } = drawn(lastWriteLoses(), { clocks: 'recorded', heightPx: 2000, widthPx: 1600 });
    expect(chips).toEqual(['wall 22 ms · true 2 ms', 'wall 12 ms · true 12 ms']);
    expect(frame.wishes.filter(({ of }) => of.className === 'label clock')).toEqual([]);
    expect(frame.texts.size).toBe(2);
    const words = drawn(lastWriteLoses(), { clocks: 'none', heightPx: 2000, widthPx: 1600 });
    expect(words.chips).toEqual([]);
    expect(words.frame.wishes.filter(({ of }) => of.className === 'label clock').length).toBe(2);
  });

  test('of computed clocks stand beside every event that a process notices', () => {
    const trace = lastWriteLoses();
    for (const clocks of ['lamport', 'vector', 'hybrid'] as const) {
      const { chips, frame } = drawn(trace, { clocks, heightPx: 2000, widthPx: 1600 });
      const noticed = Array.from({ length: trace.length }, (_, i) => i).filter((i) => ![KIND.lose, KIND.violation].includes(trace.kind[i]!));
      expect(frame.wishes.filter(({ of }) => of.chip === true).length).toBe(noticed.length);
      expect(chips.length).toBe(noticed.length);
    }
    expect(drawn(trace, { clocks: 'lamport', heightPx: 2000 }).chips).toContain('21');
    expect(drawn(trace, { clocks: 'vector', heightPx: 2000, widthPx: 1600 }).chips).toContain('[4, 0, 7, 2, 0]');
    expect(drawn(trace, { clocks: 'hybrid', heightPx: 2000, widthPx: 1600 }).chips).toContain('22 ms, 0');
  });

  test('a vector of many nodes is told by its own entry and how many others it has', () => {
    const { chips } = drawn(sceneOf('many:200:12').trace, { clocks: 'vector', heightPx: 2000, widthPx: 2400 });
    expect(chips.length).toBeGreaterThan(20);
    for (const text of chips) expect(text).toMatch(/^\d+( \+\d+)?$/);
  });

  test('cover no other words and no other chips, on rows and to scale, with 3 lanes and with 12, wide and narrow', () => {
    const kinds = fc.constantFrom<Clocks>('recorded', 'lamport', 'vector', 'hybrid');
    fc.assert(
      fc.property(kinds, fc.constantFrom('many:300:3', 'many:300:12', 'everything'), fc.constantFrom('even' as const, 'scale' as const), fc.constantFrom(420, 1800), (clocks, scene, spacing, widthPx) => {
        const { placed, frame } = drawn(sceneOf(scene).trace, { clocks, spacing, usPerPx: 20, widthPx, heightPx: 1500 });
        const boxes = [...placed].map(([label, box]) => ({ label, ...extentOf(box) }));
        for (const chip of boxes) {
          if (chip.label.chip !== true) continue;
          expect(chip.left).toBeGreaterThanOrEqual(frame.left);
          expect(chip.right).toBeLessThanOrEqual(frame.right);
          for (const other of boxes) {
            if (other === chip) continue;
            const apart = chip.left >= other.right || other.left >= chip.right || chip.top >= other.bottom || other.top >= chip.bottom;
            expect([apart, chip.label.text, other.label.text]).toEqual([true, chip.label.text, other.label.text]);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('are outlined by one path for each look, however many there are', () => {
    const { find } = drawn(sceneOf('many:300:3').trace, { clocks: 'lamport', heightPx: 2000 });
    expect(find('chip').filter(({ layer }) => layer === 'chips').length).toBe(1);
  });
});

describe('the interval of a reading', () => {
  test('is a bar on the axis of true time', () => {
    const trace = intervals();
    const { frame, find } = drawn(trace, { clocks: 'recorded', spacing: 'scale', usPerPx: 100, heightPx: 2000 });
    // berlin reads 6 ms ± 7 ms at 2 ms: from −1 ms, of which the axis shows what it has, to 13 ms.
    const [first] = find('interval').filter(({ x }) => x < laneX(frame.lanes, 2) && x > laneX(frame.lanes, 1));
    const length = Number(/^M0 0V([\d.]+)/.exec(first!.content)![1]);
    expect(first!.y).toBeCloseTo(Math.max(yOfTime(frame.axis, -1_000), 12), 0);
    expect(first!.y + length).toBeCloseTo(yOfTime(frame.axis, 13_000), 0);
    expect(first!.className).toBe('interval');
  });

  test('that misses the true time looks different, and a line leads from the event to it', () => {
    const { find } = drawn(intervals(), { clocks: 'recorded', spacing: 'scale', usPerPx: 100, heightPx: 2000, widthPx: 1600 });
    expect(find('interval', 'wrong').length).toBeGreaterThan(0);
    expect(find('pointer', 'wrong').length).toBeGreaterThan(0);
    expect(find('chip', 'recorded', 'wrong').length).toBeGreaterThan(0);
  });

  test('of a reading without bounds is the moment it names; one that points far away is not drawn', () => {
    const near = traceOf([[0, 0, 'note', { text: '' }], [10_000, 0, 'clock', { clock: 'wall', reading: 30_000 }], [50_000, 1, 'note', { text: '' }]]);
    const { find, frame } = drawn(near, { clocks: 'recorded', spacing: 'scale', usPerPx: 100, heightPx: 2000 });
    const [pointer] = find('pointer');
    expect(pointer!.className).toBe('interval pointer');
    expect(pointer!.content).toBe('M0 0V200');
    expect(pointer!.y).toBe(yOfTime(frame.axis, 10_000));
    const epoch = traceOf([[0, 0, 'note', { text: '' }], [10_000, 0, 'clock', { clock: 'wall', reading: 1.7e15 }], [50_000, 1, 'note', { text: '' }]]);
    const far = drawn(epoch, { clocks: 'recorded', spacing: 'scale', usPerPx: 100, heightPx: 2000 });
    expect(far.find('interval')).toEqual([]);
    expect(far.chips.length).toBe(1);
    const monotonic = traceOf([[10_000, 0, 'clock', { clock: 'monotonic', reading: 7_000 }], [50_000, 1, 'clock', { clock: 'vector', reading: { a: 1 } }]]);
    const others = drawn(monotonic, { clocks: 'recorded', spacing: 'scale', usPerPx: 100, heightPx: 2000 });
    expect(others.find('interval')).toEqual([]);
    expect(others.chips).toEqual(['monotonic 7 ms', 'vector {a: 1}']);
  });

  test('bars of one lane stand side by side', () => {
    const { find } = drawn(intervals(), { clocks: 'recorded', spacing: 'scale', usPerPx: 100, heightPx: 2000 });
    const bars = find('interval').filter(({ className }) => !className.includes('pointer'));
    for (const a of bars) {
      for (const b of bars) {
        if (a === b || a.x !== b.x) continue;
        const end = (bar: typeof a): number => bar.y + Number(/^M0 0V([\d.]+)/.exec(bar.content)![1]);
        expect(end(a) <= b.y || end(b) <= a.y).toBe(true);
      }
    }
  });
});

test('what has not arrived yet is not drawn, and nothing fails', () => {
  const { chips, frame } = drawn(lastWriteLoses(), { clocks: 'recorded', heightPx: 2000, blind: true });
  expect(chips).toEqual([]);
  expect(frame.wishes.some(({ of }) => of.className === 'label clock')).toBe(true);
});

function extentOf(box: LabelBox): { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number } {
  const before = box.anchor === 'start' ? 0 : box.anchor === 'end' ? box.widthPx : box.widthPx / 2;
  const { cos, sin } = box.along ?? { cos: 1, sin: 0 };
  const ys = [box.y - before * sin, box.y + (box.widthPx - before) * sin];
  const padPx = box.padPx ?? 0;
  return { left: box.x - before * cos, right: box.x + (box.widthPx - before) * cos, top: Math.min(...ys) - LINE_PX - padPx, bottom: Math.max(...ys) + padPx };
}
