/**
 * The space-time diagram: keeps a window of the trace on screen while the reader scrolls, zooms and steps.
 *
 * A window with half a screen to spare on both sides is drawn at once; scrolling within it only shifts the picture. All
 * the work is therefore bounded by what fits on a screen, whatever the length of the trace.
 */
import { eventsBetween, heightOf, nearestEvent, timeAt, yOf, yOfTime } from '../../src/trace/layout/axis';
import { eventOfRow, isHidden, rowCount, rowsBefore } from '../../src/trace/layout/rows';
import { laneAt, laneX, layoutLanes } from '../../src/trace/layout/lanes';
import type { LaneOptions, Lanes } from '../../src/trace/layout/lanes';
import type { Drag, DragLimit } from '../../src/protocol/drag';
import type { Skew } from '../app/skew';
import type { LaneActions } from '../app/lane-actions';
import { isTimed } from '../app/words';
import { eventNumber, grouped } from '../panels/time-words';
import type { Causal } from '../store/causal';
import type { ClockStore } from '../store/clocks';
import type { Find } from '../store/find';
import type { Offers } from '../store/offers';
import type { States } from '../store/states';
import type { Run, Store } from '../store/store';
import { DEFAULT_VIEW } from '../store/view-state';
import { createCamera } from './camera';
import { createMinimap } from './minimap';
import { drawAheadHere, drawFocus } from './draw-focus';
import { drawMarked } from './draw-marked';
import { drawOriginHere } from './draw-origins';
import { VEIL_PX, pointOf } from './draw-marks';
import { drawSkew } from './draw-skew';
import { drawWhy } from './draw-why';
import { drawWindow, redrawCones } from './draw-window';
import { createEdges } from './edges';
import { createElements } from './elements';
import type { GoneSpot } from './draw-ghost';
import { PARTS, TYPE_PART } from './frame';
import { listenToDrags } from './drag-change';
import type { Frame } from './frame';
import { shortTime } from './gutter';
import { createRuler } from './measure';
import { round } from './pool';
import type { Glossary } from '../app/glossary';
import { listenToPointer } from './pointer';
import { MARGIN_PX, axisFor, readableUsPerPx, widerIn, zoomed, zoomedRow } from './scale';
import type { ViewAxis } from './scale';

export interface Diagram {
  readonly element: HTMLElement;
  /** Brings the picture up to date with the store. */
  render(): void;
  /** In (1), out (-1) or to a readable scale (0), around the current step. */
  zoom(direction: number): void;
  /** A screenful of events up (-1) or down (1). */
  page(direction: number): void;
  /** The events in the window, hidden ones among them; `to` exclusive. */
  onScreen(): { readonly from: number; readonly to: number };
  /** The heads of the lanes alone, when what is known of the nodes has changed. */
  renderHeads(): void;
  /** What a point of the page is in the picture; undefined where the picture is not, or is of nothing. */
  placeAt(clientX: number, clientY: number): DiagramPlace | undefined;
  /** The next drag is from lane to lane. */
  dragPartition(): void;
}

/** What the diagram asks the host about changes. */
export interface ChangesAsked {
  readonly offers: Offers;
  dragLimit(run: number, event: number): Promise<DragLimit>;
  drag(run: number, drag: Drag): void;
}

/** A place in the picture. */
export interface DiagramPlace {
  /** The node whose lane is there; -1 beside the lanes. */
  readonly lane: number;
  /** The moment there, in whole microseconds; between two even rows in proportion. */
  readonly timeUs: number;
  /** The visible event nearest to that moment. */
  readonly event: number;
}

