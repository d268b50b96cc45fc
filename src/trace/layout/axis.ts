/**
 * Time on the y axis, downward: one row an event (`even`), so many microseconds a pixel (`scale`), or the same with idle
 * stretches cut out (`compressed`).
 *
 * Even rows show order and never overlap; the scale shows how long things took. All are functions of the columns, and of
 * what is hidden, and answer in logarithmic time, so a window of a million events costs no more than one of a hundred.
 * A hidden event has no row: it stands on the line between the rows around it, or at its time, and is not drawn.
 */
import type { Columns } from '../../kernel/log';
import type { Fold } from './folds';
import type { Gaps } from './gaps';
import { eventOfRow, rowCount, rowsBefore } from './rows';
import type { Rows } from './rows';

export const SPACINGS = ['even', 'scale', 'compressed'] as const;
export type Spacing = (typeof SPACINGS)[number];

/** Height that is left of a stretch that was cut; less where to scale it would be lower. */
const BREAK_PX = 34;

export interface Axis {
  /** Read again at each call: it may grow while a trace is still being read. */
  readonly columns: Columns;
  readonly spacing: Spacing;
  /** Which events are visible; absent while all are. */
  readonly rows?: Rows | undefined;
  /** The folded stretch that an event is in: its first visible event is the row that counts them all, the others are hidden. */
  readonly foldOf?: ((event: number) => Fold | undefined) | undefined;
  /** What is cut out when spacing is `compressed`; without it nothing is. */
  readonly gaps?: Gaps | undefined;
  /** Height of a row when spacing is `even`. */
  readonly rowPx: number;
  /** Microseconds a pixel when spacing is not `even`; more than 0. */
  readonly usPerPx: number;
  /** Space above the first event and below the last. */
  readonly marginPx: number;
}

/** Where event `i` stands. Never less than that of an earlier event. */
export function yOf(axis: Axis, i: number): number {
  if (axis.spacing !== 'even') return yAt(axis, axis.columns.t[i]!);
  const { rows, rowPx, marginPx } = axis;
  if (rows === undefined) return marginPx + (i + 0.5) * rowPx;
  const row = rows.rowOf(i);
  return row >= 0 ? marginPx + (row + 0.5) * rowPx : marginPx + rows.before(i) * rowPx;
}

/** Where a moment stands; on even rows between the visible events before and after it, in proportion. */
export function yOfTime(axis: Axis, tUs: number): number {
  const { columns, rows } = axis;
  if (axis.spacing !== 'even') return yAt(axis, tUs);
  const count = rowCount(rows, columns.length);
  const next = rowsBefore(rows, firstAfter(columns, tUs));
  if (count === 0) return axis.marginPx;
  const yOfRow = (row: number): number => axis.marginPx + (row + 0.5) * axis.rowPx;
  if (next === 0) return yOfRow(0);
  const before = next - 1;
  if (next >= count) return yOfRow(count - 1);
  const beforeUs = columns.t[eventOfRow(rows, before)]!;
  const gapUs = columns.t[eventOfRow(rows, next)]! - beforeUs;
  return yOfRow(before) + (axis.rowPx * (tUs - beforeUs)) / gapUs;
}

/** The moment at y: the inverse of `yOfTime`, in microseconds, not rounded. */
export function timeAt(axis: Axis, y: number): number {
  const { columns, rows } = axis;
  if (axis.spacing !== 'even') return timeAtScale(axis, y);
  const count = rowCount(rows, columns.length);
  if (count === 0) return 0;
  const row = Math.min(count - 1, Math.max(0, (y - axis.marginPx) / axis.rowPx - 0.5));
  const before = Math.floor(row);
  const beforeUs = columns.t[eventOfRow(rows, before)]!;
  const afterUs = columns.t[eventOfRow(rows, Math.min(count - 1, before + 1))]!;
  return beforeUs + (row - before) * (afterUs - beforeUs);
}

/** Height of the whole diagram, margins included. */
export function heightOf(axis: Axis): number {
  const { columns, rows } = axis;
  if (axis.spacing === 'even') return 2 * axis.marginPx + rowCount(rows, columns.length) * axis.rowPx;
  // What comes after the last visible event would be one long stretch without any.
  const last = axis.gaps === undefined ? columns.length - 1 : eventOfRow(rows, rowCount(rows, columns.length) - 1);
  return axis.marginPx + (last < 0 ? axis.marginPx : yAt(axis, columns.t[last]!));
}

