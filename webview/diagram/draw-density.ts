/**
 * The picture from far away: when thousands of events share the window, each lane shows how many there are at each height,
 * and faults and violations keep their marks. Counted by binary search in each lane's own list, so the cost
 * depends on the size of the window and not on the number of events.
 */
import { eventsBetween } from '../../src/trace/layout/axis';
import { laneX } from '../../src/trace/layout/lanes';
import { isHidden } from '../../src/trace/layout/rows';
import type { Rows } from '../../src/trace/layout/rows';
import type { IndexList } from '../store/index-list';
import { keyOf, nodesIn } from './frame';
import type { Frame } from './frame';
import { GLYPHS } from './glyphs';
import { round } from './pool';

/** More events than this in a window and what is drawn around it are drawn as density: each takes two elements or three, and the page has a thousand. */
export const MOST_EVENTS = 300;
const BIN_PX = 4;
const MARK_BIN_PX = 18;
/** Where some are hidden, so many of a bin's events are looked at, and the rest is taken to be like them. */
const SAMPLE = 24;

export function drawDensity(frame: Frame): void {
  const { axis, run, lanes, layers, base } = frame;
  const bins = Math.ceil((frame.bottom - frame.top) / BIN_PX);
  const edges = new Int32Array(bins + 1);
  for (let bin = 0; bin <= bins; bin++) edges[bin] = eventsBetween(axis, -Infinity, frame.top + bin * BIN_PX).to;
  const half = Math.min(60, lanes.lanePx * 0.4);
  let most = 1;
  const counts: number[][] = [];
  const nodes = nodesIn(frame);
  for (const lane of nodes) {
    const list = run.columns.eventsOf(lane);
    const perBin: number[] = [];
    let before = list.before(edges[0]!);
    for (let bin = 0; bin < bins; bin++) {
      const after = edges[bin + 1] === edges[bin] ? before : list.before(edges[bin + 1]!);
      const count = visibleAmong(list, before, after, axis.rows);
      perBin.push(count);
      most = Math.max(most, count);
      before = after;
    }
    counts.push(perBin);
  }
  counts.forEach((perBin, index) => {
    const lane = nodes[index]!;
    let d = '';
    perBin.forEach((count, bin) => {
      if (count === 0) return;
      // The square root keeps a few events visible beside many.
      const reach = round(Math.max(1, half * Math.sqrt(count / most)));
      d += `M${-reach} ${bin * BIN_PX}H${reach}v${BIN_PX - 1}H${-reach}z`;
    });
    layers.bars.path(lane, 'density', d, laneX(lanes, lane), frame.top - base);
  });
  drawLandmarks(frame);
}

/** At most one fault and one violation for every few pixels. */
function drawLandmarks(frame: Frame): void {
  const { axis, run, lanes, layers, base } = frame;
  const { columns } = run;
  for (let y = frame.top; y < frame.bottom; y += MARK_BIN_PX) {
    const { from, to } = eventsBetween(axis, y, y + MARK_BIN_PX - 0.01);
    const violation = nextVisible(columns.violations, from, axis.rows);
    if (violation >= 0 && violation < to) {
      const x = laneX(lanes, columns.node[violation]!);
      layers.bands.path(keyOf(violation, 6), 'violation-stripe', `M0 -2H${round(frame.right - frame.left)}V2H0z`, frame.left, y + MARK_BIN_PX / 2 - base);
      layers.marks.sign(keyOf(violation, 1), 'mark paper violation', GLYPHS.violation.d, x, y + MARK_BIN_PX / 2 - base);
      frame.spots.push({ event: violation, x, y: y + MARK_BIN_PX / 2 });
      continue;
    }
    const fault = nextVisible(columns.faults, from, axis.rows);
    if (fault < 0 || fault >= to) continue;
    const x = laneX(lanes, columns.node[fault]!);
    layers.marks.sign(keyOf(fault, 0), 'mark line lose', GLYPHS.lose.d, x, y + MARK_BIN_PX / 2 - base);
    frame.spots.push({ event: fault, x, y: y + MARK_BIN_PX / 2 });
  }
}

/** How many of the entries [from, to) of a list are visible; of many, about how many. */
export function visibleAmong(list: IndexList, from: number, to: number, rows: Rows | undefined): number {
  const total = to - from;
  if (rows === undefined || total <= 0) return total;
  const stride = Math.max(1, total / SAMPLE);
  let looked = 0;
  let seen = 0;
  for (let k = 0; k < total; k += stride) {
    looked++;
    if (!isHidden(rows, list.at(from + Math.floor(k)))) seen++;
  }
  return (seen / looked) * total;
}

/** The first visible event of a list at or after one, among the next few; -1 when there is none. */
function nextVisible(list: IndexList, event: number, rows: Rows | undefined): number {
  const position = list.before(event);
  for (let k = position; k < position + SAMPLE && k < list.length; k++) if (!isHidden(rows, list.at(k))) return list.at(k);
  return -1;
}
