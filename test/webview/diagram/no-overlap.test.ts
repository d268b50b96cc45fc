/** No two labels lie over one another, whatever is drawn at whatever zoom: bundled runs with all that the window draws, measured here anew. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { parseScenario } from '../../../src/scenario/parse';
import { runScenario } from '../../../src/scenario/run';
import { leftOf, placeLabels } from '../../../src/trace/layout/labels';
import type { LabelBox } from '../../../src/trace/layout/labels';
import { TURNED_GAP_PX, turnedWishes } from '../../../src/trace/layout/turn';
import type { Knowledge } from '../../../src/trace/knowledge';
import type { Trace } from '../../../src/trace/trace';
import { drawClocks } from '../../../webview/diagram/draw-clocks';
import { drawFog, drawUnknownFates } from '../../../webview/diagram/draw-fog';
import { drawPins } from '../../../webview/diagram/draw-pins';
import { forgetUnknown } from '../../../webview/diagram/emphasis';
import { turnedRoom } from '../../../webview/diagram/frame';
import type { Frame } from '../../../webview/diagram/frame';
import { drawGutter } from '../../../webview/diagram/gutter';
import type { Layer } from '../../../webview/diagram/pool';
import type { RunPins } from '../../../webview/store/run-pins';
import { drawFolds, partFolds } from '../../../webview/diagram/draw-folds';
import { drawMarks } from '../../../webview/diagram/draw-marks';
import { drawMessages } from '../../../webview/diagram/draw-messages';
import { drawSlow } from '../../../webview/diagram/draw-slow';
import { drawInstants, drawSpans } from '../../../webview/diagram/draw-spans';
import { drawStanding } from '../../../webview/diagram/draw-standing';
import { root } from '../../bundled';
import { sceneOf } from '../../pages/scenes';
import { record } from './recording';

/** As the window places them. */
const LABEL_PX = 13;
/** Of a line of text, from its baseline: what letters cover for certain. */
const ABOVE_PX = 7;
const BELOW_PX = 1;

const scenario = (id: string): Trace => runScenario(parseScenario(readFileSync(join(root, `media/scenarios/ch8/${id}.scenario.yaml`), 'utf8'), MODELS).scenario!).trace;

/** At the scale in the middle everything is tried, and at the others the plain picture. */
const SCALES = [['even', 1], ['scale', 200], ['scale', 2_000], ['scale', 20_000], ['compressed', 2_000]] as const;

test.each([
  ['everything', () => sceneOf('everything').trace],
  ...['raft-split-vote', 'lease-pause', 'partition-one-way', 'queue-fills', 'pbft-new-view'].map((id) => [id, () => scenario(id)] as const),
] as const)('%s', (_name, trace) => {
  const of = trace();
  const hidden = Uint8Array.from({ length: of.length }, (_, i) => (i % 5 === 3 ? 1 : 0));
  const knowledge: Knowledge = { node: 0, event: 40, knows: (i) => i <= 40 && i % 4 !== 1, last: () => 40 };
  const pins: RunPins = {
    fields: [{ node: of.header.nodes[0]!.id, path: '/a/term' }, { node: of.header.nodes[0]!.id, path: '/b' }],
    pieces: ({ path }, from, to) => Array.from({ length: Math.ceil((to - from) / 3) }, (_, k) => ({ event: from + 3 * k, text: `${path.length}${k}` })),
  };
  const variants = [{}, { folds: 'on' }, { hidden, hiddenLanes: [of.header.nodes[1]!.id] }, { clocks: 'vector' }, { clocks: 'recorded', pins }, { knowledge }] as const;
  let most = 0;
  for (const turned of [false, true])
    for (const [spacing, usPerPx] of SCALES)
      for (const widthPx of [320, 1400])
        for (const more of usPerPx === 1 || usPerPx === 2_000 ? variants : variants.slice(0, 1))
          for (const top of more === variants[0] ? [0, 700] : [widthPx === 320 ? 700 : 0]) {
            const { frame } = record(of, { spacing, usPerPx, widthPx, top, turned, ...more });
            const { events, folds } = partFolds(frame.axis, frame.events);
            const window = { ...frame, events };
            drawStanding(window, false);
            drawSlow(window);
            drawFog(window);
            drawPins(window);
            drawFolds(window, folds);
            drawSpans(window);
            if (spacing === 'even') drawInstants(window);
            drawMessages(window);
            drawMarks(window, new Map());
            drawClocks(window, new Map());
            drawUnknownFates(window);
            forgetUnknown(window);
            const all = turned ? placeLabels(turnedWishes(window.wishes, turnedRoom(window)), LABEL_PX, TURNED_GAP_PX) : placeLabels(window.wishes, LABEL_PX);
            const placed = [...all].map(([label, box]) => ({ text: label.text, box, corners: cornersOf(box) }));
            most = Math.max(most, placed.length);
            const what = `at ${spacing} ${usPerPx} ${widthPx} ${top} ${turned} ${JSON.stringify(Object.keys(more))}`;
            const over: string[] = [];
            placed.forEach((one, i) => {
              for (const other of placed.slice(i + 1)) if (overlap(one.corners, other.corners)) over.push(`“${one.text}” and “${other.text}” ${what}`);
            });
            // Level words rightward stay in the picture: downward those of the first and last lane see to that themselves.
            const room = turnedRoom(window);
            if (turned) over.push(...placed.filter(({ box }) => box.along === undefined && (leftOf(box) < room.left || leftOf(box) + box.widthPx > room.right || box.y > room.bottom)).map(({ text }) => `“${text}” sticks out ${what}`));
            expect(over).toEqual([]);
            expect(timesOver(window)).toEqual([]);
          }
  // Something was there to overlap.
  expect(most).toBeGreaterThan(8);
});

