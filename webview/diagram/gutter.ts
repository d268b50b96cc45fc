/** Times down the left edge, or along the upper one where time runs rightward: of every event in even spacing, at round distances when time is to scale. */
import { breaksBetween, timeAt, yOf, yOfTime } from '../../src/trace/layout/axis';
import type { Axis, Break } from '../../src/trace/layout/axis';
import { eventNumber } from '../panels/time-words';
import { eventOfRow, rowsBefore } from '../../src/trace/layout/rows';
import type { Ruler } from './measure';
import type { Layer } from './pool';

/** Distance between two labelled ticks, at least. */
const TICK_PX = 64;
const TURNED_TICK_PX = 96;
/** Where time runs rightward: from the lanes to the baseline of the times, between two of them, and rows in which they are counted together. */
const BASE_PX = 11;
const APART_PX = 10;
const ROWS_TOGETHER = 32;
/** Nearer than this, two lines of words would touch. */
const NEAR_PX = 13;

/** Writes words beside a place of the axis. */
type Put = (key: number, className: string, text: string, y: number) => void;

export interface GutterWindow {
  readonly axis: Axis;
  /** Visible events. */
  readonly events: readonly number[];
  readonly top: number;
  readonly bottom: number;
  readonly base: number;
  readonly gutterPx: number;
  readonly timed: boolean;
  /** How far lines across the lanes go. */
  readonly widthPx: number;
  /** Time runs rightward: the times stand side by side above the lanes. */
  readonly turned: boolean;
  readonly ruler: Pick<Ruler, 'widthPx'>;
}

/** Draws the labels into `layer` and faint lines across the lanes into `grid`. */
export function drawGutter(layer: Layer, grid: Layer, window: GutterWindow): void {
  if (window.axis.spacing === 'even') {
    if (window.turned) drawTurnedRows(layer, window);
    else drawRows(layer, window);
  } else drawTicks(layer, grid, window);
}

function drawRows(layer: Layer, { axis, events, base, gutterPx, timed }: GutterWindow): void {
  const { t } = axis.columns;
  events.forEach((i, k) => {
    const y = yOf(axis, i) - base;
    if (!timed) {
      layer.text(i * 2, 'time index', eventNumber(i), gutterPx - 14, y + 4, 'end');
      return;
    }
    // Several events at one time share its label.
    const before = events[k - 1];
    const further = events[k - 2];
    if (before !== undefined && t[i] === t[before]) layer.path(i * 2 + 1, 'same-time', `M0 ${further !== undefined && t[before] === t[further] ? -axis.rowPx : 9 - axis.rowPx}V0h3`, gutterPx - 18, y);
    else layer.text(i * 2, 'time', shortTime(t[i]!), gutterPx - 12, y + 4, 'end');
  });
}

/**
 * Beside each other not every row has room for its time: those at which it changes, from the left, where they are clear of the one before. Counted
 * from rows that do not hang on where the window begins, so that none comes or goes while it moves.
 */
function drawTurnedRows(layer: Layer, { axis, events, base, gutterPx, timed, ruler }: GutterWindow): void {
  const { columns: { t }, rows } = axis;
  const first = rowsBefore(rows, events[0] ?? 0);
  const past = first + events.length;
  let end = -Infinity;
  const chosen: { readonly event: number; readonly text: string; readonly x: number; readonly from: number }[] = [];
  for (let row = Math.floor(first / ROWS_TOGETHER) * ROWS_TOGETHER; row < past; row++) {
    const event = eventOfRow(rows, row);
    const begins = row % ROWS_TOGETHER === 0;
    if (timed && !begins && t[event] === t[eventOfRow(rows, row - 1)]) continue;
    const text = timed ? shortTime(t[event]!) : eventNumber(event);
    const half = ruler.widthPx(text) / 2;
    const x = yOf(axis, event);
    // The first of a group stands always, and the last of the one before makes way.
    if (begins && chosen.length > 0 && x - half - APART_PX < end) chosen.pop();
    else if (x - half - APART_PX < end) continue;
    end = x + half;
    chosen.push({ event, text, x, from: row });
  }
  for (const { event, text, x, from } of chosen) if (from >= first) layer.text(event * 2, timed ? 'time' : 'time index', text, x - base, gutterPx - BASE_PX, 'middle');
}

