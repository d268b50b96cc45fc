/** Follower, candidate, leader: how a server passes from one to the other (figure 4) and which timers run in each. */
import { servers } from './state';
import type { Role, ServerContext, ServerState } from './state';

/** §5.2: a wait drawn anew each time, so that servers seldom stand for election at once. */
export function restartElectionTimer(ctx: ServerContext): void {
  const { electionTimeoutMin, electionTimeoutMax } = ctx.params;
  const spread = Math.max(0, electionTimeoutMax - electionTimeoutMin);
  ctx.cancelTimer('election');
  ctx.setTimer('election', electionTimeoutMin + ctx.random(spread + 1));
}

/** Takes a role, with the changes of state that belong to it. */
export function take(ctx: ServerContext, role: Role, change: Partial<ServerState>): void {
  const before = ctx.state.role;
  ctx.set({ ...change, role });
  if (before === role) return;
  ctx.become(role);
  if (before === 'leader') ctx.cancelTimer('heartbeat');
  if (before === 'candidate' || before === 'pre-candidate') ctx.cancelTimer('ask again');
  if (role === 'leader') ctx.cancelTimer('election');
}

/** "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert to follower" (figure 2, all servers). */
export function adoptTerm(ctx: ServerContext, term: number): void {
  const led = ctx.state.role === 'leader';
  take(ctx, 'follower', { currentTerm: term, votedFor: null, leader: null, votes: {}, nextIndex: {}, matchIndex: {} });
  // A leader has no election timer; all others go on with the one that runs.
  if (led) restartElectionTimer(ctx);
}

/** Another server leads in the current term. */
export function follow(ctx: ServerContext, leader: string): void {
  const heardUs = ctx.params.preVote ? ctx.clock('monotonic').readingUs : null;
  take(ctx, 'follower', { leader, heardUs, votes: {}, nextIndex: {}, matchIndex: {} });
  restartElectionTimer(ctx);
}

/** A leader's view of the others when it begins: all are believed to have its whole log, none is known to have anything. */
export function freshIndices(ctx: ServerContext): Pick<ServerState, 'nextIndex' | 'matchIndex'> {
  const next = ctx.state.log.length + 1;
  const rest = servers(ctx).filter((server) => server !== ctx.self);
  return {
    nextIndex: Object.fromEntries(rest.map((server) => [server, next])),
    matchIndex: Object.fromEntries(rest.map((server) => [server, 0])),
  };
}
