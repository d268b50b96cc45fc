/** Draws one window of the trace into the picture: decides how much can be shown and lets each kind of thing draw itself. */
import { eventsBetween, visibleIn } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import { placeLabels } from '../../src/trace/layout/labels';
import { lanesBetween } from '../../src/trace/layout/lanes';
import type { Lanes } from '../../src/trace/layout/lanes';
import { TURNED_GAP_PX, turnedWishes } from '../../src/trace/layout/turn';
import { isTimed } from '../app/words';
import type { Find } from '../store/find';
import type { Run } from '../store/store';
import type { Causal } from '../store/causal';
import { drawChips, drawClocks } from './draw-clocks';
import { drawCones } from './draw-cones';
import { MOST_EVENTS, drawDensity } from './draw-density';
import { drawFog, drawUnknownFates } from './draw-fog';
import { drawGhost } from './draw-ghost';
import type { GoneSpot } from './draw-ghost';
import { drawHits } from './draw-hits';
import { drawBreaks } from './draw-breaks';
import { drawFolds, partFolds } from './draw-folds';
import type { ShownFold } from './draw-folds';
import { drawLanes } from './draw-lanes';
import { drawMarks } from './draw-marks';
import { drawMessages } from './draw-messages';
import { drawOrigins, withOrigins } from './draw-origins';
import { drawPins } from './draw-pins';
import { drawSlow } from './draw-slow';
import { drawInstants, drawSpans } from './draw-spans';
import { drawStanding } from './draw-standing';
import { emphasised, forgetUnknown, isFogged, knownRows } from './emphasis';
import { TEXT_PART, keyOf, turnedRoom } from './frame';
import type { ClockFace, Frame, Label } from './frame';
import { drawGutter } from './gutter';
import type { Ruler } from './measure';
import type { Picture } from './picture';
import { drawTally } from './tally';

/** Height of a line of words; the style sheet has the size of the letters. */
const LABEL_PX = 13;
/** Details of events outside the window that one frame may ask for. */
const MOST_WANTED = 24;

export interface WindowOf {
  readonly run: Run;
  readonly axis: Axis;
  readonly lanes: Lanes;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly widthPx: number;
  /** Of the whole picture across the lanes. */
  readonly contentWidthPx: number;
  readonly base: number;
  readonly turned: boolean;
  readonly ruler: Ruler;
  readonly noted: ReadonlyMap<number, number>;
  readonly clocks: ClockFace;
  readonly causal: Pick<Causal, 'emphasis' | 'cones' | 'knowledge'>;
  readonly find: Pick<Find, 'active' | 'filter' | 'hits' | 'isHit'>;
}

/** Returns what was drawn, for pointing at, and where what is `gone` since the last edit; `crowded` when it was too much to draw each event, and how many they are. */
export function drawWindow(picture: Picture, of: WindowOf): { readonly frame: Frame; readonly crowded: boolean; readonly total: number; readonly gone: readonly GoneSpot[] } {
  const { run, axis, lanes, top, bottom, left, widthPx, base, turned } = of;
  const { knowledge } = of.causal;
  const { from, to } = eventsBetween(axis, top, bottom);
  const { events: visible, total } = visibleIn(axis, from, to, MOST_EVENTS);
  const { events, folds } = partFolds(axis, withFoldAbove(axis, from, visible));
  const { from: laneFrom, to: laneTo } = lanesBetween(lanes, left, left + widthPx);
  const frame: Frame = {
    run, axis, lanes, from, to, events, top, bottom, laneFrom, laneTo, base, turned,
    ruler: of.ruler,
    left: left + lanes.gutterPx,
    right: left + widthPx,
    layers: emphasised(withOrigins(picture.layers, run, total > MOST_EVENTS), of.causal.emphasis, total > MOST_EVENTS, knowledge && ((x, y) => isFogged({ axis, base, knowledge, lanes }, turned ? y : x, turned ? x : y))),
    clocks: of.clocks,
    emphasis: of.causal.emphasis,
    cones: of.causal.cones,
    knowledge,
    wishes: [],
    spots: [],
    strokes: [],
    texts: new Map(),
    wanted: new Set(),
  };
  const layers = [...Object.values(picture.layers), picture.grid, picture.times, picture.ghosts, picture.changes];
  for (const layer of layers) layer.begin();
  const crowded = total > MOST_EVENTS;
  drawStanding(frame, crowded);
  drawLanes(frame);
  // That a node is slow, nobody is told.
  if (knowledge === undefined) drawSlow(frame);
  drawCones(frame);
  drawFog(frame);
  drawBreaks(frame);
  if (crowded) drawDensity(frame);
  else drawEvents(frame, of.noted, folds);
  drawGutter(knownRows(picture.times, axis.spacing === 'even' ? of.causal.emphasis : () => ''), picture.grid, {
    axis, events: visible, top, bottom, base,
    gutterPx: lanes.gutterPx,
    timed: isTimed(run),
    widthPx: of.contentWidthPx,
    turned,
    ruler: of.ruler,
  });
  if (!crowded) drawOrigins(frame, frame.layers.bands, picture.times);
  drawHits(frame, of.find, picture.times, frame.layers.bands, crowded);
  const gone = run.ghost === undefined ? [] : drawGhost(frame, run.ghost, picture.ghosts, picture.changes, crowded);
  for (const layer of layers) layer.end();
  return { frame, crowded, total, gone };
}

