/**
 * The picture in the window and its layers, bottom to top: the line of "now"; bands, lanes, bars, regions, messages, marks, chips, words; the
 * veil over what lies ahead; what belongs to the current step; the times at the left.
 *
 * Each of these is a surface of its own that is drawn a little larger than the window and then only shifted, so that
 * scrolling costs neither layout nor paint until the window leaves what was drawn.
 */
import { createLayer } from './pool';
import type { Layer } from './pool';
import { PARTS } from './frame';
import type { Layers } from './frame';

export interface Picture {
  readonly element: HTMLElement;
  readonly layers: Layers;
  readonly grid: Layer;
  /** The run before the last edit: beneath the messages, and beside the times. */
  readonly ghosts: Layer;
  readonly changes: Layer;
  /** Small veils over what shares its place with the current event and comes after it. */
  readonly patches: Layer;
  readonly focus: Layer;
  readonly times: Layer;
  readonly nowTime: Layer;
  /** Dims the events of a picture that is drawn already; where each lane is drawn as a density, bars are of no event. */
  dim(isDim: (event: number) => boolean, crowded: boolean): void;
  /** Size on the screen, that of the strip of times, and whether time runs rightward. */
  resize(widthPx: number, heightPx: number, gutterPx: number, turned: boolean): void;
  /**
   * Says what the surfaces hold along time: the picture from `fromPx` on for `alongPx`, and across the lanes from `acrossPx` on; `base` is
   * what the drawing functions subtract from every y.
   */
  hold(fromPx: number, alongPx: number, acrossPx: number, base: number): void;
  /** Shows the part of the picture that begins at `fromPx` along time. */
  shift(fromPx: number): void;
  /** Dims everything later than `fromPx` of the window; the line of "now" and its time stand at `nowPx`. */
  veil(fromPx: number, nowPx: number): void;
  /** Dims the words that lie ahead, where time runs rightward; by key and by place along time, `base` subtracted. */
  ahead(isAhead: (key: number, along: number) => boolean): void;
  /** Elements in all layers. */
  readonly size: number;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Size along time of the surface that holds the current time: its height, or its width where time runs rightward. */
const NOW_PX = 24;
const TURNED_NOW_PX = 180;

export function createPicture(): Picture {
  const element = document.createElement('div');
  element.className = 'picture';
  element.setAttribute('aria-hidden', 'true');
  // Beneath everything, so that it strikes no word through.
  const now = box(element, 'now');
  const world = surface(element, 'world');
  const grid = createLayer(group(world.place, 'grid'));
  const bands = createLayer(group(world.place, 'bands'));
  const lanes = createLayer(group(world.place, 'lanes'));
  const ghosts = createLayer(group(world.place, 'ghosts'));
  const words = document.createElementNS(SVG, 'g');
  words.setAttribute('class', 'labels');
  const layers = {
    bands,
    lanes,
    bars: createLayer(group(world.place, 'bars')),
    regions: createLayer(group(world.place, 'regions')),
    lines: createLayer(group(world.place, 'lines')),
    marks: createLayer(group(world.place, 'marks')),
    chips: createLayer(group(world.place, 'chips')),
    labels: createLayer(words),
  } satisfies Layers;
  world.place.append(words);
  const veil = box(element, 'veil');
  const front = surface(element, 'front');
  const patches = createLayer(group(front.place, 'patches'));
  const focus = createLayer(group(front.place, 'focus'));
  const gutter = surface(element, 'gutter');
  const changes = createLayer(group(gutter.place, 'changes'));
  const times = createLayer(gutter.place);
  const pill = surface(element, 'now-time');
  const nowTime = createLayer(pill.place);
  let held = 0;
  let shifted = '';
  let width = -1;
  let height = -1;
  let gutterSize = -1;
  let isTurned = false;
  let heldSize = 0;
  let sized = '';

  return {
    element,
    layers,
    grid,
    ghosts,
    changes,
    patches,
    focus,
    times,
    nowTime,
    dim(isDim, crowded) {
      const { bands, bars, lines, marks, labels } = layers;
      for (const layer of crowded ? [bands, lines, marks, labels] : [bands, bars, lines, marks, labels]) {
        layer.dim((key) => key >= 0 && isDim(Math.floor(key / PARTS)));
      }
    },
    resize(widthPx, heightPx, gutterPx, turned) {
      if (widthPx !== width || heightPx !== height) {
        width = widthPx;
        height = heightPx;
        element.style.width = `${width}px`;
        element.style.height = `${height}px`;
      }
      if (turned !== isTurned) {
        isTurned = turned;
        shifted = '';
        // Words that reach from one moment into the next are not cut by the veil: each is dimmed as a whole.
        if (turned) front.place.prepend(words);
        else world.place.append(words);
        for (const layer of [...Object.values(layers), grid, ghosts, changes, patches, focus, times]) layer.turn(turned);
      }
      gutterSize = gutterPx;
      fit();
    },
    hold(fromPx, alongPx, acrossPx, base) {
      held = fromPx;
      heldSize = alongPx;
      fit();
      const along = base - fromPx;
      world.put(translate(-acrossPx, along));
      front.put(translate(-acrossPx, along));
      gutter.put(translate(0, along));
    },
    shift(fromPx) {
      const place = moved(held - fromPx);
      if (place === shifted) return;
      shifted = place;
      for (const { frame } of [world, front, gutter]) frame.style.transform = place;
    },
    veil(fromPx, nowPx) {
      veil.style.transform = moved(Math.min(isTurned ? width : height, Math.max(0, fromPx)));
      now.style.transform = moved(nowPx);
      pill.frame.style.transform = moved(Math.round(nowPx) - (isTurned ? TURNED_NOW_PX : NOW_PX) / 2);
    },
    ahead(isAhead) {
      if (isTurned) layers.labels.ahead(isAhead);
    },
    get size() {
      return [...Object.values(layers), grid, ghosts, changes, patches, focus, times, nowTime].reduce((sum, layer: Layer) => sum + layer.size, 0);
    },
  };

  function moved(px: number): string {
    return `translate${isTurned ? 'X' : 'Y'}(${Math.round(px)}px)`;
  }

  /** Across the lanes and along time. */
  function translate(across: number, along: number): string {
    return isTurned ? `translate(${along} ${across})` : `translate(${across} ${along})`;
  }

  /** Gives the surfaces their sizes; each is as long along time as what is held. */
  function fit(): void {
    const key = `${width} ${height} ${gutterSize} ${heldSize} ${isTurned}`;
    if (key === sized) return;
    sized = key;
    const set = ({ svg }: Surface, across: number, along: number): void => {
      svg.setAttribute('width', String(isTurned ? along : across));
      svg.setAttribute('height', String(isTurned ? across : along));
    };
    for (const each of [world, front]) set(each, isTurned ? height : width, heldSize);
    set(gutter, gutterSize, heldSize);
    set(pill, gutterSize, isTurned ? TURNED_NOW_PX : NOW_PX);
    pill.put(isTurned ? `translate(${TURNED_NOW_PX / 2} 0)` : `translate(0 ${NOW_PX / 2})`);
  }
}

interface Surface {
  /** What is moved when the picture scrolls: moving the SVG itself would have its style worked out anew. */
  readonly frame: HTMLElement;
  readonly svg: SVGSVGElement;
  readonly place: SVGGElement;
  /** Moves everything on the surface; written only when it differs. */
  put(transform: string): void;
}

function surface(parent: Element, className: string): Surface {
  const svg = document.createElementNS(SVG, 'svg');
  const frame = box(parent, `surface ${className}`);
  frame.append(svg);
  const place = group(svg, 'place');
  let before = '';
  return {
    frame,
    svg,
    place,
    put(transform) {
      if (transform === before) return;
      before = transform;
      place.setAttribute('transform', transform);
    },
  };
}

function box(parent: Element, className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  parent.append(element);
  return element;
}

function group(parent: Element, className: string): SVGGElement {
  const element = document.createElementNS(SVG, 'g');
  element.setAttribute('class', className);
  parent.append(element);
  return element;
}
