/**
 * Writes the space-time diagram as one self-contained SVG file: lanes downward or rightward in time, messages slanting between
 * them, a cross and the reason where one was lost, gaps where a node was down.
 *
 * Where lines run and labels stand is decided in src/trace/layout, which the editor's view uses too.
 */
import { createFates } from '../../trace/fates';
import { heightOf, readableScale, visibleIn, yOf } from '../../trace/layout/axis';
import type { Axis, Spacing } from '../../trace/layout/axis';
import { createGaps } from '../../trace/layout/gaps';
import { isHidden } from '../../trace/layout/rows';
import { textWidthPx } from '../../trace/layout/labels';
import { layoutLanes } from '../../trace/layout/lanes';
import { WIDER } from '../../trace/layout/turn';
import type { TimeDirection } from '../../trace/layout/turn';
import { createSpans } from '../../trace/layout/spans';
import { createStanding } from '../../trace/layout/standing';
import { lanesOfPart, rowsOfEvents } from '../../trace/part';
import type { PartOfTrace } from '../../trace/part';
import { createStandingReader } from '../../trace/standing';
import { KIND } from '../../trace/trace';
import type { Columns, Trace } from '../../trace/trace';
import { timeText } from '../../trace/text';
import { drawHeads, drawLanes, drawLabels, drawMarks, drawMessages, drawTimes } from './draw';
import type { PictureComparison, PictureNote, PicturePin, PicturePlace, Scene } from './scene';
import { drawStanding } from './standing';
import { drawIntervals } from './clocks';
import { drawCuts, drawDisks } from './lasting';
import { drawBreaks, drawFolds, foldsByEvent } from './left-out';
import type { PictureFold } from './left-out';
import { drawNoteBadges, noteLines } from './notes';
import { drawOperations } from './operations';
import { COMPARISON_LINE_PX, comparisonLine, drawOrigins } from './origins';
import { drawPins } from './pins';
import { DEFS, styleOf } from './style';
import type { SvgTheme } from './style';
import { px, xmlText } from './xml';

/** A picture shows at most so many events: beyond that it neither loads nor says anything. */
export const MAX_PICTURE_EVENTS = 2000;
export const MAX_PICTURE_NODES = 64;

const EVENTS_AT_ONCE = 2_000;
/** Columns take nanoseconds an event. */
const COLUMNS_AT_ONCE = 20_000;
const HEAD_PX = 96;
/** Of it, what the names take. */
const HEADS_PX = 44;
/** The same where time runs rightward; below the last lane; and what title and notes need at least. */
const TURNED_HEADS_PX = 150;
const BELOW_PX = 18;
const LEAST_WIDTH_PX = 640;
const TURNED_PAGE_PX = 640;
const STRIP_PX = 8;
const ROW_PX = 26;
const PAGE_PX = 900;
const RIGHT_PX = 170;
/** In compressed time a longer stretch without events is cut. */
const IDLE_PX = 100;
/** A picture to scale is not higher than this; time is pressed together instead. */
const MAX_HEIGHT_PX = 30_000;

export interface SvgOptions extends PartOfTrace {
  /** Marked; and the middle of what is shown of a long trace. */
  readonly step?: number;
  readonly spacing?: Spacing;
  /** Where time runs; downward when absent. */
  readonly timeDirection?: TimeDirection;
  /** Colours of the picture; absent: those of whoever looks at it. */
  readonly theme?: SvgTheme;
  /** Notes pinned to events: numbered in the picture, and told below it. */
  readonly notes?: readonly PictureNote[];
  /** Stretches that stand as one row each: of each its event is among `events`, and the others are not. */
  readonly folds?: readonly PictureFold[];
  /** Where operations took effect, and the event that invoked the one that has no place in any order. */
  readonly places?: readonly PicturePlace[];
  readonly unplaced?: number;
  readonly pins?: readonly PicturePin[];
  /** The trace is two runs compared. */
  readonly compared?: PictureComparison;
}