/** Another past and future in a window that is drawn already: only the lines beside the lanes and what is dimmed are new. */
export function redrawCones(picture: Picture, drawn: Frame, crowded: boolean, { cones, emphasis }: Pick<Causal, 'cones' | 'emphasis'>): void {
  const { regions } = picture.layers;
  const frame: Frame = { ...drawn, cones };
  regions.begin();
  drawCones(frame);
  drawFog(frame);
  regions.end();
  picture.dim((event) => emphasis(event) === 'dim', crowded);
}

function drawEvents(frame: Frame, noted: ReadonlyMap<number, number>, folds: readonly ShownFold[]): void {
  drawPins(frame);
  drawFolds(frame, folds);
  drawSpans(frame);
  if (frame.axis.spacing === 'even') drawInstants(frame);
  drawMessages(frame);
  drawMarks(frame, noted);
  drawClocks(frame, noted);
  drawUnknownFates(frame);
  forgetUnknown(frame);
  const placed = frame.turned ? placeLabels<Label>(turnedWishes(frame.wishes, turnedRoom(frame)), LABEL_PX, TURNED_GAP_PX) : placeLabels<Label>(frame.wishes, LABEL_PX);
  drawChips(frame, placed);
  for (const [label, box] of placed) {
    if (label.chip === true) continue;
    const { tally } = label;
    if (tally === undefined) frame.layers.labels.text(label.key, label.className, label.text, box.x, box.y, box.anchor, box.along);
    else frame.layers.labels.text(label.key, label.className, label.text, drawTally(frame, label, tally, box), box.y, 'start');
    if (label.key === keyOf(label.event, TEXT_PART)) frame.texts.set(label.event, box);
  }
  const { details } = frame.run;
  wantDetails(frame);
  let asked = 0;
  for (const event of frame.wanted) {
    if (asked++ >= MOST_WANTED) break;
    details.want(event, event + 1);
  }
}

/** Asks for the details of what is in the window, stretch by stretch where hidden events lie between. */
function wantDetails({ events, run: { details } }: Frame): void {
  for (let k = 0; k < events.length; k++) {
    const from = events[k]!;
    while (k + 1 < events.length && events[k + 1]! - events[k]! < 32) k++;
    details.want(from, events[k]! + 1);
  }
}

/** To scale, a fold that begins above the window may reach into it. */
function withFoldAbove(axis: Axis, from: number, visible: readonly number[]): readonly number[] {
  if (axis.spacing === 'even' || axis.rows === undefined) return visible;
  const before = axis.rows.eventAt(axis.rows.before(from) - 1);
  const fold = before < 0 ? undefined : axis.foldOf?.(before);
  return fold !== undefined && fold.to > from ? [before, ...visible] : visible;
}
