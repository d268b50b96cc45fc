/** What is told of one of two compared runs, in rows of the comparison: rounds of votes, and clients’ operations. */
import type { LedgerPage } from '../ledger';
import type { RunComparison } from './compare';

export type ComparedSide = 'left' | 'right';

/** The run that an event is followed in: the left one, unless only the right one has it. */
export function sideOf({ ofLeft }: RunComparison, row: number): ComparedSide {
  return row >= 0 && row < ofLeft.length && ofLeft[row]! < 0 ? 'right' : 'left';
}

/** The last event of a run at or before a row, or -1. */
export function lastEventAt({ ofLeft, ofRight }: RunComparison, side: ComparedSide, row: number): number {
  const of = side === 'left' ? ofLeft : ofRight;
  let last = -1;
  // Two messages of one run may stand the other way round than they came.
  for (let at = Math.min(row, of.length - 1); at >= 0 && at > row - MOST_LOOKS; at--) last = Math.max(last, of[at]!);
  if (last >= 0) return last;
  for (let at = row - MOST_LOOKS; at >= 0; at--) if (of[at]! >= 0) return of[at]!;
  return -1;
}

const MOST_LOOKS = 64;

export function ledgerInRows(page: LedgerPage, rowOf: Int32Array): LedgerPage {
  const row = (event: number): number => (event < 0 ? -1 : rowOf[event]!);
  return {
    ...page,
    next: row(page.next),
    rounds: page.rounds.map((round) => ({
      ...round,
      begins: row(round.begins),
      crossed: row(round.crossed),
      decided: row(round.decided),
      counts: round.counts.map(({ event, have }) => ({ event: row(event), have })),
      members: round.members.map((member) => ({ ...member, counted: row(member.counted), votes: member.votes.map(({ event, granted }) => ({ event: row(event), granted })) })),
      ...(round.before === undefined ? {} : { before: { ...round.before, event: row(round.before.event) } }),
    })),
  };
}
