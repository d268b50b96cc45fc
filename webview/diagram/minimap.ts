/**
 * The minimap: the whole trace as a narrow strip at the right edge, as VS Code has one of a text; where time runs rightward, turned like the
 * picture, at the lower edge. From left to right: notes (of two
 * compared runs, where they differ), the
 * lanes and how busy they are, what a search has found, faults, violations; beneath it the window, over it the current step. Each has a
 * column of its own, so nothing is told by colour alone; and all of it can be had from the lists, so it is hidden from screen readers.
 *
 * What depends on the layout is drawn once into a canvas that is kept; each frame copies it between window and step.
 */
import { heightOf, yOf } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import type { Lanes } from '../../src/trace/layout/lanes';
import type { Find } from '../store/find';
import type { IndexList } from '../store/index-list';
import { createIndexList } from '../store/index-list';
import type { Run } from '../store/store';
import type { Camera } from './camera';
import { mapRows } from './map-rows';

export interface Minimap {
  readonly element: HTMLElement;
  /** Draws what has changed; `version` is another number whenever something else is visible. */
  render(scene: MapScene): void;
}

export interface MapScene {
  readonly run: Run;
  readonly axis: Axis;
  readonly lanes: Lanes;
  readonly camera: Camera;
  readonly step: number;
  readonly version: number;
  /** The reader wants a minimap. */
  readonly wanted: boolean;
}

/** Where things stand, in pixels: [from, width]. */
interface Columns {
  readonly width: number;
  readonly notes: readonly [number, number];
  readonly lanes: readonly [number, number];
  readonly hits: readonly [number, number];
  readonly faults: readonly [number, number];
  readonly violations: readonly [number, number];
}
const WIDE: Columns = { width: 44, notes: [1, 3], lanes: [6, 18], hits: [26, 5], faults: [32, 5], violations: [38, 6] };
const NARROW: Columns = { width: 24, notes: [0, 2], lanes: [3, 6], hits: [10, 4], faults: [15, 4], violations: [20, 4] };
/** In a diagram narrower than this every pixel is needed for the lanes. */
const NARROW_PX = 560;
const LEAST_PX = 260;
const LEAST_WINDOW_PX = 10;
/** The lanes are what the landmarks stand on, and stay behind them. */
const DIM = 0.5;
const COLORS = ['lanes', 'notes', 'differences', 'hits', 'faults', 'violations', 'window', 'edge', 'step'] as const;
type Colors = { readonly [C in (typeof COLORS)[number]]: string };

