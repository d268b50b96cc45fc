/** The lanes themselves: a line while the node is up, hatching while it is paused, a gap while it is down. */
import { heightOf, yOf } from '../../src/trace/layout/axis';
import { laneX } from '../../src/trace/layout/lanes';
import { KIND } from '../../src/trace/trace';
import type { ViewColumns } from '../store/columns';
import { nodesIn } from './frame';
import type { Frame } from './frame';
import { round } from './pool';

export type LaneStatus = 'up' | 'paused' | 'crashed';

/** Segments of one lane in one window have consecutive keys. */
const SEGMENTS = 4096;
const BAR_PX = 12;
const HATCH_PX = 6;

export function drawLanes(frame: Frame): void {
  for (const lane of nodesIn(frame)) drawLane(frame, lane);
}

/** What a node is after event `step`, as far as crashes and pauses tell. */
export function statusAt(columns: ViewColumns, node: number, step: number): LaneStatus {
  const list = columns.statusOf(node);
  const last = list.at(list.before(step + 1) - 1);
  return last < 0 ? 'up' : statusAfter(columns.kind[last]!);
}

function statusAfter(kind: number): LaneStatus {
  if (kind === KIND.crash) return 'crashed';
  return kind === KIND.pause ? 'paused' : 'up';
}

function drawLane(frame: Frame, lane: number): void {
  const { axis, run } = frame;
  const { columns } = run;
  const list = columns.statusOf(lane);
  let position = list.before(frame.from);
  let status = statusAt(columns, lane, frame.from - 1);
  let y = Math.max(frame.top, axis.marginPx - 14);
  const end = Math.min(frame.bottom, heightOf(axis) - axis.marginPx + 14);
  // That a node was down or paused, no other can see.
  if (frame.knowledge !== undefined) return drawSegment(frame, lane, 0, 'up', y, end);
  let segment = 0;
  for (; position < list.length && segment < SEGMENTS - 1; position++) {
    const event = list.at(position);
    if (event >= frame.to) break;
    const until = yOf(axis, event);
    drawSegment(frame, lane, segment++, status, y, until);
    y = Math.max(y, until);
    status = statusAfter(columns.kind[event]!);
  }
  drawSegment(frame, lane, segment, status, y, end);
}

function drawSegment(frame: Frame, lane: number, segment: number, status: LaneStatus, from: number, to: number): void {
  if (to <= from) return;
  const x = laneX(frame.lanes, lane);
  const y = from - frame.base;
  const height = round(to - from);
  const layer = frame.layers.lanes;
  const key = (lane * SEGMENTS + segment) * 2;
  if (status === 'up') {
    layer.path(key, 'lane', `M0 0V${height}`, x, y);
    return;
  }
  const half = BAR_PX / 2;
  if (status === 'crashed') {
    layer.path(key, 'lane crashed', `M${-half} 0H${half}V${height}H${-half}z`, x, y);
    return;
  }
  layer.path(key, 'lane paused', `M${-half} 0H${half}V${height}H${-half}z`, x, y);
  layer.path(key + 1, 'hatch paused', hatching(BAR_PX, height, HATCH_PX), x - half, y);
}

/** Slanted strokes that fill a box from (0, 0): a pattern that also shows where colours are taken away. */
export function hatching(width: number, height: number, gap: number): string {
  let d = '';
  for (let offset = gap; offset < width + height; offset += gap) {
    const x1 = Math.min(offset, width);
    const y1 = offset - x1;
    const y2 = Math.min(offset, height);
    const x2 = offset - y2;
    if (y1 < height) d += `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`;
  }
  return d;
}
