/** Reads and writes, one thing at a time, through the member it takes for the primary. */
import type { Context, Process } from '../../../kernel/process';
import { primaryOf } from './state';
import type { Params } from './state';

export type Saw = { readonly by: string; readonly epoch: number; readonly f: string; readonly value: string | null; readonly operation: number };

export type ClientState = {
  readonly requests: number;
  /** Whom it asks, and the latest epoch it was told of. */
  readonly asks: string;
  readonly epoch: number;
  readonly waiting: { readonly operation: number; readonly f: string; readonly value: string | null; readonly tries: number } | null;
  /** Everything it was told, and by whom. */
  readonly saw: readonly Saw[];
};
type ClientContext = Context<ClientState, Params>;

export const client: Process<ClientState, Params> = {
  init: () => ({ requests: 0, asks: '', epoch: 1, waiting: null, saw: [] }),
  stable: ['requests'],

  onInvoke(ctx, { id, name, args }) {
    if (ctx.state.waiting !== null) return ctx.return(id, 'fail', 'busy');
    const value = name === 'write' ? String(args['value']) : null;
    ctx.setTimer('patience', ctx.params.patience);
    ask(ctx, ctx.state.asks === '' ? ctx.nodes('member')[0]! : ctx.state.asks, { operation: id, f: name, value, tries: 1 });
  },

  onTimer(ctx) {
    const { operation } = ctx.state.waiting!;
    // Next time it tries another member.
    ctx.set({ waiting: null, asks: after(ctx, ctx.state.asks) });
    ctx.return(operation, 'unknown');
  },

  onMessage(ctx, { from, type, body }) {
    const { epoch, waiting, requests, saw } = ctx.state;
    if (type === 'Declared') {
      if (Number(body['epoch']) <= epoch) return ctx.ignore('known already');
      return ctx.set({ epoch: Number(body['epoch']), asks: String(body['primary']) });
    }
    if (waiting === null || body['request'] !== requests) return ctx.ignore('no longer waiting');
    const { operation, f, tries } = waiting;
    if (type === 'NotPrimary') {
      const members = ctx.nodes('member');
      const named = primaryOf(Number(body['epoch']), members);
      if (tries < members.length) return ask(ctx, body['known'] === true && named !== from ? named : after(ctx, from), { ...waiting, tries: tries + 1 });
      ctx.cancelTimer('patience');
      ctx.set({ waiting: null });
      return ctx.return(operation, 'fail', 'no primary');
    }
    ctx.cancelTimer('patience');
    const value = body['value'] as string | null;
    ctx.set({ waiting: null, saw: [...saw, { by: from, epoch: Number(body['epoch']), f, value, operation }] });
    if (f === 'read') ctx.return(operation, 'ok', value);
    else ctx.return(operation, 'ok');
  },
};

function ask(ctx: ClientContext, member: string, waiting: NonNullable<ClientState['waiting']>): void {
  const request = ctx.state.requests + 1;
  ctx.set({ requests: request, asks: member, waiting });
  const { f, value } = waiting;
  ctx.send(member, 'Request', value === null ? { f, request } : { f, value, request });
}

function after(ctx: ClientContext, member: string): string {
  const members = ctx.nodes('member');
  return members[(members.indexOf(member) + 1) % members.length]!;
}
