import { describe, expect, test } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import type { EventDetail, EventKind } from '../../../src/kernel/event';
import { createTraceBuilder } from '../../../src/trace/builder';
import type { TraceBuilder } from '../../../src/trace/builder';
import { laneX } from '../../../src/trace/layout/lanes';
import { MOST_EVENTS, drawDensity } from '../../../webview/diagram/draw-density';
import { drawLanes, statusAt } from '../../../webview/diagram/draw-lanes';
import { drawMarks, markX, pointOf } from '../../../webview/diagram/draw-marks';
import { drawMessages } from '../../../webview/diagram/draw-messages';
import { drawInstants, drawSpans } from '../../../webview/diagram/draw-spans';
import { sceneOf } from '../../pages/scenes';
import { columnsOf } from '../chunks';
import { record } from './recording';

function building(names = ['a', 'b', 'c']): { build: TraceBuilder; add(t: number, node: number, kind: EventKind, detail?: object, cause?: number): number } {
  const build = createTraceBuilder({ title: 'Test', nodes: names.map((id) => ({ id })) });
  return { build, add: (t, node, kind, detail = {}, cause = -1) => build.add(t, node, KIND[kind], cause, detail as EventDetail) };
}

function message(add: ReturnType<typeof building>['add'], t: number, from: number, to: number, msg: number, names = ['a', 'b', 'c']): number {
  return add(t, from, 'send', { msg, to: names[to]!, type: 'Ping', body: {} });
}

describe('messages', () => {
  test('slant from the sender’s row to the receiver’s', () => {
    const { build, add } = building();
    message(add, 0, 0, 1, 1);
    add(5, 2, 'state', { set: { x: 1 } });
    add(9, 1, 'deliver', { msg: 1, from: 'a', type: 'Ping' });
    const { frame, find } = record(build.trace);
    drawMessages(frame);
    const [line] = find('message', 'delivered');
    expect(line).toMatchObject({ x: laneX(frame.lanes, 0), y: 26 + 14 });
    // Two rows down and nearly one lane across: the tip stops at the mark.
    const [, dx, dy] = /^M0 0L([\d.-]+) ([\d.-]+)$/.exec(line!.content)!.map(Number);
    expect(dx).toBeGreaterThan(frame.lanes.lanePx - 6);
    expect(dx).toBeLessThan(frame.lanes.lanePx);
    expect(dy).toBeGreaterThan(50);
    expect(find('arrow').length).toBe(1);
    expect(frame.wishes.map(({ of }) => of.text)).toEqual(['Ping']);
  });

  test('that are lost end in a cross away from every lane, with the reason beside it', () => {
    const { build, add } = building();
    message(add, 0, 0, 2, 1);
    add(5, 2, 'lose', { msg: 1, reason: 'dropped', to: 'c', type: 'Ping' });
    const { frame, find } = record(build.trace);
    drawMessages(frame);
    const [cross] = find('mark', 'lose');
    for (const lane of [0, 1, 2]) expect(Math.abs(cross!.x - laneX(frame.lanes, lane))).toBeGreaterThan(20);
    expect(find('arrow')).toEqual([]);
    expect(frame.wishes.map(({ of }) => of.text)).toContain('lost');
  });

  test('to a node that is down die at its lane', () => {
    const { build, add } = building();
    message(add, 0, 0, 2, 1);
    add(5, 2, 'lose', { msg: 1, reason: 'receiver-down', to: 'c', type: 'Ping' });
    const { frame, find } = record(build.trace);
    drawMessages(frame);
    expect(find('mark', 'lose')[0]!.x).toBe(laneX(frame.lanes, 2));
  });

  test('that wait for a paused node arrive, then wait', () => {
    const { build, add } = building();
    message(add, 0, 0, 1, 1);
    add(1, 1, 'pause');
    add(30, 1, 'resume');
    add(30, 1, 'deliver', { msg: 1, from: 'a', type: 'Ping', arrived: 9 });
    const { frame, find } = record(build.trace);
    drawMessages(frame);
    const [wait] = find('waiting');
    const [arrow] = find('arrow');
    expect(wait!.y).toBeLessThan(26 + 2.5 * 28);
    expect(wait!.y).toBeCloseTo(arrow!.y, -1);
  });

  test('that pass through the window without an end in it reach its edges and not much further', () => {
    const { build, add } = building();
    message(add, 0, 0, 1, 1);
    for (let n = 0; n < 5000; n++) add(n, 2, 'state', { set: { n } });
    add(9000, 1, 'deliver', { msg: 1, from: 'a', type: 'Ping' });
    const { frame, find } = record(build.trace, { top: 28 * 2500 });
    drawMessages(frame);
    const [line] = find('message');
    const dy = Number(/ ([\d.-]+)$/.exec(line!.content)![1]);
    expect(line!.y).toBeLessThanOrEqual(frame.top);
    expect(line!.y).toBeGreaterThan(frame.top - 200);
    expect(line!.y + dy).toBeGreaterThanOrEqual(frame.bottom);
    expect(line!.y + dy).toBeLessThan(frame.bottom + 200);
  });

  test('are drawn without details as well as can be', () => {
    const { build, add } = building();
    message(add, 0, 0, 1, 1);
    add(5, 1, 'lose', { msg: 1, reason: 'receiver-down', to: 'b', type: 'Ping' });
    const { frame, find } = record(build.trace, { blind: true });
    drawMessages(frame);
    expect(find('message').length).toBe(1);
  });
});