const LANES: LaneOptions = { gutterPx: 92, minLanePx: 124, maxLanePx: 360 };
/** Where time runs rightward a lane is as high as a line of words above and one below need, and the times need a line. */
const TURNED_LANES: LaneOptions = { gutterPx: 30, minLanePx: 60, maxLanePx: 150 };
/** Beside the times stand the signs of what differs. */
const SIGNS_PX = 12;
/** What a strip of a pinned field takes of its lane. */
const STRIP_PX = 8;
/** Lanes may be a little narrower when all of them fit by that: each step sideways has the picture drawn anew. */
const TIGHT_LANE_PX = 108;
/** Room beyond the last lane, for the words beside it. */
const TRAIL_PX = 64;
const TURNED_TRAIL_PX = 16;
/** Coordinates are kept within this distance of zero: SVG counts in single precision. */
const REBASE_PX = 100_000;
const LABEL_FONT_PX = 11;
/** Size of the heads and the line beside them: their height, or their width where time runs rightward. */
const HEADS_PX = 43;
const LEAST_HEADS_PX = 72;
const MOST_HEADS_PX = 168;
/** Around the longest name; names are larger and bolder than the words of the picture. */
const HEAD_PAD_PX = 22;
const NAME_SIZE = 1.28;
/** So many names are looked at. */
const MOST_NAMES = 64;
const ZOOM_STEP = 1.4;
/** The current event is kept between these parts of the window's height. */
const HIGHEST = 0.25;
const LOWEST = 0.7;

/** Whether words lie ahead of the step: by their event, but on a line where they stand, and letters that are of no event too. */
function isAhead(key: number, along: number, step: number, now: number): boolean {
  return key < 0 || key % PARTS === TYPE_PART ? along > now : Math.floor(key / PARTS) > step;
}

/** What stays where it is on screen while the layout changes: an event, or a moment where `event` is -1. */
interface Anchor {
  readonly event: number;
  readonly us: number;
  /** Along time. */
  readonly at: number;
}

