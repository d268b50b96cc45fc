/** Where on the axis of true time a reading of a wall clock points. */
import type { EventDetails } from '../../kernel/event';
import type { Columns } from '../../kernel/log';

/** The interval in which the true time lies, as the reading claims; a moment where it claims nothing (not `stated`). */
export interface ReadingBounds {
  readonly earliest: number;
  readonly latest: number;
  readonly stated: boolean;
}

/** Undefined for clocks other than a wall clock: a monotonic clock begins with its process, and counters tell no time. */
export function boundsOf({ clock, reading, earliest, latest }: EventDetails['clock']): ReadingBounds | undefined {
  if (clock !== 'wall' || typeof reading !== 'number') return undefined;
  const stated = typeof earliest === 'number' && typeof latest === 'number' && earliest <= latest;
  return stated ? { earliest, latest, stated } : { earliest: reading, latest: reading, stated };
}

/** Whether the reading allows for this to be the true time. */
export function allows({ earliest, latest }: ReadingBounds, trueUs: number): boolean {
  return earliest <= trueUs && trueUs <= latest;
}

/** Whether a reading claims bounds, and the true time lies outside them. */
export function isWrong(bounds: ReadingBounds, trueUs: number): boolean {
  return bounds.stated && !allows(bounds, trueUs);
}

/** Clocks of real machines count from 1970, and traces from their own beginning: what points that far away cannot be drawn. */
export function isNear({ t, length }: Columns, { earliest, latest }: ReadingBounds): boolean {
  const [first, last] = [t[0]!, t[length - 1]!];
  return latest >= 2 * first - last && earliest <= 2 * last - first;
}
