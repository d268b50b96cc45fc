/**
 * The run before the last edit behind the run of now: in the gutter a bar and a sign at what is new or otherwise, as VS Code marks
 * changed lines, and a count of what is gone; and among the lanes the messages that are gone, faint and dashed, and where those came
 * that come at another time now. Shape, sign and colour say the same, so that none of them alone has to be made out.
 */
import { ABSENT } from '../../src/trace/compare/ghost';
import { ORIGINS, isDifference } from '../../src/trace/compare/merged';
import type { Origin } from '../../src/trace/compare/merged';
import { eventsBetween, yOf, yOfTime } from '../../src/trace/layout/axis';
import { laneX, placeOf } from '../../src/trace/layout/lanes';
import { EVENT_KINDS, KIND } from '../../src/trace/trace';
import { eventSentence } from '../panels/event-words';
import { timeWords } from '../panels/time-words';
import type { GhostView } from '../store/ghost';
import type { Run } from '../store/store';
import { onScreen } from './frame';
import type { Frame } from './frame';
import type { Layer } from './pool';
import { round } from './pool';

/** Where a pointer finds what is gone: a point, or the gutter beside it where `x` is absent. */
export interface GoneSpot {
  readonly x?: number;
  readonly y: number;
  /** Entries of the past. */
  readonly entries: readonly number[];
}

export const GHOST_SIGNS: { readonly [O in Origin]?: string } = { right: '+', changed: '~', moved: '≈' };
const SIGN_PX = 13;
const BAR_PX = 3;
/** More than so many are counted in the gutter and not drawn. */
const MOST_DRAWN = 160;
/** Nearer than this, two signs of the gutter would touch. */
const NEAR_PX = 10;
const BIN_PX = 4;
/** Where what is gone stands between two rows, so much of the distance is theirs. */
const BETWEEN = 0.6;
/** More than so many of them have no room between two rows. */
const MOST_BETWEEN = 4;
const SPOT_PX = 9;
const NAMED = 4;

const DOT = 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z';
const CROSS = 'M-4 -4L4 4M-4 4L4 -4';
export const GONE_WEDGE = 'M0 -5L6 0L0 5z';

/** `behind` is a layer beneath the messages, `gutter` one of the times. Returns where to point. */
export function drawGhost(frame: Frame, ghost: GhostView, behind: Layer, gutter: Layer, crowded: boolean): readonly GoneSpot[] {
  // What a node cannot know of the run it cannot know of the run before.
  if (frame.knowledge !== undefined) return [];
  if (crowded) {
    drawFar(frame, ghost, gutter);
    return [];
  }
  drawPresent(frame, ghost, gutter);
  const spots: GoneSpot[] = [];
  const { from, to } = ghost.past(frame.from, frame.to + 1);
  drawCounts(frame, ghost, from, to, gutter, spots);
  if (to - from <= MOST_DRAWN) drawPast(frame, ghost, from, to, behind, spots);
  return spots;
}

/** What was pointed at: entries of the past, or none. */
export function goneAt(spots: readonly GoneSpot[], x: number, y: number, inGutter: boolean): readonly number[] {
  let best: GoneSpot | undefined;
  let least = SPOT_PX * SPOT_PX;
  for (const spot of spots) {
    if ((spot.x === undefined) !== inGutter) continue;
    const dx = spot.x === undefined ? 0 : spot.x - x;
    const distance = dx * dx + (spot.y - y) ** 2;
    if (distance >= least) continue;
    least = distance;
    best = spot;
  }
  return best?.entries ?? [];
}

