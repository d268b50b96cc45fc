/**
 * The past and the future of the current event beside each lane: an unbroken line along what could have influenced it, a
 * broken one along what it can influence, each with a cap where it ends or begins. What has neither beside it is concurrent.
 */
import { heightOf, yOf } from '../../src/trace/layout/axis';
import { laneX, nodeAt } from '../../src/trace/layout/lanes';
import type { Frame } from './frame';
import { round } from './pool';

/** Left of the lane, between the band of a role and the bracket of a timer. */
const BESIDE_PX = 12;
const CAP_PX = 5;

export function drawCones(frame: Frame): void {
  const { axis, base, bottom, cones, lanes, layers, top } = frame;
  if (cones === undefined) return;
  const end = Math.min(bottom, heightOf(axis) - axis.marginPx + 14);
  const begin = Math.max(top, axis.marginPx - 14);
  for (let place = frame.laneFrom; place < frame.laneTo; place++) {
    const lane = nodeAt(lanes, place);
    const x = laneX(lanes, lane) - BESIDE_PX;
    const last = cones.past.last(lane);
    if (last >= 0) {
      const y = yOf(axis, last);
      const until = Math.min(y, end);
      if (until > begin) layers.regions.path(lane * 8, 'cone past', `M0 0V${round(until - begin)}${y <= bottom ? `M${-CAP_PX} ${round(y - begin)}h${2 * CAP_PX}` : ''}`, x, begin - base);
    }
    const first = cones.future.first(lane);
    if (first < 0) continue;
    const y = yOf(axis, first);
    const from = Math.max(y, begin);
    if (end <= from) continue;
    layers.regions.path(lane * 8 + 1, 'cone future', `M0 0V${round(end - from)}`, x, from - base);
    if (y >= top) layers.regions.path(lane * 8 + 2, 'cone cap', `M${-CAP_PX} 0h${2 * CAP_PX}`, x, y - base);
  }
}
