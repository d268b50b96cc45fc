/** What the diagram draws where events or lanes are hidden, and of cuts and folds. */
import { describe, expect, test } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import type { EventDetail, EventKind } from '../../../src/kernel/event';
import { createTraceBuilder } from '../../../src/trace/builder';
import { breaksBetween, yOf } from '../../../src/trace/layout/axis';
import { createGaps } from '../../../src/trace/layout/gaps';
import { laneX } from '../../../src/trace/layout/lanes';
import { placeLabels } from '../../../src/trace/layout/labels';
import { drawBreaks } from '../../../webview/diagram/draw-breaks';
import { visibleAmong } from '../../../webview/diagram/draw-density';
import { drawFolds, partFolds } from '../../../webview/diagram/draw-folds';
import { drawLanes } from '../../../webview/diagram/draw-lanes';
import { drawMarks } from '../../../webview/diagram/draw-marks';
import { drawMessages } from '../../../webview/diagram/draw-messages';
import { drawInstants, drawSpans } from '../../../webview/diagram/draw-spans';
import { about, drawGutter } from '../../../webview/diagram/gutter';
import type { Layer } from '../../../webview/diagram/pool';
import { createIndexList } from '../../../webview/store/index-list';
import { createRows } from '../../../src/trace/layout/rows';
import { record } from './recording';

const NAMES = ['a', 'b', 'c'];
function building() {
  const build = createTraceBuilder({ title: 'Test', nodes: NAMES.map((id) => ({ id })) });
  const add = (t: number, node: number, kind: EventKind, detail: object = {}, cause = -1): number => build.add(t, node, KIND[kind], cause, detail as EventDetail);
  let msg = 0;
  const message = (t: number, from: number, to: number, type = 'Ping'): number => {
    const id = ++msg;
    const send = add(t, from, 'send', { msg: id, to: NAMES[to]!, type, body: {} });
    return add(t + 5, to, 'deliver', { msg: id, from: NAMES[from]!, type }, send);
  };
  return { build, add, message };
}

describe('where a lane is hidden', () => {
  const { build, message } = building();
  message(0, 0, 1);
  message(10, 1, 2, 'Pong');
  message(20, 0, 2, 'Data');
  const { frame, find, drawn } = record(build.trace, { hiddenLanes: ['b'] });
  drawLanes(frame);
  drawMarks(frame, new Map());
  drawMessages(frame);
  test('it has no line and its events have no marks and no rows', () => {
    expect(find('lane').map(({ x }) => x)).toEqual([laneX(frame.lanes, 0), laneX(frame.lanes, 2)]);
    expect(frame.spots.map(({ event }) => event)).toEqual([0, 3, 4, 5]);
    expect([0, 3, 4, 5].map((event) => yOf(frame.axis, event))).toEqual([40, 68, 96, 124]);
  });
  test('its messages zigzag at the other end and name it, and others run as ever', () => {
    const lines = find('message');
    expect(lines.map(({ content }) => content.split('L').length)).toEqual([7, 7, 2]);
    const words = frame.wishes.map(({ of }) => of.text);
    expect(words).toEqual(['Ping → b', 'Pong ← b', 'Data']);
    const placed = placeLabels(frame.wishes, 13);
    expect(placed.size).toBe(3);
  });
  test('nothing is drawn at a place that is no number', () => {
    expect(drawn.filter(({ x, y, content }) => !Number.isFinite(x + y) || /NaN|Infinity/.test(content))).toEqual([]);
  });
});

