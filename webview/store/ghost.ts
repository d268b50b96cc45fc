/**
 * The run before the last edit, as a ghost in this one: what each event is now, what is gone, and where the differences stand. Made
 * once when it arrives; every question about a window costs a search.
 */
import { isDifference } from '../../src/trace/compare/merged';
import type { Ghost } from '../../src/trace/compare/ghost';
import { createIndexList } from './index-list';
import type { IndexList } from './index-list';

export interface GhostView {
  readonly ghost: Ghost;
  /** What an event is, by its place in ORIGINS; 0 where it is the same as before. */
  codeOf(event: number): number;
  /** Where to stop when going from difference to difference: the first event of each stretch of them, and what follows on what is gone. */
  readonly groups: IndexList;
  /** Whether there is a difference among the events [from, to). */
  isIn(from: number, to: number): boolean;
  /** Entries of the past that stand behind at least `from` and at most `to` events, `to` exclusive. */
  past(from: number, to: number): { readonly from: number; readonly to: number };
}

export function createGhostView(ghost: Ghost): GhostView {
  const { from: begin, codes, past } = ghost;
  const end = begin + codes.length;
  const codeOf = (event: number): number => (event >= begin && event < end ? codes[event - begin]! : 0);
  const differing = createIndexList();
  const groups = createIndexList();
  let entry = 0;
  for (let event = 0; event < end; event++) {
    // Before the first new or other event there is only what is gone.
    if (event < begin && entry === past.t.length) event = begin;
    if (event >= end) break;
    const differs = isDifference(codeOf(event));
    let gone = false;
    // Behind the last event there is no other to stand at.
    for (; entry < past.t.length && (past.at[entry]! <= event || event === end - 1); entry++) gone ||= past.now[entry]! < 0;
    if (differs) differing.push(event);
    if (gone || (differs && !isDifference(codeOf(event - 1)))) groups.push(event);
  }
  return {
    ghost,
    codeOf,
    groups,
    isIn(from, to) {
      const next = differing.at(differing.before(from));
      return next >= 0 && next < to;
    },
    past: (from, to) => ({ from: firstAtLeast(past.at, from), to: firstAtLeast(past.at, to) }),
  };
}

function firstAtLeast(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
