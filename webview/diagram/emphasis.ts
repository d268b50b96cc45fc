/**
 * What stands back: events that have nothing to do with the current one are dimmed, and those that a node cannot know of
 * are not drawn at all. Every element has its event in its key, so this goes for everything that is ever drawn, and no drawing
 * function has to think of it.
 */
import type { Emphasis } from '../store/causal';
import { yOf } from '../../src/trace/layout/axis';
import { laneAt } from '../../src/trace/layout/lanes';
import type { LabelWish } from '../../src/trace/layout/labels';
import { PARTS } from './frame';
import type { Frame, Label, Layers } from './frame';
import type { Layer } from './pool';

/**
 * The layers of a frame with what stands back in them. Where each lane is drawn as a density, keys are not of events. Words that
 * belong to no event, such as the letters of a role that lasts, are left out where `fogged`.
 */
export function emphasised(layers: Layers, emphasis: (event: number) => Emphasis, crowded: boolean, fogged?: (x: number, y: number) => boolean): Layers {
  const events = (layer: Layer): Layer => wrapped(layer, (key) => (key < 0 ? '' : emphasis(Math.floor(key / PARTS))));
  return {
    ...layers,
    bands: events(layers.bands),
    bars: crowded ? layers.bars : events(layers.bars),
    lines: events(layers.lines),
    marks: events(layers.marks),
    labels: fogged === undefined ? events(layers.labels) : clearOf(events(layers.labels), fogged),
  };
}

/** Leaves out the rows of what is unknown; keys there are twice the event's index, or one more. */
export function knownRows(layer: Layer, emphasis: (event: number) => Emphasis): Layer {
  return wrapped(layer, (key) => (emphasis(Math.floor(key / 2)) === 'fog' ? 'fog' : ''));
}

function clearOf(layer: Layer, fogged: (x: number, y: number) => boolean): Layer {
  return {
    begin: () => layer.begin(),
    path: (key, className, d, x, y) => layer.path(key, className, d, x, y),
    sign: (key, className, d, x, y) => layer.sign(key, className, d, x, y),
    text(key, className, content, x, y, anchor, slant) {
      if (key >= 0 || !fogged(x, y)) layer.text(key, className, content, x, y, anchor, slant);
    },
    end: () => layer.end(),
    get size() { return layer.size; },
  };
}

function wrapped(layer: Layer, of: (key: number) => Emphasis): Layer {
  return {
    begin: () => layer.begin(),
    path(key, className, d, x, y) {
      const look = of(key);
      if (look !== 'fog') layer.path(key, look === '' ? className : `${className} ${look}`, d, x, y);
    },
    sign(key, className, d, x, y) {
      const look = of(key);
      if (look !== 'fog') layer.sign(key, look === '' ? className : `${className} ${look}`, d, x, y);
    },
    text(key, className, content, x, y, anchor, slant) {
      const look = of(key);
      if (look !== 'fog') layer.text(key, look === '' ? className : `${className} ${look}`, content, x, y, anchor, slant);
    },
    end: () => layer.end(),
    get size() { return layer.size; },
  };
}

/** Takes out of a frame what a pointer must not find and what words must not tell. */
export function forgetUnknown(frame: Frame): void {
  if (frame.knowledge === undefined) return;
  const known = (event: number): boolean => event >= 0 && frame.emphasis(event) !== 'fog';
  keep(frame.spots, ({ event }) => known(event));
  keep(frame.strokes, ({ to }) => known(to));
  keep(frame.wishes, (wish) => known(wish.of.event) && !isInFog(frame, wish));
}

/** Words may go on along a lane below the event that they tell of; beyond what is known they would tell that it lasted. */
function isInFog(frame: Frame, { places: [place] }: LabelWish<Label>): boolean {
  return place !== undefined && place.anchor === 'middle' && isFogged(frame, place.x, place.y);
}

/** Whether a place of the frame, `base` subtracted, lies in the fog. */
export function isFogged(frame: Pick<Frame, 'axis' | 'knowledge' | 'lanes' | 'base'>, x: number, y: number): boolean {
  if (frame.knowledge === undefined) return false;
  const lane = laneAt(frame.lanes, x);
  return lane >= 0 && y + frame.base > fogFrom(frame, lane);
}

/** From where on a lane nothing is known; -Infinity when nothing of it is. */
export function fogFrom({ axis, knowledge }: Pick<Frame, 'axis' | 'knowledge'>, lane: number): number {
  const last = knowledge?.last(lane) ?? -1;
  return last < 0 ? -Infinity : yOf(axis, last) + (axis.spacing === 'even' ? axis.rowPx / 2 : 6);
}

function keep<T>(list: T[], wanted: (each: T) => boolean): void {
  let length = 0;
  for (const each of list) if (wanted(each)) list[length++] = each;
  list.length = length;
}
