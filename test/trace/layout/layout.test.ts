import { describe, expect, it } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import type { EventDetail } from '../../../src/kernel/event';
import { GrowingLog } from '../../../src/kernel/log';
import { eventsBetween, heightOf, nearestEvent, readableScale, timeAt, yOf, yOfTime } from '../../../src/trace/layout/axis';
import type { Axis } from '../../../src/trace/layout/axis';
import { fitText, messageLabelPlaces, placeLabels, slantedLabelPlaces, textWidthPx } from '../../../src/trace/layout/labels';
import { laneAt, laneX, lanesBetween, layoutLanes } from '../../../src/trace/layout/lanes';
import { messageLine, messagesIn } from '../../../src/trace/layout/messages';
import { createSpans } from '../../../src/trace/layout/spans';

const NODES = ['alice', 'shop', 'bank'];
const nodeIndex = (id: string): number => NODES.indexOf(id);

function sample(): GrowingLog {
  const log = new GrowingLog();
  const add = (t: number, node: number, kind: number, partner: number, detail: unknown): number =>
    log.append(t, node, kind, partner, partner, '', detail as EventDetail);
  add(0, 0, KIND.send, -1, { msg: 1, to: 'shop' });
  add(100, 0, KIND.send, -1, { msg: 2, to: 'bank' });
  add(1000, 1, KIND.deliver, 0, { msg: 1, from: 'alice' });
  add(1100, 2, KIND.lose, 1, { msg: 2, reason: 'dropped', to: 'bank' });
  add(1200, 1, KIND.send, -1, { msg: 3, to: 'bank' });
  add(3000, 2, KIND.deliver, 4, { msg: 3, from: 'shop', arrived: 2200 });
  add(3000, 2, KIND.send, -1, { msg: 4, to: 'alice' });
  add(3100, 0, KIND.deliver, -1, { msg: 9, from: 'shop' });
  add(3200, 1, KIND.deliver, 0, { msg: 1, from: 'alice', duplicate: true });
  return log;
}
const axisOf = (spacing: 'even' | 'scale'): Axis => ({ columns: sample(), spacing, rowPx: 20, usPerPx: 10, marginPx: 30 });

describe('lanes', () => {
  it('fill the page between their narrowest and widest', () => {
    const lanes = layoutLanes(3, 692, { gutterPx: 92, minLanePx: 100, maxLanePx: 280 });
    expect(lanes).toMatchObject({ lanePx: 200, widthPx: 692 });
    expect(NODES.map((_, k) => laneX(lanes, k))).toEqual([192, 392, 592]);
    expect(layoutLanes(2, 5000).lanePx).toBe(280);
    expect(layoutLanes(100, 500).lanePx).toBe(120);
  });
  it('are found by place', () => {
    const lanes = layoutLanes(3, 692, { gutterPx: 92, minLanePx: 100, maxLanePx: 280 });
    expect([91, 92, 291, 292, 691, 692].map((x) => laneAt(lanes, x))).toEqual([-1, 0, 0, 1, 2, -1]);
    expect(lanesBetween(lanes, 0, 300)).toEqual({ from: 0, to: 2 });
    expect(lanesBetween(lanes, 700, 900)).toEqual({ from: 3, to: 3 });
  });
});

describe('axis', () => {
  it('gives each event a row, or stands it at its time', () => {
    expect([0, 1, 8].map((i) => yOf(axisOf('even'), i))).toEqual([40, 60, 200]);
    expect([0, 1, 8].map((i) => yOf(axisOf('scale'), i))).toEqual([30, 40, 350]);
    expect(heightOf(axisOf('even'))).toBe(240);
    expect(heightOf(axisOf('scale'))).toBe(380);
  });
  it('turns moments into places and back', () => {
    for (const spacing of ['even', 'scale'] as const) {
      const axis = axisOf(spacing);
      for (const t of [0, 50, 100, 700, 1150, 2999, 3200]) expect(timeAt(axis, yOfTime(axis, t))).toBeCloseTo(t, 6);
    }
    expect(yOfTime(axisOf('even'), 550)).toBe(70);
  });
  it('finds the events of a window, both edges included, and the nearest one', () => {
    expect(eventsBetween(axisOf('even'), 60, 100)).toEqual({ from: 1, to: 4 });
    expect(eventsBetween(axisOf('scale'), 41, 1000)).toEqual({ from: 2, to: 9 });
    expect(nearestEvent(axisOf('even'), 69)).toBe(1);
    expect(nearestEvent(axisOf('even'), 71)).toBe(2);
    expect(nearestEvent(axisOf('scale'), 331)).toBe(5);
    expect(nearestEvent({ ...axisOf('scale'), columns: new GrowingLog() }, 5)).toBe(-1);
  });
  it('chooses a scale from the usual time under way', () => {
    expect(readableScale(sample(), KIND.send, 50)).toBe(20);
    expect(readableScale(new GrowingLog(), KIND.send)).toBe(1);
  });
});

