/**
 * The rows of the list of events while a run is seen as one node: of those that are visible the ones that the node knows of. The
 * others are left out and not even counted, for how much else happened is more than the node can know.
 *
 * Of a long trace they are worked out between frames. Until then the rows of the step before stand; whatever of them the node does not
 * know, words do not tell.
 */
import { createRows } from '../../src/trace/layout/rows';
import type { GrowingRows, Rows } from '../../src/trace/layout/rows';
import type { Causal } from './causal';
import type { Run, Store } from './store';
import type { HiddenBy } from './visible';

export interface KnownRows {
  /** Those of the store while the whole run is seen. */
  rows(): Rows | undefined;
}

/** So many events are looked at within the frame that asks, and at once later. */
const AT_ONCE = 20_000;

/** `onChange` is told when there are other rows than were given out. */
export function createKnownRows(store: Store, causal: Causal, onChange: () => void): KnownRows {
  let rows: GrowingRows = createRows(16);
  let rowsOf: Run | undefined;
  let key: readonly unknown[] = [];
  let next: GrowingRows | undefined;
  let away = new Uint8Array();
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    rows() {
      const { run, visible } = store;
      const { knowledge } = causal;
      if (run?.seenBy === undefined || knowledge === undefined) {
        forget();
        return visible.rows;
      }
      const now = [run, knowledge, visible.version, run.columns.length];
      if (now.some((each, k) => each !== key[k])) {
        key = now;
        if (rowsOf !== run) rows = createRows(16);
        rowsOf = run;
        next = createRows(run.columns.length);
        away = new Uint8Array(run.columns.length);
        advance();
      }
      return rows;
    },
  };

  /** Takes in the next events; true when it was the last of them. */
  function advance(): boolean {
    clearTimeout(timer);
    const { run, visible } = store;
    if (next === undefined || run === undefined || run !== rowsOf || run.seenBy === undefined) return true;
    const { seenBy } = run;
    const from = next.length;
    const to = Math.min(away.length, from + AT_ONCE);
    for (let i = from; i < to; i++) if (isAway(visible.hiddenBy(i)) || !seenBy.knows(i)) away[i] = 1;
    next.update(to, away);
    if (to < away.length) {
      timer = setTimeout(() => {
        if (advance()) onChange();
      }, 0);
      return false;
    }
    rows = next;
    next = undefined;
    return true;
  }

  /** A fold says how often something happened, later too: what is known of it stands row by row. */
  function isAway(by: HiddenBy | undefined): boolean {
    return by !== undefined && by !== 'fold';
  }

  function forget(): void {
    clearTimeout(timer);
    rowsOf = undefined;
    next = undefined;
    key = [];
  }
}
