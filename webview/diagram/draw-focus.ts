/**
 * What belongs to the current step and lies over everything else: the line of "now", the ring around the current event,
 * what made it happen and what it made happen. Redrawn at every step, so there is little of it.
 */
import { yOf } from '../../src/trace/layout/axis';
import { arrowHead } from '../../src/trace/layout/fate-glyphs';
import { leftOf } from '../../src/trace/layout/labels';
import { isHidden } from '../../src/trace/layout/rows';
import { KIND } from '../../src/trace/trace';
import { lineOf, messagePath } from './draw-messages';
import { VEIL_PX, markX, pointOf } from './draw-marks';
import { onScreen } from './frame';
import type { Frame } from './frame';
import type { Layer } from './pool';
import { round } from './pool';

const MOST_EFFECTS = 12;
const RING = 'M-10 0a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z';
/** As many events may share a place and get a veil each. */
const MOST_AHEAD = 200;

type Scene = Pick<Frame, 'axis' | 'lanes' | 'run' | 'base' | 'top' | 'bottom'>;

/**
 * To scale, several events may share the place of the current one. Those that come after it are not below the veil but ahead
 * all the same, so each mark and its words get a small veil of their own.
 */
export function drawAheadHere(layer: Layer, frame: Frame, step: number): void {
  const { axis, base, run, texts } = frame;
  const y = yOf(axis, step);
  const place = (i: number): string => `${Math.round(markX(frame, i))} ${Math.round(yOf(axis, i))}`;
  // Marks on one spot look like one; it is not ahead when any of them has happened, and needs one veil otherwise.
  const seen = new Set<string>();
  for (let i = step; i >= Math.max(0, step - MOST_AHEAD) && y - yOf(axis, i) < 1; i--) if (!isHidden(axis.rows, i)) seen.add(place(i));
  const limit = Math.min(run.columns.length, step + MOST_AHEAD);
  for (let i = step + 1; i < limit && yOf(axis, i) - y < VEIL_PX; i++) {
    if (run.columns.kind[i] === KIND.lose || isHidden(axis.rows, i)) continue;
    if (!seen.has(place(i))) layer.path(i * 2, 'patch', 'M-8 -8H8V8H-8z', markX(frame, i), yOf(axis, i) - base);
    seen.add(place(i));
    const text = texts.get(i);
    // Where time runs rightward words are dimmed one by one.
    if (text === undefined || frame.turned) continue;
    const left = leftOf(text);
    // Words have their place on the screen.
    const at = onScreen(frame, left, text.y);
    layer.sign(i * 2 + 1, 'patch', `M-3 -11H${round(text.widthPx + 3)}V5H-3z`, at.x, at.y);
  }
}

export function drawFocus(layer: Layer, scene: Scene, step: number): void {
  const { columns } = scene.run;
  if (step >= columns.length) return;
  const at = pointOf(scene, step);
  // Links would tell what the node cannot know as which the run is seen.
  const { seenBy } = scene.run;
  if (seenBy?.knows(step) === false) return;
  if (seenBy !== undefined) return layer.path(0, 'ring', RING, at.x, at.y - scene.base);
  drawOwnMessage(layer, scene, step);
  const cause = columns.cause[step]!;
  if (cause >= 0 && !isHidden(scene.axis.rows, cause) && !isMessageOf(scene, cause, step)) drawLink(layer, scene, 1, 'cause', pointOf(scene, cause), at);
  let drawn = 0;
  for (let effect = columns.firstEffect(step); effect >= 0 && drawn < MOST_EFFECTS; effect = columns.nextEffect(effect)) {
    if (isMessageOf(scene, step, effect) || isHidden(scene.axis.rows, effect)) continue;
    drawLink(layer, scene, 3 + drawn++ * 2, 'effect', at, pointOf(scene, effect));
  }
  layer.path(0, 'ring', RING, at.x, at.y - scene.base);
}

/** A send and the end of its message are joined by the message's own line already. */
function isMessageOf({ run: { columns } }: Scene, a: number, b: number): boolean {
  return columns.kind[a] === KIND.send && columns.partner[b] === a;
}

/** The message that the current event sends, receives or loses, drawn stronger; of a send every copy. */
function drawOwnMessage(layer: Layer, scene: Scene, step: number): void {
  const { columns } = scene.run;
  const kind = columns.kind[step]!;
  const partner = columns.partner[step]!;
  if (kind === KIND.send) {
    const ends = partner < 0 ? [] : [partner, ...columns.spans.further(step)];
    ends.slice(0, MOST_EFFECTS).forEach((end, n) => drawStrong(layer, scene, step, end, n));
  } else if (kind === KIND.deliver || kind === KIND.lose) {
    if (partner >= 0) drawStrong(layer, scene, partner, step, 0);
  }
}

function drawStrong(layer: Layer, scene: Scene, send: number, end: number, n: number): void {
  const line = lineOf(scene, send, end);
  const { d, x, y } = messagePath(line, scene.top - 60, scene.bottom + 60);
  layer.path(100 + n, `strong ${line.fate}`, d, x, y - scene.base);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve beside the lane between two events of one node; a bow between lanes otherwise. */
function drawLink(layer: Layer, scene: Scene, key: number, className: string, from: Point, to: Point): void {
  const dy = to.y - from.y;
  if (dy < 3 && Math.abs(to.x - from.x) < 3) return;
  if (from.y > scene.bottom + 200 || to.y < scene.top - 200) return;
  // What begins far outside the window needs no exact beginning, only the right direction.
  const startY = Math.max(from.y, scene.top - 400);
  const endY = Math.min(to.y, scene.bottom + 400);
  const height = endY - startY;
  const bow = Math.min(46, 18 + height / 6);
  const sameLane = Math.abs(to.x - from.x) < 3;
  const x1 = -8;
  const x2 = to.x - from.x - (sameLane || to.x > from.x ? 10 : -10);
  const d = sameLane
    ? `M${x1} 4C${-bow} ${round(Math.min(14, height / 3))} ${-bow} ${round(height - Math.min(14, height / 3))} ${round(x2)} ${round(height)}`
    : `M0 8C0 ${round(height / 2)} ${round(x2)} ${round(height / 2)} ${round(x2)} ${round(height)}`;
  layer.path(key, `link ${className}`, d, from.x, startY - scene.base);
  if (endY === to.y) layer.path(key + 1, `link-head ${className}`, sameLane ? arrowHead(1, 0.15, 7) : arrowHead(0, 1, 7), from.x + x2, endY - scene.base);
}
