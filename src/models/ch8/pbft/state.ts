/** What a replica knows. All of it is on stable storage: a crash makes a replica silent for a while and no more. */
import type { Context } from '../../../kernel/process';
import type { Certificate, Params, Proposal, Request } from './protocol';

/** Who says what, by digest. */
export type Votes = { readonly [digest: string]: readonly string[] };
/** What was said about one sequence number in one view. */
export type Slot = {
  /** From the pre-prepare this replica has accepted. */
  readonly digest: string | null;
  readonly phase: 'open' | 'prepared' | 'committed';
  /** Those of backups; they may come before the pre-prepare. */
  readonly prepares: Votes;
  readonly commits: Votes;
};

export type ReplicaState = {
  readonly view: number;
  /** It has asked for this view and waits for it to begin. */
  readonly changing: boolean;
  /** Set when it first acts on a lie: what it holds means nothing then. */
  readonly lying: boolean;
  /** The replicated service: a list. */
  readonly list: readonly number[];
  /** The highest sequence number executed; everything below is, too. */
  readonly executed: number;
  /** By sequence number: what is committed here (committed-local). */
  readonly committed: { readonly [seq: string]: string };
  /** By view and sequence number, such as `0/1`; those of earlier views are dropped. */
  readonly slots: { readonly [slot: string]: Slot };
  /** By sequence number: the latest proof that something was prepared for it here. */
  readonly prepared: { readonly [seq: string]: Certificate };
  /** By view: proposals that came before the view began here. */
  readonly early: { readonly [view: string]: readonly Proposal[] };
  /** By digest. */
  readonly requests: { readonly [digest: string]: Request };
  /** Requests received and not executed. */
  readonly waiting: readonly string[];
  /** By client: the last reply, to be sent again on demand. */
  readonly replies: { readonly [client: string]: { readonly timestamp: number; readonly result: readonly number[] } };
  /** The highest sequence number it has given out as primary. */
  readonly assigned: number;
  /** By view: what each replica that asks for it has prepared. */
  readonly viewChanges: { readonly [view: string]: { readonly [replica: string]: readonly Certificate[] } };
  /** How often the view has been changed since a request was executed. */
  readonly attempts: number;
};
export type ReplicaContext = Context<ReplicaState, Params>;

export const initial: ReplicaState = {
  view: 0, changing: false, lying: false, list: [], executed: 0, committed: {}, slots: {}, prepared: {}, early: {}, requests: {}, waiting: [], replies: {}, assigned: 0, viewChanges: {}, attempts: 0,
};
export const STABLE = Object.keys(initial) as readonly (keyof ReplicaState)[];

const EMPTY: Slot = { digest: null, phase: 'open', prepares: {}, commits: {} };

export function slotKey(view: number, seq: number): string {
  return `${view}/${seq}`;
}

export function slotOf(state: ReplicaState, view: number, seq: number): Slot {
  return state.slots[slotKey(view, seq)] ?? EMPTY;
}

/** The state's `slots` with this one in place of what it was. */
export function withSlot(state: ReplicaState, view: number, seq: number, slot: Slot): ReplicaState['slots'] {
  return { ...state.slots, [slotKey(view, seq)]: slot };
}

/** Who has said exactly this. */
export function voters(votes: Votes, digest: string | null): readonly string[] {
  return digest === null ? [] : (votes[digest] ?? []);
}

export function hasVoted(votes: Votes, replica: string): boolean {
  return Object.values(votes).some((names) => names.includes(replica));
}

export function withVote(votes: Votes, replica: string, digest: string): Votes {
  return { ...votes, [digest]: [...voters(votes, digest), replica] };
}
