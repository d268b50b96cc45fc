/** Answers about what is under way at a step of a run. Nothing here knows VS Code. */
import type { Requests } from '../protocol/messages';
import { createUnderWay } from '../trace/under-way';
import type { UnderWay } from '../trace/under-way';
import type { LiveRun } from './feed';
import { inSlices } from './slices';

const EVENTS_AT_ONCE = 5_000;
/** Messages and timers told at once. */
const MOST = 200;

// Made when first asked for, and gone with the run.
const known = new WeakMap<LiveRun, UnderWay>();

/** The first question about a late step takes a while, the others do not. */
export async function underWayAt(run: LiveRun, { step }: Requests['underWay']['args']): Promise<Requests['underWay']['result']> {
  let of = known.get(run);
  if (!of) known.set(run, (of = createUnderWay(run.trace)));
  const underWay = of;
  await inSlices(() => underWay.length > step || underWay.update(EVENTS_AT_ONCE), { isCancellationRequested: false });
  return underWay.at(step, MOST);
}
