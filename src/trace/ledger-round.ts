/**
 * One round of votes as it is told to a reader: who may vote, who did and when, when the count grew and when it crossed the
 * line. It holds the whole round; what of it was so at a step is worked out here, so that stepping asks nobody.
 */

export interface LedgerRound {
  /** Its place among the rounds of the trace, in the order in which they began. */
  readonly place: number;
  /** Its first vote or count. */
  readonly begins: number;
  /** `term 2`, `prepare 3`, `query 1` */
  readonly round: string;
  /** For whom or for what the votes are; '' where that is not said. */
  readonly candidate: string;
  /** Who counts; '' while nobody has. */
  readonly counter: string;
  /** How many make a quorum, and of how many; 0 while nobody has counted. */
  readonly need: number;
  readonly of: number;
  readonly counts: readonly LedgerCount[];
  /** The count that crossed the line, or -1. */
  readonly crossed: number;
  /** What was decided on the strength of it, or -1. */
  readonly decided: number;
  /** In the order of the lanes; with very many members not all are here. */
  readonly members: readonly LedgerMember[];
  /** The quorum before this one among the same members. */
  readonly before?: EarlierQuorum;
}

export interface LedgerCount {
  readonly event: number;
  readonly have: number;
}

export interface LedgerMember {
  readonly name: string;
  /** Its votes in this round, in order. */
  readonly votes: readonly { readonly event: number; readonly granted: boolean }[];
  /** The count that has it in for the first time, or -1. */
  readonly counted: number;
}

export interface EarlierQuorum {
  readonly place: number;
  readonly round: string;
  readonly counter: string;
  readonly candidate: string;
  /** The count at which it was reached. */
  readonly event: number;
  /** Who is in both. Of two quorums without a common member neither knows of the other. */
  readonly shared: readonly string[];
  /** All members of both are known by name, so that `shared` is all there is. */
  readonly certain: boolean;
}

/**
 * A member's part in a round at a step: counted before or when the line was crossed · voted, and not counted so far ·
 * voted or counted when there was a quorum already · refused · nothing yet.
 */
export type VoteMark = 'counted' | 'voted' | 'late' | 'refused' | 'none';

export function markAt({ crossed }: LedgerRound, { votes, counted }: LedgerMember, step: number): VoteMark {
  const over = crossed >= 0 && crossed <= step;
  if (counted >= 0 && counted <= step) return over && counted > crossed ? 'late' : 'counted';
  let mark: VoteMark = 'none';
  for (const { event, granted } of votes) {
    if (event > step) break;
    if (granted) return over ? 'late' : 'voted';
    mark = 'refused';
  }
  return mark;
}

/** The event in which a member's part as it is at the step shows, or -1. */
export function markEvent({ votes, counted }: LedgerMember, step: number): number {
  const cast = votes.filter(({ event }) => event <= step);
  const deciding = cast.find(({ granted }) => granted) ?? cast[cast.length - 1];
  if (deciding !== undefined) return deciding.event;
  return counted >= 0 && counted <= step ? counted : -1;
}

export interface TallyAt {
  readonly have: number;
  /** There is a quorum. */
  readonly reached: boolean;
  /** The last count up to the step, or -1. */
  readonly event: number;
}

export function tallyAt({ counts, crossed }: LedgerRound, step: number): TallyAt {
  let last: LedgerCount | undefined;
  for (const count of counts) {
    if (count.event > step) break;
    last = count;
  }
  return { have: last?.have ?? 0, reached: crossed >= 0 && crossed <= step, event: last?.event ?? -1 };
}

/** Who made up the quorum when the line was crossed; undefined when there was none. */
export function quorumOf({ crossed, members }: Pick<LedgerRound, 'crossed' | 'members'>): string[] | undefined {
  return crossed < 0 ? undefined : members.filter(({ counted }) => counted >= 0 && counted <= crossed).map(({ name }) => name);
}
