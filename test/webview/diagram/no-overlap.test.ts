/** No two labels lie over one another, whatever is drawn at whatever zoom: bundled runs with all that the window draws, measured here anew. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { parseScenario } from '../../../src/scenario/parse';
import { runScenario } from '../../../src/scenario/run';
import { placeLabels } from '../../../src/trace/layout/labels';
import type { LabelBox } from '../../../src/trace/layout/labels';
import type { Trace } from '../../../src/trace/trace';
import { drawClocks } from '../../../webview/diagram/draw-clocks';
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

test.each([
  ['everything', () => sceneOf('everything').trace],
  ...['raft-split-vote', 'lease-pause', 'partition-one-way', 'queue-fills', 'pbft-new-view'].map((id) => [id, () => scenario(id)] as const),
] as const)('%s', (_name, trace) => {
  const of = trace();
  const hidden = Uint8Array.from({ length: of.length }, (_, i) => (i % 5 === 3 ? 1 : 0));
  let most = 0;
  for (const spacing of ['even', 'scale'] as const)
    for (const usPerPx of spacing === 'even' ? [1] : [200, 2_000, 20_000])
      for (const widthPx of [320, 1400])
        for (const more of [{}, { folds: 'on' }, { hidden, hiddenLanes: [of.header.nodes[1]!.id] }, { clocks: 'vector' }] as const)
          for (const top of [0, 700]) {
            const { frame } = record(of, { spacing, usPerPx, widthPx, top, ...more });
            const { events, folds } = partFolds(frame.axis, frame.events);
            const window = { ...frame, events };
            drawStanding(window, false);
            drawSlow(window);
            drawFolds(window, folds);
            drawSpans(window);
            if (spacing === 'even') drawInstants(window);
            drawMessages(window);
            drawMarks(window, new Map());
            drawClocks(window, new Map());
            const placed = [...placeLabels(window.wishes, LABEL_PX)].map(([label, box]) => ({ text: label.text, corners: cornersOf(box) }));
            most = Math.max(most, placed.length);
            const over: string[] = [];
            placed.forEach((one, i) => {
              for (const other of placed.slice(i + 1)) if (overlap(one.corners, other.corners)) over.push(`“${one.text}” and “${other.text}” at ${spacing} ${usPerPx} ${widthPx} ${top} ${JSON.stringify(Object.keys(more))}`);
            });
            expect(over).toEqual([]);
          }
  // Something was there to overlap.
  expect(most).toBeGreaterThan(8);
});

type Point = readonly [x: number, y: number];

function cornersOf({ x, y, anchor, widthPx, along = { cos: 1, sin: 0 } }: LabelBox): readonly Point[] {
  const from = anchor === 'start' ? 0 : anchor === 'end' ? -widthPx : -widthPx / 2;
  const at = (right: number, down: number): Point => [x + right * along.cos - down * along.sin, y + right * along.sin + down * along.cos];
  return [at(from, -ABOVE_PX), at(from + widthPx, -ABOVE_PX), at(from + widthPx, BELOW_PX), at(from, BELOW_PX)];
}

/** Two rectangles are apart when a line along a side of either has one of them on each side. */
function overlap(one: readonly Point[], other: readonly Point[]): boolean {
  return [one, other].every((sides) =>
    [0, 1].every((k) => {
      const [ax, ay] = sides[k]!;
      const [bx, by] = sides[k + 1]!;
      const reach = (of: readonly Point[]): readonly number[] => of.map(([x, y]) => (x - ax) * (bx - ax) + (y - ay) * (by - ay));
      const [left, right] = [reach(one), reach(other)];
      return Math.max(...left) > Math.min(...right) && Math.max(...right) > Math.min(...left);
    }),
  );
}
