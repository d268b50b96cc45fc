/** Folded stretches: a box across the lanes that take part, as a pile of rows, with the count in words. */
import { yOf } from '../../src/trace/layout/axis';
import type { Fold } from '../../src/trace/layout/folds';
import type { LabelBox } from '../../src/trace/layout/labels';
import { laneX, placeOf } from '../../src/trace/layout/lanes';
import { foldWords } from '../app/folds';
import { keyOf } from './frame';
import type { Frame } from './frame';
import { round } from './pool';

const BOX_PART = 28;
const PILE_PART = 29;
const WORDS_PART = 30;
/** Who takes part shows in the first of its events. */
const LOOKED_AT = 200;
/** Boxes reach so far beyond the lanes. */
const BESIDE_PX = 16;
const MOST_HEIGHT_PX = 20;
/** Where time runs rightward a box may be as wide as its row, and its words are wider. */
const MOST_TURNED_PX = 40;
const WORDS_TURNED_PX = 230;

/** A folded stretch and the visible event that stands for it. */
export interface ShownFold {
  readonly fold: Fold;
  readonly event: number;
}

/** Takes the events that stand for folds out of those of a window. */
export function partFolds(axis: Frame['axis'], visible: readonly number[]): { readonly events: readonly number[]; readonly folds: readonly ShownFold[] } {
  const { foldOf } = axis;
  if (axis.rows === undefined || foldOf === undefined) return { events: visible, folds: [] };
  const folds: ShownFold[] = [];
  const events = visible.filter((event) => {
    const fold = foldOf(event);
    if (fold !== undefined) folds.push({ fold, event });
    return fold === undefined;
  });
  return { events, folds };
}

export function drawFolds(frame: Frame, folds: readonly ShownFold[]): void {
  for (const { fold, event } of folds) drawFold(frame, fold, event);
}

function drawFold(frame: Frame, fold: Fold, event: number): void {
  const { axis, lanes, run, layers, base } = frame;
  let [first, last] = [Infinity, -1];
  for (let i = fold.from; i < Math.min(fold.to, fold.from + LOOKED_AT); i++) {
    const place = placeOf(lanes, run.columns.node[i]!);
    if (place < 0) continue;
    first = Math.min(first, place);
    last = Math.max(last, place);
  }
  if (last < 0) return;
  const left = lanes.gutterPx + (first + 0.5) * lanes.lanePx - BESIDE_PX;
  const right = lanes.gutterPx + (last + 0.5) * lanes.lanePx + BESIDE_PX;
  const y = yOf(axis, event);
  const even = axis.spacing === 'even';
  const half = even ? Math.min(frame.turned ? MOST_TURNED_PX : MOST_HEIGHT_PX, axis.rowPx - 4) / 2 : MOST_HEIGHT_PX / 2;
  // To scale the box lasts as long as what it stands for.
  const top = Math.max(frame.top - 40, even ? y - half : y);
  const bottom = Math.min(frame.bottom + 40, even ? y + half : Math.max(y + 2 * half, yOf(axis, fold.to - 1)));
  const [width, height] = [round(right - left), round(bottom - top)];
  layers.bars.path(keyOf(event, PILE_PART), 'fold pile', `M4 ${height + 3}H${width - 4}`, left, top - base);
  layers.bars.path(keyOf(event, BOX_PART), even ? 'fold' : 'fold lasting', `M5 0H${width - 5}q5 0 5 5V${height - 5}q0 5 -5 5H5q-5 0 -5 -5V5q0 -5 5 -5z`, left, top - base);
  const at = (Math.max(top, frame.top) + Math.min(bottom, frame.bottom)) / 2;
  // The middle of what is in sight, and on a single lane beside it.
  const [from, to] = [Math.max(left, frame.left), Math.min(right, frame.right)];
  const narrow = last === first;
  const text = frame.ruler.fit(`▸ ${foldWords(run, fold)}`, frame.turned ? Math.max(WORDS_TURNED_PX, height - 12) : Math.max(60, narrow ? Math.max(frame.right - right, lanes.lanePx) - 20 : to - from - 16));
  const widthPx = frame.ruler.widthPx(text);
  const place = narrow
    ? ({ x: laneX(lanes, run.columns.node[event]!) + BESIDE_PX + 6, y: at + 4 - base, anchor: 'start', widthPx } as const)
    : ({ x: (from + to) / 2, y: at + 4 - base, anchor: 'middle', widthPx } as const);
  frame.wishes.push({ of: { key: keyOf(event, WORDS_PART), className: 'label folded', text, event }, priority: 11, places: [place], turned: frame.turned ? betweenLanes(frame, first, last, at - base, widthPx) : undefined });
  frame.strokes.push({ from: event, to: event, x1: left, y1: at, x2: right, y2: at });
}

/** Where time runs rightward the words stand between two lanes of the box, or on either side of its only one. */
function betweenLanes({ lanes }: Frame, first: number, last: number, at: number, widthPx: number): LabelBox[] {
  const places: LabelBox[] = [];
  for (let place = first; place < Math.max(last, first + 1); place++) places.push({ x: at, y: lanes.gutterPx + (place + 1) * lanes.lanePx + 4, anchor: 'middle', widthPx });
  if (first === last) places.push({ x: at, y: lanes.gutterPx + first * lanes.lanePx + 4, anchor: 'middle', widthPx });
  return [...places, ...places.map((place) => ({ ...place, x: place.x - 20, anchor: 'start' as const }))];
}
