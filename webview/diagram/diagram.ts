/**
 * The space-time diagram: keeps a window of the trace on screen while the reader scrolls, zooms and steps.
 *
 * A window with half a screen to spare on both sides is drawn at once; scrolling within it only shifts the picture. All
 * the work is therefore bounded by what fits on a screen, whatever the length of the trace.
 */
import { eventsBetween, heightOf, readableScale, timeAt, yOf, yOfTime } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import { laneX, lanesBetween, layoutLanes } from '../../src/trace/layout/lanes';
import type { LaneOptions, Lanes } from '../../src/trace/layout/lanes';
import { placeLabels } from '../../src/trace/layout/labels';
import { KIND } from '../../src/trace/trace';
import { isTimed } from '../app/words';
import type { States } from '../store/states';
import type { Run, Store } from '../store/store';
import { MOST_EVENTS, drawDensity } from './draw-density';
import { drawFocus, pointOf } from './draw-focus';
import { drawLanes } from './draw-lanes';
import { drawMarks } from './draw-marks';
import { drawMessages } from './draw-messages';
import { drawInstants, drawSpans } from './draw-spans';
import type { Frame, Label } from './frame';
import { createGlide } from './glide';
import { drawGutter, shortTime } from './gutter';
import { createHeads } from './heads';
import { createRuler } from './measure';
import { createPicture } from './picture';
import { listenToPointer } from './pointer';
import { createScrollModel } from './scroll';

export interface Diagram {
  readonly element: HTMLElement;
  /** Brings the picture up to date with the store and the size of the element. */
  render(): void;
  /** In (1), out (-1) or to a readable scale (0), around the current step. */
  zoom(direction: number): void;
  /** A screenful of events up (-1) or down (1). */
  page(direction: number): void;
}

const ROW_PX = 28;
const MARGIN_PX = 26;
const LANES: LaneOptions = { gutterPx: 92, minLanePx: 124, maxLanePx: 360 };
/** Coordinates are kept within this distance of zero: SVG counts in single precision. */
const REBASE_PX = 100_000;
/** Height of a line of words, and their size; the style sheet has the same. */
const LABEL_PX = 13;
const LABEL_FONT_PX = 11;
const ZOOM_STEP = 1.4;
/** The finest scale: fifty pixels a microsecond. */
const LEAST_US_PER_PX = 0.02;
/** Details of events outside the window that one frame may ask for. */
const MOST_WANTED = 24;

