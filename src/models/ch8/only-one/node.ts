/** Takes the requests of its clients one at a time, and lets its own belief or a quorum decide. */
import type { Process } from '../../../kernel/process';
import { act, check, learn } from './own-belief';
import { abandon, onQuorumMessage, prepare } from './quorum';
import type { NodeContext, NodeState, Owner, Params, Request } from './state';

export const node: Process<NodeState, Params> = {
  init: () => ({ queue: [], handled: {}, table: {}, found: null, acceptor: {}, seen: 0, proposal: null }),
  stable: ['handled', 'table', 'acceptor', 'seen'],

  onMessage(ctx, message) {
    const { from, type, body } = message;
    const before = ctx.state.queue[0];
    if (type === 'Request') take(ctx, { client: from, ...(body as Omit<Request, 'client'>) });
    else if (type === 'Replicate') learn(ctx, String(body['key']), body['owner'] as Owner);
    else onQuorumMessage(ctx, message);
    goOn(ctx, before);
  },

  onTimer(ctx, { name }) {
    const before = ctx.state.queue[0];
    if (name === 'act') act(ctx);
    else if (name === 'timeout') abandon(ctx);
    else prepare(ctx);
    goOn(ctx, before);
  },
};

function take(ctx: NodeContext, request: Request): void {
  const { client } = request;
  // A copy that comes late would acquire again what has been released since.
  if (request.request <= (ctx.state.handled[client] ?? 0)) return ctx.ignore('already seen');
  ctx.set({ handled: { ...ctx.state.handled, [client]: request.request }, queue: [...ctx.state.queue, request] });
}

/** Begins with the first request in the queue, if that has become another one. */
function goOn(ctx: NodeContext, before: Request | undefined): void {
  let begun = before;
  for (let first = ctx.state.queue[0]; first !== undefined && first !== begun; first = ctx.state.queue[0]) {
    begun = first;
    if (ctx.params.decide === 'quorum') prepare(ctx);
    else check(ctx);
  }
}
