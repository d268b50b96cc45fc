/**
 * Idle stretches of a trace, to be cut out of compressed time: moments between two visible events that lie further apart than
 * anything usually takes. Lists of cuts with what was cut before each, so that a place on the axis is found by a search.
 */
import type { Columns } from '../../kernel/log';
import { eventOfRow, rowCount } from './rows';
import type { Rows } from './rows';

export interface Gaps {
  /** A longer stretch without events is cut, in microseconds. */
  readonly idleUs: number;
  /** Number of cuts. */
  readonly count: number;
  /** Times of the events around cut k. */
  fromUs(k: number): number;
  toUs(k: number): number;
  /** Microseconds that the cuts before the k-th take away together. */
  cutBeforeUs(k: number): number;
  /** How many cuts end at or before a moment. */
  endedBy(tUs: number): number;
}

export interface GrowingGaps extends Gaps {
  /** Takes in the events that were appended since the last call. */
  update(columns: Columns, rows: Rows | undefined): void;
}

export function createGaps(idleUs: number): GrowingGaps {
  const from: number[] = [];
  const to: number[] = [];
  /** One more than there are cuts. */
  const cutBefore: number[] = [0];
  let taken = 0;
  let lastUs = 0;

  return {
    idleUs,
    get count() { return from.length; },
    fromUs: (k) => from[k]!,
    toUs: (k) => to[k]!,
    cutBeforeUs: (k) => cutBefore[k]!,
    endedBy(tUs) {
      let low = 0;
      let high = to.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (to[middle]! <= tUs) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    update(columns, rows) {
      const total = rowCount(rows, columns.length);
      const { t } = columns;
      for (; taken < total; taken++) {
        const us = t[eventOfRow(rows, taken)]!;
        if (taken > 0 && us - lastUs > idleUs) {
          from.push(lastUs);
          to.push(us);
          cutBefore.push(cutBefore[cutBefore.length - 1]! + us - lastUs);
        }
        lastUs = us;
      }
    },
  };
}
