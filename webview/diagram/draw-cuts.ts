/**
 * Cuts of the network: for as long as one lasts, the space between neighbouring lanes that cannot talk is hatched, with a wall in its
 * middle, and with barred arrows where only one way is cut; at its top stands who is on which side.
 */
import { cutGaps, oneWaySign } from '../../src/trace/layout/cuts';
import { hatching } from './draw-lanes';
import { detailIn, keyOf } from './frame';
import type { Frame } from './frame';
import { markText } from './mark-text';
import { pathAt, round } from './pool';

/** Between the shading and the lanes beside it: their marks, and words that begin beside them. */
const CLEAR_PX = 16;
/** Words about the sides where time runs rightward. */
const MOST_TURNED_PX = 300;
const HATCH_PX = 13;
/** Barred arrows stand again at this distance, so that one is always in sight. */
const AGAIN_PX = 168;

/** Where a cut is in the window. */
export interface CutExtent {
  readonly y1: number;
  readonly y2: number;
  readonly begins: boolean;
  readonly ends: boolean;
}

export function drawCut(frame: Frame, start: number, { y1, y2, begins, ends }: CutExtent): void {
  const { axis, base, lanes, layers, left, right } = frame;
  const height = round(y2 - y1);
  const width = round(right - left);
  const detail = detailIn(frame, start);
  let boxes = '';
  let hatches = '';
  let walls = '';
  let signs = '';
  for (const { x1, x2, way } of cutGaps(lanes, detail, frame.run.columns.nodeIndex)) {
    if (x2 < left || x1 > right) continue;
    const from = round(Math.max(x1 + CLEAR_PX, left));
    const to = round(Math.min(x2 - CLEAR_PX, right));
    const middle = round((x1 + x2) / 2);
    if (to > from) {
      boxes += `M${from} 0H${to}V${height}H${from}z`;
      hatches += pathAt(hatching(to - from, height, HATCH_PX), from, 0);
    }
    if (way === 0) walls += `M${middle} 0V${height}`;
    else {
      // On a grid of the whole picture, so that they stay where they are while the window moves.
      for (let y = Math.ceil((y1 + 14 - axis.marginPx) / AGAIN_PX) * AGAIN_PX + axis.marginPx; y < y2 - 8; y += AGAIN_PX) signs += pathAt(oneWaySign(way), middle, round(y - y1));
      if (begins && height > 34) signs += pathAt(oneWaySign(way), middle, 22);
    }
  }
  if (boxes !== '') {
    layers.bands.path(keyOf(start, 0), 'cut-band', boxes, 0, y1 - base);
    layers.bands.path(keyOf(start, 1), 'hatch cut-band', hatches, 0, y1 - base);
  }
  const edges = `${begins ? `M0 0H${width}` : ''}${ends ? `M0 ${height}H${width}` : ''}`;
  if (edges !== '') layers.bands.path(keyOf(start, 2), 'cut-edge', edges, left, y1 - base);
  if (walls !== '') layers.bands.path(keyOf(start, 3), 'wall', walls, 0, y1 - base);
  if (signs !== '') layers.bands.path(keyOf(start, 4), 'one-way', signs, 0, y1 - base);
  if (begins) wishSides(frame, start, y1, markText('partition', '', detail));
}

function wishSides(frame: Frame, start: number, y1: number, words: string): void {
  const { base, left, right, ruler, turned, wishes } = frame;
  const text = ruler.fit(words, turned ? MOST_TURNED_PX : Math.max(80, right - left - 40));
  const widthPx = ruler.widthPx(text);
  wishes.push({
    of: { key: keyOf(start, 12), className: 'label cut', text, event: start },
    priority: 8,
    places: [
      { x: left + 22, y: y1 - base + 4, anchor: 'start', widthPx },
      { x: left + 22, y: y1 - base + 16, anchor: 'start', widthPx },
    ],
    turned: [16, 29].map((down) => ({ x: y1 - base + 11, y: left + down, anchor: 'start', widthPx })),
  });
}
