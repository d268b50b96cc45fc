/** How time is spread over the picture, and how far one may zoom. */
import { readableScale } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import { KIND } from '../../src/trace/trace';
import type { Columns } from '../../src/trace/trace';
import { isTimed } from '../app/words';
import type { Run } from '../store/store';
import type { ViewState } from '../store/view-state';

export const ROW_PX = 28;
export const MARGIN_PX = 26;
/** The finest scale: fifty pixels a microsecond. */
const LEAST_US_PER_PX = 0.02;
/** Mean distance of events at the readable scale, at least. */
const EVENT_PX = 7;

/** The axis for a run; `usPerPx` of 0 in the view means a readable one. A trace without times has rows only. */
export function axisFor(run: Run, view: Pick<ViewState, 'spacing' | 'usPerPx'>): Axis {
  const spacing = isTimed(run) ? view.spacing : 'even';
  const usPerPx = view.usPerPx > 0 ? view.usPerPx : readableUsPerPx(run.columns);
  return { columns: run.columns, spacing, rowPx: ROW_PX, usPerPx, marginPx: MARGIN_PX };
}

/** A scale at which the usual message is a clear slant and events do not crowd, whichever is the finer. */
export function readableUsPerPx(columns: Columns): number {
  const last = columns.length - 1;
  const meanUs = last > 0 ? (columns.t[last]! - columns.t[0]!) / last : 0;
  const readable = readableScale(columns, KIND.send);
  return meanUs > 0 ? Math.max(LEAST_US_PER_PX, Math.min(readable, meanUs / EVENT_PX)) : readable;
}

/** The scale after zooming by a factor: no finer than pixels can show, no coarser than the whole trace in one window. */
export function zoomed(axis: Axis, factor: number, heightPx: number): number {
  const { t, length } = axis.columns;
  const extentUs = length === 0 ? 0 : t[length - 1]! - Math.min(0, t[0]!);
  const whole = extentUs / Math.max(50, heightPx - 2 * MARGIN_PX);
  const most = Math.max(whole, LEAST_US_PER_PX, axis.usPerPx);
  return Math.min(most, Math.max(LEAST_US_PER_PX, axis.usPerPx * factor));
}
