/** How a drag becomes a time and what it says meanwhile. Nothing here knows the page. */
import { timeAt, yOf } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import { niceStep, shortTime } from './gutter';

/** A pixel more or less is no other wish. */
const SNAP_PX = 5;
/** Even at the finest scale nobody means less. */
const LEAST_STEP_US = 1;

/**
 * The moment at a place along time, rounded to what suits the scale there: a whole 1, 2 or 5 of a unit. Beyond the last event time goes on,
 * on even rows ever faster from the pace at which it went on the whole, for what is dragged may go far.
 */
export function draggedTo(axis: Axis, y: number): number {
  const us = timeBeyond(axis, y);
  const nearUs = Math.abs(timeBeyond(axis, y + SNAP_PX) - timeBeyond(axis, y - SNAP_PX)) / 2;
  const step = niceStep(Math.max(LEAST_STEP_US, nearUs));
  return Math.max(0, Math.round(us / step) * step);
}

function timeBeyond(axis: Axis, y: number): number {
  const { columns, spacing, rowPx, usPerPx } = axis;
  const last = columns.length - 1;
  if (last < 0) return 0;
  const lastY = yOf(axis, last);
  if (y <= lastY) return timeAt(axis, y);
  const lastUs = columns.t[last]!;
  if (spacing !== 'even') return lastUs + (y - lastY) * usPerPx;
  const rows = (y - lastY) / rowPx;
  return lastUs + rows * (1 + rows) * Math.max(1000, (lastUs - columns.t[0]!) / (last + 1));
}

/** `arrives at 62 ms, 22 ms later`, `cannot arrive before 20 ms` */
export function arrivalWords(atUs: number, wasUs: number, earliestUs: number): string {
  if (atUs <= earliestUs) return `arrives at ${shortTime(earliestUs)}, the earliest possible`;
  return `arrives at ${shortTime(atUs)}${shift(atUs - wasUs)}`;
}

export function operationWords(atUs: number, wasUs: number): string {
  return `begins at ${shortTime(atUs)}${shift(atUs - wasUs)}`;
}

/** What a rectangle from lane to lane means. */
export function spanWords(names: readonly string[], fromUs: number, toUs: number): string {
  const when = `from ${shortTime(fromUs)} to ${shortTime(toUs)}, ${shortTime(toUs - fromUs)}`;
  const [first, last] = [names[0] ?? '', names.at(-1) ?? ''];
  return names.length === 1 ? `pause ${first} ${when}` : `partition ${first} ✂ ${last} ${when}`;
}

function shift(us: number): string {
  return us === 0 ? '' : `, ${shortTime(Math.abs(us))} ${us > 0 ? 'later' : 'earlier'}`;
}
