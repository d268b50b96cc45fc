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
  readonly nodeIndex: (id: string) => number;
}

/** Whether a node's lane is in the picture. */
export function isShown({ lanes }: Pick<Scene, 'lanes'>, node: number): boolean {
  const place = placeOf(lanes, node);
  return place >= 0 && place < lanes.count;
}
