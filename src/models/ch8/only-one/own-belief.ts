/**
 * Check, then act: a node looks into its own table, and a moment later writes into it and tells the others. Nothing keeps
 * two nodes from looking before either has heard of the other (DDIA ch. 8, "The Truth Is Defined by the Majority").
 */
import { answer, apply } from './request';
import type { NodeContext, Owner } from './state';

/** The check. */
export function check(ctx: NodeContext): void {
  const { key } = ctx.state.queue[0]!;
  ctx.set({ found: { owner: ctx.state.table[key] ?? null, key } });
  ctx.work('act', ctx.params.act);
}

/** The act, on what was found, whatever has come in meanwhile. */
export function act(ctx: NodeContext): void {
  const request = ctx.state.queue[0]!;
  const { key, f } = request;
  const { owner, done } = apply(request, ctx.state.found!.owner);
  if (done && f !== 'get') {
    learn(ctx, key, owner);
    for (const other of ctx.nodes('node')) if (other !== ctx.self) ctx.send(other, 'Replicate', { owner, key });
  }
  answer(ctx, done, owner);
}

/** What comes last stays; what stood there before is overwritten and nobody is told. */
export function learn(ctx: NodeContext, key: string, owner: Owner): void {
  ctx.set({ table: { ...ctx.state.table, [key]: owner } });
}
