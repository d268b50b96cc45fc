/** How values spread, as bars of equal width: for looking at, where a quantile says too little. */

export interface Histogram {
  /** Where the first bar begins, and how wide each is. A bar holds what is at least its beginning and less than the next one's. */
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/**
 * At most so many bars over all values; of whole numbers each bar holds as many of them as the others, and one each where they fit.
 * Values that are all the same are one bar. There must be at least one value.
 */
export function histogram(values: readonly number[], mostBars = 24): Histogram {
  let [min, max] = [Infinity, -Infinity];
  let whole = true;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    whole &&= Number.isSafeInteger(value);
  }
  const width = whole ? Math.max(1, Math.ceil((max - min + 1) / mostBars)) : (max - min) / mostBars || 1;
  const bars = whole ? Math.floor((max - min) / width) + 1 : max === min ? 1 : mostBars;
  const counts = new Array<number>(bars).fill(0);
  // The greatest value of all belongs to the last bar.
  for (const value of values) counts[Math.min(bars - 1, Math.floor((value - min) / width))]!++;
  return { from: min, width, counts };
}
