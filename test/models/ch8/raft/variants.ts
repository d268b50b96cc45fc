/** Raft with one rule broken: what the safety properties must catch. */
import type { PlainObject } from '../../../../src/kernel/event';
import type { Context, Message } from '../../../../src/kernel/process';
import type { ServerState } from '../../../../src/models/ch8/raft/state';
import { withServer } from './setting';

type OnMessage = (ctx: Context<ServerState>, message: Message) => void;

/** Hands the server another message than the one that came. */
const hearing = (change: (message: Message, ctx: Context<ServerState>) => Message) =>
  withServer((server) => {
    const onMessage = server.onMessage as OnMessage;
    return { ...server, onMessage: (ctx: Context<ServerState>, message: Message) => onMessage(ctx, change(message, ctx)) };
  });

const withBody = (message: Message, body: PlainObject): Message => ({ ...message, body: { ...message.body, ...body } });

/** The vote is in memory only (figure 2: votedFor is persistent). */
export const forgetsVote = withServer((server) => ({ ...server, stable: ['currentTerm', 'log'] }));

/** The log is in memory only. */
export const forgetsLog = withServer((server) => ({ ...server, stable: ['currentTerm', 'votedFor'] }));

/** No election restriction (§5.4.1): every candidate's log counts as up-to-date. */
export const votesForAnyone = hearing((message) =>
  message.type === 'RequestVote' || message.type === 'PreVote' ? withBody(message, { lastLogTerm: Number.MAX_SAFE_INTEGER }) : message,
);

/** No consistency check (§5.3): new entries are put behind whatever there is. */
export const appendsAnywhere = hearing((message, ctx) => {
  const { log } = ctx.state;
  const { prevLogIndex, entries } = message.body as { prevLogIndex: number; entries: readonly unknown[] };
  if (message.type !== 'AppendEntries' || entries.length === 0) return message;
  const at = Math.min(prevLogIndex, log.length);
  return withBody(message, { prevLogIndex: at, prevLogTerm: at === 0 ? 0 : log[at - 1]!.term });
});

/** A leader that throws its last entry away before it takes a command. */
export const dropsOwnEntries = withServer((server) => {
  const onMessage = server.onMessage as OnMessage;
  return {
    ...server,
    onMessage(ctx: Context<ServerState>, message: Message) {
      const { role, log, commitIndex } = ctx.state;
      if (message.type === 'ClientRequest' && role === 'leader' && log.length > commitIndex) ctx.set({ log: log.slice(0, -1) });
      onMessage(ctx, message);
    },
  };
});
