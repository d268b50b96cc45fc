import { describe, expect, test } from 'vitest';
import { startCones } from '../../../src/trace/cones';
import { ownEventAt, startKnowledge } from '../../../src/trace/knowledge';
import { whyChains } from '../../../src/trace/why';
import type { Trace } from '../../../src/trace/trace';
import { drawCones } from '../../../webview/diagram/draw-cones';
import { drawFog, drawUnknownFates } from '../../../webview/diagram/draw-fog';
import { drawMarks } from '../../../webview/diagram/draw-marks';
import { drawMessages } from '../../../webview/diagram/draw-messages';
import { drawWhy } from '../../../webview/diagram/draw-why';
import { emphasised, fogFrom, forgetUnknown } from '../../../webview/diagram/emphasis';
import { PARTS } from '../../../webview/diagram/frame';
import type { Frame } from '../../../webview/diagram/frame';
import { yOf } from '../../../src/trace/layout/axis';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from '../../trace/traces';
import { record } from './recording';

function conesFrame(trace: Trace, event: number) {
  const recording = record(trace);
  const walk = startCones(trace, trace.header.nodes.length, event);
  walk.advance(Infinity);
  walk.advance(Infinity);
  return { recording, frame: { ...recording.frame, cones: walk.result } as Frame };
}

function fogFrame(trace: Trace, node: number, step: number) {
  const recording = record(trace);
  const { columns } = recording.frame.run;
  const walk = startKnowledge(columns, trace.header.nodes.length, node, ownEventAt(columns, columns.eventsOf(node), step));
  walk.advance(Infinity);
  const knowledge = walk.result!;
  const emphasis = (event: number) => (knowledge.knows(event) ? '' : 'fog') as '' | 'fog';
  const frame: Frame = { ...recording.frame, knowledge, emphasis, layers: emphasised(recording.frame.layers, emphasis, false) };
  return { recording, frame, knowledge };
}

describe('past and future beside the lanes', () => {
  test('end and begin at the events that bound them', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const { recording, frame } = conesFrame(trace, 10);
    drawCones(frame);
    // The shop has not influenced the second request: it has no past there, but a future from the event that receives it.
    expect(recording.find('cone', 'past').map(({ key }) => key)).toEqual([0]);
    expect(recording.find('cone', 'cap').map(({ y }) => y)).toEqual([yOf(frame.axis, 10), yOf(frame.axis, 11)]);
    const [past] = recording.find('cone', 'past');
    expect(past!.y + Number(/V([\d.]+)/.exec(past!.content)![1])).toBeCloseTo(yOf(frame.axis, 10), 0);
  });

  test('dims everything of an event that is neither, and nothing else', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const { recording, frame } = conesFrame(trace, 10);
    const emphasis = (event: number) => (frame.cones!.past.has(event) || frame.cones!.future.has(event) ? '' : 'dim') as '' | 'dim';
    const shown: Frame = { ...frame, emphasis, layers: emphasised(frame.layers, emphasis, false) };
    drawMessages(shown);
    drawMarks(shown, new Map());
    const dimmed = new Set(recording.find('dim').map(({ key }) => Math.floor(key / PARTS)));
    const plain = new Set(recording.drawn.filter(({ key, className }) => key >= 0 && !className.includes('dim')).map(({ key }) => Math.floor(key / PARTS)));
    expect([...dimmed].sort((a, b) => a - b)).toEqual([1, 5, 6, 7, 8]);
    expect([...plain].filter((event) => dimmed.has(event))).toEqual([]);
  });
});

describe('the fog', () => {
  test('lets nothing be drawn, said or pointed at that the node cannot know', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const { recording, frame, knowledge } = fogFrame(trace, 0, 13);
    drawMessages(frame);
    drawMarks(frame, new Map([[8, 1]]));
    drawFog(frame);
    drawUnknownFates(frame);
    forgetUnknown(frame);
    const events = recording.drawn.filter(({ layer }) => layer !== 'regions').map(({ key }) => Math.floor(key / PARTS));
    expect(events.length).toBeGreaterThan(5);
    expect(events.filter((event) => !knowledge.knows(event))).toEqual([]);
    expect(frame.spots.filter(({ event }) => !knowledge.knows(event))).toEqual([]);
    expect(frame.wishes.filter(({ of: { event } }) => !knowledge.knows(event))).toEqual([]);
    // Both requests may have arrived or not.
    expect(recording.find('label', 'unknown').map(({ content }) => content)).toEqual(['?', '?']);
  });

  test('begins below the last event that word has come of, and covers a lane of which there is none', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const early = fogFrame(trace, 0, 13);
    expect(fogFrom(early.frame, 1)).toBe(-Infinity);
    drawFog(early.frame);
    expect(early.recording.find('fog').filter(({ className }) => className === 'fog').map(({ y }) => y)).toEqual([fogFrom(early.frame, 0), early.frame.top]);
    const late = fogFrame(trace, 0, 17);
    expect(fogFrom(late.frame, 1)).toBeGreaterThan(yOf(late.frame.axis, 14));
    expect(fogFrom(late.frame, 1)).toBeLessThan(yOf(late.frame.axis, 15));
  });

  test('hides what happened to every kind of event', () => {
    const trace = traceOfSteps(EVERY_KIND);
    for (let step = 0; step < trace.length; step++) {
      const { recording, frame, knowledge } = fogFrame(trace, 0, step);
      drawMessages(frame);
      drawMarks(frame, new Map());
      expect(recording.drawn.map(({ key }) => Math.floor(key / PARTS)).filter((event) => event >= 0 && !knowledge.knows(event))).toEqual([]);
    }
  });
});

describe('why', () => {
  test('draws each step once and a link from each to the next, in the window only', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const recording = record(trace, { heightPx: 1000 });
    drawWhy(recording.frame.layers.marks, recording.frame, { event: 13, chains: whyChains(trace, 13, [6, 12]) });
    expect(recording.find('why', 'step').length).toBe(9);
    // Three and five links, and one from each of the two to the violation.
    expect(recording.find('why', 'link').length).toBe(3 + 5 + 2);
    expect(recording.find('why', 'last').length).toBe(2);
    const short = record(trace, { top: 200, heightPx: 60 });
    drawWhy(short.frame.layers.marks, short.frame, { event: 16, chains: whyChains(trace, 16, []) });
    expect(short.find('why', 'step').length).toBeLessThan(8);
    drawWhy(short.frame.layers.marks, short.frame, undefined);
  });
});
