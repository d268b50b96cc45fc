/** The learner of §2.3: every acceptor tells it what it accepts; a majority for one proposal, and its value is chosen. */
import type { Process } from '../../../kernel/process';
import { majority } from './proposal';
import type { Params, Proposal } from './proposal';

export type LearnerState = {
  /** By number of the proposal: the acceptors known to have accepted it. */
  readonly accepted: { readonly [number: string]: readonly string[] };
  readonly chosen: string | null;
};

export const learner: Process<LearnerState, Params> = {
  init: () => ({ accepted: {}, chosen: null }),
  stable: ['accepted', 'chosen'],

  onMessage(ctx, { from, body }) {
    const { number, value } = body as Proposal;
    const known = ctx.state.accepted[number] ?? [];
    if (known.includes(from)) return ctx.ignore('already counted');
    const voters = [...known, from];
    ctx.set({ accepted: { ...ctx.state.accepted, [number]: voters } });
    const acceptors = ctx.nodes('acceptor').length;
    const need = majority(acceptors);
    ctx.quorum(number, voters.length, need, acceptors);
    if (voters.length !== need) return;
    if (ctx.state.chosen !== value) {
      ctx.set({ chosen: value });
      ctx.decide(value);
    }
    // Also when it was known: a proposer that tries again may not have been told.
    for (const proposer of ctx.nodes('proposer')) ctx.send(proposer, 'Chosen', { value });
  },
};
