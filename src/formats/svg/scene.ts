/** What all parts of the picture share. */
import type { Fates } from '../../trace/fates';
import type { Axis } from '../../trace/layout/axis';
import { placeOf } from '../../trace/layout/lanes';
import type { Lanes } from '../../trace/layout/lanes';
import type { Spans } from '../../trace/layout/spans';
import type { Standing } from '../../trace/layout/standing';
import type { Trace } from '../../trace/trace';
import { px } from './xml';

/** What is pinned to an event. */
export interface PictureNote {
  /** -1 when it belongs to the whole. */
  readonly event: number;
  readonly text: string;
}

/** Where an operation took effect: between the event `after` and the next, after a share of the way; `number` is its place, from 1. */
export interface PicturePlace {
  readonly event: number;
  readonly number: number;
  readonly after: number;
  readonly share: number;
}

/** A field of a node's state and its values in the picture, each from an event on; the first may be before the picture. '' is no value. */
export interface PicturePin {
  /** Index of the node. */
  readonly node: number;
  readonly name: string;
  readonly values: readonly { readonly event: number; readonly text: string }[];
}

/** The origin of each event as its place in ORIGINS, and what the runs are called. */
export interface PictureComparison {
  readonly origins: Uint8Array;
  readonly left: string;
  readonly right: string;
}

/** A window [from, to) of a trace and where everything in it stands. */
export interface Scene {
  readonly trace: Trace;
  readonly from: number;
  readonly to: number;
  /** Those of them that are shown. */
  readonly events: readonly number[];
  readonly notes: readonly PictureNote[];
  readonly axis: Axis;
  readonly lanes: Lanes;
  /** Time runs rightward: all but words and signs is drawn in a group that exchanges x and y. */
  readonly turned: boolean;
  /** Space beyond the last lane. */
  readonly rightPx: number;
  readonly spans: Spans;
  readonly fates: Fates;
  readonly standing: Standing;
  /** Where operations took effect, and the event that invoked the one without a place, or -1. */
  readonly places: readonly PicturePlace[];
  readonly unplaced: number;
  readonly pins: readonly PicturePin[];
  /** Two runs in one. */
  readonly compared: PictureComparison | undefined;
  readonly nodeIndex: (id: string) => number;
}

/** The transform of a shape that stays upright at a place, whatever the direction of time. */
export function uprightAt({ turned }: Pick<Scene, 'turned'>, x: number, y: number): string {
  return turned ? `transform="matrix(0 1 1 0 ${px(x)} ${px(y)})"` : `transform="translate(${px(x)} ${px(y)})"`;
}

/** The attributes of words whose baseline begins, or whatever they are anchored by, at a place of the screen. */
export function wordsAt({ turned }: Pick<Scene, 'turned'>, x: number, y: number): string {
  return turned ? `transform="matrix(0 1 1 0 ${px(y)} ${px(x)})"` : `x="${px(x)}" y="${px(y)}"`;
}

/** The same for words in the middle of a place of the lanes and of time, so far below it. */
export function wordsOn(scene: Pick<Scene, 'turned'>, x: number, y: number, down: number): string {
  return scene.turned ? wordsAt(scene, y, x + down) : wordsAt(scene, x, y + down);
}

/** The same for times, which end left of the lanes or stand in the middle of their moment above them; with their class. */
export function timeAt(scene: Pick<Scene, 'turned' | 'lanes'>, y: number): string {
  return scene.turned ? `class="time middle" ${wordsAt(scene, y, scene.lanes.gutterPx - 14)}` : `class="time end" ${wordsAt(scene, scene.lanes.gutterPx - 14, y + 4)}`;
}

/** Whether a node's lane is in the picture. */
export function isShown({ lanes }: Pick<Scene, 'lanes'>, node: number): boolean {
  const place = placeOf(lanes, node);
  return place >= 0 && place < lanes.count;
}
