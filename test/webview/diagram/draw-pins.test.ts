import { expect, test } from 'vitest';
import { fieldChanges, partsOf } from '../../../src/trace/field-changes';
import { laneX } from '../../../src/trace/layout/lanes';
import { yOf } from '../../../src/trace/layout/axis';
import { createStateIndex } from '../../../src/trace/state-index';
import { drawPins } from '../../../webview/diagram/draw-pins';
import { createRunPins } from '../../../webview/store/run-pins';
import type { Pin } from '../../../webview/store/run-pins';
import { traceOfSteps } from '../../trace/traces';
import type { Step } from '../../trace/traces';
import { record } from './recording';

const set = (t: number, node: string, term: number): Step => ({ t, node, kind: 'state', set: { term } });
const TRACE = traceOfSteps([set(0, 'a', 0), set(1, 'b', 0), set(2, 'a', 1), set(3, 'b', 1), set(4, 'a', 1), set(5, 'a', 2), ...Array.from({ length: 60 }, (_, i) => set(6 + i, 'b', 2 + i))]);

/** As the page has it once the answers are here. */
async function pinned(fields: readonly Pin[]) {
  const index = createStateIndex(TRACE);
  index.update();
  let arrived = 0;
  const pins = createRunPins(
    () => fields,
    () => TRACE.length,
    ({ node, path }, from, to) => Promise.resolve(fieldChanges(TRACE, index, TRACE.header.nodes.findIndex(({ id }) => id === node), partsOf(path), from, to, 40)),
    () => arrived++,
  );
  // A long list of changes comes in several answers.
  for (let before = -1; before !== arrived; ) {
    before = arrived;
    for (const pin of fields) pins.pieces(pin, 0, TRACE.length);
    await Promise.resolve();
    await Promise.resolve();
  }
  return pins;
}

test('a pinned field is a strip beside its lane, a piece for each value, with the value in words', async () => {
  const pins = await pinned([{ node: 'a', path: '/term' }]);
  expect(pins.pieces(pins.fields[0]!, 0, TRACE.length)).toEqual([{ event: 0, text: '0' }, { event: 2, text: '1' }, { event: 5, text: '2' }]);
  expect(pins.pieces(pins.fields[0]!, 3, 5)).toEqual([{ event: 2, text: '1' }]);
  const { frame, find } = record(TRACE, { pins });
  drawPins(frame);
  const [strip] = find('pin-strip');
  expect(strip!.x).toBeGreaterThan(laneX(frame.lanes, 0));
  expect(strip!.content.match(/M/g)).toHaveLength(3);
  expect(frame.wishes.map(({ of }) => of.text)).toEqual(['term 0', 'term 1', 'term 2']);
  expect(frame.wishes[1]!.places[0]!.y).toBeGreaterThan(yOf(frame.axis, 2) - frame.base);
});

test('what began above the window tells its value at the top; many changes come in several answers', async () => {
  const pins = await pinned([{ node: 'a', path: '/term' }, { node: 'b', path: '/term' }, { node: 'nobody', path: '/term' }]);
  expect(pins.pieces(pins.fields[1]!, 0, TRACE.length)).toHaveLength(62);
  const { frame, find } = record(TRACE, { pins, top: 30 * 28, heightPx: 300 });
  drawPins(frame);
  expect(find('pin-strip')).toHaveLength(2);
  const first = frame.wishes.find(({ of }) => of.text === 'term 2' && of.event === 5)!;
  expect(first.places[0]!.y + frame.base).toBeGreaterThan(frame.top);
  expect(first.places[0]!.y + frame.base).toBeLessThan(frame.top + 20);
});
