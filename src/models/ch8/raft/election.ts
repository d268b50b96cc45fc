/** Leader election: RequestVote of figure 2 with §5.4.1's restriction, and the pre-vote of Ongaro's dissertation (§9.6). */
import { appendEntry, broadcast } from './replication';
import { adoptTerm, freshIndices, restartElectionTimer, take } from './roles';
import { isUpToDate, others, quorumSize, respond, servers, termAt } from './state';
import type { ServerContext } from './state';

export type RequestVote = { readonly term: number; readonly lastLogIndex: number; readonly lastLogTerm: number };
export type RequestVoteReply = { readonly term: number; readonly voteGranted: boolean };
/** `term` is the one the sender would stand in; nobody adopts it. */
export type PreVote = RequestVote;
/** `term` is the voter's own; `asked` repeats the one it was asked about. */
export type PreVoteReply = { readonly term: number; readonly asked: number; readonly voteGranted: boolean };

/** The election timer fired: no leader was heard from, or no election was won, for that long. */
export function onElectionTimeout(ctx: ServerContext): void {
  if (ctx.params.preVote) startPreVote(ctx);
  else startElection(ctx);
}

/** Figure 2, candidates: "increment currentTerm, vote for self, reset election timer, send RequestVote to all other servers". */
function startElection(ctx: ServerContext): void {
  const term = ctx.state.currentTerm + 1;
  take(ctx, 'candidate', { currentTerm: term, votedFor: ctx.self, votes: { [ctx.self]: true }, leader: null });
  ctx.vote(term, ctx.self, true);
  restartElectionTimer(ctx);
  if (countVotes(ctx, term)) return becomeLeader(ctx);
  askForVotes(ctx);
}

function startPreVote(ctx: ServerContext): void {
  take(ctx, 'pre-candidate', { votes: { [ctx.self]: true }, leader: null });
  restartElectionTimer(ctx);
  if (countVotes(ctx, { preVote: ctx.state.currentTerm + 1 })) return startElection(ctx);
  askForVotes(ctx);
}

/** Asks everyone who has not answered; again after a while, since requests and answers get lost (§5.1). */
export function askForVotes(ctx: ServerContext): void {
  const { role, currentTerm, log, votes } = ctx.state;
  const end = { lastLogIndex: log.length, lastLogTerm: termAt(log, log.length)! };
  for (const server of others(ctx)) {
    if (votes[server] !== undefined) continue;
    if (role === 'candidate') ctx.send(server, 'RequestVote', { term: currentTerm, ...end });
    else ctx.send(server, 'PreVote', { term: currentTerm + 1, ...end });
  }
  ctx.cancelTimer('ask again');
  ctx.setTimer('ask again', ctx.params.heartbeatInterval);
}

export function onRequestVote(ctx: ServerContext, candidate: string, { term, lastLogIndex, lastLogTerm }: RequestVote): void {
  if (term > ctx.state.currentTerm) adoptTerm(ctx, term);
  const { currentTerm, votedFor, log } = ctx.state;
  if (term < currentTerm) ctx.ignore('stale term');
  const free = votedFor === null || votedFor === candidate;
  const voteGranted = term === currentTerm && free && isUpToDate(log, lastLogTerm, lastLogIndex);
  ctx.vote(term, candidate, voteGranted);
  if (voteGranted) {
    ctx.set({ votedFor: candidate });
    restartElectionTimer(ctx);
  }
  respond(ctx, candidate, 'RequestVoteReply', { term: currentTerm, voteGranted });
}

export function onRequestVoteReply(ctx: ServerContext, voter: string, { term, voteGranted }: RequestVoteReply): void {
  if (term > ctx.state.currentTerm) return adoptTerm(ctx, term);
  if (term < ctx.state.currentTerm) return ctx.ignore('stale term');
  if (ctx.state.role !== 'candidate') return ctx.ignore('election is over');
  if (takeVote(ctx, voter, voteGranted) && countVotes(ctx, term)) becomeLeader(ctx);
}

/**
 * A server would vote for the asker if the term were real, and it has not heard from a leader for the
 * shortest election timeout: one that a leader reaches has no reason to want another.
 */
export function onPreVote(ctx: ServerContext, asker: string, { term, lastLogIndex, lastLogTerm }: PreVote): void {
  const { currentTerm, votedFor, log } = ctx.state;
  const free = term > currentTerm || (term === currentTerm && (votedFor === null || votedFor === asker));
  const voteGranted = free && isUpToDate(log, lastLogTerm, lastLogIndex) && !hasLeader(ctx);
  ctx.vote({ preVote: term }, asker, voteGranted);
  ctx.send(asker, 'PreVoteReply', { term: currentTerm, asked: term, voteGranted });
}

export function onPreVoteReply(ctx: ServerContext, voter: string, { term, asked, voteGranted }: PreVoteReply): void {
  if (term > ctx.state.currentTerm) return adoptTerm(ctx, term);
  if (asked !== ctx.state.currentTerm + 1) return ctx.ignore('stale term');
  if (ctx.state.role !== 'pre-candidate') return ctx.ignore('election is over');
  if (takeVote(ctx, voter, voteGranted) && countVotes(ctx, { preVote: asked })) startElection(ctx);
}

function hasLeader(ctx: ServerContext): boolean {
  const { role, heardUs } = ctx.state;
  if (role === 'leader') return true;
  return heardUs !== null && ctx.clock('monotonic').readingUs - heardUs < ctx.params.electionTimeoutMin;
}

/** Notes an answer; true if it is a vote that was not known. */
function takeVote(ctx: ServerContext, voter: string, voteGranted: boolean): boolean {
  const { votes } = ctx.state;
  if (votes[voter] === voteGranted) {
    ctx.ignore('already counted');
    return false;
  }
  ctx.set({ votes: { ...votes, [voter]: voteGranted } });
  return voteGranted;
}

function countVotes(ctx: ServerContext, round: number | { readonly preVote: number }): boolean {
  const have = Object.values(ctx.state.votes).filter((granted) => granted).length;
  const need = quorumSize(ctx);
  ctx.quorum(round, have, need, servers(ctx).length);
  return have >= need;
}

/** "Upon election: send initial empty AppendEntries RPCs (heartbeat) to each server" (figure 2, leaders). */
function becomeLeader(ctx: ServerContext): void {
  take(ctx, 'leader', { leader: ctx.self, votes: {}, ...freshIndices(ctx) });
  if (ctx.params.noOp) appendEntry(ctx, null);
  else broadcast(ctx);
  ctx.setTimer('heartbeat', ctx.params.heartbeatInterval);
}
