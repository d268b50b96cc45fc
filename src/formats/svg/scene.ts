/** What all parts of the picture share. */
import type { Fates } from '../../trace/fates';
import type { Axis } from '../../trace/layout/axis';
import type { Lanes } from '../../trace/layout/lanes';
import type { Spans } from '../../trace/layout/spans';
import type { Standing } from '../../trace/layout/standing';
import type { Trace } from '../../trace/trace';

/** A window [from, to) of a trace and where everything in it stands. */
export interface Scene {
  readonly trace: Trace;
  readonly from: number;
  readonly to: number;
  readonly axis: Axis;
  readonly lanes: Lanes;
  /** Space to the right of the last lane. */
  readonly rightPx: number;
  readonly spans: Spans;
  readonly fates: Fates;
  readonly standing: Standing;
  readonly nodeIndex: (id: string) => number;
}
