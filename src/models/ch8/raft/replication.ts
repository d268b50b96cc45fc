/**
 * Log replication: AppendEntries of figure 2, the leader's commitment rule (§5.3, §5.4.2), and applying
 * committed entries to the state machine.
 *
 * Figure 2's results are those of remote procedure calls, where the caller knows what it asked. Messages
 * can be late and out of order, so a reply here also says which request it answers: how far the logs
 * match, or the `prevLogIndex` at which they did not.
 */
import { adoptTerm, follow } from './roles';
import { others, quorumSize, respond, servers, termAt } from './state';
import type { Command, Entry, ServerContext, ServerState } from './state';

export type AppendEntries = {
  readonly term: number;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  readonly entries: readonly Entry[];
  readonly leaderCommit: number;
};
export type AppendEntriesReply = { readonly term: number; readonly success: boolean; readonly index: number };

/** The leader takes a command into its log and sends it out. */
export function appendEntry(ctx: ServerContext, command: Command | null): void {
  ctx.set({ log: [...ctx.state.log, { term: ctx.state.currentTerm, command }] });
  broadcast(ctx);
  advanceCommit(ctx, ctx.state.log.length);
}

export function broadcast(ctx: ServerContext): void {
  for (const server of others(ctx)) sendEntries(ctx, server);
}

export function onHeartbeatTimeout(ctx: ServerContext): void {
  broadcast(ctx);
  ctx.setTimer('heartbeat', ctx.params.heartbeatInterval);
}

/** Everything from `nextIndex` on; when that is nothing, it is a heartbeat. */
function sendEntries(ctx: ServerContext, server: string): void {
  const { currentTerm, log, nextIndex, commitIndex } = ctx.state;
  const prevLogIndex = nextIndex[server]! - 1;
  ctx.send(server, 'AppendEntries', {
    term: currentTerm,
    prevLogIndex,
    prevLogTerm: termAt(log, prevLogIndex)!,
    entries: log.slice(prevLogIndex),
    leaderCommit: commitIndex,
  });
}

/** Figure 2, AppendEntries RPC, receiver implementation; the numbers are those of its steps. */
export function onAppendEntries(ctx: ServerContext, leader: string, request: AppendEntries): void {
  const { term, prevLogIndex, prevLogTerm, entries, leaderCommit } = request;
  if (term > ctx.state.currentTerm) adoptTerm(ctx, term);
  if (term < ctx.state.currentTerm) {
    ctx.ignore('stale term'); // 1
    return refuse(ctx, leader, prevLogIndex);
  }
  follow(ctx, leader);
  const { log } = ctx.state;
  if (termAt(log, prevLogIndex) !== prevLogTerm) return refuse(ctx, leader, prevLogIndex); // 2
  ctx.set({ log: merged(log, prevLogIndex, entries) }); // 3, 4
  const lastNewEntry = prevLogIndex + entries.length;
  const answer = { term, success: true, index: lastNewEntry };
  if (ctx.state.log === log) ctx.send(leader, 'AppendEntriesReply', answer);
  else respond(ctx, leader, 'AppendEntriesReply', answer);
  commitTo(ctx, Math.min(leaderCommit, lastNewEntry)); // 5
}

function refuse(ctx: ServerContext, leader: string, prevLogIndex: number): void {
  ctx.send(leader, 'AppendEntriesReply', { term: ctx.state.currentTerm, success: false, index: prevLogIndex });
}

/** Cuts the log only where an entry conflicts: a late request with fewer entries must not shorten it. */
function merged(log: readonly Entry[], prevLogIndex: number, entries: readonly Entry[]): readonly Entry[] {
  const conflict = entries.findIndex((entry, i) => log[prevLogIndex + i]?.term !== entry.term);
  return conflict < 0 ? log : [...log.slice(0, prevLogIndex + conflict), ...entries.slice(conflict)];
}

export function onAppendEntriesReply(ctx: ServerContext, follower: string, { term, success, index }: AppendEntriesReply): void {
  if (term > ctx.state.currentTerm) return adoptTerm(ctx, term);
  if (term < ctx.state.currentTerm || ctx.state.role !== 'leader') return ctx.ignore('stale term');
  const { nextIndex, matchIndex } = ctx.state;
  if (!success) {
    if (nextIndex[follower] !== index + 1) return ctx.ignore('already corrected');
    ctx.set({ nextIndex: { ...nextIndex, [follower]: index } });
    return sendEntries(ctx, follower);
  }
  if (index < matchIndex[follower]!) return ctx.ignore('already known');
  const news = index > matchIndex[follower]!;
  ctx.set({ matchIndex: { ...matchIndex, [follower]: index }, nextIndex: { ...nextIndex, [follower]: index + 1 } });
  if (news) advanceCommit(ctx, index);
}

/**
 * "If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term ==
 * currentTerm: set commitIndex = N" (figure 2, leaders). `index` is what one server is newly known to have.
 */
function advanceCommit(ctx: ServerContext, index: number): void {
  const { currentTerm, log, commitIndex, matchIndex } = ctx.state;
  if (index <= commitIndex) return;
  const have = 1 + others(ctx).filter((server) => matchIndex[server]! >= index).length;
  const need = quorumSize(ctx);
  ctx.quorum({ term: currentTerm, index }, have, need, servers(ctx).length);
  if (have < need) return;
  if (ctx.params.onlyCurrentTerm && termAt(log, index) !== currentTerm) {
    if (have === need) ctx.note(`entry ${index} is on ${have} servers, but it is of term ${termAt(log, index)}: not committed by counting (§5.4.2)`);
    return;
  }
  commitTo(ctx, index);
}

/** Commits, and "if commitIndex > lastApplied: apply log[lastApplied] to state machine" (figure 2, all servers). */
function commitTo(ctx: ServerContext, commitIndex: number): void {
  const { log, lastApplied, role } = ctx.state;
  if (commitIndex <= ctx.state.commitIndex) return;
  const entries = log.slice(lastApplied, commitIndex);
  let machine: Machine = ctx.state;
  for (const { command } of entries) machine = applied(machine, command);
  ctx.set({ commitIndex, lastApplied: commitIndex, values: machine.values, sessions: machine.sessions });
  entries.forEach(({ term, command }, i) => {
    ctx.decide({ index: lastApplied + 1 + i, term, command });
    if (role === 'leader' && command !== null) answer(ctx, command);
  });
}

type Machine = Pick<ServerState, 'values' | 'sessions'>;

/** Executes a command once, however often it stands in the log (§8). */
function applied({ values, sessions }: Machine, command: Command | null): Machine {
  if (command === null) return { values, sessions };
  const { client, serial, op, key, value } = command;
  if ((sessions[client]?.serial ?? 0) >= serial) return { values, sessions };
  const before = values[key] ?? [];
  const result = op === 'put' ? [value!] : op === 'append' ? [...before, value!] : before;
  return {
    values: op === 'get' ? values : { ...values, [key]: result },
    sessions: { ...sessions, [client]: { serial, result } },
  };
}

/** Tells a client what came of its last command. */
export function answer(ctx: ServerContext, { client, serial }: Command): void {
  const session = ctx.state.sessions[client];
  if (session?.serial === serial) ctx.send(client, 'ClientReply', { serial, result: session.result });
}
