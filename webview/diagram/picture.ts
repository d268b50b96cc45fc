/**
 * The SVG of the diagram and its layers, bottom to top: bands, lanes, bars, messages, marks, words; then the veil over what
 * lies ahead; then what belongs to the current step; then the times, which stay at the left when the rest scrolls.
 */
import { createLayer } from './pool';
import type { Layer } from './pool';
import type { Layers } from './frame';

export interface Picture {
  readonly svg: SVGSVGElement;
  readonly layers: Layers;
  readonly grid: Layer;
  readonly focus: Layer;
  readonly times: Layer;
  readonly nowTime: Layer;
  resize(widthPx: number, heightPx: number, gutterPx: number): void;
  /** Puts the picture's base line and left edge where they belong. */
  shift(leftPx: number, downPx: number): void;
  /** Dims everything below `fromPx` of the window and draws the line of "now" at `nowPx`. */
  veil(fromPx: number, nowPx: number): void;
  /** Elements in all layers. */
  readonly size: number;
}

const SVG = 'http://www.w3.org/2000/svg';

export function createPicture(): Picture {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'picture');
  svg.setAttribute('aria-hidden', 'true');
  const world = group(svg, 'world');
  const grid = createLayer(group(world, 'grid'));
  const layers: Layers = {
    bands: createLayer(group(world, 'bands')),
    lanes: createLayer(group(world, 'lanes')),
    bars: createLayer(group(world, 'bars')),
    lines: createLayer(group(world, 'lines')),
    marks: createLayer(group(world, 'marks')),
    labels: createLayer(group(world, 'labels')),
  };
  const veil = rect(svg, 'veil');
  const now = rect(svg, 'now');
  now.setAttribute('height', '1');
  const front = group(svg, 'front');
  const focus = createLayer(front);
  const gutter = group(svg, 'gutter');
  const paper = rect(gutter, 'paper');
  const scale = group(gutter, 'times');
  const times = createLayer(scale);
  const nowTime = createLayer(group(gutter, 'now-time'));
  let width = 0;
  let height = 0;

  return {
    svg,
    layers,
    grid,
    focus,
    times,
    nowTime,
    resize(widthPx, heightPx, gutterPx) {
      if (widthPx !== width || heightPx !== height) {
        width = widthPx;
        height = heightPx;
        svg.setAttribute('width', String(width));
        svg.setAttribute('height', String(height));
        veil.setAttribute('width', String(width));
        now.setAttribute('width', String(width));
        paper.setAttribute('height', String(height));
      }
      paper.setAttribute('width', String(gutterPx));
    },
    shift(leftPx, downPx) {
      const place = `translate(${-leftPx} ${downPx})`;
      world.setAttribute('transform', place);
      front.setAttribute('transform', place);
      scale.setAttribute('transform', `translate(0 ${downPx})`);
    },
    veil(fromPx, nowPx) {
      const from = Math.min(height, Math.max(0, fromPx));
      veil.setAttribute('y', String(from));
      veil.setAttribute('height', String(height - from));
      now.setAttribute('y', String(nowPx));
    },
    get size() {
      return [...Object.values(layers), grid, focus, times, nowTime].reduce((sum, layer: Layer) => sum + layer.size, 0);
    },
  };
}

function group(parent: Element, className: string): SVGGElement {
  const element = document.createElementNS(SVG, 'g');
  element.setAttribute('class', className);
  parent.append(element);
  return element;
}

function rect(parent: Element, className: string): SVGRectElement {
  const element = document.createElementNS(SVG, 'rect');
  element.setAttribute('class', className);
  parent.append(element);
  return element;
}
