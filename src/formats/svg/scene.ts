/** What all parts of the picture share. */
import type { Fates } from '../../trace/fates';
import type { Axis } from '../../trace/layout/axis';
import { placeOf } from '../../trace/layout/lanes';
import type { Lanes } from '../../trace/layout/lanes';
import type { Spans } from '../../trace/layout/spans';
import type { Standing } from '../../trace/layout/standing';
import type { Trace } from '../../trace/trace';

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
  /** Space to the right of the last lane. */
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

/** Whether a node's lane is in the picture. */
export function isShown({ lanes }: Pick<Scene, 'lanes'>, node: number): boolean {
  const place = placeOf(lanes, node);
  return place >= 0 && place < lanes.count;
}
