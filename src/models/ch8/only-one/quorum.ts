/**
 * Compare-and-set through a majority: CASPaxos (Rystsov, "CASPaxos: Replicated State Machines without logs",
 * arXiv:1802.07000, 2018, §2.2). It is Paxos of a single register whose value may change: a proposer learns the
 * current value in the first phase, applies the change to it, and has the result accepted in the second.
 *
 * A read and a request that is refused go through both phases too, with the value unchanged: only then is it settled
 * that nothing a slower proposer left behind can come to the fore. Reading and writing by majorities without the first
 * phase's promise would be a register, and registers cannot do this (Herlihy, "Wait-Free Synchronization", ACM TOPLAS 13(1), 1991, §3.2).
 */
import type { Message } from '../../../kernel/process';
import { answer, apply } from './request';
import type { Accepted, Acceptor, NodeContext, Owner } from './state';

const NEW: Acceptor = { promised: 0, accepted: null };

/** Begins an attempt with a ballot above all it knows of; `ballots` of different nodes are disjoint. */
export function prepare(ctx: NodeContext): void {
  const nodes = ctx.nodes('node');
  const own = nodes.indexOf(ctx.self) + 1;
  const ballot = own + Math.floor((ctx.state.seen - own) / nodes.length + 1) * nodes.length;
  const { key } = ctx.state.queue[0]!;
  const asked = ctx.state.proposal?.asked ?? false;
  ctx.set({ seen: ballot, proposal: { ballot, phase: 'prepare', promises: {}, accepts: [], owner: null, done: false, asked } });
  ctx.setTimer('timeout', ctx.params.timeout);
  for (const other of nodes) if (other !== ctx.self) ctx.send(other, 'Prepare', { ballot, key });
  const { accepted } = promise(ctx, key, ballot)!;
  onPromise(ctx, ctx.self, accepted);
}

/** Nobody has answered in time, or an acceptor has promised a higher ballot: another attempt, a little later. */
export function abandon(ctx: NodeContext): void {
  const { retryDelay } = ctx.params;
  ctx.cancelTimer('timeout');
  ctx.set({ proposal: { ...ctx.state.proposal!, phase: 'waiting' } });
  ctx.setTimer('retry', retryDelay + ctx.random(retryDelay + 1));
}

/** The acceptor's part, and the proposer's on its answers. */
export function onQuorumMessage(ctx: NodeContext, { from, type, body }: Message): void {
  const { key, ballot } = body as { readonly key: string; readonly ballot: number };
  if (type === 'Prepare' || type === 'Accept') {
    const state = type === 'Prepare' ? promise(ctx, key, ballot) : accept(ctx, key, { ballot, owner: body['owner'] as Owner });
    if (state === undefined) {
      ctx.ignore('promised a higher ballot');
      return ctx.send(from, 'Conflict', { ballot, promised: acceptorOf(ctx, key).promised, key });
    }
    if (type === 'Prepare') return ctx.send(from, 'Promise', { ballot, accepted: state.accepted, key });
    return ctx.send(from, 'Accepted', { ballot, key });
  }
  if (type === 'Conflict') ctx.set({ seen: Math.max(ctx.state.seen, Number(body['promised'])) });
  const { proposal } = ctx.state;
  if (proposal === null) return ctx.ignore('settled already');
  if (proposal.ballot !== ballot || proposal.phase === 'waiting') return ctx.ignore('old ballot');
  if (type === 'Conflict') return abandon(ctx);
  if ((type === 'Promise') !== (proposal.phase === 'prepare')) return ctx.ignore('majority reached already');
  if (type === 'Promise') onPromise(ctx, from, body['accepted'] as Accepted | null);
  else onAccepted(ctx, from);
}

function onPromise(ctx: NodeContext, from: string, accepted: Accepted | null): void {
  const proposal = ctx.state.proposal!;
  if (from in proposal.promises) return ctx.ignore('already counted');
  const promises = { ...proposal.promises, [from]: accepted };
  ctx.set({ proposal: { ...proposal, promises } });
  if (!isMajority(ctx, { prepare: proposal.ballot }, Object.keys(promises).length)) return;
  let current: Accepted | null = null;
  for (const each of Object.values(promises)) if (each !== null && (current === null || each.ballot > current.ballot)) current = each;
  change(ctx, current === null ? null : current.owner);
}

/** All answers of a majority are in: applies the request to the value with the highest ballot, and asks to accept what comes of it. */
function change(ctx: NodeContext, current: Owner): void {
  const request = ctx.state.queue[0]!;
  const proposal = ctx.state.proposal!;
  const { owner, done: equal } = apply(request, current);
  // The change may be there already: then it was this request's, for nobody else gives this client anything or takes it away.
  const done = equal || (proposal.asked && (request.f === 'release' ? current !== request.client : current === request.client));
  ctx.set({ proposal: { ...proposal, phase: 'accept', owner, done, asked: proposal.asked || done } });
  for (const other of ctx.nodes('node')) if (other !== ctx.self) ctx.send(other, 'Accept', { ballot: proposal.ballot, owner, key: request.key });
  // Between its own promise and now it may have promised a higher ballot to another proposer.
  if (accept(ctx, request.key, { ballot: proposal.ballot, owner }) !== undefined) onAccepted(ctx, ctx.self);
}

function onAccepted(ctx: NodeContext, from: string): void {
  const proposal = ctx.state.proposal!;
  if (proposal.accepts.includes(from)) return ctx.ignore('already counted');
  const accepts = [...proposal.accepts, from];
  ctx.set({ proposal: { ...proposal, accepts } });
  if (!isMajority(ctx, { accept: proposal.ballot }, accepts.length)) return;
  ctx.cancelTimer('timeout');
  ctx.decide({ [ctx.state.queue[0]!.key]: proposal.owner });
  answer(ctx, proposal.done, proposal.owner);
}

function isMajority(ctx: NodeContext, round: { readonly [phase: string]: number }, have: number): boolean {
  const of = ctx.nodes('node').length;
  const need = Math.floor(of / 2) + 1;
  ctx.quorum(round, have, need, of);
  return have === need;
}

function acceptorOf(ctx: NodeContext, key: string): Acceptor {
  return ctx.state.acceptor[key] ?? NEW;
}

/** Promises to accept nothing below this ballot any more; undefined when more has been promised already. */
function promise(ctx: NodeContext, key: string, ballot: number): Acceptor | undefined {
  const state = acceptorOf(ctx, key);
  return ballot < state.promised ? undefined : keep(ctx, key, { ...state, promised: ballot });
}

function accept(ctx: NodeContext, key: string, accepted: Accepted): Acceptor | undefined {
  return accepted.ballot < acceptorOf(ctx, key).promised ? undefined : keep(ctx, key, { promised: accepted.ballot, accepted });
}

function keep(ctx: NodeContext, key: string, state: Acceptor): Acceptor {
  ctx.set({ acceptor: { ...ctx.state.acceptor, [key]: state }, seen: Math.max(ctx.state.seen, state.promised) });
  return state;
}
