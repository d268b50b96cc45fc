/** A Raft server: which rule of figure 2 each message, timer and start brings into force. */
import type { PlainObject } from '../../../kernel/event';
import type { Message, Process } from '../../../kernel/process';
import { askForVotes, onElectionTimeout, onPreVote, onPreVoteReply, onRequestVote, onRequestVoteReply } from './election';
import type { PreVote, PreVoteReply, RequestVote, RequestVoteReply } from './election';
import { answer, appendEntry, onAppendEntries, onAppendEntriesReply, onHeartbeatTimeout } from './replication';
import type { AppendEntries, AppendEntriesReply } from './replication';
import { freshIndices, restartElectionTimer, take } from './roles';
import { initial, servers } from './state';
import type { Command, Params, ServerContext, ServerState } from './state';

export const server: Process<ServerState, Params> = {
  init: () => initial,
  stable: ['currentTerm', 'votedFor', 'log'],

  onStart(ctx) {
    if (ctx.params.start !== 'empty') return startUnderLeader(ctx);
    ctx.become('follower');
    restartElectionTimer(ctx);
  },

  onRestart(ctx) {
    ctx.become('follower');
    restartElectionTimer(ctx);
  },

  onMessage(ctx, message) {
    const { from, type, body } = message;
    switch (type) {
      case 'RequestVote':
        return onRequestVote(ctx, from, body as RequestVote);
      case 'RequestVoteReply':
        return onRequestVoteReply(ctx, from, body as RequestVoteReply);
      case 'PreVote':
        return onPreVote(ctx, from, body as PreVote);
      case 'PreVoteReply':
        return onPreVoteReply(ctx, from, body as PreVoteReply);
      case 'AppendEntries':
        return onAppendEntries(ctx, from, body as AppendEntries);
      case 'AppendEntriesReply':
        return onAppendEntriesReply(ctx, from, body as AppendEntriesReply);
      case 'ClientRequest':
        return onClientRequest(ctx, message);
    }
  },

  onTimer(ctx, timer) {
    switch (timer.name) {
      case 'election':
        return onElectionTimeout(ctx);
      case 'ask again':
        return askForVotes(ctx);
      case 'heartbeat':
        return onHeartbeatTimeout(ctx);
      case 'sync': {
        const { to, type, body } = timer.data as { to: string; type: string; body: PlainObject };
        return ctx.send(to, type, body);
      }
    }
  },
};

/** §5.1, §8: a follower refers clients to the leader; the leader appends, and answers when the command is committed. */
function onClientRequest(ctx: ServerContext, { from, body }: Message): void {
  const { role, leader, log, currentTerm, sessions } = ctx.state;
  const command = { client: from, ...body } as Command;
  const { serial } = command;
  if (role !== 'leader') return ctx.send(from, 'NotLeader', { serial, leader });
  if ((sessions[from]?.serial ?? 0) >= serial) {
    ctx.ignore('already executed');
    return answer(ctx, command);
  }
  // Only an entry of its own term is sure to be committed by this leader, so only such a one is waited for.
  const same = log.some((entry) => entry.term === currentTerm && entry.command?.client === from && entry.command.serial === serial);
  if (same) return ctx.ignore('already in the log');
  appendEntry(ctx, command);
}

/** Begins in the middle of the first server's reign. */
function startUnderLeader(ctx: ServerContext): void {
  const all = servers(ctx);
  const leader = all[0]!;
  if (ctx.params.start === 'leader') {
    ctx.set({ currentTerm: 1, votedFor: leader, leader });
  } else {
    const minority = Math.floor((all.length - 1) / 2);
    const left = Math.max(0, all.indexOf(ctx.self) - (all.length - 1 - minority));
    const log = Array.from({ length: left }, () => ({ term: 1, command: null }));
    // Whoever has more in its log than the leader did not vote for it (§5.4.1).
    ctx.set({ currentTerm: 2, votedFor: left > 0 ? null : leader, leader, log });
  }
  if (ctx.self === leader) {
    take(ctx, 'leader', freshIndices(ctx));
    ctx.setTimer('heartbeat', ctx.random(ctx.params.heartbeatInterval));
  } else {
    ctx.become('follower');
    restartElectionTimer(ctx);
  }
}
