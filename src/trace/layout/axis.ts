/**
 * Time on the y axis, downward: one row an event (`even`), or so many microseconds a pixel (`scale`).
 *
 * Even rows show order and never overlap; the scale shows how long things took. Both are functions of
 * the columns alone and answer in logarithmic time, so a window of a million events costs no more than
 * one of a hundred.
 */
import type { Columns } from '../../kernel/log';

export type Spacing = 'even' | 'scale';

export interface Axis {
  /** Read again at each call: it may grow while a trace is still being read. */
  readonly columns: Columns;
  readonly spacing: Spacing;
  /** Height of a row when spacing is `even`. */
  readonly rowPx: number;
  /** Microseconds a pixel when spacing is `scale`; more than 0. */
  readonly usPerPx: number;
  /** Space above the first event and below the last. */
  readonly marginPx: number;
}

/** Where event `i` stands. Never less than that of an earlier event. */
export function yOf(axis: Axis, i: number): number {
  if (axis.spacing === 'even') return axis.marginPx + (i + 0.5) * axis.rowPx;
  return axis.marginPx + (axis.columns.t[i]! - startUs(axis)) / axis.usPerPx;
}

/** Where a moment stands; on even rows between the events before and after it, in proportion. */
export function yOfTime(axis: Axis, tUs: number): number {
  const { columns } = axis;
  if (axis.spacing === 'scale') return axis.marginPx + (tUs - startUs(axis)) / axis.usPerPx;
  const next = firstAfter(columns, tUs);
  if (next === 0) return yOf(axis, 0);
  const before = next - 1;
  if (next === columns.length) return yOf(axis, before);
  const gapUs = columns.t[next]! - columns.t[before]!;
  return yOf(axis, before) + (axis.rowPx * (tUs - columns.t[before]!)) / gapUs;
}

/** The moment at y: the inverse of `yOfTime`, in microseconds, not rounded. */
export function timeAt(axis: Axis, y: number): number {
  const { columns } = axis;
  if (axis.spacing === 'scale') return startUs(axis) + (y - axis.marginPx) * axis.usPerPx;
  if (columns.length === 0) return 0;
  const row = Math.min(columns.length - 1, Math.max(0, (y - axis.marginPx) / axis.rowPx - 0.5));
  const before = Math.floor(row);
  const after = Math.min(columns.length - 1, before + 1);
  return columns.t[before]! + (row - before) * (columns.t[after]! - columns.t[before]!);
}

/** Height of the whole diagram, margins included. */
export function heightOf(axis: Axis): number {
  const { columns } = axis;
  if (axis.spacing === 'even') return 2 * axis.marginPx + columns.length * axis.rowPx;
  const last = columns.length === 0 ? 0 : columns.t[columns.length - 1]! - startUs(axis);
  return 2 * axis.marginPx + last / axis.usPerPx;
}

/** The events that stand in [top, bottom], as `from` (inclusive) and `to` (exclusive). */
export function eventsBetween(axis: Axis, top: number, bottom: number): { readonly from: number; readonly to: number } {
  return { from: firstAt(axis, top, false), to: firstAt(axis, bottom, true) };
}

/** The event nearest to y, or -1 in an empty trace; of several at one place the first. */
export function nearestEvent(axis: Axis, y: number): number {
  const { columns } = axis;
  if (columns.length === 0) return -1;
  const below = Math.min(columns.length - 1, firstAt(axis, y, false));
  if (below === 0) return 0;
  const above = yOf(axis, below - 1);
  if (y - above >= yOf(axis, below) - y) return below;
  return firstAt(axis, above, false);
}

/**
 * Microseconds a pixel at which the usual message is a clear slant: the median time under way of up to a
 * thousand messages takes `messagePx`. Falls back to the mean distance of events; 1 for a trace without extent.
 */
export function readableScale(columns: Columns, sendKind: number, messagePx = 44): number {
  const sample: number[] = [];
  const stride = Math.max(1, Math.floor(columns.length / 20_000));
  for (let i = 0; i < columns.length && sample.length < 1000; i += stride) {
    const end = columns.partner[i]!;
    if (columns.kind[i] !== sendKind || end <= i) continue;
    const underWayUs = columns.t[end]! - columns.t[i]!;
    if (underWayUs > 0) sample.push(underWayUs);
  }
  if (sample.length > 0) {
    sample.sort((a, b) => a - b);
    return sample[sample.length >> 1]! / messagePx;
  }
  const last = columns.length - 1;
  const extentUs = last > 0 ? columns.t[last]! - columns.t[0]! : 0;
  return extentUs > 0 ? extentUs / (last * messagePx) : 1;
}

function startUs(axis: Axis): number {
  return axis.columns.length === 0 ? 0 : axis.columns.t[0]!;
}

/** First event at or below y (`past`: strictly below). */
function firstAt(axis: Axis, y: number, past: boolean): number {
  let low = 0;
  let high = axis.columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = yOf(axis, middle);
    if (past ? at <= y : at < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first event later than a moment. */
function firstAfter(columns: Columns, tUs: number): number {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns.t[middle]! <= tUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
