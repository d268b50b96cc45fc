/** What a request does to the one thing it is about, who owns it; and how it is answered. */
import type { NodeContext, Owner, Request } from './state';

/** The compare-and-set that a request stands for: the owner after it, and whether the comparison came out equal. */
export function apply({ f, client }: Request, owner: Owner): { readonly owner: Owner; readonly done: boolean } {
  if (f === 'get') return { owner, done: true };
  const [from, to] = f === 'release' ? [client, null] : [null, client];
  return owner === from ? { owner: to, done: true } : { owner, done: false };
}

/** The first request in the queue is answered and makes room for the next. */
export function answer(ctx: NodeContext, done: boolean, owner: Owner): void {
  const [{ client, request }, ...rest] = ctx.state.queue as readonly [Request, ...Request[]];
  ctx.set({ queue: rest, found: null, proposal: null });
  ctx.send(client, 'Reply', { owner, done, request });
}