export function createDiagram(store: Store, states: States): Diagram {
  const element = document.createElement('div');
  element.className = 'diagram';
  const heads = createHeads();
  const view = document.createElement('div');
  view.className = 'view';
  view.tabIndex = 0;
  view.setAttribute('role', 'application');
  view.setAttribute('aria-roledescription', 'space-time diagram');
  view.setAttribute(
    'aria-label',
    'Space-time diagram. Arrow keys step, Home and End go to the ends, Space plays, N goes to the next fault, V to the next violation, C to the cause, E to the effect.',
  );
  const canvas = document.createElement('div');
  canvas.className = 'canvas';
  const picture = createPicture();
  canvas.append(picture.svg);
  view.append(canvas);
  element.append(heads.element, view);

  const scroll = createScrollModel();
  const ruler = createRuler();
  const glide = createGlide(() => scroll.top, (top) => moveTo(top, true));
  let run: Run | undefined;
  let noted: ReadonlyMap<number, number> = new Map();
  let notesOf: Run['notes'] | undefined;
  let axis: Axis | undefined;
  let lanes: Lanes = layoutLanes(1, 0, LANES);
  let width = 0;
  let height = 0;
  let left = 0;
  let base = 0;
  /** The window drawn last, and what it was drawn of. */
  let drawn: Frame | undefined;
  let drawnKey = '';
  let shownStep = -1;
  /** The event to bring back to where it was on screen after the trace or its layout changed: its index and height. */
  let restoring = { top: store.view.top, offsetPx: store.view.topOffsetPx, pending: store.view.top > 0 || store.view.topOffsetPx !== 0 };
  let dirty = true;
  let fontStale = true;
  /** Height in the window around which the next change of scale happens. */
  let zoomedAt: number | undefined;

  for (const topic of ['run', 'grew', 'details', 'annotations'] as const) store.on(topic, () => (dirty = true));
  new ResizeObserver(() => render()).observe(view);
  new MutationObserver(() => {
    dirty = true;
    fontStale = true;
    render();
  }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  view.addEventListener('scroll', () => {
    const moved = scroll.scrolled(view.scrollTop);
    if (moved) glide.stop();
    const sideways = Math.abs(view.scrollLeft - left) >= 1;
    left = view.scrollLeft;
    if (moved || sideways) {
      draw();
      remember();
    }
  });
  listenToPointer(view, {
    frame: () => drawn,
    toPicture: (x, y) => ({ x: x + left, y: y + scroll.top }),
    goTo: (event) => store.goTo(event),
    store,
    zoomAt: (y, factor) => zoomBy(factor, y),
  });

  return { element, render, zoom, page };

  function render(): void {
    if (store.run !== run) changeRun();
    if (run === undefined || !element.isConnected || view.clientWidth === 0) return;
    measure();
    const before = axis;
    const next = axisFor(run);
    const respaced = before !== undefined && (before.spacing !== next.spacing || before.usPerPx !== next.usPerPx);
    if (before === undefined || respaced || before.columns !== next.columns) {
      const anchor = before === undefined || before.columns !== next.columns ? undefined : anchorIn(before);
      axis = next;
      dirty = true;
      resize();
      if (anchor !== undefined) moveTo(yOfTimeOrEvent(anchor) - anchor.screenY, false);
    } else resize();
    restore();
    if (shownStep !== store.step) follow();
    draw();
  }

  /** Another run of the same document keeps the current event where it is on screen. */
  function changeRun(): void {
    const old = run;
    const kept = old !== undefined && axis !== undefined && shownStep >= 0 && shownStep < old.columns.length ? yOf(axis, shownStep) - scroll.top : undefined;
    run = store.run;
    drawn = undefined;
    drawnKey = '';
    dirty = true;
    axis = undefined;
    if (run === undefined || kept === undefined || view.clientWidth === 0) return;
    measure();
    axis = axisFor(run);
    resize();
    if (kept >= 0 && kept <= height) moveTo(yOf(axis, store.step) - kept, false);
    shownStep = store.step;
  }

  function axisFor(of: Run): Axis {
    const spacing = isTimed(of) ? store.view.spacing : 'even';
    let { usPerPx } = store.view;
    if (usPerPx <= 0 && of.columns.length > 0) {
      usPerPx = readableScale(of.columns, KIND.send);
      if (of.complete || of.columns.length > 2000) store.setView({ usPerPx });
    }
    if (axis?.columns === of.columns && axis.spacing === spacing && axis.usPerPx === usPerPx) return axis;
    return { columns: of.columns, spacing, rowPx: ROW_PX, usPerPx: usPerPx > 0 ? usPerPx : 1, marginPx: MARGIN_PX };
  }

  function measure(): void {
    width = view.clientWidth;
    height = view.clientHeight;
    lanes = layoutLanes(run?.columns.nodes.length ?? 1, width, LANES);
    picture.resize(width, height, lanes.gutterPx);
  }

  function resize(): void {
    if (axis === undefined) return;
    scroll.resize(heightOf(axis), height);
    const canvasHeight = `${Math.max(height, scroll.canvasPx)}px`;
    const canvasWidth = `${Math.max(width, lanes.widthPx)}px`;
    if (canvas.style.height !== canvasHeight) canvas.style.height = canvasHeight;
    if (canvas.style.width !== canvasWidth) canvas.style.width = canvasWidth;
    syncBar();
  }

  /** What should stay where it is while the spacing changes: the current event if it is in sight, else the middle. */
  function anchorIn(of: Axis): { readonly event: number; readonly us: number; readonly screenY: number } {
    const y = store.step < of.columns.length ? yOf(of, store.step) - scroll.top : -1;
    if (zoomedAt !== undefined) {
      const at = zoomedAt;
      zoomedAt = undefined;
      return { event: -1, us: timeAt(of, scroll.top + at), screenY: at };
    }
    if (y >= 0 && y <= height) return { event: store.step, us: 0, screenY: y };
    return { event: -1, us: timeAt(of, scroll.top + height / 2), screenY: height / 2 };
  }

  function yOfTimeOrEvent({ event, us }: { readonly event: number; readonly us: number }): number {
    return event >= 0 ? yOf(axis!, event) : yOfTime(axis!, us);
  }

  /** Scrolls back to where the reader was before the page was loaded anew. */
  function restore(): void {
    if (!restoring.pending || axis === undefined || run === undefined) return;
    if (restoring.top >= run.columns.length && !run.complete) return;
    if (run.columns.length > 0) {
      moveTo(yOf(axis, Math.min(restoring.top, run.columns.length - 1)) + restoring.offsetPx, false);
      view.scrollLeft = store.view.leftPx;
      left = view.scrollLeft;
      shownStep = store.step;
    }
    restoring = { ...restoring, pending: false };
  }

  function remember(): void {
    if (axis === undefined || run === undefined || run.columns.length === 0) return;
    const { from } = eventsBetween(axis, scroll.top, scroll.top + height);
    const top = Math.min(from, run.columns.length - 1);
    store.remember({ top, topOffsetPx: scroll.top - yOf(axis, top), leftPx: left });
  }

  function moveTo(top: number, andDraw: boolean): void {
    scroll.moveTo(top);
    syncBar();
    if (!andDraw) return;
    draw();
    remember();
  }

  function syncBar(): void {
    if (Math.abs(view.scrollTop - scroll.scrollTop) >= 1) view.scrollTop = scroll.scrollTop;
  }

  /** Keeps the current event in the middle part of the window, with as little movement as that takes. */
  function follow(): void {
    if (axis === undefined || run === undefined || store.step >= run.columns.length) return;
    const first = shownStep < 0;
    shownStep = store.step;
    const point = pointOf({ axis, lanes, run }, store.step);
    const from = glide.goal ?? scroll.top;
    const y = point.y - from;
    let goal = from;
    if (y < -height || y > height * 2) goal = point.y - height * 0.4;
    else if (y < height * 0.25) goal = point.y - height * 0.25;
    else if (y > height * 0.7) goal = point.y - height * 0.7;
    goal = Math.max(0, Math.min(goal, scroll.totalPx - height));
    if (Math.abs(goal - scroll.top) >= 1) {
      if (first || Math.abs(goal - scroll.top) > height * 1.5) {
        glide.stop();
        moveTo(goal, false);
        remember();
      } else if (goal !== glide.goal) glide.to(goal);
    }
    const inset = Math.min(lanes.lanePx / 2, 60);
    const x = laneX(lanes, run.columns.node[store.step]!);
    if (x - inset < left + lanes.gutterPx) view.scrollLeft = x - inset - lanes.gutterPx;
    else if (x + inset > left + width) view.scrollLeft = x + inset - width;
    left = view.scrollLeft;
  }

  function draw(): void {
    if (axis === undefined || run === undefined || width === 0) return;
    const spare = height / 2;
    const key = `${width} ${height} ${axis.spacing} ${axis.usPerPx} ${lanes.widthPx} ${left} ${axis.spacing === 'scale' ? store.step : ''}`;
    const inside =
      drawn !== undefined &&
      scroll.top >= Math.min(drawn.top, scroll.totalPx - height) &&
      (scroll.top + height <= drawn.bottom || drawn.bottom >= scroll.totalPx);
    if (dirty || !inside || key !== drawnKey) {
      drawWindow(run, axis, scroll.top - spare, scroll.top + height + spare);
      drawnKey = key;
      dirty = false;
    }
    drawStep(run, axis);
    picture.shift(left, base - scroll.top);
    heads.draw(run, lanes, left, width, Math.min(store.step, Math.max(0, run.columns.length - 1)), states.byName);
    view.dataset['elements'] = String(picture.size);
  }

  function drawWindow(of: Run, on: Axis, top: number, bottom: number): void {
    if (fontStale) {
      fontStale = false;
      const { fontFamily } = getComputedStyle(element);
      ruler.reset(`${LABEL_FONT_PX}px ${fontFamily}`);
    }
    if (Math.abs(scroll.top - base) > REBASE_PX) base = Math.floor(scroll.top);
    const { from, to } = eventsBetween(on, top, bottom);
    const { from: laneFrom, to: laneTo } = lanesBetween(lanes, left, left + width);
    const frame: Frame = {
      run: of, axis: on, lanes, from, to, top, bottom, laneFrom, laneTo, base, ruler,
      left: left + lanes.gutterPx,
      right: left + width,
      step: store.step,
      layers: picture.layers,
      wishes: [], spots: [], strokes: [],
      wanted: new Set(),
    };
    const layers = Object.values(picture.layers);
    for (const layer of layers) layer.begin();
    picture.grid.begin();
    picture.times.begin();
    drawLanes(frame);
    if (to - from > MOST_EVENTS) drawDensity(frame);
    else {
      drawSpans(frame);
      if (on.spacing === 'even') drawInstants(frame);
      drawMessages(frame);
      drawMarks(frame, pinned(of));
      drawLabels(frame);
      of.details.want(from, to);
      for (const event of [...frame.wanted].slice(0, MOST_WANTED)) of.details.want(event, event + 1);
    }
    drawGutter(picture.times, picture.grid, { axis: on, from, to: Math.min(to, from + MOST_EVENTS), top, bottom, base, gutterPx: lanes.gutterPx, timed: isTimed(of) }, Math.max(width, lanes.widthPx));
    for (const layer of layers) layer.end();
    picture.grid.end();
    picture.times.end();
    drawn = frame;
  }

  function drawLabels(frame: Frame): void {
    const placed = placeLabels<Label>(frame.wishes, LABEL_PX);
    for (const [label, box] of placed) frame.layers.labels.text(label.key, label.className, label.text, box.x, box.y, box.anchor);
  }

  function drawStep(of: Run, on: Axis): void {
    picture.focus.begin();
    picture.nowTime.begin();
    const { step } = store;
    if (step < of.columns.length) {
      drawFocus(picture.focus, { run: of, axis: on, lanes, base, top: scroll.top, bottom: scroll.top + height }, step);
      const y = yOf(on, step) - scroll.top;
      picture.veil(y + (on.spacing === 'even' ? ROW_PX / 2 : 9), Math.round(y));
      const text = isTimed(of) ? shortTime(of.columns.t[step]!) : String(step + 1);
      picture.nowTime.path(0, 'pill', `M6 -10H${lanes.gutterPx - 10}l8 10l-8 10H6z`, 0, y);
      picture.nowTime.text(1, 'time now', text, lanes.gutterPx - 12, y + 4, 'end');
    }
    picture.focus.end();
    picture.nowTime.end();
  }

  function pinned(of: Run): ReadonlyMap<number, number> {
    if (of.notes === notesOf) return noted;
    notesOf = of.notes;
    const counts = new Map<number, number>();
    for (const { event } of of.notes) if (event >= 0) counts.set(event, (counts.get(event) ?? 0) + 1);
    noted = counts;
    return noted;
  }

  function zoom(direction: number): void {
    if (run === undefined || axis === undefined || axis.spacing === 'even') return;
    if (direction === 0) store.setView({ usPerPx: readableScale(run.columns, KIND.send) });
    else zoomBy(direction > 0 ? 1 / ZOOM_STEP : ZOOM_STEP, undefined);
  }

  function zoomBy(factor: number, at: number | undefined): void {
    if (run === undefined || axis === undefined || axis.spacing === 'even' || run.columns.length === 0) return;
    const whole = (run.columns.t[run.columns.length - 1]! - Math.min(0, run.columns.t[0]!)) / Math.max(50, height - 2 * MARGIN_PX);
    const most = Math.max(whole, LEAST_US_PER_PX, axis.usPerPx);
    zoomedAt = at;
    store.setView({ usPerPx: Math.min(most, Math.max(LEAST_US_PER_PX, axis.usPerPx * factor)) });
  }

  function page(direction: number): void {
    if (axis === undefined || run === undefined || run.columns.length === 0) return;
    const y = yOf(axis, store.step) + direction * height * 0.8;
    const { from } = eventsBetween(axis, y, y + 1);
    const target = Math.min(run.columns.length - 1, Math.max(0, direction > 0 ? from : from - 1));
    store.goTo(target === store.step ? target + direction : target);
  }
}
