/** What clients ask for, and what it does to the one thing asked about: who owns it. */
import type { ParamValues } from '../../../kernel/model';
import type { Context } from '../../../kernel/process';
import type { NodeState } from './node';

export const params = {
  decide: { type: 'choice', default: 'own-belief', choices: ['own-belief', 'quorum'], summary: 'Whether a node decides by what its own table says, or by a compare-and-set that goes through a majority of the nodes.' },
  act: { type: 'duration', default: 2_000, min: 0, max: 60_000_000, summary: 'With `own-belief`, the time between looking into the table and writing into it.' },
  timeout: { type: 'duration', default: 50_000, min: 1, max: 3_600_000_000, summary: 'With `quorum`, how long a node waits for a majority before it tries again with a higher ballot.' },
  retryDelay: { type: 'duration', default: 20_000, min: 1, max: 3_600_000_000, summary: 'With `quorum`, how long a node waits at least, and at most twice as long, before it tries again.' },
  patience: { type: 'duration', default: 1_000_000, min: 1, max: 3_600_000_000, summary: 'How long a client waits; after that it does not know the outcome.' },
} as const;
export type Params = ParamValues<typeof params>;
export type NodeContext = Context<NodeState, Params>;

/** Who owns something; null while nobody does. */
export type Owner = string | null;

export type Request = {
  readonly client: string;
  /** Counts the requests of a client, so that a further copy is recognised. */
  readonly request: number;
  readonly f: string;
  readonly key: string;
};

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