/** Times beside or above the lanes that lie over one another. */
function timesOver({ axis, bottom, events, lanes, ruler, top, turned }: Frame): string[] {
  const times: { readonly text: string; readonly corners: readonly Point[] }[] = [];
  const layer: Layer = {
    begin() {},
    path() {},
    sign() {},
    text: (_key, _name, text, x, y, anchor) => void times.push({ text, corners: cornersOf({ x, y, anchor: anchor ?? 'start', widthPx: ruler.widthPx(text) }) }),
    end() {},
    size: 0,
  };
  drawGutter(layer, layer, { axis, events, top, bottom, base: 0, gutterPx: lanes.gutterPx, timed: true, widthPx: 900, turned, ruler });
  return times.flatMap((one, i) => times.slice(i + 1).filter((other) => overlap(one.corners, other.corners)).map((other) => `times ${one.text} and ${other.text} turned ${turned}`));
}

type Point = readonly [x: number, y: number];

function cornersOf({ x, y, anchor, widthPx, along = { cos: 1, sin: 0 } }: LabelBox): readonly Point[] {
  const from = anchor === 'start' ? 0 : anchor === 'end' ? -widthPx : -widthPx / 2;
  const at = (right: number, down: number): Point => [x + right * along.cos - down * along.sin, y + right * along.sin + down * along.cos];
  return [at(from, -ABOVE_PX), at(from + widthPx, -ABOVE_PX), at(from + widthPx, BELOW_PX), at(from, BELOW_PX)];
}

/** Two rectangles are apart when a line along a side of either has one of them on each side. */
function overlap(one: readonly Point[], other: readonly Point[]): boolean {
  // Most are nowhere near each other.
  const [[ax, ay], , [bx, by]] = one as readonly [Point, Point, Point];
  const [[cx, cy], , [dx, dy]] = other as readonly [Point, Point, Point];
  const reach = Math.abs(bx - ax) + Math.abs(by - ay) + Math.abs(dx - cx) + Math.abs(dy - cy);
  if (Math.abs(ax - cx) > reach || Math.abs(ay - cy) > reach) return false;
  return [one, other].every((sides) =>
    [0, 1].every((k) => {
      const [ax, ay] = sides[k]!;
      const [bx, by] = sides[k + 1]!;
      const shadow = (of: readonly Point[]): readonly number[] => of.map(([x, y]) => (x - ax) * (bx - ax) + (y - ay) * (by - ay));
      const [left, right] = [shadow(one), shadow(other)];
      return Math.max(...left) > Math.min(...right) && Math.max(...right) > Math.min(...left);
    }),
  );
}