/** `Before the change: alice receives Reply, 25 ms; and 3 more` */
export function goneWords(run: Run, { ghost }: GhostView, entries: readonly number[]): string {
  const { past } = ghost;
  const named = entries.slice(0, NAMED).map((k) => {
    const node = past.node[k] === ABSENT ? 'a node that is gone' : (run.columns.nodes[past.node[k]!]?.id ?? '');
    const sentence = eventSentence({ index: -1, t: past.t[k]!, node, kind: EVENT_KINDS[past.kind[k]!]!, label: past.labels[past.label[k]!] ?? '' });
    return `${sentence} (${timeWords(past.t[k]!)})`;
  });
  const more = entries.length - named.length;
  return `Before the change: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function drawPresent(frame: Frame, ghost: GhostView, gutter: Layer): void {
  const { axis, base } = frame;
  const half = axis.spacing === 'even' ? axis.rowPx / 2 : 4;
  let last = -Infinity;
  for (const event of frame.events) {
    const origin = ORIGINS[ghost.codeOf(event)]!;
    if (origin === 'both') continue;
    const y = yOf(axis, event) - base;
    const width = isDifference(ghost.codeOf(event)) ? BAR_PX : 1;
    gutter.path(event * 2, `ghost-bar of-${origin}`, `M0 ${-half}h${width}v${2 * half}h${-width}z`, 0, y);
    const sign = GHOST_SIGNS[origin];
    if (sign === undefined || y - last < NEAR_PX) continue;
    const at = onScreen(frame, SIGN_PX, y);
    gutter.text(event * 2, `origin-sign of-${origin}`, sign, at.x, at.y + 4, 'middle');
    last = y;
  }
}

/** From far away: a bar for every few pixels. */
function drawFar(frame: Frame, ghost: GhostView, gutter: Layer): void {
  let present = '';
  let gone = '';
  for (let y = frame.top; y < frame.bottom; y += BIN_PX) {
    const { from, to } = eventsBetween(frame.axis, y, y + BIN_PX - 0.01);
    if (to <= from) continue;
    const at = `M0 ${round(y - frame.top)}`;
    if (ghost.isIn(from, to)) present += `${at}h${BAR_PX}v${BIN_PX}h${-BAR_PX}z`;
    const past = ghost.past(from + 1, to + 1);
    if (past.to > past.from) gone += `M${BAR_PX + 2} ${round(y - frame.top)}h${BAR_PX}v${BIN_PX - 1}h${-BAR_PX}z`;
  }
  if (present !== '') gutter.path(-1, 'ghost-bar of-changed', present, 0, frame.top - frame.base);
  if (gone !== '') gutter.path(-2, 'ghost-bar of-left', gone, 0, frame.top - frame.base);
}

/** Where an entry of the past stands: at its time, or on even rows spread between the rows it was between. */
function pastY({ axis }: Pick<Frame, 'axis'>, { ghost: { past } }: GhostView, k: number): number {
  if (axis.spacing !== 'even') return yOfTime(axis, past.t[k]!);
  const at = past.at[k]!;
  let first = k;
  while (k - first < MOST_DRAWN && past.at[first - 1] === at) first--;
  let last = k;
  while (last - k < MOST_DRAWN && past.at[last + 1] === at) last++;
  const { y1, y2 } = between(axis, at);
  const part = (k - first + 1) / (last - first + 2);
  return y1 + (y2 - y1) * ((1 - BETWEEN) / 2 + BETWEEN * part);
}

/** The rows before and after so many events; half a row beyond the first and the last. */
function between(axis: Frame['axis'], at: number): { readonly y1: number; readonly y2: number } {
  const { length } = axis.columns;
  if (length === 0) return { y1: 0, y2: axis.rowPx };
  const half = axis.rowPx * 0.8;
  if (at <= 0) return { y1: yOf(axis, 0) - half, y2: yOf(axis, 0) };
  if (at >= length) return { y1: yOf(axis, length - 1), y2: yOf(axis, length - 1) + half };
  return { y1: yOf(axis, at - 1), y2: yOf(axis, at) };
}

function drawCounts(frame: Frame, ghost: GhostView, from: number, to: number, gutter: Layer, spots: GoneSpot[]): void {
  const { past } = ghost.ghost;
  const even = frame.axis.spacing === 'even';
  let group: number[] = [];
  let y = -Infinity;
  const close = (): void => {
    if (group.length > 0) {
      const shown = y - frame.base;
      gutter.path(-3 - group[0]!, 'ghost-gone', GONE_WEDGE, 0, shown);
      const at = onScreen(frame, 8, shown);
      gutter.text(-3 - group[0]!, 'origin-sign of-left gone', `−${group.length}`, at.x, at.y + 3.5, frame.turned ? 'middle' : 'start');
      spots.push({ y, entries: group });
    }
    group = [];
  };
  let at = -1;
  for (let k = from; k < to; k++) {
    if (past.now[k]! >= 0) continue;
    // Between the same rows, or too near for a sign of its own.
    if (even ? past.at[k] !== at : group.length === 0 || yOfTime(frame.axis, past.t[k]!) - y > NEAR_PX + 4) {
      close();
      const rows = between(frame.axis, past.at[k]!);
      y = even ? (rows.y1 + rows.y2) / 2 : yOfTime(frame.axis, past.t[k]!);
      at = past.at[k]!;
    }
    group.push(k);
  }
  close();
}

function isCramped(at: Int32Array, k: number): boolean {
  let first = k;
  while (at[first - 1] === at[k] && k - first <= MOST_BETWEEN) first--;
  return at[first + MOST_BETWEEN] === at[k];
}

function drawPast(frame: Frame, ghost: GhostView, from: number, to: number, layer: Layer, spots: GoneSpot[]): void {
  const { past } = ghost.ghost;
  const { lanes, run, axis, base } = frame;
  for (let k = from; k < to; k++) {
    const node = past.node[k]!;
    if (node === ABSENT || placeOf(lanes, node) < 0) continue;
    const kind = past.kind[k]!;
    if (kind === KIND.partition || kind === KIND.heal) continue;
    // Where much is gone between two rows, the count tells it; what was on its way from an event that is there still is drawn all the same.
    if (axis.spacing === 'even' && !(past.start[k]! >= 0) && isCramped(past.at, k)) continue;
    const y = pastY(frame, ghost, k);
    let x = laneX(lanes, node);
    let end = y;
    const start = past.start[k]!;
    const sender = start >= 0 ? run.columns.node[start]! : start <= -2 ? past.node[-2 - start]! : ABSENT;
    if (sender !== ABSENT && placeOf(lanes, sender) >= 0) {
      const x1 = laneX(lanes, sender);
      const y1 = start >= 0 ? yOf(axis, start) : pastY(frame, ghost, -2 - start);
      // What was lost did not come to its lane.
      const part = kind === KIND.lose ? 0.6 : 1;
      x = x1 + (x - x1) * part;
      end = y1 + (y - y1) * part;
      layer.path(k * 2, 'ghost-line', `M0 0L${round(x - x1)} ${round(end - y1)}`, x1, y1 - base);
    }
    layer.sign(k * 2 + 1, `ghost-mark${kind === KIND.lose ? ' lost' : ''}`, kind === KIND.lose ? CROSS : DOT, x, end - base);
    spots.push({ x, y: end, entries: [k] });
  }
}