/** The picture in pieces. A long trace is shown around `step`, else from its start; of the events that are asked for, the first. */
export function* writeSvg(trace: Trace, options: SvgOptions = {}): Generator<string> {
  const { from, to } = windowOf(trace, options);
  const standing = createStanding((event) => trace.node[event]!);
  const changes = createStandingReader(trace);
  // What a node stands for at the top of the window was decided somewhere above it.
  // No role, round or lease is of two runs at once.
  while (options.compared === undefined && changes.length < to) {
    standing.ingest(changes.read(to, EVENTS_AT_ONCE));
    yield '';
  }
  const spans = createSpans();
  const fates = createFates();
  for (let known = 0; known < trace.length; yield '') {
    known = Math.min(trace.length, known + COLUMNS_AT_ONCE);
    const begun = firstOf(trace, known);
    spans.update(begun);
    fates.update(begun);
  }
  const scene = sceneOf(trace, from, to, { standing, spans, fates }, options);
  const headPx = HEAD_PX + (options.compared === undefined ? 0 : COMPARISON_LINE_PX);
  const { lanes, axis, turned } = scene;
  const top = yOf(axis, from) - axis.marginPx;
  const alongPx = to > from ? yOf(axis, to - 1) + axis.marginPx - top : heightOf(axis);
  // Where time runs rightward the names stand left of the lanes, and below the title are the times.
  const titlePx = headPx - HEADS_PX;
  const body = turned ? titlePx + lanes.widthPx + BELOW_PX : alongPx + headPx;
  const width = turned ? Math.max(LEAST_WIDTH_PX, TURNED_HEADS_PX + alongPx + RIGHT_PX) : lanes.widthPx + RIGHT_PX;
  const told = noteLines(scene, width);
  const height = body + told.heightPx;

  yield `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" aria-labelledby="title desc">\n`;
  const { title } = trace.header;
  yield `<title id="title">${xmlText(title === '' ? 'Trace' : title)}</title>\n<desc id="desc">${xmlText(summary(scene))}</desc>\n`;
  yield `<style>${styleOf(options.theme)}</style>\n${DEFS}<rect class="bg" width="100%" height="100%"/>\n`;
  yield `<text class="title" x="16" y="26">${xmlText(title === '' ? 'Trace' : title)}</text>\n`;
  yield `<text class="soft small" x="16" y="44">${xmlText(summary(scene))}</text>\n${comparisonLine(scene, 44 + COMPARISON_LINE_PX)}`;
  yield turned ? `<g transform="matrix(0 1 1 0 ${px(TURNED_HEADS_PX - top)} ${px(titlePx)})">\n` : `<g transform="translate(0 ${px(headPx - top)})">\n`;
  const { step } = options;
  if (step !== undefined && step >= from && step < to && !isHidden(axis.rows, step)) {
    yield `<rect class="now" x="0" y="${px(yOf(axis, step) - ROW_PX / 2)}" width="${px(turned ? lanes.widthPx : width)}" height="${ROW_PX}"/>\n`;
  }
  yield* drawOrigins(scene, turned ? lanes.widthPx : width);
  yield* drawTimes(scene);
  yield* drawStanding(scene);
  yield* drawCuts(scene);
  yield* drawLanes(scene);
  yield* drawDisks(scene);
  yield* drawOperations(scene);
  yield* drawPins(scene);
  yield* drawIntervals(scene);
  yield* drawBreaks(scene);
  yield* drawMessages(scene);
  yield* drawFolds(scene, (options.folds ?? []).filter(({ event }) => event >= from && event < to));
  yield* drawMarks(scene);
  yield* drawLabels(scene);
  yield* drawNoteBadges(scene);
  yield '</g>\n';
  yield* told.draw(body);
  yield* turned ? drawHeads(scene, TURNED_HEADS_PX, titlePx) : drawHeads(scene, headPx, 0);
  yield '</svg>\n';
}

/** A long trace as it was when it was that long. */
function firstOf({ t, node, kind, cause, partner, label, labels }: Trace, length: number): Columns {
  return { length, t, node, kind, cause, partner, label, labels };
}