/** `scrollTo` is given what shall be in the middle of the window. */
export function createMinimap(find: Find, scrollTo: (middle: number) => void): Minimap {
  const element = document.createElement('div');
  element.className = 'minimap';
  element.setAttribute('aria-hidden', 'true');
  element.title = 'The whole trace: notes or, of two runs, differences; lanes, what was found, faults, violations. Click or drag to scroll.';
  element.hidden = true;
  const canvas = document.createElement('canvas');
  element.append(canvas);
  const kept = document.createElement('canvas');
  let colors: Colors | undefined;
  let keptKey = '';
  let notesOf: Run['notes'] | undefined;
  let noted = createIndexList();
  let scene: MapScene | undefined;
  /** How far from the middle of the window it was taken hold of; undefined while it is not. */
  let held: number | undefined;
  /** Width of the diagram, told by the browser: to ask it for it would have it lay out the page at every frame. */
  let room = 0;
  let widthPx = -1;
  const sizes = new ResizeObserver(([entry]) => {
    room = entry?.contentRect.width ?? 0;
    if (scene !== undefined) requestAnimationFrame(() => render(scene!));
  });
  new MutationObserver(() => {
    colors = undefined;
    keptKey = '';
    if (scene !== undefined) render(scene);
  }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  listen();
  return { element, render };

  function render(next: MapScene): void {
    scene = next;
    const { axis, camera, wanted } = next;
    const totalPx = heightOf(axis);
    if (room === 0 && element.parentElement !== null) sizes.observe(element.parentElement);
    // A trace that is in the window as a whole needs no map of itself.
    const shown = wanted && room >= LEAST_PX && totalPx > camera.alongPx + 1 && camera.alongPx > 0;
    if (element.hidden === shown) element.hidden = !shown;
    const columns = room < NARROW_PX ? NARROW : WIDE;
    const width = shown ? columns.width : 0;
    if (width !== widthPx) element.parentElement?.style.setProperty('--map-width', `${width}px`);
    widthPx = width;
    if (!shown) return;
    const { turned } = camera;
    const heightPx = Math.floor(camera.alongPx);
    const scale = globalThis.devicePixelRatio;
    colors ??= colorsOf(element);
    size(canvas, columns.width, heightPx, scale, turned);
    keep(next, columns, heightPx, totalPx, scale, colors);
    const pen = canvas.getContext('2d')!;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    turn(pen, scale, turned);
    drawWindow(pen, windowOf(next, heightPx, totalPx), columns.width, colors);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(kept, 0, 0);
    turn(pen, scale, turned);
    drawStep(pen, next, columns.width, heightPx, totalPx, colors);
  }

  /** Draws anew what is the same from frame to frame, when it is not. */
  function keep({ run, axis, lanes, version, camera: { turned } }: MapScene, columns: Columns, heightPx: number, totalPx: number, scale: number, ink: Colors): void {
    if (run.notes !== notesOf) {
      notesOf = run.notes;
      noted = createIndexList();
      for (const event of [...new Set(run.notes.map((note) => note.event))].sort((a, b) => a - b)) if (event >= 0) noted.push(event);
    }
    const key = `${run.number} ${run.columns.length} ${run.notes.length} ${version} ${axis.spacing} ${totalPx} ${lanes.count} ${columns.width} ${heightPx} ${scale} ${find.version} ${turned}`;
    if (key === keptKey) return;
    keptKey = key;
    size(kept, columns.width, heightPx, scale, turned);
    const pen = kept.getContext('2d')!;
    turn(pen, scale, turned);
    pen.clearRect(0, 0, columns.width, heightPx);
    const { faults, violations } = run.columns;
    // Two compared runs have no notes; their differences stand there.
    const compared = run.info.comparison !== undefined;
    const landmarks: readonly IndexList[] = [compared ? run.columns.origins.groups : noted, find.hits, faults, violations];
    const rows = mapRows({ axis, lanes, totalPx, heightPx, mostColumns: columns.lanes[1], landmarks });
    drawLanes(pen, rows, columns.lanes, heightPx, ink.lanes);
    const [notes, hits, losses, broken] = rows.marks as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    drawMarks(pen, notes, columns.notes, 3, compared ? ink.differences : ink.notes);
    drawMarks(pen, hits, columns.hits, 2, ink.hits);
    drawMarks(pen, losses, columns.faults, 2, ink.faults);
    drawMarks(pen, broken, columns.violations, 4, ink.violations);
    // Nobody must have to look for a violation: a line across.
    drawMarks(pen, broken, [0, columns.width], 1, ink.violations);
  }

  function listen(): void {
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || scene === undefined) return;
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      const y = alongIn(event);
      const { top, height } = windowOf(scene, scene.camera.alongPx, heightOf(scene.axis));
      held = y >= top && y <= top + height ? y - (top + height / 2) : 0;
      move(event);
    });
    element.addEventListener('pointermove', (event) => {
      if (held !== undefined) move(event);
    });
    for (const type of ['pointerup', 'pointercancel'] as const) element.addEventListener(type, () => (held = undefined));
    // What is turned over the map scrolls what the map is of.
    element.addEventListener('wheel', (event) => {
      element.parentElement?.querySelector('.view')?.scrollBy(scene?.camera.turned === true ? { left: event.deltaY || event.deltaX } : { top: event.deltaY });
      event.preventDefault();
    }, { passive: false });
  }

  function move(event: PointerEvent): void {
    if (scene === undefined) return;
    scrollTo(((alongIn(event) - (held ?? 0)) / scene.camera.alongPx) * heightOf(scene.axis));
  }

  function alongIn(event: PointerEvent): number {
    const { left, top } = element.getBoundingClientRect();
    return scene?.camera.turned === true ? event.clientX - left : event.clientY - top;
  }
}

