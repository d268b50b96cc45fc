/**
 * Readers and writers. Each operation has two phases, and each phase is a question to all replicas: query what they
 * hold, then store what is to be the newest (for a writer its own value, for a reader what it has found).
 */
import type { Context, Operation, Process } from '../../../kernel/process';
import { chosen, highestCount, quorumSize, taggedOf } from './register';
import type { Params, Tagged } from './register';

type Call = { readonly operation: number; readonly op: string; readonly value: number | null };
export type ClientState = {
  /** Numbers the questions, so that late answers to earlier ones are recognised. */
  readonly request: number;
  readonly phase: 'idle' | 'query' | 'store';
  /** Operations not yet finished; the first is under way. */
  readonly calls: readonly Call[];
  /** By replica: what it answered to the present question. */
  readonly answers: { readonly [replica: string]: Tagged | true };
  /** What is being stored. */
  readonly storing: Tagged | null;
};
type ClientContext = Context<ClientState, Params>;

export const client: Process<ClientState, Params> = {
  init: () => ({ request: 0, phase: 'idle', calls: [], answers: {}, storing: null }),
  stable: ['request'],

  onInvoke(ctx, operation) {
    ctx.set({ calls: [...ctx.state.calls, callOf(operation)] });
    if (ctx.state.phase === 'idle') begin(ctx);
  },

  onMessage(ctx, { from, type, body }) {
    const { request, phase, answers } = ctx.state;
    if (phase === 'idle' || body['request'] !== request) return ctx.ignore('no longer waiting');
    if (answers[from] !== undefined) return ctx.ignore('already counted');
    ctx.set({ answers: { ...answers, [from]: type === 'Answer' ? taggedOf(body) : true } });
    const of = ctx.nodes('replica').length;
    const [have, need] = [Object.keys(ctx.state.answers).length, quorumSize(of, ctx.params)];
    ctx.quorum(`${phase} ${request}`, have, need, of);
    if (have >= need) go(ctx);
  },

  onTimer(ctx, timer) {
    if (timer.name === 'bound' && Object.keys(ctx.state.answers).length > 0) {
      ctx.note('takes those who have not answered for dead');
      return go(ctx);
    }
    const enough = Object.keys(ctx.state.answers).length >= quorumSize(ctx.nodes('replica').length, ctx.params);
    // Enough, and still not finished: the answers did not settle it, so all are asked anew.
    if (enough) begin(ctx);
    else repeat(ctx, Number(timer.data) + 1);
  },

  onRestart() {
    // Whatever was under way is forgotten, and its operation stays open.
  },
};

function callOf({ id, name, args }: Operation): Call {
  return { operation: id, op: name, value: name === 'write' ? Number(args['value']) : null };
}

function begin(ctx: ClientContext): void {
  ask(ctx, 'query', null);
}

/** Puts a new question to all replicas. */
function ask(ctx: ClientContext, phase: 'query' | 'store', storing: Tagged | null): void {
  ctx.cancelTimer('bound');
  ctx.cancelTimer('retry');
  ctx.set({ request: ctx.state.request + 1, phase, storing, answers: {} });
  repeat(ctx, 0);
}

/** Asks those that have not answered yet; each wait for them is twice as long as the one before, up to a thousand times the first. */
function repeat(ctx: ClientContext, attempts: number): void {
  const { request, phase, storing, answers } = ctx.state;
  for (const replica of ctx.nodes('replica')) {
    if (answers[replica] !== undefined) continue;
    if (phase === 'store') ctx.send(replica, 'Store', { ...storing!, request });
    else ctx.send(replica, 'Query', { request });
  }
  if (ctx.params.rule === 'all-alive') ctx.setTimer('bound', ctx.params.bound, attempts);
  else ctx.setTimer('retry', ctx.params.retry * (1 << Math.min(attempts, 10)), attempts);
}

/** Enough have answered. */
function go(ctx: ClientContext): void {
  const { phase, calls, answers, storing } = ctx.state;
  const call = calls[0]!;
  if (phase === 'store') return finish(ctx, call, storing!);
  const heard = Object.values(answers).filter((answer) => answer !== true);
  if (call.op === 'write') return ask(ctx, 'store', { value: call.value, tag: { count: highestCount(heard, ctx.params) + 1, by: ctx.self } });
  const found = chosen(heard, ctx.params);
  // Nobody's word is good enough yet. What else arrives may settle it.
  if (found === undefined) return;
  if (ctx.params.writeBack) return ask(ctx, 'store', found);
  finish(ctx, call, found);
}

function finish(ctx: ClientContext, { operation, op }: Call, { value }: Tagged): void {
  ctx.cancelTimer('bound');
  ctx.cancelTimer('retry');
  const calls = ctx.state.calls.slice(1);
  ctx.set({ phase: 'idle', calls, answers: {}, storing: null });
  if (op === 'read') ctx.return(operation, 'ok', value);
  else ctx.return(operation, 'ok');
  if (calls.length > 0) begin(ctx);
}
