/** What a run's ghost is made of, in slices. Nothing here knows VS Code. */
import { cannotCompare, startComparing } from '../trace/compare/compare';
import { startGhost } from '../trace/compare/ghost';
import type { Ghost } from '../trace/compare/ghost';
import type { Trace } from '../trace/trace';
import { inSlices } from './slices';
import type { Cancellation } from './slices';

const EVENTS_AT_ONCE = 2_000;

/** How `after` differs from `before`; both must be over. Undefined when cancelled, or when the runs are too long to compare. */
export async function ghostBetween(before: Trace, after: Trace, cancellation: Cancellation): Promise<Ghost | undefined> {
  if (cannotCompare(before, after) !== undefined) return undefined;
  const comparing = startComparing(before, after);
  if (!(await inSlices(() => comparing.advance(EVENTS_AT_ONCE), cancellation))) return undefined;
  const ghost = startGhost(comparing.result!);
  return (await inSlices(() => ghost.advance(EVENTS_AT_ONCE), cancellation)) ? ghost.result : undefined;
}