/** The events that stand in [top, bottom], hidden ones among them, as `from` (inclusive) and `to` (exclusive). */
export function eventsBetween(axis: Axis, top: number, bottom: number): { readonly from: number; readonly to: number } {
  return { from: firstAt(axis, top, false), to: firstAt(axis, bottom, true) };
}

/** The visible events among [from, to), at most `limit`; `total` is how many there are. */
export function visibleIn(axis: Axis, from: number, to: number, limit = Infinity): { readonly events: readonly number[]; readonly total: number } {
  const { rows } = axis;
  const first = rowsBefore(rows, from);
  const total = Math.max(0, rowsBefore(rows, to) - first);
  if (total > limit) return { events: [], total };
  return { events: Array.from({ length: total }, (_, k) => eventOfRow(rows, first + k)), total };
}

/** The visible event nearest to y, or -1 when there is none; of several at one place the first. */
export function nearestEvent(axis: Axis, y: number): number {
  const { rows } = axis;
  const count = rowCount(rows, axis.columns.length);
  if (count === 0) return -1;
  const yOfRow = (row: number): number => yOf(axis, eventOfRow(rows, row));
  const below = Math.min(count - 1, rowsBefore(rows, firstAt(axis, y, false)));
  if (below <= 0) return eventOfRow(rows, 0);
  const above = yOfRow(below - 1);
  if (y - above >= yOfRow(below) - y) return eventOfRow(rows, below);
  return eventOfRow(rows, rowsBefore(rows, firstAt(axis, above, false)));
}

/** A stretch of time that is cut out: where its mark stands and what it was. */
export interface Break {
  /** Which cut it is, from 0. */
  readonly k: number;
  readonly y1: number;
  readonly y2: number;
  /** Length of the stretch. */
  readonly us: number;
}

/** The cuts in [top, bottom] of compressed time, at most `limit`. */
export function breaksBetween(axis: Axis, top: number, bottom: number, limit = 200): Break[] {
  const { gaps } = axis;
  if (axis.spacing !== 'compressed' || gaps === undefined) return [];
  const found: Break[] = [];
  const breakPx = breakPxOf(axis, gaps);
  for (let k = gaps.endedBy(timeAtScale(axis, top)); k < gaps.count && found.length < limit; k++) {
    const y1 = yOfBreak(axis, gaps, k);
    if (y1 > bottom) break;
    found.push({ k, y1, y2: y1 + breakPx, us: gaps.toUs(k) - gaps.fromUs(k) });
  }
  return found;
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

/** Where a moment stands in time to scale, cuts taken out. */
function yAt(axis: Axis, tUs: number): number {
  const { gaps, marginPx, usPerPx } = axis;
  if (axis.spacing !== 'compressed' || gaps === undefined) return marginPx + (tUs - startUs(axis)) / usPerPx;
  const k = gaps.endedBy(tUs);
  if (k < gaps.count && tUs > gaps.fromUs(k)) {
    const part = (tUs - gaps.fromUs(k)) / (gaps.toUs(k) - gaps.fromUs(k));
    return yOfBreak(axis, gaps, k) + part * breakPxOf(axis, gaps);
  }
  return marginPx + (tUs - startUs(axis) - gaps.cutBeforeUs(k)) / usPerPx + k * breakPxOf(axis, gaps);
}

/** The inverse of `yAt`. */
function timeAtScale(axis: Axis, y: number): number {
  const { gaps, marginPx, usPerPx } = axis;
  if (axis.spacing !== 'compressed' || gaps === undefined) return startUs(axis) + (y - marginPx) * usPerPx;
  const breakPx = breakPxOf(axis, gaps);
  // Cuts that end at or above y.
  let low = 0;
  let high = gaps.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (yOfBreak(axis, gaps, middle) + breakPx <= y) low = middle + 1;
    else high = middle;
  }
  if (low < gaps.count) {
    const into = y - yOfBreak(axis, gaps, low);
    if (into > 0) return gaps.fromUs(low) + (into / breakPx) * (gaps.toUs(low) - gaps.fromUs(low));
  }
  return startUs(axis) + gaps.cutBeforeUs(low) + (y - marginPx - low * breakPx) * usPerPx;
}

function yOfBreak(axis: Axis, gaps: Gaps, k: number): number {
  return axis.marginPx + (gaps.fromUs(k) - startUs(axis) - gaps.cutBeforeUs(k)) / axis.usPerPx + k * breakPxOf(axis, gaps);
}

/** A cut never makes a stretch higher than it would be to scale. */
function breakPxOf(axis: Axis, gaps: Gaps): number {
  return Math.min(BREAK_PX, gaps.idleUs / axis.usPerPx);
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