describe('where single events are hidden', () => {
  test('a stub is left of a message whose other end is one of them, and nothing where both are', () => {
    const { build, message } = building();
    message(0, 0, 1);
    message(10, 1, 2);
    const { frame, find } = record(build.trace, { hidden: Uint8Array.of(0, 1, 1, 1) });
    drawMessages(frame);
    expect(find('message')).toMatchObject([{ content: expect.stringMatching(/^M0 0L[\d.]+ [\d.]+$/) }]);
    expect(find('arrow')).toEqual([]);
    expect(frame.wishes.map(({ of }) => of.text)).toEqual(['Ping → b']);
  });
  test('their spans are not drawn, and the bar of an instant goes past them', () => {
    const { build, add } = building();
    const first = add(0, 0, 'invoke', { op: 1, f: 'get' });
    add(0, 0, 'state', { set: {} }, first);
    add(0, 0, 'note', { text: 'x' }, first);
    add(9, 0, 'return', { op: 1, f: 'get', status: 'ok' }, first);
    const { frame, find } = record(build.trace, { hidden: Uint8Array.of(0, 1, 0, 0) });
    drawSpans(frame);
    drawInstants(frame);
    expect(find('operation')).toHaveLength(1);
    expect(find('instant')).toMatchObject([{ content: expect.stringContaining('V28') }]);
    const without = record(build.trace, { hidden: Uint8Array.of(1, 0, 0, 0) });
    drawSpans(without.frame);
    expect(without.find('operation')).toEqual([]);
  });
  test('density counts the visible ones, of many about how many', () => {
    const list = createIndexList();
    for (let i = 0; i < 1000; i++) list.push(i);
    const rows = createRows();
    rows.update(1000, Uint8Array.from({ length: 1000 }, (_, i) => (i < 500 ? 1 : 0)));
    expect(visibleAmong(list, 0, 1000, undefined)).toBe(1000);
    expect(visibleAmong(list, 0, 400, rows)).toBe(0);
    expect(visibleAmong(list, 600, 610, rows)).toBe(10);
    expect(visibleAmong(list, 0, 1000, rows)).toBeCloseTo(500, -2);
  });
});

describe('a fold', () => {
  test('is a box across the lanes that take part, with its words, in place of its events', () => {
    const { build, add, message } = building();
    add(0, 2, 'state', { set: { x: 1 } });
    for (let k = 0; k < 5; k++) {
      message(100 * k + 10, 0, 1);
      message(100 * k + 20, 1, 0, 'Pong');
    }
    const { frame, find } = record(build.trace, { folds: 'on' });
    const { events, folds } = partFolds(frame.axis, frame.events);
    expect([events, folds.map(({ event }) => event)]).toEqual([[0], [1]]);
    drawFolds({ ...frame, events }, folds);
    drawMessages(frame);
    expect(find('message')).toEqual([]);
    const [box] = find('fold').filter(({ className }) => className === 'fold');
    expect(box!.x).toBeLessThan(laneX(frame.lanes, 0));
    expect(frame.wishes.map(({ of }) => of.text)).toEqual(['▸ Ping: 5 rounds, 10 messages, 415 µs']);
  });
});

describe('a cut of compressed time', () => {
  const { build, add } = building();
  for (const t of [0, 100, 60_000_100, 60_000_200]) add(t, 0, 'state', { set: { t } });
  const { frame, find } = record(build.trace);
  const gaps = createGaps(1000);
  gaps.update(build.trace, undefined);
  const axis = { ...frame.axis, spacing: 'compressed' as const, gaps };
  test('is a strip across the lanes, and its length stands in the gutter with when it goes on', () => {
    drawBreaks({ ...frame, axis });
    expect(find('break')).toHaveLength(1);
    const words: { readonly text: string; readonly y: number }[] = [];
    const layer: Layer = { begin() {}, path() {}, sign() {}, text: (_key, _name, text, _x, y) => void words.push({ text, y }), end() {}, size: 0 };
    drawGutter(layer, layer, { axis, events: [0, 1, 2, 3], top: 0, bottom: 600, base: 0, gutterPx: 92, timed: true, widthPx: 900, turned: false, ruler: frame.ruler });
    expect(words.map(({ text }) => text)).toContain('⋯ 1:00');
    expect(words.map(({ text }) => text)).toContain('1:00.0001');
    words.sort((a, b) => a.y - b.y).forEach(({ y }, k) => expect(y - (words[k - 1]?.y ?? -100)).toBeGreaterThanOrEqual(12));
    expect(breaksBetween(axis, 0, 600)).toHaveLength(1);
  });
  test('is told to three digits', () => {
    expect([1, 999, 1234, 56_789, 4_567_890, 3_600_000_000].map(about)).toEqual(['1 µs', '999 µs', '1.23 ms', '56.8 ms', '4.57 s', '1:00:00']);
  });
});
