/** Searching a list from its end: what comes later in a file counts. (`findLastIndex` is younger than the oldest VS Code we run in.) */

/** Index of the last item that passes, or -1. */
export function lastIndex<T>(items: readonly T[], passes: (item: T) => boolean): number {
  let i = items.length - 1;
  while (i >= 0 && !passes(items[i]!)) i--;
  return i;
}