function sceneOf(trace: Trace, from: number, to: number, read: Pick<Scene, 'standing' | 'spans' | 'fates'>, options: SvgOptions): Scene {
  const nodes = Math.min(trace.header.nodes.length, MAX_PICTURE_NODES);
  const order = lanesOfPart(trace, options, MAX_PICTURE_NODES);
  const rows = options.events === undefined ? undefined : rowsOfEvents(options.events, trace.length);
  const extentUs = to > from ? trace.t[to - 1]! - trace.t[from]! : 0;
  const turned = options.timeDirection === 'right';
  const wider = turned ? WIDER : 1;
  const readable = readableScale(trace, KIND.send);
  const gaps = options.spacing === 'compressed' && trace.header.timed !== false ? createGaps(readable * IDLE_PX) : undefined;
  gaps?.update(trace, rows);
  // What is cut out takes no height.
  const cutUs = gaps === undefined || to <= from ? 0 : gaps.cutBeforeUs(gaps.endedBy(trace.t[to - 1]!)) - gaps.cutBeforeUs(gaps.endedBy(trace.t[from]!));
  const usPerPx = Math.max(readable / wider, (extentUs - cutUs) / MAX_HEIGHT_PX);
  const axis: Axis = {
    columns: trace,
    spacing: trace.header.timed === false ? 'even' : (options.spacing ?? 'even'),
    rows,
    ...(options.folds === undefined ? {} : { foldOf: foldsByEvent(options.folds) }),
    rowPx: ROW_PX * wider,
    usPerPx,
    ...(gaps === undefined ? {} : { gaps }),
    marginPx: 24,
  };
  // The last time is the longest.
  const timesPx = to > from && trace.header.timed !== false ? textWidthPx(timeText(trace.t[to - 1]!), 12) + 24 : 0;
  const indexOf = new Map(trace.header.nodes.map(({ id }, node) => [id, node]));
  return {
    trace, from, to,
    events: visibleIn(axis, from, to).events.filter((event) => axis.foldOf?.(event) === undefined),
    notes: options.notes ?? [],
    axis, ...read,
    places: options.places ?? [],
    unplaced: options.unplaced ?? -1,
    pins: options.pins ?? [],
    compared: options.compared,
    turned,
    rightPx: RIGHT_PX,
    lanes: turned
      ? layoutLanes(nodes, TURNED_PAGE_PX, { gutterPx: 34, minLanePx: 72 + STRIP_PX * Math.max(0, (options.pins?.length ?? 0) - 1), maxLanePx: 120 }, order)
      : layoutLanes(nodes, PAGE_PX, { gutterPx: Math.max(96, Math.ceil(timesPx)), minLanePx: 170, maxLanePx: 320 }, order),
    nodeIndex: (id) => indexOf.get(id) ?? -1,
  };
}

function windowOf(trace: Trace, { events, step }: SvgOptions): { readonly from: number; readonly to: number } {
  if (events !== undefined) return events.length === 0 ? { from: 0, to: 0 } : { from: events[0]!, to: events[Math.min(events.length, MAX_PICTURE_EVENTS) - 1]! + 1 };
  const count = Math.min(trace.length, MAX_PICTURE_EVENTS);
  const middle = step === undefined ? 0 : step - Math.floor(count / 2);
  const from = Math.max(0, Math.min(trace.length - count, middle));
  return { from, to: from + count };
}

function summary({ trace, from, to, events, lanes }: Scene): string {
  const { header, length } = trace;
  const facts = [`${header.nodes.length} nodes`, eventsText(length, from, to, events.length)];
  if (lanes.order !== undefined && lanes.count < header.nodes.length) facts[0] = `${lanes.count} of ${header.nodes.length} nodes`;
  else if (header.nodes.length > MAX_PICTURE_NODES) facts[0] = `first ${MAX_PICTURE_NODES} of ${header.nodes.length} nodes`;
  if (header.timed !== false && to > from) facts.push(`${timeText(trace.t[from]!)} to ${timeText(trace.t[to - 1]!)}`);
  if (header.model !== undefined) facts.push(`model ${header.model}`);
  if (header.seed !== undefined) facts.push(`seed ${header.seed}`);
  if (header.source !== undefined) facts.push(`read from ${header.source}`);
  return facts.join(' · ');
}

function eventsText(length: number, from: number, to: number, shown: number): string {
  if (shown === length) return `${length} events`;
  if (shown === to - from) return `events ${from} to ${to - 1} of ${length}`;
  return shown === 0 ? `none of ${length} events` : `${shown} events of ${length}, from ${from} to ${to - 1}`;
}
