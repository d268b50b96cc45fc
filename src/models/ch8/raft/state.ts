/**
 * What a Raft server keeps, in the terms of figure 2 ("State"), and how it looks things up in it.
 *
 * The log is an array, but the paper counts entries from 1, and index 0 stands for "before the first
 * entry". Only the functions here know the difference.
 */
import type { ParamValues } from '../../../kernel/model';
import type { Context } from '../../../kernel/process';

export const params = {
  electionTimeoutMin: { type: 'duration', default: 150_000, min: 1, max: 3_600_000_000, summary: 'The shortest time a server waits for a leader before it stands for election; each wait is drawn anew (§5.2).' },
  electionTimeoutMax: { type: 'duration', default: 300_000, min: 1, max: 3_600_000_000, summary: 'The longest such wait; equal to the shortest, or below it, there is no randomness.' },
  heartbeatInterval: { type: 'duration', default: 50_000, min: 1, max: 3_600_000_000, summary: 'How often a leader sends AppendEntries to everyone, and a candidate asks those again who did not answer.' },
  syncTime: { type: 'duration', default: 0, min: 0, max: 60_000_000, summary: 'How long a write to stable storage takes; the answer to an RPC that changed something waits for it (figure 2, §5.6).' },
  preVote: { type: 'boolean', default: false, summary: 'Whether a server asks if it could win before it raises its term (dissertation, §9.6).' },
  onlyCurrentTerm: { type: 'boolean', default: true, summary: 'Whether a leader counts copies only for entries of its own term (§5.4.2). Off, what figure 8 warns of can happen.' },
  noOp: { type: 'boolean', default: false, summary: 'Whether a new leader appends an empty entry, and so commits what came before it (§8).' },
  quorum: { type: 'integer', default: 0, min: 0, max: 16, summary: 'How many servers elect a leader and commit an entry; 0 stands for a majority, and anything less than one is unsafe.' },
  start: { type: 'choice', default: 'empty', choices: ['empty', 'leader', 'leftovers'], summary: 'What the run begins with: nothing; the first server as leader of term 1, its next heartbeat due at a random moment; or as leader of term 2, with entries that were never committed left over from term 1 on fewer than half of the servers.' },
  clientTimeout: { type: 'duration', default: 500_000, min: 1, max: 3_600_000_000, summary: 'How long a client waits for an answer before it asks another server.' },
  clientRetry: { type: 'duration', default: 50_000, min: 1, max: 3_600_000_000, summary: 'How long a client waits after it was told that no leader is known.' },
} as const;
export type Params = ParamValues<typeof params>;

/** Keys of the replicated store. */
export const KEYS = ['x', 'y', 'z'] as const;

/** What a client asks for. The serial number lets the state machine recognise what it has done before (§8). */
export type Command = {
  readonly client: string;
  readonly serial: number;
  readonly op: string;
  readonly key: string;
  readonly value: number | null;
};
/** Without a command the entry is a no-op. */
export type Entry = { readonly term: number; readonly command: Command | null };
export type Role = 'follower' | 'pre-candidate' | 'candidate' | 'leader';
/** For each client, the last command executed and what came of it. */
export type Sessions = { readonly [client: string]: { readonly serial: number; readonly result: readonly number[] } };
/** For each other server, an index into the log. */
export type Indices = { readonly [server: string]: number };

export type ServerState = {
  // Persistent state on all servers.
  readonly currentTerm: number;
  readonly votedFor: string | null;
  readonly log: readonly Entry[];
  // Volatile state on all servers.
  readonly role: Role;
  readonly commitIndex: number;
  readonly lastApplied: number;
  /** The state machine: under each key the list of its values, and the sessions of its clients. */
  readonly values: { readonly [key: string]: readonly number[] };
  readonly sessions: Sessions;
  /** Whom to send clients to: the leader of the current term, if known. */
  readonly leader: string | null;
  /** With pre-vote: when the leader was last heard from, on the monotonic clock. */
  readonly heardUs: number | null;
  // Volatile state on candidates: who answered, and whether with a vote. On leaders: figure 2's two arrays.
  readonly votes: { readonly [server: string]: boolean };
  readonly nextIndex: Indices;
  readonly matchIndex: Indices;
};
export type ServerContext = Context<ServerState, Params>;

export const initial: ServerState = {
  currentTerm: 0,
  votedFor: null,
  log: [],
  role: 'follower',
  commitIndex: 0,
  lastApplied: 0,
  values: {},
  sessions: {},
  leader: null,
  heardUs: null,
  votes: {},
  nextIndex: {},
  matchIndex: {},
};

/** Term of the entry at this index, 0 before the first, undefined beyond the last. */
export function termAt(log: readonly Entry[], index: number): number | undefined {
  return index === 0 ? 0 : log[index - 1]?.term;
}

/** §5.4.1: whether a log that ends so is at least as up-to-date as this one. */
export function isUpToDate(log: readonly Entry[], lastLogTerm: number, lastLogIndex: number): boolean {
  const ownTerm = termAt(log, log.length)!;
  return lastLogTerm > ownTerm || (lastLogTerm === ownTerm && lastLogIndex >= log.length);
}

export function servers(ctx: ServerContext): readonly string[] {
  return ctx.nodes('server');
}

export function others(ctx: ServerContext): readonly string[] {
  return servers(ctx).filter((server) => server !== ctx.self);
}

/** How many servers win an election or commit an entry. */
export function quorumSize(ctx: ServerContext): number {
  return ctx.params.quorum > 0 ? ctx.params.quorum : Math.floor(servers(ctx).length / 2) + 1;
}

/**
 * Answers an RPC once the state it speaks of is on stable storage (figure 2: "updated on stable storage before
 * responding to RPCs"). A candidate's request need not wait for the writing of its own vote: that is done before
 * the first answer can be back, since each voter has to write as well.
 */
export function respond(ctx: ServerContext, to: string, type: string, body: { readonly [field: string]: string | number | boolean }): void {
  if (ctx.params.syncTime === 0) ctx.send(to, type, body);
  else ctx.work('sync', ctx.params.syncTime, { to, type, body });
}
