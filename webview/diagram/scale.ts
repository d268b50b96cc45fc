/** How time is spread over the picture, and how far one may zoom. */
import { heightOf, readableScale } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import { createGaps } from '../../src/trace/layout/gaps';
import type { GrowingGaps } from '../../src/trace/layout/gaps';
import { WIDER } from '../../src/trace/layout/turn';
import { KIND } from '../../src/trace/trace';
import type { Columns } from '../../src/trace/trace';
import { isTimed } from '../app/words';
import type { Run } from '../store/store';
import { LEAST_ROW_PX, MOST_ROW_PX } from '../store/view-state';
import type { ViewState } from '../store/view-state';
import type { Visible } from '../store/visible';

export const MARGIN_PX = 26;
/** The finest scale: fifty pixels a microsecond. */
const LEAST_US_PER_PX = 0.02;
/** Mean distance of events at the readable scale, at least. */
const EVENT_PX = 7;
/** What would be this high at the readable scale and has nothing in it is idle, and cut out of compressed time. */
const IDLE_PX = 100;

/** An axis that can take in what a growing trace brings. */
export interface ViewAxis extends Axis {
  readonly gaps: GrowingGaps | undefined;
}

/**
 * The axis for a run; `usPerPx` of 0 in the view means a readable one. A trace without times has rows only. Sizes in the view are those of time
 * downward, so that turning the picture and back changes nothing; rightward everything is wider.
 */
export function axisFor(run: Run, view: Pick<ViewState, 'spacing' | 'usPerPx' | 'rowPx' | 'timeDirection'>, visible: Pick<Visible, 'rows' | 'foldOf'>): ViewAxis {
  const spacing = isTimed(run) ? view.spacing : 'even';
  const readable = readableUsPerPx(run.columns);
  const usPerPx = view.usPerPx > 0 ? view.usPerPx : readable;
  const gaps = spacing === 'compressed' ? createGaps(readable * IDLE_PX) : undefined;
  gaps?.update(run.columns, visible.rows);
  return {
    columns: run.columns,
    spacing,
    rowPx: view.rowPx * widerIn(view),
    usPerPx: usPerPx / widerIn(view),
    marginPx: MARGIN_PX,
    rows: visible.rows,
    foldOf: (event) => visible.foldOf(event),
    gaps,
  };
}

/** How much further things stand apart along time than downward. */
export function widerIn({ timeDirection }: Pick<ViewState, 'timeDirection'>): number {
  return timeDirection === 'right' ? WIDER : 1;
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
  // What is cut out takes no more room than it would to scale, so the whole is never taller than this.
  const wholeUs = (heightOf(axis) - 2 * MARGIN_PX) * axis.usPerPx;
  const whole = wholeUs / Math.max(50, heightPx - 2 * MARGIN_PX);
  const most = Math.max(whole, LEAST_US_PER_PX, axis.usPerPx);
  return Math.min(most, Math.max(LEAST_US_PER_PX, axis.usPerPx * factor));
}

/** The height of a row after zooming by a factor, to the quarter of a pixel. */
export function zoomedRow(rowPx: number, factor: number): number {
  const next = Math.round((rowPx / factor) * 4) / 4;
  return Math.min(MOST_ROW_PX, Math.max(LEAST_ROW_PX, next));
}
