/** Asks its node for one thing at a time and believes what it is told. */
import type { Process } from '../../../kernel/process';
import type { Owner, Params } from './state';

export type ClientState = {
  readonly requests: number;
  readonly waiting: { readonly operation: number; readonly f: string; readonly key: string } | null;
  /** What it was told is its own. */
  readonly owns: readonly string[];
};

export const client: Process<ClientState, Params> = {
  init: () => ({ requests: 0, waiting: null, owns: [] }),
  stable: ['requests'],

  onInvoke(ctx, { id, name, args }) {
    if (ctx.state.waiting !== null) return ctx.return(id, 'fail', 'busy');
    const key = String(args['key']);
    const request = ctx.state.requests + 1;
    // From here on it must not use what it is about to give back.
    const owns = name === 'release' ? ctx.state.owns.filter((each) => each !== key) : ctx.state.owns;
    ctx.set({ requests: request, waiting: { operation: id, f: name, key }, owns });
    // Each client has a node of its own, the nearest, say.
    const nodes = ctx.nodes('node');
    ctx.send(nodes[ctx.nodes('client').indexOf(ctx.self) % nodes.length]!, 'Request', { f: name, key, request });
    ctx.setTimer('patience', ctx.params.patience);
  },

  onTimer(ctx) {
    const { operation } = ctx.state.waiting!;
    ctx.set({ waiting: null });
    ctx.return(operation, 'unknown');
  },

  onMessage(ctx, { body }) {
    const { waiting, requests, owns } = ctx.state;
    if (waiting === null || body['request'] !== requests) return ctx.ignore('no longer waiting');
    const { operation, f, key } = waiting;
    const owner = body['owner'] as Owner;
    ctx.cancelTimer('patience');
    const mine = body['done'] === true && (f === 'acquire' || f === 'create');
    ctx.set({ waiting: null, owns: mine ? [...owns, key] : owns });
    if (f === 'get') return ctx.return(operation, 'ok', owner);
    if (body['done'] === true) return ctx.return(operation, 'ok');
    ctx.return(operation, 'fail', owner === null ? 'nobody has it' : `${owner} has it`);
  },
};
