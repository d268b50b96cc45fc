/**
 * What a search has found, in the window: a pointed sign beside the time of each and a box around its mark, so that it is seen by shape
 * as well as by colour; the current one's box is thicker. Seen from far away, a sign for every few pixels.
 */
import { eventsBetween, yOf } from '../../src/trace/layout/axis';
import type { Find } from '../store/find';
import { pointOf } from './draw-marks';
import { keyOf } from './frame';
import type { Frame } from './frame';
import type { Layer } from './pool';

const SIGN = 'M0 -4.5L7 0L0 4.5z';
const BOX = 'M-12 -11H12V11H-12z';
const BIN_PX = 6;
/** Left of the lanes, right of the times. */
const SIGN_PX = 9;

/** Part of an event in its layer. */
const HIT_PART = 30;

/** `signs` is the layer of the times, `boxes` one beneath the marks. */
export function drawHits(frame: Frame, find: Pick<Find, 'active' | 'filter' | 'hits' | 'isHit'>, signs: Layer, boxes: Layer, crowded: boolean): void {
  const { axis, lanes, base } = frame;
  // When all that is left are hits, marking each would mark nothing.
  if (!find.active || find.filter) return;
  if (crowded) {
    for (let y = frame.top; y < frame.bottom; y += BIN_PX) {
      const { from, to } = eventsBetween(axis, y, y + BIN_PX - 0.01);
      const hit = find.hits.at(find.hits.before(from));
      if (hit >= 0 && hit < to) signs.path(keyOf(hit, HIT_PART), 'hit-sign', SIGN, lanes.gutterPx - SIGN_PX, y + BIN_PX / 2 - base);
    }
    return;
  }
  for (const event of frame.events) {
    if (!find.isHit(event)) continue;
    signs.path(keyOf(event, HIT_PART), 'hit-sign', SIGN, lanes.gutterPx - SIGN_PX, yOf(axis, event) - base);
    const { x, y } = pointOf(frame, event);
    if (x > frame.left - 20 && x < frame.right + 20) boxes.path(keyOf(event, HIT_PART), 'hit', BOX, x, y - base);
  }
}