describe('messages', () => {
  const lanes = layoutLanes(3, 692, { gutterPx: 92, minLanePx: 100, maxLanePx: 280 });
  const lineOf = (spacing: 'even' | 'scale', send: number, end: number) => {
    const axis = axisOf(spacing);
    return messageLine(axis, lanes, { send, end }, (i) => (axis.columns as GrowingLog).detail(i), nodeIndex);
  };
  it('arrive, and further copies are told apart', () => {
    expect(lineOf('even', 0, 2)).toMatchObject({ fate: 'delivered', x1: 192, y1: 40, x2: 392, y2: 80 });
    expect(lineOf('even', 0, 8)).toMatchObject({ fate: 'duplicate', y2: 200 });
  });
  it('die half-way, at the time of the loss', () => {
    expect(lineOf('scale', 1, 3)).toMatchObject({ fate: 'lost', reason: 'dropped', x1: 192, y2: 140 });
    // Half-way stands another lane, whose loss it is not.
    expect(lineOf('scale', 1, 3).x2).toBe(452);
  });
  it('reach a paused node and wait on its lane', () => {
    expect(lineOf('scale', 4, 5)).toMatchObject({ fate: 'delivered', y2: 250, handledY: 330 });
  });
  it('stop short where the other end is not known', () => {
    expect(lineOf('even', 6, -1)).toMatchObject({ fate: 'open', x1: 592, y1: 160, y2: 170 });
    expect(lineOf('even', 6, -1).x2).toBeLessThan(592);
    expect(lineOf('even', -1, 7)).toMatchObject({ fate: 'unsent', x2: 192, y2: 180 });
    expect(lineOf('even', -1, 7).x1).toBeGreaterThan(192);
  });
  it('are listed when they begin, end or cross in a window', () => {
    const log = sample();
    const spans = createSpans();
    spans.update(log);
    expect(messagesIn(log, spans, 3, 5)).toEqual([
      { send: 0, end: 8 }, { send: 1, end: 3 }, { send: 4, end: 5 },
    ]);
    expect(messagesIn(log, spans, 0, 9)).toHaveLength(6);
    expect(messagesIn(log, spans, 6, 8)).toEqual([{ send: 0, end: 8 }, { send: 6, end: -1 }, { send: -1, end: 7 }]);
  });
});

describe('labels', () => {
  it('are shortened to the room they have', () => {
    expect(fitText('Charge', 100, 12)).toBe('Charge');
    const fitted = fitText('AppendEntriesResponse', 60, 12);
    expect(fitted.endsWith('…')).toBe(true);
    expect(textWidthPx(fitted, 12)).toBeLessThanOrEqual(60);
    expect(textWidthPx('時', 12)).toBeGreaterThan(textWidthPx('t', 12));
  });
  it('leave one another room, the more important first', () => {
    const box = { x: 0, y: 10, anchor: 'start', widthPx: 50 } as const;
    const placed = placeLabels(
      [
        { of: 'low', priority: 1, places: [box, { ...box, y: 40 }] },
        { of: 'high', priority: 2, places: [box] },
        { of: 'none', priority: 0, places: [{ ...box, x: 20, y: 14 }] },
      ],
      14,
    );
    expect(placed.get('high')).toEqual(box);
    expect(placed.get('low')?.y).toBe(40);
    expect(placed.has('none')).toBe(false);
  });
  it('of messages begin at the sender, or run along the line', () => {
    const line = { send: 0, end: 1, fate: 'delivered', x1: 300, y1: 10, x2: 100, y2: 50, self: false } as const;
    const [even] = messageLabelPlaces(line, 40);
    expect(even).toMatchObject({ anchor: 'end', x: 290, y: 7 });
    const [scale] = slantedLabelPlaces(line, 40);
    expect(scale!.anchor).toBe('middle');
    // It reads from left to right, so a line that falls to the left rises along the text.
    expect(scale!.along!.cos).toBeGreaterThan(0);
    expect(scale!.along!.sin).toBeLessThan(0);
    const steep = { ...line, x2: 290, y2: 400 };
    expect(slantedLabelPlaces(steep, 40)).toEqual([]);
    expect(messageLabelPlaces(steep, 40)).toHaveLength(3);
  });
  it('that slant are kept clear of others along their whole length', () => {
    const level = { x: 150, y: 60, anchor: 'start', widthPx: 40 } as const;
    const slanted = { x: 100, y: 10, anchor: 'start', widthPx: 100, along: { cos: 0.8, sin: 0.6 } } as const;
    const wishes = [{ of: 'slanted', priority: 2, places: [slanted] }, { of: 'level', priority: 1, places: [level] }];
    expect([...placeLabels(wishes, 14).keys()]).toEqual(['slanted']);
  });
});
