/** The client (§4.1): asks the primary, and all replicas if no answer comes; believes what f + 1 replicas tell it. */
import type { Context, Process } from '../../../kernel/process';
import { samePlain } from '../../../kernel/plain';
import { primaryOf } from './protocol';
import type { Params, Request } from './protocol';

type Open = { readonly operation: number; readonly request: Request };
export type ClientState = {
  readonly timestamp: number;
  /** Requests not yet answered; the first is under way. */
  readonly open: readonly Open[];
  /** By replica: what it says the result is. */
  readonly replies: { readonly [replica: string]: readonly number[] };
  /** The latest view it was told of. */
  readonly view: number;
};
type ClientContext = Context<ClientState, Params>;

export const client: Process<ClientState, Params> = {
  init: () => ({ timestamp: 0, open: [], replies: {}, view: 0 }),
  // Timestamps must not be used twice, so the last one survives a crash.
  stable: ['timestamp'],

  onInvoke(ctx, { id, args }) {
    const timestamp = ctx.state.timestamp + 1;
    const request = { client: ctx.self, timestamp, value: Number(args['value']) };
    ctx.set({ timestamp, open: [...ctx.state.open, { operation: id, request }] });
    if (ctx.state.open.length === 1) ask(ctx);
  },

  onMessage(ctx, { from, body }) {
    const [first, ...rest] = ctx.state.open;
    if (first === undefined || body['timestamp'] !== first.request.timestamp) return ctx.ignore('no longer waiting');
    if (ctx.state.replies[from] !== undefined) return ctx.ignore('already counted');
    const result = body['result'] as readonly number[];
    const replies = { ...ctx.state.replies, [from]: result };
    ctx.set({ replies });
    const have = Object.values(replies).filter((other) => samePlain(other, result)).length;
    const need = ctx.params.f + 1;
    ctx.quorum(`reply ${first.request.timestamp}`, have, need, ctx.nodes('replica').length);
    if (have < need) return;
    ctx.cancelTimer('retry');
    ctx.set({ open: rest, replies: {}, view: Math.max(ctx.state.view, Number(body['view'])) });
    ctx.return(first.operation, 'ok', result);
    if (rest.length > 0) ask(ctx);
  },

  onTimer(ctx, timer) {
    for (const replica of ctx.nodes('replica')) ctx.send(replica, 'Request', ctx.state.open[0]!.request);
    retryAfter(ctx, Number(timer.data) + 1);
  },
};

function ask(ctx: ClientContext): void {
  const { open, view } = ctx.state;
  ctx.send(primaryOf(view, ctx.nodes('replica')), 'Request', open[0]!.request);
  retryAfter(ctx, 0);
}

/** Each wait is twice as long as the one before, up to a thousand times the first. */
function retryAfter(ctx: ClientContext, attempts: number): void {
  ctx.setTimer('retry', ctx.params.clientTimeout * (1 << Math.min(attempts, 10)), attempts);
}
