/**
 * Two generals: they win if both attack at dawn and lose if one attacks alone, and their messengers may be caught.
 *
 * The first general proposes, the second confirms, the first confirms the confirmation, and so on, up to a
 * number of messengers fixed beforehand. At dawn each attacks if enough messengers have reached him. The parameters allow
 * every such rule, so that one can try to find a good one. There is none: Akkoyunlu, Ekanadham and Huber, "Some
 * Constraints and Tradeoffs in the Design of Network Communications", SOSP 1975; named and told by Gray, "Notes on
 * Data Base Operating Systems", 1978. Attacking together needs common knowledge, which no number of messages that may be lost
 * brings about: Halpern and Moses, "Knowledge and Common Knowledge in a Distributed Environment", JACM 37(3), 1990, on the
 * coordinated attack.
 */
import type { Invariant, Model, NodeView, ParamValues, WorldView } from '../../kernel/model';
import type { Process } from '../../kernel/process';

const params = {
  messengers: { type: 'integer', default: 4, min: 0, max: 100, summary: 'How many messengers are sent in all, turn by turn.' },
  firstNeeds: { type: 'integer', default: 2, min: 0, max: 100, summary: 'How many messengers must have reached the first general for him to attack.' },
  secondNeeds: { type: 'integer', default: 2, min: 0, max: 100, summary: 'How many messengers must have reached the second general for him to attack.' },
  dawn: { type: 'duration', default: 36_000_000_000, min: 1, max: 86_400_000_000, summary: 'When they must decide.' },
} as const;
type Params = ParamValues<typeof params>;

type GeneralState = { readonly received: number; readonly decision: 'undecided' | 'attack' | 'stay' };

function general(needs: 'firstNeeds' | 'secondNeeds', other: 'first' | 'second'): Process<GeneralState, Params> {
  return {
    init: () => ({ received: 0, decision: 'undecided' }),

    onStart(ctx) {
      ctx.setTimer('dawn', ctx.params.dawn);
      if (needs === 'firstNeeds' && ctx.params.messengers > 0) ctx.send(ctx.nodes(other)[0]!, 'Messenger', { number: 1 });
    },

    onMessage(ctx, message) {
      ctx.set({ received: ctx.state.received + 1 });
      const number = Number(message.body['number']);
      if (number < ctx.params.messengers) ctx.send(message.from, 'Messenger', { number: number + 1 });
    },

    onTimer(ctx) {
      const decision = ctx.state.received >= ctx.params[needs] ? 'attack' : 'stay';
      ctx.set({ decision });
      ctx.decide(decision);
    },
  };
}

const generals = (view: WorldView): readonly NodeView[] => [...view.byRole('first'), ...view.byRole('second')];
const decisionOf = (node: NodeView) => (node.state as GeneralState).decision;

const neverAlone: Invariant = {
  id: 'never-alone',
  summary: 'No general attacks while the other stays.',
  when: 'end',
  check(view) {
    const alone = generals(view).find((one) => decisionOf(one) === 'attack');
    const staying = generals(view).find((one) => decisionOf(one) === 'stay');
    if (alone === undefined || staying === undefined) return undefined;
    return {
      detail: `${alone.id} attacks alone, ${staying.id} stays`,
      events: [alone, staying].flatMap(({ id }) => view.changes(id, 'decision').slice(-1)),
    };
  },
};

export const model: Model = {
  id: 'two-generals',
  title: 'Two generals',
  chapter: 'ch8',
  source:
    'Akkoyunlu, Ekanadham and Huber, Some Constraints and Tradeoffs in the Design of Network Communications, SOSP 1975; Gray, Notes on Data Base Operating Systems, 1978 (the generals paradox)',
  summary: 'Two generals try to agree on an attack by messengers who may be caught. However many they send, losing the last one leaves somebody alone.',
  params,
  roles: {
    first: { summary: 'Proposes the attack.', names: ['Ada'], min: 1, max: 1, process: general('firstNeeds', 'second') },
    second: { summary: 'Is asked to join it.', names: ['Ben'], min: 1, max: 1, process: general('secondNeeds', 'first') },
  },
  messages: {
    Messenger: { summary: '“Attack at dawn”, or the confirmation of the messenger before.', from: ['first', 'second'], to: ['first', 'second'] },
  },
  operations: {},
  show: { tags: { number: 'no.' } },
  invariants: [neverAlone],
  stats(view) {
    const attacking = generals(view).filter((one) => decisionOf(one) === 'attack').length;
    return { attackAlone: attacking === 1 ? 1 : 0, attackTogether: attacking === 2 ? 1 : 0 };
  },
};