function drawTicks(layer: Layer, grid: Layer, { axis, top, bottom, base, gutterPx, timed, widthPx, turned, ruler }: GutterWindow): void {
  const step = niceStep((turned ? TURNED_TICK_PX : TICK_PX) * axis.usPerPx);
  const lastUs = axis.columns.length === 0 ? 0 : axis.columns.t[axis.columns.length - 1]!;
  const breaks = breaksBetween(axis, top, bottom);
  const put: Put = turned
    ? (key, className, text, y) => layer.text(key, className, text, y - base, gutterPx - BASE_PX, 'middle')
    : (key, className, text, y) => layer.text(key, className, text, gutterPx - 12, y - base + 4, 'end');
  /** Words need so much room along the axis on both sides. */
  const nearPx = turned ? (Math.max(ruler.widthPx(shortTime(timeAt(axis, bottom))), ruler.widthPx('⋯ 999 ms')) + APART_PX) : NEAR_PX;
  drawBreaks(put, breaks, axis, nearPx, turned);
  let next = 0;
  let n = Math.max(0, Math.ceil(timeAt(axis, top) / step));
  for (let drawn = 0; drawn < 400; drawn++) {
    const y = yOfTime(axis, n * step);
    if (y > bottom || n * step > lastUs + step) return;
    while (next < breaks.length && breaks[next]!.y2 + nearPx < y) next++;
    const near = breaks[next];
    if (near !== undefined && y > near.y1 - nearPx) {
      // Beside a cut stand its own times; within it none have a place.
      n = Math.max(n + 1, Math.ceil(timeAt(axis, near.y2 + nearPx) / step));
      continue;
    }
    put(n * 2, 'time', timed ? shortTime(n * step) : String(Math.round(n * step)), y);
    grid.path(n, 'grid', `M0 0H${widthPx}`, gutterPx, y - base);
    n++;
  }
}

/** How much was cut, and when it goes on. */
function drawBreaks(put: Put, breaks: readonly Break[], axis: Axis, nearPx: number, turned: boolean): void {
  /** Where the last words stand. */
  let last = -Infinity;
  for (const { k, y1, y2, us } of breaks) {
    const middle = (y1 + y2) / 2;
    const roomy = turned || y2 - middle >= nearPx;
    if (roomy && middle - last >= nearPx) {
      put(-1 - k * 2, 'time cut', `⋯ ${about(us)}`, turned ? middle : middle - 1);
      last = middle;
    }
    if (y2 - last < nearPx) continue;
    put(-2 - k * 2, 'time', shortTime(axis.gaps!.toUs(k)), y2);
    last = y2;
  }
}

/** A duration to three digits: how much was cut need not be told to the microsecond. */
export function about(us: number): string {
  if (us >= 60_000_000) return shortTime(Math.round(us / 1_000_000) * 1_000_000);
  const unit = us >= 1_000_000 ? 1_000_000 : us >= 1000 ? 1000 : 1;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(us / unit)));
  return shortTime(Math.round((us / unit) * 10 ** digits) / 10 ** digits * unit);
}

/** The smallest of 1, 2, 5 × a power of ten microseconds (and round minutes and hours) that is not below `leastUs`. */
export function niceStep(leastUs: number): number {
  const MINUTE = 60_000_000;
  for (let power = 1; power < MINUTE; power *= 10) {
    for (const digit of [1, 2, 5]) if (digit * power >= leastUs && digit * power <= 20_000_000) return digit * power;
  }
  for (const minutes of [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440]) if (minutes * MINUTE >= leastUs) return minutes * MINUTE;
  return Math.ceil(leastUs / (1440 * MINUTE)) * 1440 * MINUTE;
}

/** A moment in as few characters as tell it exactly: `850 µs`, `12.5 ms`, `3.75 s`, `2:03.5`, `1:02:03`, `2d 01:00:00`. */
export function shortTime(us: number): string {
  const whole = Math.round(us);
  if (whole < 0) return `−${shortTime(-whole)}`;
  if (whole === 0) return '0';
  if (whole < 1000) return `${whole} µs`;
  if (whole < 1_000_000) return `${point(whole, 1000)} ms`;
  if (whole < 60_000_000) return `${point(whole, 1_000_000)} s`;
  const seconds = Math.floor(whole / 1_000_000) % 60;
  const minutes = Math.floor(whole / 60_000_000) % 60;
  const hours = Math.floor(whole / 3_600_000_000) % 24;
  const days = Math.floor(whole / 86_400_000_000);
  const rest = whole % 1_000_000;
  const tail = `${two(seconds)}${rest === 0 ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`}`;
  if (days > 0) return `${days}d ${two(hours)}:${two(minutes)}:${tail}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function point(us: number, unit: number): string {
  const rest = us % unit;
  const whole = (us - rest) / unit;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(String(unit).length - 1, '0').replace(/0+$/, '')}`;
}
