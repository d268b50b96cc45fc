/** One member of the group: the primary of its epoch, or one of those who watch it. */
import type { Process } from '../../../kernel/process';
import { begin, count, enter, follow, onVote, suspect } from './changing';
import { beat, onAlive, onRequest, onStore, onStored } from './serving';
import type { MemberContext, MemberState, Params, Stored } from './state';

export const member: Process<MemberState, Params> = {
  init: () => ({
    epoch: 1, status: 'normal', primary: false, stored: { value: null, epoch: 1, version: 0 },
    suspects: [], votes: {}, declared: null, waiting: [], acked: {}, alive: [], handled: {},
  }),
  stable: ['epoch', 'stored', 'handled'],

  onStart: begin,

  /** What it was in the middle of is gone, so it takes nothing up again. */
  onRestart(ctx) {
    ctx.set({ status: 'changing' });
    ctx.setTimer('silence', ctx.params.timeout);
  },

  onTimer(ctx, { name }) {
    if (name === 'heartbeat') beat(ctx);
    else suspect(ctx);
  },

  onMessage(ctx, { from, type, body }) {
    if (type === 'Request') return onRequest(ctx, from, body as Parameters<typeof onRequest>[2]);
    const epoch = Number(body['epoch']);
    if (epoch < ctx.state.epoch) {
      ctx.ignore('old epoch');
      // Whoever takes himself for a primary, or waits for one, learns that the others have gone on.
      if (type !== 'Outdated' && type !== 'Alive' && type !== 'Stored') ctx.send(from, 'Outdated', { epoch: ctx.state.epoch, known: ctx.state.status === 'normal' });
      return;
    }
    switch (type) {
      case 'Store':
        follow(ctx, epoch);
        return onStore(ctx, from, body as Stored);
      case 'Heartbeat':
      case 'Declared':
        if (!ctx.state.primary) {
          ctx.cancelTimer('silence');
          ctx.setTimer('silence', ctx.params.timeout);
        }
        follow(ctx, epoch);
        if (type === 'Heartbeat' && ctx.params.trust === 'majority') ctx.send(from, 'Alive', { epoch });
        return;
      case 'Vote':
        // A vote is cast only when a majority suspects, so it counts also with those who do not.
        if (epoch > ctx.state.epoch) enter(ctx, epoch);
        return onVote(ctx, from, body['stored'] as Stored);
      case 'Suspect':
      case 'Outdated':
        if (epoch > ctx.state.epoch) return catchUp(ctx, epoch, body['known'] === true);
        return type === 'Suspect' ? count(ctx, from) : ctx.ignore('known already');
      case 'Stored':
        return ctx.state.primary ? onStored(ctx, from, Number(body['version'])) : ctx.ignore('no longer the primary');
      case 'Alive':
        return ctx.state.primary ? onAlive(ctx, from) : ctx.ignore('no longer the primary');
    }
  },
};

/** Others are in a later epoch. Who is the primary of an older one is so no more; who hears one has no reason to leave. */
function catchUp(ctx: MemberContext, epoch: number, known: boolean): void {
  const { primary, status, suspects } = ctx.state;
  if (primary && known) return follow(ctx, epoch);
  if (primary || status === 'changing' || suspects.includes(ctx.self)) enter(ctx, epoch);
  else ctx.ignore('hears its primary');
}
