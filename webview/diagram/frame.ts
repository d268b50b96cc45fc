/**
 * What the drawing functions of one frame share: which part of the trace is in the window, where things stand, and the
 * layers to draw into. Lanes stand side by side along x and time runs along y, and so do `left`, `right`, `top` and `bottom`, also where
 * time runs rightward on the screen: layers exchange the two, and words are put elsewhere (src/trace/layout/turn.ts). Coordinates along
 * time are relative to `base`, since SVG counts in single precision and a long trace is tens of millions of pixels tall.
 */
import { heightOf } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import type { LabelBox, LabelWish } from '../../src/trace/layout/labels';
import { nodeAt, placeOf } from '../../src/trace/layout/lanes';
import type { Lanes } from '../../src/trace/layout/lanes';
import { isHidden } from '../../src/trace/layout/rows';
import { TURNED_WORDS_PX } from '../../src/trace/layout/turn';
import type { TurnedRoom } from '../../src/trace/layout/turn';
import type { Clocks } from '../../src/protocol/messages';
import type { Cones } from '../../src/trace/cones';
import type { Knowledge } from '../../src/trace/knowledge';
import type { Emphasis } from '../store/causal';
import type { Readings } from '../store/clocks';
import { KIND } from '../../src/trace/trace';
import type { Run } from '../store/store';
import type { Ruler } from './measure';
import type { Layer } from './pool';

export interface Layers {
  readonly bands: Layer;
  readonly lanes: Layer;
  readonly bars: Layer;
  /** Along the lanes: past and future of the current event, and the fog of what a node cannot know. */
  readonly regions: Layer;
  readonly lines: Layer;
  readonly marks: Layer;
  /** Outlines behind the words of chips. */
  readonly chips: Layer;
  readonly labels: Layer;
}

/** Text that is drawn if there is room; `key` as in the layer. */
export interface Label {
  readonly key: number;
  readonly className: string;
  readonly text: string;
  readonly event: number;
  /** A clock reading: drawn in an outline. */
  readonly chip?: true;
  /** Dots before the words. */
  readonly tally?: Tally;
}

/** Which clock readings are wished for, and where they come from. */
export interface ClockFace {
  readonly kind: Clocks;
  readonly readings: Readings;
}

/** A count of votes. */
export interface Tally {
  readonly have: number;
  readonly need: number;
  readonly of: number;
  /** The quorum was there before this vote. */
  readonly late: boolean;
}

/** Where a pointer finds an event. */
export interface Spot {
  readonly event: number;
  /** The badge of a note and not the mark of the event. */
  readonly note?: true;
  readonly x: number;
  readonly y: number;
}
/** A message's line, for pointing at. */
export interface Stroke {
  readonly from: number;
  readonly to: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Frame {
  readonly run: Run;
  readonly axis: Axis;
  readonly lanes: Lanes;
  /** Events in the window, `to` exclusive; hidden ones may be among them, and any number of those. */
  readonly from: number;
  readonly to: number;
  /** The visible ones of them in order; none when there are too many to draw each. */
  readonly events: readonly number[];
  /** The window in pixels of the picture, margins included. */
  readonly top: number;
  readonly bottom: number;
  /** Places of the lanes in the window, `to` exclusive, and the horizontal extent drawn. `nodeAt` tells whose lane a place is. */
  readonly laneFrom: number;
  readonly laneTo: number;
  readonly left: number;
  readonly right: number;
  /** Subtracted from every y. */
  readonly base: number;
  /** Time runs rightward: on the screen x and y are exchanged. */
  readonly turned: boolean;
  readonly layers: Layers;
  readonly clocks: ClockFace;
  /** How an event stands back. The layers see to it; only what is drawn in its stead needs to ask. */
  emphasis(event: number): Emphasis;
  /** Past and future of the current event, when they are to be drawn. */
  readonly cones: Cones | undefined;
  /** What is known to the node as which the run is seen. */
  readonly knowledge: Knowledge | undefined;
  readonly ruler: Ruler;
  readonly wishes: LabelWish<Label>[];
  readonly spots: Spot[];
  readonly strokes: Stroke[];
  /** Where the words beside the marks stand, by event. */
  readonly texts: Map<number, LabelBox>;
  /** Asks for the details of an event outside the window; at most a few of them are fetched. */
  readonly wanted: Set<number>;
}

/** Parts of one event in a layer have keys of their own. */
export const PARTS = 32;
/** The words beside the mark of an event. */
export const TEXT_PART = 13;
/** The type of a message, on its line. */
export const TYPE_PART = 15;
/** The letters of a role that begins with an event, and the end of a lease. */
export const TURN_PART = 20;
export function keyOf(event: number, part = 0): number {
  return event * PARTS + part;
}

/** Whether a node's lane is shown and in the window. */
export function isLaneIn(frame: Pick<Frame, 'lanes' | 'laneFrom' | 'laneTo'>, node: number): boolean {
  const place = placeOf(frame.lanes, node);
  return place >= frame.laneFrom && place < frame.laneTo;
}

/** Where on the screen a place of the frame is, `base` subtracted. */
export function onScreen({ turned }: Pick<Frame, 'turned'>, x: number, y: number): { readonly x: number; readonly y: number } {
  return turned ? { x: y, y: x } : { x, y };
}

/** Room for words beside a lane: up to the next one, or where time runs rightward as much as reads well. */
export function wordsPx({ lanes, turned }: Pick<Frame, 'lanes' | 'turned'>, lessPx: number): number {
  return turned ? TURNED_WORDS_PX : lanes.lanePx - lessPx;
}

/** What words must not leave on the screen where time runs rightward: the lanes in the window, and the trace. */
export function turnedRoom({ axis, base, left, right }: Pick<Frame, 'axis' | 'base' | 'left' | 'right'>): TurnedRoom {
  return { left: 3 - base, right: heightOf(axis) - 3 - base, top: left + 1, bottom: right - 1 };
}

/** Nodes whose lanes are in the window, from left to right. */
export function nodesIn({ lanes, laneFrom, laneTo }: Pick<Frame, 'lanes' | 'laneFrom' | 'laneTo'>): number[] {
  return Array.from({ length: Math.max(0, laneTo - laneFrom) }, (_, k) => nodeAt(lanes, laneFrom + k));
}

/** The details of an event if they are here; otherwise they are asked for. */
export function detailIn(frame: Frame, event: number): { readonly [field: string]: unknown } | undefined {
  const detail = frame.run.details.get(event);
  if (detail === undefined && (event < frame.from || event >= frame.to || isHidden(frame.axis.rows, event))) frame.wanted.add(event);
  return detail as { readonly [field: string]: unknown } | undefined;
}

/** A reading that a process took is drawn as a chip in place of its words. */
export function hasChip(frame: Frame, event: number): boolean {
  return frame.clocks.kind === 'recorded' && frame.run.columns.kind[event] === KIND.clock && frame.run.details.get(event) !== undefined;
}

export function labelAt(frame: Frame, event: number): string {
  const { columns } = frame.run;
  return columns.labels[columns.label[event]!] ?? '';
}
