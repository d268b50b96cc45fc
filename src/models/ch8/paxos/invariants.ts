/** The safety requirements of §2.1, judged by what the acceptors did: "chosen" is a fact before anyone learns it. */
import type { EventDetails } from '../../../kernel/event';
import type { Invariant, WorldView } from '../../../kernel/model';
import type { AcceptorState } from './acceptor';
import type { LearnerState } from './learner';
import { majority } from './proposal';
import type { Proposal } from './proposal';
import type { ProposerState } from './proposer';

/** A proposal with the events at which acceptors accepted it, one each. */
type Tally = { readonly proposal: Proposal; readonly acceptances: Map<string, number> };

/** Every proposal that was ever accepted by anyone, in order of number. */
function tallies(view: WorldView): Tally[] {
  const found = new Map<number, Tally>();
  for (const { id } of view.byRole('acceptor')) {
    for (const event of view.changes(id, 'accepted')) {
      const { accepted } = (view.log.detail(event) as EventDetails['state']).set as Partial<AcceptorState>;
      if (accepted == null) continue;
      const tally = found.get(accepted.number) ?? { proposal: accepted, acceptances: new Map<string, number>() };
      if (!tally.acceptances.has(id)) tally.acceptances.set(id, event);
      found.set(accepted.number, tally);
    }
  }
  return [...found.values()].sort((a, b) => a.proposal.number - b.proposal.number);
}

/** Proposals that a majority of the acceptors has accepted: their values are chosen. */
export function chosen(view: WorldView): Tally[] {
  const need = majority(view.byRole('acceptor').length);
  return tallies(view).filter(({ acceptances }) => acceptances.size >= need);
}

const agreement: Invariant = {
  id: 'agreement',
  summary: 'Only a single value is chosen.',
  when: 'always',
  check(view) {
    const [first, ...others] = chosen(view);
    const other = others.find(({ proposal }) => proposal.value !== first!.proposal.value);
    if (first === undefined || other === undefined) return undefined;
    const text = ({ proposal, acceptances }: Tally): string => `${proposal.value} (number ${proposal.number}, accepted by ${[...acceptances.keys()].join(', ')})`;
    return {
      detail: `${text(first)} and ${text(other)} are both chosen`,
      events: [...first.acceptances.values(), ...other.acceptances.values()],
    };
  },
};

const validity: Invariant = {
  id: 'validity',
  summary: 'Only a value that has been proposed may be chosen.',
  when: 'always',
  check(view) {
    const proposed = new Set(view.operations.map(({ args }) => args['value']));
    const invented = chosen(view).find(({ proposal }) => !proposed.has(proposal.value));
    if (invented === undefined) return undefined;
    return { detail: `${invented.proposal.value} is chosen, and nobody proposed it`, events: [...invented.acceptances.values()] };
  },
};

const learnedWasChosen: Invariant = {
  id: 'learned-was-chosen',
  summary: 'A process never learns that a value has been chosen unless it actually has been.',
  when: 'always',
  check(view) {
    const values = new Set(chosen(view).map(({ proposal }) => proposal.value));
    for (const { id, state } of [...view.byRole('learner'), ...view.byRole('proposer')]) {
      const learned = (state as LearnerState | ProposerState).chosen;
      if (learned === null || values.has(learned)) continue;
      return { detail: `${id} has learned ${learned}, which is not chosen`, events: view.changes(id, 'chosen').slice(-1) };
    }
    return undefined;
  },
};

export const invariants: readonly Invariant[] = [agreement, validity, learnedWasChosen];
