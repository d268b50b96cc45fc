/**
 * The acceptor of §2.2: what it may answer, and what it must not forget (§2.5).
 *
 * It keeps two numbers and a value. They are written to one of two files in turn, so that a write torn by
 * a power cut leaves the one before it whole.
 */
import type { Plain, PlainObject } from '../../../kernel/event';
import type { Context, Process } from '../../../kernel/process';
import type { Params, Proposal } from './proposal';

export type AcceptorState = {
  /** The highest-numbered prepare request it has answered: it accepts nothing below. */
  readonly promised: number;
  /** The highest-numbered proposal it has accepted. */
  readonly accepted: Proposal | null;
  /** How often it has written to disk. */
  readonly writes: number;
};
type AcceptorContext = Context<AcceptorState, Params>;
type Answer = { readonly to: readonly string[]; readonly type: string; readonly body: PlainObject };

export const acceptor: Process<AcceptorState, Params> = {
  init: () => ({ promised: 0, accepted: null, writes: 0 }),

  onMessage(ctx, { from, type, body }) {
    const number = Number(body['number']);
    if (type === 'Prepare') onPrepare(ctx, from, number);
    else onAccept(ctx, from, { number, value: String(body['value']) });
  },

  onTimer(ctx, timer) {
    const { file, answer } = timer.data as { file: string; answer: Answer };
    syncAndAnswer(ctx, file, answer);
  },

  onRestart(ctx) {
    let found: AcceptorState = ctx.state;
    for (const file of ctx.disk.list()) {
      const record = ctx.disk.read(file);
      if (isRecord(record) && record.writes > found.writes) found = record;
    }
    ctx.set(found);
  },
};

/** Phase 1(b): a promise to accept nothing numbered lower any more, with what it has accepted so far. */
function onPrepare(ctx: AcceptorContext, proposer: string, number: number): void {
  const granted = number > ctx.state.promised;
  ctx.vote({ prepare: number }, proposer, granted);
  if (!granted) return reject(ctx, proposer, number);
  remember(ctx, { promised: number }, { to: [proposer], type: 'Promise', body: { number, accepted: ctx.state.accepted } });
}

/** Phase 2(b): accepts unless it has answered a prepare request with a higher number. */
function onAccept(ctx: AcceptorContext, proposer: string, proposal: Proposal): void {
  const { number } = proposal;
  const granted = number >= ctx.state.promised;
  ctx.vote(number, proposer, granted);
  if (!granted) return reject(ctx, proposer, number);
  // To accept is to promise too: otherwise a late accept request with a lower number could replace this one.
  remember(ctx, { promised: number, accepted: proposal }, { to: ctx.nodes('learner'), type: 'Accepted', body: proposal });
}

/** Not needed for safety, but saves the proposer waiting (§2.2). */
function reject(ctx: AcceptorContext, proposer: string, number: number): void {
  ctx.ignore('promised a higher number');
  ctx.send(proposer, 'Reject', { number, promised: ctx.state.promised });
}

/** Changes what must not be forgotten, and answers when it is where `storage` says. */
function remember(ctx: AcceptorContext, change: Partial<AcceptorState>, answer: Answer): void {
  const { storage, syncTime } = ctx.params;
  if (storage === 'memory') {
    ctx.set(change);
    return send(ctx, answer);
  }
  const writes = ctx.state.writes + 1;
  const file = writes % 2 === 1 ? 'promises-1' : 'promises-2';
  ctx.set({ ...change, writes });
  ctx.disk.write(file, ctx.state);
  if (storage === 'unsynced') send(ctx, answer);
  else if (syncTime === 0) syncAndAnswer(ctx, file, answer);
  else ctx.work('sync', syncTime, { file, answer });
}

function syncAndAnswer(ctx: AcceptorContext, file: string, answer: Answer): void {
  ctx.disk.sync(file);
  send(ctx, answer);
}

function send(ctx: AcceptorContext, { to, type, body }: Answer): void {
  for (const each of to) ctx.send(each, type, body);
}

/** A torn record is a piece of text. */
function isRecord(content: Plain | undefined): content is AcceptorState & PlainObject {
  return typeof content === 'object' && content !== null && 'writes' in content;
}
