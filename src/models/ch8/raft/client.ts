/**
 * A client of the replicated store (§8): one command at a time, with a serial number that stays the same
 * over all attempts, sent to the server it believes to be the leader or else to one at random.
 */
import type { Context, Operation, Process } from '../../../kernel/process';
import type { Params } from './state';

type Request = {
  readonly operation: number;
  readonly serial: number;
  readonly op: string;
  readonly key: string;
  readonly value: number | null;
};
export type ClientState = {
  readonly serial: number;
  /** Commands not yet answered; the first is under way. */
  readonly waiting: readonly Request[];
  /** Where the last request went. */
  readonly target: string | null;
  /** Whom the client takes for the leader. */
  readonly leader: string | null;
};
type ClientContext = Context<ClientState, Params>;

export const client: Process<ClientState, Params> = {
  init: () => ({ serial: 0, waiting: [], target: null, leader: null }),
  // A client that forgot its last number would use it again, and be taken for one who asks twice.
  stable: ['serial'],

  onInvoke(ctx, operation) {
    const serial = ctx.state.serial + 1;
    ctx.set({ serial, waiting: [...ctx.state.waiting, requestOf(operation, serial)] });
    if (ctx.state.waiting.length === 1) attempt(ctx);
  },

  onMessage(ctx, { type, body }) {
    const [request, ...rest] = ctx.state.waiting;
    if (request === undefined || body['serial'] !== request.serial) return ctx.ignore('no longer waiting');
    if (type === 'NotLeader') {
      const leader = body['leader'] as string | null;
      ctx.cancelTimer('timeout');
      ctx.cancelTimer('try again');
      ctx.set({ leader });
      if (leader !== null) attempt(ctx);
      else ctx.setTimer('try again', ctx.params.clientRetry);
      return;
    }
    ctx.cancelTimer('timeout');
    ctx.cancelTimer('try again');
    ctx.set({ waiting: rest });
    ctx.return(request.operation, 'ok', body['result']);
    if (rest.length > 0) attempt(ctx);
  },

  onTimer(ctx, timer) {
    if (timer.name === 'timeout') ctx.set({ leader: null });
    attempt(ctx);
  },
};

function requestOf({ id, name, args }: Operation, serial: number): Request {
  const value = args['value'];
  return { operation: id, serial, op: name, key: String(args['key']), value: value === undefined ? null : Number(value) };
}

function attempt(ctx: ClientContext): void {
  const { waiting, leader } = ctx.state;
  const { serial, op, key, value } = waiting[0]!;
  const target = leader ?? another(ctx);
  ctx.set({ target, leader: target });
  ctx.send(target, 'ClientRequest', { serial, op, key, value });
  ctx.setTimer('timeout', ctx.params.clientTimeout);
}

/** A server at random, but not the one that was asked last. */
function another(ctx: ClientContext): string {
  const servers = ctx.nodes('server');
  const rest = servers.filter((server) => server !== ctx.state.target);
  return rest.length === 0 ? servers[0]! : rest[ctx.random(rest.length)]!;
}
