/**
 * From the numbers events have in a file to their rows here. They are the same in a whole file; where lines were
 * cut away they go apart, and causes must still find their events.
 */
export interface Indices {
  /** Notes that the event numbered `i` in the file is the next row. False when that number was there before. */
  add(i: number): boolean;
  /** The row of the event numbered `i`, or -1. */
  rowOf(i: number): number;
  /** The number that the next line should have. */
  readonly next: number;
  /** Whether all numbers so far were the rows themselves. */
  readonly plain: boolean;
}

/** Consecutive numbers in consecutive rows. */
interface Run {
  readonly number: number;
  readonly row: number;
  length: number;
}

export function createIndices(): Indices {
  /** Ascending by number. */
  const runs: Run[] = [];
  /** Events whose number is less than one before. */
  const odd = new Map<number, number>();
  let rows = 0;
  let next = 0;

  return {
    get next() { return next; },
    get plain() { return runs.length === 0 || (runs[0]!.number === 0 && runs[0]!.length === rows); },
    add(i) {
      const row = rows++;
      const last = runs[runs.length - 1];
      if (i >= next) {
        if (last !== undefined && i === last.number + last.length && row === last.row + last.length) last.length++;
        else runs.push({ number: i, row, length: 1 });
        next = i + 1;
        return true;
      }
      if (rowOf(i) >= 0) return false;
      odd.set(i, row);
      return true;
    },
    rowOf,
  };

  function rowOf(i: number): number {
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (runs[middle]!.number <= i) low = middle + 1;
      else high = middle;
    }
    const run = runs[low - 1];
    if (run !== undefined && i < run.number + run.length) return run.row + (i - run.number);
    return odd.get(i) ?? -1;
  }
}
