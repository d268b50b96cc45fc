/** A replica: what comes in, and which part of the protocol takes care of it. */
import type { Process } from '../../../kernel/process';
import { echoed, lieOf } from './liar';
import { isPrimary, onPrePrepare, onRequest, onVote, startWaiting } from './normal-case';
import type { Params } from './protocol';
import { initial, STABLE } from './state';
import type { ReplicaState } from './state';
import { onNewView, onViewChange, startViewChange } from './view-change';

export const replica: Process<ReplicaState, Params> = {
  init: () => initial,
  stable: STABLE,

  onStart(ctx) {
    if (lieOf(ctx) === undefined && isPrimary(ctx)) ctx.become('primary');
  },

  onMessage(ctx, message) {
    // A silent replica may as well be deaf.
    if (lieOf(ctx) === 'silent' || echoed(ctx, message)) return;
    switch (message.type) {
      case 'Request':
        return onRequest(ctx, message);
      case 'PrePrepare':
        return onPrePrepare(ctx, message);
      case 'Prepare':
      case 'Commit':
        return onVote(ctx, message);
      case 'ViewChange':
        return onViewChange(ctx, message);
      case 'NewView':
        return onNewView(ctx, message);
    }
  },

  onTimer(ctx) {
    if (lieOf(ctx) !== 'silent') startViewChange(ctx, ctx.state.view + 1);
  },

  onRestart(ctx) {
    startWaiting(ctx);
  },
};
