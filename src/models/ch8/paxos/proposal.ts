/** What proposers, acceptors and learners have in common: parameters, proposals, and what a majority is. */
import type { ParamValues } from '../../../kernel/model';

export const params = {
  timeout: { type: 'duration', default: 200_000, min: 1, max: 3_600_000_000, summary: 'How long a proposer waits for a majority to answer before it tries a higher number.' },
  retryDelay: { type: 'duration', default: 10_000, min: 1, max: 3_600_000_000, summary: 'How long a proposer waits after it has abandoned a proposal.' },
  backoff: { type: 'choice', default: 'random', choices: ['none', 'random'], summary: 'With `random`, a proposer adds a random wait; its bound is twice `retryDelay` at first and doubles with each proposal abandoned.' },
  backoffMax: { type: 'duration', default: 1_000_000, min: 1, max: 3_600_000_000, summary: 'The bound of the random wait is never longer than this.' },
  syncTime: { type: 'duration', default: 0, min: 0, max: 60_000_000, summary: 'How long an acceptor takes to write to stable storage; its answer waits for it.' },
  storage: { type: 'choice', default: 'synced', choices: ['synced', 'unsynced', 'memory'], summary: 'Where an acceptor keeps what it promised and accepted: on disk and synced before it answers; on disk, left to the system to write out; or in memory only.' },
} as const;
export type Params = ParamValues<typeof params>;

export const VALUES = ['red', 'green', 'blue', 'yellow'] as const;

/** A proposal: its number, which no other proposal has, and its value. */
export type Proposal = { readonly number: number; readonly value: string };

/** How many acceptors are a majority: any two majorities have one in common. */
export function majority(acceptors: number): number {
  return Math.floor(acceptors / 2) + 1;
}
