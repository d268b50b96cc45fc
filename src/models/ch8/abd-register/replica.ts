/** A replica: one value with its tag, and the lies it may be told to tell. */
import type { Plain } from '../../../kernel/event';
import type { Context, Process } from '../../../kernel/process';
import { isNewer, NOTHING, taggedOf } from './register';
import type { Params, Tagged } from './register';

export const lies = {
  invent: 'Answers with a value nobody has written and a tag above all others; stores nothing, but says so.',
  forget: 'Answers as if nothing had ever been written; stores nothing, but says so.',
  silent: 'Does not answer.',
  random: 'The seed decides each time whether it does one of these or tells the truth.',
} as const;
type Behaviour = keyof typeof lies | 'honest';
const BEHAVIOURS = Object.keys(lies) as readonly (keyof typeof lies)[];

export type ReplicaState = Tagged & { readonly lying: boolean };
type ReplicaContext = Context<ReplicaState, Params>;
const FILE = 'register';

export const replica: Process<ReplicaState, Params> = {
  init: () => ({ ...NOTHING, lying: false }),

  onStart(ctx) {
    behaviourOf(ctx);
  },

  onMessage(ctx, { from, type, body }) {
    const request = body['request']!;
    const behaviour = behaviourOf(ctx);
    if (behaviour === 'silent') return;
    if (type === 'Store') {
      if (behaviour === 'honest') store(ctx, taggedOf(body));
      return ctx.send(from, 'Ack', { request });
    }
    const { tag, value } = ctx.state;
    if (behaviour === 'invent') ctx.send(from, 'Answer', { value: 1_000_000 + ctx.random(1_000), tag: { count: 1_000, by: ctx.self }, request });
    else if (behaviour === 'forget') ctx.send(from, 'Answer', { ...NOTHING, request });
    else ctx.send(from, 'Answer', { value, tag, request });
  },

  onRestart(ctx) {
    if (ctx.params.storage === 'memory') return;
    const stored: Plain | undefined = ctx.disk.read(FILE);
    if (stored !== undefined) ctx.set(stored as Tagged);
  },
};

/** Keeps what is newer than what it has, and only answers when that is safe. */
function store(ctx: ReplicaContext, { value, tag }: Tagged): void {
  if (!isNewer(tag, ctx.state.tag)) return;
  ctx.set({ value, tag });
  if (ctx.params.storage === 'memory') return;
  ctx.disk.write(FILE, { value, tag });
  ctx.disk.sync(FILE);
}

function behaviourOf(ctx: ReplicaContext): Behaviour {
  const lie = BEHAVIOURS.find((behaviour) => ctx.lie(behaviour) !== undefined);
  if (lie === undefined) return 'honest';
  if (!ctx.state.lying) {
    ctx.become('faulty');
    ctx.set({ lying: true });
  }
  return lie === 'random' ? (['invent', 'forget', 'silent', 'honest'] as const)[ctx.random(4)]! : lie;
}
