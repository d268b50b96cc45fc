/**
 * Clients' operations as bars on their lanes, from invocation to return. One whose outcome nobody knows has a jagged end, since it
 * may take effect at any later time. Where an order was found that explains all, a number on each bar says where in it the
 * operation stands and when it took effect; where there is none, the operation without a place is marked.
 */
import { yOf } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import { laneX } from '../../src/trace/layout/lanes';
import type { Placing } from '../store/placings';
import { detailIn, keyOf, onScreen } from './frame';
import type { Frame } from './frame';
import { round } from './pool';

/** Top and bottom of a bar, and whether its beginning and its end are drawn. */
export interface Extent {
  readonly y1: number;
  readonly y2: number;
  readonly begins: boolean;
  readonly ends: boolean;
}

const OPERATION_PX = 10;
const HALF = OPERATION_PX / 2;
/** Parts of the keys of what belongs to an operation. */
const QUESTION_PART = 24;
const NUMBER_PART = 25;
const CROSS_PART = 26;
const BADGE_PX = 7;
const DIGIT_PX = 6;
const TOOTH_PX = 3;

export function drawOperation(frame: Frame, start: number, lane: number, { y1, y2, begins, ends }: Extent): void {
  const { columns, placings } = frame.run;
  const end = columns.partner[start]!;
  const status = end > start ? detailIn(frame, end)?.['status'] : 'open';
  const x = laneX(frame.lanes, lane) + columns.slotOf(start) * (OPERATION_PX + 3);
  const height = round(y2 - y1);
  const r = Math.min(4, height / 2);
  const open = status === 'open' || status === 'unknown';
  const top = begins ? `M${-HALF} ${r}a${r} ${r} 0 0 1 ${r} ${-r}H${HALF - r}a${r} ${r} 0 0 1 ${r} ${r}` : `M${-HALF} 0H${HALF}`;
  // What never returns ends where the lanes do, which is within the window or is not drawn.
  const shown = ends || (end <= start && y2 <= frame.bottom);
  const bottom = !shown
    ? `V${height}H${-HALF}`
    : open
      ? `V${height}l${-HALF / 2} ${-TOOTH_PX}l${-HALF / 2} ${TOOTH_PX}l${-HALF / 2} ${-TOOTH_PX}l${-HALF / 2} ${TOOTH_PX}`
      : `V${height - r}a${r} ${r} 0 0 1 ${-r} ${r}H${-HALF + r}a${r} ${r} 0 0 1 ${-r} ${-r}`;
  const unplaced = placings?.unplaced === start;
  const className = `operation ${typeof status === 'string' && /^(ok|fail|unknown|open)$/.test(status) ? status : ''}${unplaced ? ' unplaced' : ''}`;
  frame.layers.bars.path(keyOf(start, 0), className, `${top}${bottom}z`, x, y1 - frame.base);
  if (open && shown) {
    const at = frame.turned ? { x: y2 - frame.base + 7, y: x + 4 } : { x, y: y2 - frame.base + 12 };
    frame.layers.marks.text(keyOf(start, QUESTION_PART), 'operation-open', '?', at.x, at.y, 'middle');
  }
  if (unplaced) drawUnplaced(frame, start, x, y1, y2);
  const placing = placings?.placeOf(start);
  if (placing !== undefined) drawPlace(frame, start, x, placing);
}

/** Between two events of the run, in proportion. */
export function placeY(axis: Axis, length: number, { after, share }: Placing): number {
  const y = yOf(axis, after);
  const next = after + 1 < length ? yOf(axis, after + 1) : y + axis.rowPx;
  return y + (next - y) * share;
}

function drawPlace(frame: Frame, start: number, x: number, placing: Placing): void {
  const y = placeY(frame.axis, frame.run.columns.length, placing);
  if (y < frame.top - BADGE_PX || y > frame.bottom + BADGE_PX) return;
  const text = String(placing.number);
  const half = BADGE_PX + ((text.length - 1) * DIGIT_PX) / 2;
  const flat = half - BADGE_PX;
  const badge = `M${-flat} ${-BADGE_PX}H${flat}a${BADGE_PX} ${BADGE_PX} 0 0 1 0 ${2 * BADGE_PX}H${-flat}a${BADGE_PX} ${BADGE_PX} 0 0 1 0 ${-2 * BADGE_PX}z`;
  frame.layers.marks.sign(keyOf(start, NUMBER_PART), 'operation-place', badge, x, y - frame.base);
  const at = onScreen(frame, x, y - frame.base);
  frame.layers.marks.text(keyOf(start, NUMBER_PART), 'operation-number', text, at.x, at.y + 3.5, 'middle');
  frame.spots.push({ event: start, x, y });
}

function drawUnplaced(frame: Frame, start: number, x: number, y1: number, y2: number): void {
  const { axis } = frame;
  const middle = Math.min(Math.max((y1 + y2) / 2, frame.top + 24), frame.bottom - 24);
  // Between two rows it hides no event.
  const y = (axis.spacing === 'even' ? axis.marginPx + Math.round((middle - axis.marginPx) / axis.rowPx) * axis.rowPx : middle) - frame.base;
  frame.layers.marks.sign(keyOf(start, CROSS_PART), 'operation-cross', 'M-8 0A8 8 0 0 1 8 0A8 8 0 0 1 -8 0zM-3.5 -3.5l7 7M3.5 -3.5l-7 7', x, y);
  frame.spots.push({ event: start, x, y: y + frame.base });
  const text = 'has no place in any order';
  const widthPx = frame.ruler.widthPx(text);
  const right = { x: x + 14, anchor: 'start', widthPx } as const;
  const left = { x: x - 14, anchor: 'end', widthPx } as const;
  const places = [4, 18, -10, 32, -24].flatMap((down) => [right, left].map((place) => ({ ...place, y: y + down })));
  frame.wishes.push({ of: { key: keyOf(start, CROSS_PART), className: 'label violation', text, event: start }, priority: 9, places });
}
