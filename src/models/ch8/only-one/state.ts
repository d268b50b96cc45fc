/** Parameters, requests, and what a node keeps. */
import type { ParamValues } from '../../../kernel/model';
import type { Context } from '../../../kernel/process';

export const params = {
  decide: { type: 'choice', default: 'own-belief', choices: ['own-belief', 'quorum'], summary: 'Whether a node decides by what its own table says, or by a compare-and-set that goes through a majority of the nodes.' },
  act: { type: 'duration', default: 2_000, min: 0, max: 60_000_000, summary: 'With `own-belief`, the time between looking into the table and writing into it.' },
  timeout: { type: 'duration', default: 50_000, min: 1, max: 3_600_000_000, summary: 'With `quorum`, how long a node waits for a majority before it tries again with a higher ballot.' },
  retryDelay: { type: 'duration', default: 20_000, min: 1, max: 3_600_000_000, summary: 'With `quorum`, how long a node waits at least, and at most twice as long, before it tries again.' },
  patience: { type: 'duration', default: 1_000_000, min: 1, max: 3_600_000_000, summary: 'How long a client waits; after that it does not know the outcome.' },
} as const;
export type Params = ParamValues<typeof params>;

/** Who owns something; null while nobody does. */
export type Owner = string | null;

export type Request = {
  readonly client: string;
  /** Counts the requests of a client, so that a further copy is recognised. */
  readonly request: number;
  readonly f: string;
  readonly key: string;
};

/** A value that an acceptor has accepted, and under which ballot. */
export type Accepted = { readonly ballot: number; readonly owner: Owner };

/** What an acceptor keeps of each key, on stable storage. */
export type Acceptor = { readonly promised: number; readonly accepted: Accepted | null };

/** One attempt at the first request in the queue. */
export type Proposal = {
  readonly ballot: number;
  readonly phase: 'prepare' | 'accept' | 'waiting';
  readonly promises: { readonly [acceptor: string]: Accepted | null };
  readonly accepts: readonly string[];
  /** What it asks to accept, and whether that is the change or the refusal of it. */
  readonly owner: Owner;
  readonly done: boolean;
  /** An earlier attempt has asked for the change. It may have taken effect, finished by another proposer. */
  readonly asked: boolean;
};

export type NodeState = {
  /** Requests that wait; the first is being worked on. */
  readonly queue: readonly Request[];
  /** The last request taken from each client. */
  readonly handled: { readonly [client: string]: number };
  /** With `own-belief`: who it believes to own what, and what it found when it looked. */
  readonly table: { readonly [key: string]: Owner };
  readonly found: { readonly owner: Owner; readonly key: string } | null;
  /** With `quorum`: what it has promised and accepted for each key, the highest ballot it has seen, and its own proposal. */
  readonly acceptor: { readonly [key: string]: Acceptor };
  readonly seen: number;
  readonly proposal: Proposal | null;
};
export type NodeContext = Context<NodeState, Params>;
