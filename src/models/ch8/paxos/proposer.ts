/** The proposer of §2.2: prepare requests, then an accept request with the value the answers leave open. */
import type { Context, Process } from '../../../kernel/process';
import { majority } from './proposal';
import type { Params, Proposal } from './proposal';

export type ProposerState = {
  /** The highest number it has tried: on stable storage, so that no number is used twice (§2.5). */
  readonly number: number;
  /** The highest number it was told of. */
  readonly seen: number;
  /** What it would like to have chosen. */
  readonly value: string | null;
  readonly phase: 'idle' | 'prepare' | 'accept' | 'waiting' | 'done';
  /** Acceptors that answered the prepare request, with the proposal each had accepted before. */
  readonly promises: { readonly [acceptor: string]: Proposal | null };
  /** How many of its proposals it has abandoned. */
  readonly abandoned: number;
  readonly chosen: string | null;
  /** Client operations that wait for the outcome. */
  readonly operations: readonly number[];
};
type ProposerContext = Context<ProposerState, Params>;

export const proposer: Process<ProposerState, Params> = {
  init: () => ({ number: 0, seen: 0, value: null, phase: 'idle', promises: {}, abandoned: 0, chosen: null, operations: [] }),
  stable: ['number'],

  onInvoke(ctx, { id, args }) {
    const { chosen, phase, operations, value } = ctx.state;
    if (chosen !== null) return ctx.return(id, 'ok', chosen);
    ctx.set({ operations: [...operations, id], value: value ?? String(args['value']) });
    if (phase === 'idle') prepare(ctx);
  },

  onMessage(ctx, { from, type, body }) {
    if (type === 'Chosen') return learn(ctx, String(body['value']));
    const { number, phase, promises } = ctx.state;
    const asked = phase === 'prepare' || (phase === 'accept' && type === 'Reject');
    if (body['number'] !== number || !asked) return ctx.ignore('old proposal');
    if (type === 'Reject') return abandon(ctx, Number(body['promised']));
    if (promises[from] !== undefined) return ctx.ignore('already counted');
    ctx.set({ promises: { ...promises, [from]: body['accepted'] as Proposal | null } });
    const acceptors = ctx.nodes('acceptor').length;
    const have = Object.keys(ctx.state.promises).length;
    ctx.quorum({ prepare: number }, have, majority(acceptors), acceptors);
    if (have >= majority(acceptors)) accept(ctx);
  },

  onTimer(ctx, timer) {
    if (timer.name === 'timeout') abandon(ctx, 0);
    else prepare(ctx);
  },
};

/** Phase 1(a): a number above all it knows of, and a question to the acceptors. */
function prepare(ctx: ProposerContext): void {
  const number = nextNumber(ctx);
  ctx.set({ number, phase: 'prepare', promises: {} });
  for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, 'Prepare', { number });
  ctx.setTimer('timeout', ctx.params.timeout);
}

/** Phase 2(a): the value of the highest-numbered proposal among the answers, or any value if there is none. */
function accept(ctx: ProposerContext): void {
  const { number, promises, value } = ctx.state;
  let highest: Proposal | null = null;
  for (const accepted of Object.values(promises)) {
    if (accepted !== null && (highest === null || accepted.number > highest.number)) highest = accepted;
  }
  ctx.set({ phase: 'accept' });
  const proposal = { number, value: highest === null ? value! : highest.value };
  for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, 'Accept', proposal);
  ctx.cancelTimer('timeout');
  ctx.setTimer('timeout', ctx.params.timeout);
}

/** Someone has begun with a higher number, or nobody answers: this proposal is given up, and a later one tried (§2.2, §2.4). */
function abandon(ctx: ProposerContext, seen: number): void {
  const { retryDelay, backoff, backoffMax } = ctx.params;
  const abandoned = ctx.state.abandoned + 1;
  ctx.set({ phase: 'waiting', abandoned, seen: Math.max(ctx.state.seen, seen) });
  ctx.cancelTimer('timeout');
  const bound = Math.min(retryDelay * (1 << Math.min(abandoned, 20)), backoffMax);
  ctx.setTimer('retry', retryDelay + (backoff === 'random' ? ctx.random(bound + 1) : 0));
}

function learn(ctx: ProposerContext, chosen: string): void {
  ctx.cancelTimer('timeout');
  ctx.cancelTimer('retry');
  const { operations } = ctx.state;
  ctx.set({ chosen, phase: 'done', operations: [] });
  for (const operation of operations) ctx.return(operation, 'ok', chosen);
}

/** Proposers choose from disjoint sets of numbers (§2.5): with two of them, one the odd and one the even. */
function nextNumber(ctx: ProposerContext): number {
  const proposers = ctx.nodes('proposer');
  const { number, seen } = ctx.state;
  const own = proposers.indexOf(ctx.self) + 1;
  const rounds = Math.floor((Math.max(number, seen) - own) / proposers.length) + 1;
  return own + Math.max(0, rounds) * proposers.length;
}
