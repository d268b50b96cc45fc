/**
 * The dispatcher gives each e-mail to the node whose turn it is, watches the nodes' heartbeats, and hands the work of
 * a node it suspects to the next one in the ring.
 */
import { ln } from '../../../kernel/exact-math';
import type { Context, Process } from '../../../kernel/process';
import type { DispatcherState, Params } from './state';

type Ctx = Context<DispatcherState, Params>;

export const dispatcher: Process<DispatcherState, Params> = {
  init: () => ({ suspected: [], jobs: {}, operations: {}, asked: 0 }),

  onStart(ctx) {
    for (const node of ctx.nodes('node')) watch(ctx, node);
    if (ctx.params.background > 0) expectMore(ctx);
  },

  onInvoke(ctx, operation) {
    accept(ctx, ctx.state.asked + 1, { ...ctx.state.operations, [ctx.state.asked + 1]: operation.id });
  },

  onTimer(ctx, timer) {
    if (timer.name !== 'background') return suspect(ctx, String(timer.data));
    accept(ctx, ctx.state.asked + 1, ctx.state.operations);
    expectMore(ctx);
  },

  onMessage(ctx, { from, type, body }) {
    if (type === 'Heartbeat') return heard(ctx, from, body['restarted'] === true);
    const email = Number(body['email']);
    if (ctx.state.jobs[email] === undefined) return ctx.ignore('no longer waiting');
    // A refusal of a node that has been relieved of the e-mail since says nothing about its successor.
    if (type === 'Refused' && ctx.state.jobs[email] !== from) return ctx.ignore('no longer its job');
    const operation = ctx.state.operations[email];
    ctx.set({ jobs: without(ctx.state.jobs, email), operations: without(ctx.state.operations, email) });
    if (operation === undefined) return;
    if (type === 'Done') ctx.return(operation, 'ok', `sent by ${from}`);
    else ctx.return(operation, 'fail', 'refused: too much to do');
  },
};

/** The timer that every heartbeat starts anew. */
function watch(ctx: Ctx, node: string): void {
  ctx.setTimer(timeoutOf(node), ctx.params.timeout, node);
}

const timeoutOf = (node: string) => `timeout ${node}`;

function heard(ctx: Ctx, node: string, restarted: boolean): void {
  ctx.cancelTimer(timeoutOf(node));
  watch(ctx, node);
  const before = ctx.state.jobs;
  if (ctx.state.suspected.includes(node)) {
    // It lives after all. What it was given before is with its successor; it gets what nobody was left to take.
    const parked = given(before, '').map((email) => [email, node]);
    ctx.set({ suspected: ctx.state.suspected.filter((name) => name !== node), jobs: { ...before, ...Object.fromEntries(parked) } });
  }
  for (const email of given(ctx.state.jobs, node)) if (restarted || before[email] === '') ctx.send(node, 'Job', { email: Number(email) });
}

/** The numbers of the e-mails that a node is in charge of. */
function given(jobs: DispatcherState['jobs'], node: string): readonly string[] {
  return Object.keys(jobs).filter((email) => jobs[email] === node);
}

/** Silence for too long: to the dispatcher the node is dead, and the next one takes over all it had to do. */
function suspect(ctx: Ctx, node: string): void {
  if (ctx.state.suspected.includes(node)) return;
  const suspected = [...ctx.state.suspected, node];
  const successor = next(ctx, ctx.nodes('node').indexOf(node), suspected);
  const taken = given(ctx.state.jobs, node);
  ctx.set({ suspected, jobs: { ...ctx.state.jobs, ...Object.fromEntries(taken.map((email) => [email, successor])) } });
  if (successor !== '') for (const email of taken) ctx.send(successor, 'Job', { email: Number(email) });
}

function accept(ctx: Ctx, email: number, operations: DispatcherState['operations']): void {
  const node = next(ctx, (email - 1) % ctx.nodes('node').length, ctx.state.suspected);
  ctx.set({ jobs: { ...ctx.state.jobs, [email]: node }, operations, asked: email });
  if (node !== '') ctx.send(node, 'Job', { email });
}

/** The first node from this place on, around the ring, that is not suspected; '' when none is left. */
function next(ctx: Ctx, place: number, suspected: readonly string[]): string {
  const nodes = ctx.nodes('node');
  const order = [...nodes.slice(place), ...nodes.slice(0, place)];
  return order.find((node) => !suspected.includes(node)) ?? '';
}

/** Requests of many independent customers: the time to the next is exponentially distributed. */
function expectMore(ctx: Ctx): void {
  const uniform = (ctx.random(1_000_000) + 1) / 1_000_000;
  ctx.setTimer('background', Math.round(-ctx.params.background * ln(uniform)));
}

function without<T>(record: { readonly [key: string]: T }, key: number): { readonly [key: string]: T } {
  const { [key]: _, ...rest } = record;
  return rest;
}
