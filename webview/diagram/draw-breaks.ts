/** Cuts of compressed time: a torn strip across the lanes, so that nobody takes a cut for a moment. How much it is stands in the gutter. */
import { breaksBetween, nearestEvent } from '../../src/trace/layout/axis';
import type { Frame } from './frame';
import { round } from './pool';

const TOOTH_PX = 9;
const HEIGHT_PX = 3;
/** A lower cut is one line, and lower still none: far out, cuts are no more than other details. */
const STRIP_PX = 16;
const LINE_PX = 3;
/** Keys of its own in a layer of events. */
const FIRST_KEY = -1_000_000;

export function drawBreaks(frame: Frame): void {
  const width = Math.min(round(frame.right - frame.left), 4000);
  // One tooth follows the other in the picture and not in the window, so that scrolling sideways does not move them.
  const from = Math.floor(frame.left / (2 * TOOTH_PX)) * 2 * TOOTH_PX;
  const teeth = Math.ceil((width + 2 * TOOTH_PX) / (2 * TOOTH_PX));
  const down = `l${TOOTH_PX} ${2 * HEIGHT_PX}l${TOOTH_PX} ${-2 * HEIGHT_PX}`.repeat(teeth);
  const up = `l${-TOOTH_PX} ${2 * HEIGHT_PX}l${-TOOTH_PX} ${-2 * HEIGHT_PX}`.repeat(teeth);
  for (const { k, y1, y2 } of breaksBetween(frame.axis, frame.top, frame.bottom)) {
    const height = y2 - y1;
    const middle = (y1 + y2) / 2 - frame.base;
    // A fold tells itself how long it lasts.
    if (height < LINE_PX || frame.axis.foldOf?.(nearestEvent(frame.axis, y1)) !== undefined) continue;
    if (height < STRIP_PX) frame.layers.lines.path(FIRST_KEY - k, 'break thin', `M0 0${`h${TOOTH_PX}m${TOOTH_PX} 0`.repeat(teeth)}`, from, middle);
    else frame.layers.lines.path(FIRST_KEY - k, 'break', `M0 ${-4 - HEIGHT_PX}${down}v8${up}z`, from, middle);
  }
}