describe('lanes', () => {
  const { build, add } = building(['a']);
  for (let n = 0; n < 5; n++) add(n, 0, 'state', { set: { n } });
  add(5, 0, 'pause');
  add(6, 0, 'state', { set: {} });
  add(7, 0, 'resume');
  add(8, 0, 'crash');
  add(9, 0, 'restart');

  test('are a line while up, hatched while paused, a gap while down', () => {
    const { frame, find } = record(build.trace);
    drawLanes(frame);
    expect(find('lane').map(({ className, y }) => [className, y])).toEqual([
      ['lane', 12],
      ['lane paused', 26 + 5.5 * 28],
      ['lane', 26 + 7.5 * 28],
      ['lane crashed', 26 + 8.5 * 28],
      ['lane', 26 + 9.5 * 28],
    ]);
    expect(find('hatch', 'paused').length).toBe(1);
  });

  test('know their status from before the window', () => {
    const { frame, find } = record(build.trace, { top: 26 + 6 * 28, heightPx: 30 });
    drawLanes(frame);
    expect(find('lane').map(({ className }) => className)).toEqual(['lane paused']);
  });

  test('tell the status at a step', () => {
    const columns = columnsOf(build.trace);
    expect([4, 5, 6, 7, 8, 9].map((step) => statusAt(columns, 0, step))).toEqual(['up', 'paused', 'paused', 'up', 'crashed', 'up']);
  });
});

describe('marks', () => {
  test('of the same place stand side by side when time is to scale, and on their lane on even rows', () => {
    const { build, add } = building();
    const first = add(10, 0, 'timer-set', { timer: 1, name: 't', due: 20 });
    const second = add(10, 0, 'state', { set: { x: 1 } });
    const third = message(add, 10, 0, 1, 1);
    const scale = record(build.trace, { spacing: 'scale' }).frame;
    const even = record(build.trace).frame;
    const lane = laneX(scale.lanes, 0);
    expect([first, second, third].map((i) => markX(scale, i) - lane)).toEqual([14, 28, 0]);
    expect([first, second, third].map((i) => markX(even, i) - lane)).toEqual([0, 0, 0]);
  });

  test('of a violation come with a stripe across the picture', () => {
    const { build, add } = building();
    add(10, 1, 'violation', { invariant: 'safe', detail: 'it is not', events: [0] });
    const { frame, find } = record(build.trace);
    drawMarks(frame, new Map());
    expect(find('violation-stripe').length).toBe(1);
    expect(frame.wishes.map(({ of }) => of.text)).toEqual(['violated: safe']);
  });

  test('of notes can be pointed at, on the cross of a lost message too', () => {
    const { build, add } = building();
    message(add, 0, 0, 2, 1);
    const lost = add(5, 2, 'lose', { msg: 1, reason: 'dropped', to: 'c', type: 'Ping' });
    const { frame, find } = record(build.trace);
    drawMarks(frame, new Map([[lost, 1], [0, 2]]));
    expect(find('badge').length).toBe(2);
    const spot = frame.spots.find(({ event, note }) => event === lost && note === true)!;
    expect(spot.x).toBe(pointOf(frame, lost).x);
  });
});

