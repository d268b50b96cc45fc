/**
 * What lasts: cuts in the network, operations as bars on their client's lane, timers as
 * brackets beside it, and the moments in which a node does several things at once.
 */
import { heightOf, yOf } from '../../src/trace/layout/axis';
import { laneX } from '../../src/trace/layout/lanes';
import { eventOfRow, isHidden, rowCount, rowsBefore } from '../../src/trace/layout/rows';
import { spanOf } from '../../src/trace/layout/spans';
import { KIND } from '../../src/trace/trace';
import { drawCut } from './draw-cuts';
import { isLaneIn, keyOf } from './frame';
import type { Frame } from './frame';
import { drawOperation } from './draw-operations';
import type { Extent } from './draw-operations';
import { round } from './pool';

/** More than this in one window cannot be told apart. */
const MOST_CROSSING = 300;

export function drawSpans(frame: Frame): void {
  const { columns } = frame.run;
  for (const start of columns.spans.crossing(frame.from, MOST_CROSSING)) if (!isHidden(frame.axis.rows, start) && frame.axis.foldOf?.(start) === undefined) drawSpan(frame, start);
  for (const i of frame.events) drawSpan(frame, i);
}

/** Rows of one node at one instant belong to one step of it; a soft bar holds them together. Even spacing only. */
export function drawInstants(frame: Frame): void {
  const { axis } = frame;
  const { columns } = frame.run;
  const total = rowCount(axis.rows, columns.length);
  const at = (row: number): number => eventOfRow(axis.rows, row);
  const first = rowsBefore(axis.rows, frame.from);
  let start = first;
  while (start > 0 && start > first - 64 && sameInstant(frame, at(start - 1), at(start))) start--;
  const past = rowsBefore(axis.rows, frame.to);
  while (start < past) {
    let end = start;
    while (end + 1 < total && end - start < 500 && sameInstant(frame, at(end), at(end + 1))) end++;
    const [begin, lane] = [at(start), columns.node[at(start)]!];
    if (end > start && isLaneIn(frame, lane)) {
      const y = yOf(axis, begin);
      const height = round(yOf(axis, at(end)) - y);
      frame.layers.bars.path(keyOf(begin, 5), 'instant', `M-3 0a3 3 0 0 1 6 0V${height}a3 3 0 0 1 -6 0z`, laneX(frame.lanes, lane), y - frame.base);
    }
    start = end + 1;
  }
}

function sameInstant({ axis, run: { columns } }: Frame, a: number, b: number): boolean {
  if (axis.foldOf?.(a) !== undefined || axis.foldOf?.(b) !== undefined) return false;
  return columns.node[a] === columns.node[b] && columns.t[a] === columns.t[b] && columns.cause[b]! >= 0 && !isCut(columns.kind[b]!) && !isCut(columns.kind[a]!);
}

function isCut(kind: number): boolean {
  return kind === KIND.partition || kind === KIND.heal || kind === KIND.lose;
}

function drawSpan(frame: Frame, start: number): void {
  const { columns } = frame.run;
  const kind = spanOf(columns.kind[start]!);
  if (kind === 'partition') drawCut(frame, start, extent(frame, start));
  else if (kind === 'operation' || kind === 'timer') {
    const lane = columns.node[start]!;
    if (!isLaneIn(frame, lane)) return;
    if (kind === 'operation') drawOperation(frame, start, lane, extent(frame, start));
    else drawTimer(frame, start, lane);
  }
}

/** Top and bottom of a span, no further than a little outside the window. */
function extent(frame: Frame, start: number): Extent {
  const { columns } = frame.run;
  const end = columns.partner[start]!;
  const y1 = yOf(frame.axis, start);
  // What never ends lasts as long as the lanes.
  const y2 = end > start ? yOf(frame.axis, end) : heightOf(frame.axis) - frame.axis.marginPx + 14;
  const beyond = 40;
  return {
    y1: Math.max(y1, frame.top - beyond),
    y2: Math.min(y2, frame.bottom + beyond),
    begins: y1 >= frame.top - beyond,
    ends: end > start && y2 <= frame.bottom + beyond,
  };
}

function drawTimer(frame: Frame, start: number, lane: number): void {
  const end = frame.run.columns.partner[start]!;
  if (end <= start) return;
  const { y1, y2, begins, ends } = extent(frame, start);
  const height = round(y2 - y1);
  if (height < 8) return;
  const out = 14 + 5 * Math.min(6, frame.run.columns.slotOf(start));
  const top = begins ? `M0 0H${-out + 3}q-3 0 -3 3` : `M${-out} 0`;
  const bottom = ends ? `V${height - 3}q0 3 3 3H0` : `V${height}`;
  const cancelled = frame.run.columns.kind[end] === KIND['timer-cancel'];
  frame.layers.bars.path(keyOf(start, 1), cancelled ? 'timer-line cancelled' : 'timer-line', top + bottom, laneX(frame.lanes, lane), y1 - frame.base);
}