/** Where time runs rightward, everything is drawn as if it did not, and mirrored at the diagonal. */
function turn(pen: CanvasRenderingContext2D, scale: number, turned: boolean): void {
  if (turned) pen.setTransform(0, scale, scale, 0, 0, 0);
  else pen.setTransform(scale, 0, 0, scale, 0, 0);
}

function size(canvas: HTMLCanvasElement, acrossPx: number, alongPx: number, scale: number, turned: boolean): void {
  const [widthPx, heightPx] = turned ? [alongPx, acrossPx] : [acrossPx, alongPx];
  const width = Math.round(widthPx * scale);
  const height = Math.round(heightPx * scale);
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
}

/** Where the window is on the map; of a long trace it is less than a pixel, and drawn so large that it can be seen and taken. */
function windowOf({ camera }: MapScene, heightPx: number, totalPx: number): { readonly top: number; readonly height: number } {
  const height = Math.max(LEAST_WINDOW_PX, (camera.alongPx / totalPx) * heightPx);
  const middle = ((camera.along + camera.alongPx / 2) / totalPx) * heightPx;
  return { top: Math.max(0, Math.min(heightPx - height, middle - height / 2)), height };
}

function drawWindow(pen: CanvasRenderingContext2D, { top, height }: { readonly top: number; readonly height: number }, width: number, colors: Colors): void {
  pen.fillStyle = colors.window;
  pen.fillRect(0, top, width, height);
  pen.strokeStyle = colors.edge;
  pen.strokeRect(0.5, Math.round(top) + 0.5, width - 1, Math.max(1, Math.round(height) - 1));
}

function drawStep(pen: CanvasRenderingContext2D, { axis, step }: MapScene, width: number, heightPx: number, totalPx: number, colors: Colors): void {
  if (step >= axis.columns.length) return;
  const y = Math.round((yOf(axis, step) / totalPx) * heightPx);
  pen.fillStyle = colors.step;
  pen.fillRect(0, y, width, 1);
  pen.beginPath();
  pen.moveTo(0, y - 3.5);
  pen.lineTo(5, y + 0.5);
  pen.lineTo(0, y + 4.5);
  pen.fill();
}

function drawLanes(pen: CanvasRenderingContext2D, { columns, busy }: { readonly columns: number; readonly busy: Uint8Array }, [from, width]: readonly [number, number], heightPx: number, color: string): void {
  const small = document.createElement('canvas');
  small.width = columns;
  small.height = heightPx;
  const brush = small.getContext('2d', { willReadFrequently: true })!;
  // The colour is whatever the theme has, so it is drawn once and read back.
  brush.fillStyle = color;
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
  const image = brush.createImageData(columns, heightPx);
  for (let k = 0; k < busy.length; k++) {
    image.data[4 * k] = red;
    image.data[4 * k + 1] = green;
    image.data[4 * k + 2] = blue;
    image.data[4 * k + 3] = busy[k]! * DIM;
  }
  brush.putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(small, from, 0, width, heightPx);
}

function drawMarks(pen: CanvasRenderingContext2D, rows: Uint8Array, [from, width]: readonly [number, number], tall: number, color: string): void {
  pen.fillStyle = color;
  for (let row = 0; row < rows.length; row++) if (rows[row] === 1) pen.fillRect(from, Math.min(row - (tall >> 1), rows.length - tall), width, tall);
}

/** The theme's colours as the canvas wants them: worked out by the browser from the style sheet's variables. */
function colorsOf(element: HTMLElement): Colors {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const found = Object.fromEntries(
    COLORS.map((name) => {
      probe.style.color = `var(--map-${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return found as Colors;
}