describe('spans', () => {
  test('a cut shades its time and walls off the lanes it separates', () => {
    const { build, add } = building(['a', 'b', 'c', 'd']);
    add(0, 0, 'partition', { groups: [['a', 'b'], ['c', 'd']] });
    add(5, 0, 'state', { set: {} });
    add(9, 0, 'heal', { groups: [['a', 'b'], ['c', 'd']] });
    const { frame, find } = record(build.trace);
    drawSpans(frame);
    expect(find('cut-band').length).toBe(2);
    expect(find('wall')[0]!.content.match(/M/g)!.length).toBe(1);
  });

  test('an operation that never returns is drawn to the end of its lane', () => {
    const { build, add } = building();
    add(0, 0, 'invoke', { op: 1, f: 'read' });
    add(5, 1, 'state', { set: {} });
    const { frame, find } = record(build.trace);
    drawSpans(frame);
    expect(find('operation', 'open').length).toBe(1);
  });

  test('an operation that began long before the window is there all the same', () => {
    const { build, add } = building();
    add(0, 0, 'invoke', { op: 1, f: 'read' });
    for (let n = 0; n < 3000; n++) add(n, 1, 'state', { set: { n } });
    add(4000, 0, 'return', { op: 1, f: 'read', status: 'ok' });
    const { frame, find } = record(build.trace, { top: 28 * 1500 });
    drawSpans(frame);
    expect(find('operation', 'ok').length).toBe(1);
  });

  test('what a node does at one instant is held together', () => {
    const { build, add } = building();
    const start = add(10, 0, 'timer', { timer: 1, name: 't' });
    add(10, 0, 'state', { set: {} }, start);
    add(10, 0, 'state', { set: {} }, start);
    add(11, 0, 'state', { set: {} }, start);
    const { frame, find } = record(build.trace);
    drawInstants(frame);
    expect(find('instant').length).toBe(1);
  });
});

describe('a crowd', () => {
  const scene = sceneOf('many:200000:4');

  test('is drawn as density: a path a lane, and few landmarks', () => {
    const { frame, drawn, find } = record(scene.trace, { spacing: 'scale', usPerPx: 40_000, heightPx: 1000 });
    expect(frame.to - frame.from).toBeGreaterThan(MOST_EVENTS);
    drawDensity(frame);
    expect(find('density').length).toBe(4);
    expect(drawn.length).toBeLessThan(4 + 2 * (1000 / 18 + 1));
  });

  test('counts every event once', () => {
    const { frame, find } = record(scene.trace, { spacing: 'scale', usPerPx: 40_000, heightPx: 1000 });
    drawDensity(frame);
    const bars = find('density').reduce((sum, { content }) => sum + (content.match(/M/g)?.length ?? 0), 0);
    expect(bars).toBeGreaterThan(100);
    expect(bars).toBeLessThanOrEqual(4 * 250);
  });
});

test('one of everything is drawn, on even rows and to scale, and nothing twice', () => {
  const { trace } = sceneOf('everything');
  for (const spacing of ['even', 'scale'] as const) {
    const { frame, drawn } = record(trace, { spacing, usPerPx: 50, heightPx: 3000 });
    expect([frame.from, frame.to]).toEqual([0, trace.length]);
    drawLanes(frame);
    drawSpans(frame);
    if (spacing === 'even') drawInstants(frame);
    drawMessages(frame);
    drawMarks(frame, new Map([[0, 1]]));
    expect(drawn.every(({ x, y, content }) => Number.isFinite(x) && Number.isFinite(y) && !content.includes('NaN'))).toBe(true);
    const kinds = new Set(Array.from({ length: trace.length }, (_, i) => trace.kind[i]!));
    const marked = new Set(drawn.filter(({ className }) => className.startsWith('mark')).map(({ className }) => className.split(' ')[2]));
    expect(marked.size).toBe(kinds.size);
  }
});