export function createDiagram(store: Store, states: States, clocks: ClockStore, causal: Causal, laneActions: LaneActions, find: Find, skew: Skew, glossary: Glossary, asked: ChangesAsked): Diagram {
  const { element, heads, view, canvas, picture, hint } = createElements(laneActions, (node) => showLane(node));
  const minimap = createMinimap(find, (middle) => {
    camera.moveTo(middle - camera.alongPx / 2);
    draw();
    remember();
  });
  element.append(minimap.element);
  const ruler = createRuler();
  const edges = createEdges(store, (event) => {
    store.goTo(event);
    view.focus({ preventScroll: true });
  });
  element.append(edges.element);
  const camera = createCamera(view, canvas, () => { draw(); remember(); }, resized);
  let run: Run | undefined;
  let axis: ViewAxis | undefined;
  /** Which state of what is hidden the axis is for. */
  let seen = -1;
  let lanes: Lanes = layoutLanes(1, 0, LANES);
  let base = 0;
  let turnedHeadsPx = 0;
  /** The window drawn last, and what it depends on besides the trace. */
  let drawn: Frame | undefined;
  let gone: readonly GoneSpot[] = [];
  let drawnKey = '';
  /** What stood back in it. */
  let drawnCausal: Pick<Causal, 'cones' | 'knowledge'> = { cones: undefined, knowledge: undefined };
  let crowded = false;
  let dirty = true;
  /** Past and future are others than those drawn. */
  let conesStale = false;
  let foundVersion = -1;
  let foundFilter = false;
  let fontStale = true;
  let shownStep = -1;
  /** Size along time of the window drawn last. */
  let drawnAlongPx = 0;
  let noted: ReadonlyMap<number, number> = new Map();
  let notesOf: Run['notes'] | undefined;
  /** The place to scroll back to after the page was loaded anew. */
  let restoring = store.view.top > 0 || store.view.topOffsetPx !== 0 ? { top: store.view.top, offsetPx: store.view.topOffsetPx, left: store.view.leftPx } : undefined;
  /** Place in the window along time around which the next change of scale happens. */
  let zoomAt: number | undefined;

  for (const topic of ['run', 'grew', 'details', 'annotations', 'visible'] as const) store.on(topic, () => (dirty = true));
  let fieldsShown = store.view.pins;
  store.on('view', () => {
    if (fieldsShown !== store.view.pins) dirty = true;
    fieldsShown = store.view.pins;
  });
  causal.onChange(() => {
    // How large past and future are is told at every step, also when nothing of it is drawn.
    if (causal.cones === drawnCausal.cones && causal.knowledge === drawnCausal.knowledge) return;
    if (causal.knowledge !== drawnCausal.knowledge) dirty = true;
    drawnCausal = { cones: causal.cones, knowledge: causal.knowledge };
    conesStale = true;
  });
  find.onChange(() => {
    if (find.version === foundVersion && find.filter === foundFilter) return;
    foundVersion = find.version;
    foundFilter = find.filter;
    dirty = true;
  });
  clocks.onChange(() => {
    dirty = true;
    render();
  });
  new MutationObserver(() => {
    // Another theme may have another font.
    dirty = fontStale = true;
    render();
  }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  listenToPointer(view, {
    frame: () => drawn,
    gone: () => gone,
    toPicture,
    explain: glossary.explain,
    store,
    zoomAt: (at, factor) => zoomBy(factor, at),
    turned: () => camera.turned,
    offers: asked.offers,
  });
  const dragging = listenToDrags(view, {
    store,
    frame: () => (crowded ? undefined : drawn),
    toPicture,
    turned: () => camera.turned,
    limit: asked.dragLimit,
    done: asked.drag,
  });

  return { element, render, renderHeads, onScreen, placeAt, zoom, page, dragPartition: dragging.arm };

  function onScreen(): { readonly from: number; readonly to: number } {
    return axis === undefined ? { from: 0, to: 0 } : eventsBetween(axis, camera.along, camera.along + camera.alongPx);
  }

  function placeAt(clientX: number, clientY: number): DiagramPlace | undefined {
    if (axis === undefined || camera.widthPx === 0) return undefined;
    const { left, top } = view.getBoundingClientRect();
    const [right, down] = [clientX - left, clientY - top];
    if (right < 0 || down < 0 || right >= camera.widthPx || down >= camera.heightPx) return undefined;
    const { x, y } = toPicture(right, down);
    const event = nearestEvent(axis, y);
    return event < 0 ? undefined : { lane: laneAt(lanes, x), timeUs: Math.round(timeAt(axis, y)), event };
  }

  /** From the window's coordinates to the picture's. */
  function toPicture(x: number, y: number): { readonly x: number; readonly y: number } {
    return camera.turned ? { x: y + camera.across, y: x + camera.along } : { x: x + camera.across, y: y + camera.along };
  }

  function render(): void {
    if (camera.widthPx === 0) return;
    if (store.run !== run) changeRun();
    if (run === undefined || axis === undefined) return;
    layout(run, axis);
    restore();
    if (shownStep !== store.step) follow();
    draw();
  }

  /** The window has another size: the current event stays in sight if it was. */
  function resized(): void {
    const y = axis === undefined || shownStep < 0 ? -1 : yOf(axis, shownStep) - camera.along;
    const wasInSight = y >= 0 && y <= drawnAlongPx;
    render();
    if (!wasInSight || axis === undefined || camera.widthPx === 0) return;
    const now = yOf(axis, shownStep) - camera.along;
    const into = Math.max(camera.alongPx * HIGHEST, Math.min(now, camera.alongPx * LOWEST));
    if (now >= 0 && now <= camera.alongPx - MARGIN_PX) return;
    camera.moveTo(yOf(axis, shownStep) - into);
    draw();
    remember();
  }

  /** Another run of the same document: the current event stays where it is on screen. */
  function changeRun(): void {
    const kept = run !== undefined && axis !== undefined && shownStep >= 0 && shownStep < run.columns.length ? yOf(axis, shownStep) - camera.along : -1;
    run = store.run;
    drawn = undefined;
    dirty = true;
    // While someone types, the scale found for the first run serves the next ones.
    const { usPerPx } = store.view;
    axis = run === undefined ? undefined : axisFor(run, { ...store.view, usPerPx: usPerPx > 0 ? usPerPx : (axis?.usPerPx ?? 0) * widerIn(store.view) }, store.visible);
    seen = store.visible.version;
    if (run === undefined || axis === undefined || kept < 0 || kept > camera.alongPx || run.columns.length === 0) return;
    resize(axis);
    camera.moveTo(yOf(axis, store.step) - kept);
    shownStep = store.step;
  }

  function layout(of: Run, before: ViewAxis): void {
    const { spacing, usPerPx, rowPx, timeDirection } = store.view;
    const wanted = isTimed(of) ? spacing : 'even';
    const turned = timeDirection === 'right';
    const wider = widerIn(store.view);
    const same = before.spacing === wanted && before.rowPx === rowPx * wider && (usPerPx / wider === before.usPerPx || usPerPx <= 0);
    if (turned === camera.turned && same && seen === store.visible.version) {
      before.gaps?.update(of.columns, before.rows);
      return resize(before);
    }
    const anchor = anchorIn(before);
    const share = anchor.at / Math.max(1, camera.alongPx);
    if (turned !== camera.turned) {
      camera.turn(turned);
      element.classList.toggle('rightward', turned);
      drawn = undefined;
    }
    // The scale that was found before more of the trace had arrived stays.
    axis = axisFor(of, { ...store.view, usPerPx: usPerPx > 0 || before.spacing !== wanted ? usPerPx : before.usPerPx * wider }, store.visible);
    seen = store.visible.version;
    dirty = true;
    resize(axis);
    camera.moveTo((anchor.event >= 0 ? yOf(axis, anchor.event) : yOfTime(axis, anchor.us)) - share * camera.alongPx);
  }

  function resize(of: ViewAxis): void {
    const count = store.visible.lanes?.count ?? run?.columns.nodes.length ?? 1;
    const fair = (camera.acrossPx - TRAIL_PX - LANES.gutterPx) / Math.max(1, count);
    const options = camera.turned ? turnedOptions() : fair >= TIGHT_LANE_PX && fair < LANES.minLanePx ? { ...LANES, minLanePx: TIGHT_LANE_PX } : LANES;
    if (camera.turned) fitHeads();
    lanes = layoutLanes(run?.columns.nodes.length ?? 1, camera.acrossPx - trailPx(), options, store.visible.lanes);
    picture.resize(camera.widthPx, camera.heightPx, lanes.gutterPx, camera.turned);
    camera.setContent(heightOf(of), lanes.widthPx + trailPx());
  }

  /** Lanes have the height that what stands beside them needs: strips of pinned fields have theirs. */
  function turnedOptions(): LaneOptions {
    const { gutterPx, minLanePx, maxLanePx } = TURNED_LANES;
    const strips = new Map<string, number>();
    for (const { node } of store.view.pins) strips.set(node, (strips.get(node) ?? 0) + 1);
    const signs = run?.info.comparison !== undefined || run?.ghost !== undefined ? SIGNS_PX : 0;
    return { gutterPx: gutterPx + signs, minLanePx: minLanePx + STRIP_PX * Math.max(0, ...strips.values()), maxLanePx };
  }

  /** As wide as the longest name or role, and no wider than a fifth of the diagram in which the names stand beside the picture. */
  function fitHeads(): void {
    const bands = run?.info.header.show?.bands;
    const names = (run?.columns.nodes ?? []).slice(0, MOST_NAMES).map(({ id, role = '' }) => {
      const round = bands !== undefined && Object.hasOwn(bands, role) ? bands[role]?.round : undefined;
      return Math.max(ruler.widthPx(id) * NAME_SIZE, ruler.widthPx(round === undefined ? role : `candidate · ${round.word} 99`));
    });
    const most = Math.min(MOST_HEADS_PX, (camera.widthPx + turnedHeadsPx) / 5);
    const next = Math.round(Math.max(LEAST_HEADS_PX, Math.min(most, Math.max(0, ...names) + HEAD_PAD_PX)));
    if (next === turnedHeadsPx) return;
    turnedHeadsPx = next;
    element.style.setProperty('--heads', `${next}px`);
  }

  function trailPx(): number {
    return camera.turned ? TURNED_TRAIL_PX : TRAIL_PX;
  }

  function headsPx(): number {
    return camera.turned ? turnedHeadsPx : HEADS_PX;
  }

  /** What should stay where it is: what is under the pointer when zooming there, else the current event, else the middle. */
  function anchorIn(of: ViewAxis): Anchor {
    const at = zoomAt;
    zoomAt = undefined;
    if (at !== undefined) return { event: -1, us: timeAt(of, camera.along + at), at };
    const y = store.step < of.columns.length ? yOf(of, store.step) - camera.along : -1;
    if (y >= 0 && y <= camera.alongPx && !isHidden(of.rows, store.step)) return { event: store.step, us: 0, at: y };
    const middle = camera.alongPx / 2;
    return { event: -1, us: timeAt(of, camera.along + middle), at: middle };
  }

  function restore(): void {
    if (restoring === undefined || axis === undefined || run === undefined) return;
    if (run.columns.length === 0 || (restoring.top >= run.columns.length && !run.complete)) return;
    const { top, offsetPx, left } = restoring;
    restoring = undefined;
    camera.moveTo(yOf(axis, Math.min(top, run.columns.length - 1)) + offsetPx);
    camera.moveAcross(left);
    shownStep = store.step;
  }

  function remember(): void {
    if (axis === undefined || run === undefined || run.columns.length === 0) return;
    const count = rowCount(axis.rows, run.columns.length);
    if (count === 0) return;
    const { from } = eventsBetween(axis, camera.along, camera.along + camera.alongPx);
    const top = eventOfRow(axis.rows, Math.min(rowsBefore(axis.rows, from), count - 1));
    store.remember({ top, topOffsetPx: camera.along - yOf(axis, top), leftPx: camera.across });
  }

  /** Keeps the current event in the middle part of the window along time, with as little movement as that takes. */
  function follow(): void {
    if (axis === undefined || run === undefined || store.step >= run.columns.length) return;
    const first = shownStep < 0;
    shownStep = store.step;
    const height = camera.alongPx;
    const point = pointOf({ axis, lanes, run }, store.step);
    const from = camera.goal;
    const y = point.y - from;
    let goal = from;
    if (y < -height || y > height * 2) goal = point.y - height * 0.4;
    else if (y < height * HIGHEST) goal = point.y - height * HIGHEST;
    else if (y > height * LOWEST) goal = point.y - height * LOWEST;
    goal = Math.max(0, Math.min(goal, camera.totalPx - height));
    if (Math.abs(goal - camera.along) >= 1) {
      if (first || Math.abs(goal - camera.along) > height * 1.5) {
        camera.moveTo(goal);
        remember();
      } else if (goal !== from || from === camera.along) camera.glideTo(goal);
    }
    showLane(run.columns.node[store.step]!);
  }

  function showLane(node: number): void {
    const inset = Math.min(lanes.lanePx / 2, 60);
    // Its words stand at its right.
    const beside = Math.min(camera.turned ? inset : lanes.lanePx - 8, (camera.acrossPx - lanes.gutterPx) / 2);
    const x = laneX(lanes, node);
    if (x - inset < camera.across + lanes.gutterPx) camera.moveAcross(x - inset - lanes.gutterPx);
    else if (x + beside > camera.across + camera.acrossPx) camera.moveAcross(x + beside - camera.acrossPx);
  }

  function draw(): void {
    if (axis === undefined || run === undefined || camera.widthPx === 0) return;
    drawnAlongPx = camera.alongPx;
    const { along, alongPx, across, widthPx, heightPx, totalPx, turned } = camera;
    const key = `${widthPx} ${heightPx} ${turned} ${lanes.lanePx} ${across} ${axis.spacing} ${axis.usPerPx} ${axis.rowPx} ${seen} ${store.view.clocks} ${store.view.cones}`;
    const inside =
      drawn !== undefined && (along >= drawn.top || drawn.top <= 0) && (along + alongPx <= drawn.bottom || drawn.bottom >= totalPx);
    if (dirty || !inside || key !== drawnKey) {
      drawAround(run, axis);
      drawnKey = key;
      dirty = conesStale = false;
    } else if (conesStale && drawn !== undefined) {
      redrawCones(picture, drawn, crowded, causal);
      conesStale = false;
    }
    drawStep(run, axis);
    picture.shift(along);
    edges.render(crowded ? undefined : drawn, { along, alongPx, across, acrossPx: camera.acrossPx, offsetPx: headsPx(), turned });
    renderHeads();
    minimap.render({ run, axis, lanes, camera, step: store.step, version: seen, wanted: store.view.minimap && run.seenBy === undefined });
    view.dataset['elements'] = String(picture.size);
    view.dataset['run'] = String(run.number);
  }

  function renderHeads(): void {
    if (run === undefined || camera.widthPx === 0) return;
    heads.draw(run, lanes, camera, headsPx(), Math.min(store.step, Math.max(0, run.columns.length - 1)), states.byName);
  }

  function drawAround(of: Run, on: ViewAxis): void {
    if (fontStale) {
      fontStale = false;
      ruler.reset(`${LABEL_FONT_PX}px ${getComputedStyle(element).fontFamily}`);
    }
    if (Math.abs(camera.along - base) > REBASE_PX) base = Math.floor(camera.along);
    const spare = Math.round(camera.alongPx / 2);
    const top = Math.floor(camera.along) - spare;
    const bottom = top + camera.alongPx + 2 * spare + 1;
    const result = drawWindow(picture, {
      run: of,
      axis: on,
      lanes,
      top,
      bottom,
      left: camera.across,
      widthPx: camera.acrossPx,
      contentWidthPx: Math.max(camera.acrossPx, lanes.widthPx + trailPx()),
      base,
      turned: camera.turned,
      ruler,
      noted: pinned(of),
      // Of two runs at once no clock can be computed.
      clocks: { kind: of.info.comparison === undefined || store.view.clocks === 'none' ? store.view.clocks : 'recorded', readings: clocks },
      causal,
      find,
    });
    picture.hold(top, bottom - top, camera.across, base);
    drawn = result.frame;
    gone = result.gone;
    crowded = result.crowded;
    const nothing = of.columns.length > 0 && rowCount(on.rows, of.columns.length) === 0;
    hint.hidden = !crowded && !nothing;
    if (crowded) hint.textContent = `${grouped(result.total)} events in and near this window. Zoom in to see each.`;
    else if (nothing) hint.textContent = `All ${grouped(of.columns.length)} events are hidden.`;
  }

  /** What changes with every step: what is dimmed, the line of now, the current event and what it hangs together with. */
  function drawStep(of: Run, on: ViewAxis): void {
    const { step } = store;
    picture.patches.begin();
    picture.focus.begin();
    picture.nowTime.begin();
    if (step < of.columns.length && !isHidden(on.rows, step)) {
      // Cut off where the picture is and not where the window is, so that scrolling within the picture changes nothing.
      const { top, bottom } = drawn ?? { top: camera.along, bottom: camera.along + camera.alongPx };
      const scene = { run: of, axis: on, lanes, base, top, bottom, turned: camera.turned };
      drawFocus(picture.focus, scene, step);
      drawMarked(picture.focus, scene, store.marked);
      drawWhy(picture.focus, scene, causal.why);
      // Seen as one node, another one's clock is not known.
      if (of.seenBy === undefined) drawSkew(picture.focus, scene, step, ruler, skew.now());
      const y = yOf(on, step) - camera.along;
      picture.veil(y + (on.spacing === 'even' ? on.rowPx / 2 : VEIL_PX), y);
      if (on.spacing !== 'even' && drawn !== undefined && !crowded) drawAheadHere(picture.patches, drawn, step);
      const text = isTimed(of) ? shortTime(of.columns.t[step]!) : eventNumber(step);
      drawNowTime(text, y);
      drawOriginHere(picture.nowTime, of, step, camera.turned);
    }
    const nowAlong = yOf(on, step) - base + (on.spacing === 'even' ? on.rowPx / 2 : VEIL_PX);
    picture.ahead((labelKey, along) => isAhead(labelKey, along, step, nowAlong));
    picture.patches.end();
    picture.focus.end();
    picture.nowTime.end();
  }

  /** The time of the current event in the strip of times, with a tip that points to where it is. */
  function drawNowTime(text: string, y: number): void {
    const { gutterPx } = lanes;
    const wide = ruler.widthPx(text) * 1.1;
    if (!camera.turned) {
      const from = Math.max(2, gutterPx - 22 - wide);
      picture.nowTime.path(0, 'pill', `M${round(from)} -9.5H${gutterPx - 8}l7 9.5l-7 9.5H${round(from)}z`);
      picture.nowTime.text(1, 'time current', text, gutterPx - 12, 4, 'end');
      return;
    }
    const half = wide / 2 + 7;
    // All of it is in the window for as long as its tip is.
    const middle = Math.max(half + 1 - y, Math.min(0, camera.alongPx - half - 1 - y));
    const foot = gutterPx - 8;
    picture.nowTime.path(0, 'pill', `M${round(middle - half)} ${foot - 18}H${round(middle + half)}V${foot}H6L0 ${foot + 6}L-6 ${foot}H${round(middle - half)}z`);
    picture.nowTime.text(1, 'time current', text, middle, foot - 5, 'middle');
  }

  /** Notes by event, counted anew only when there are others. */
  function pinned(of: Run): ReadonlyMap<number, number> {
    if (of.notes === notesOf) return noted;
    notesOf = of.notes;
    const counts = new Map<number, number>();
    for (const { event } of of.notes) if (event >= 0) counts.set(event, (counts.get(event) ?? 0) + 1);
    noted = counts;
    return noted;
  }

  function zoom(direction: number): void {
    if (run === undefined || axis === undefined) return;
    if (direction !== 0) return zoomBy(direction > 0 ? 1 / ZOOM_STEP : ZOOM_STEP, undefined);
    if (axis.spacing === 'even') store.setView({ rowPx: DEFAULT_VIEW.rowPx });
    else store.setView({ usPerPx: readableUsPerPx(run.columns) });
  }

  function zoomBy(factor: number, at: number | undefined): void {
    if (axis === undefined || axis.columns.length === 0) return;
    zoomAt = at;
    if (axis.spacing === 'even') store.setView({ rowPx: zoomedRow(store.view.rowPx, factor) });
    // Keys may come faster than frames.
    else {
      const wider = widerIn(store.view);
      store.setView({ usPerPx: zoomed({ ...axis, usPerPx: store.view.usPerPx > 0 ? store.view.usPerPx / wider : axis.usPerPx }, factor, camera.alongPx) * wider });
    }
  }

  function page(direction: number): void {
    if (axis === undefined || run === undefined || rowCount(axis.rows, run.columns.length) === 0) return;
    const y = yOf(axis, store.step) + direction * (camera.alongPx - 2 * MARGIN_PX) * 0.8;
    const target = nearestEvent(axis, y);
    if (target === store.step) store.move(direction > 0 ? 'forward' : 'back');
    else store.goTo(target);
  }
}
