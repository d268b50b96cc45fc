/** The safety requirements of §2.1, judged by what the acceptors did: "chosen" is a fact before anyone learns it. */
import { KIND } from '../../../kernel/event';
import type { EventDetails } from '../../../kernel/event';
import type { EventLog } from '../../../kernel/log';
import type { Invariant, WorldView } from '../../../kernel/model';
import type { LearnerState } from './learner';
import { majority } from './proposal';
import type { Proposal } from './proposal';
import type { ProposerState } from './proposer';

/** A proposal with the events at which acceptors said that they accept it, one each. */
type Tally = { readonly proposal: Proposal; readonly acceptances: Map<string, number> };
type Tallies = { scanned: number; readonly byNumber: Map<number, Tally> };

// Derived from an append-only log, so keeping them changes nothing but the time it takes.
const known = new WeakMap<EventLog, Tallies>();

/**
 * Every proposal that was ever accepted by anyone, in order of number. An acceptor has accepted when it says so:
 * what it had in memory and had not written before it crashed does not count.
 */
function tallies(view: WorldView): Tally[] {
  const { log, nodes } = view;
  let found = known.get(log);
  if (found === undefined) known.set(log, (found = { scanned: 0, byNumber: new Map() }));
  const label = log.labels.indexOf('Accepted');
  for (; found.scanned < log.length; found.scanned++) {
    const event = found.scanned;
    if (log.kind[event] !== KIND.send || log.label[event] !== label) continue;
    const proposal = (log.detail(event) as EventDetails['send']).body as Proposal;
    const tally = found.byNumber.get(proposal.number) ?? { proposal, acceptances: new Map<string, number>() };
    const acceptor = nodes[log.node[event]!]!.id;
    if (!tally.acceptances.has(acceptor)) tally.acceptances.set(acceptor, event);
    found.byNumber.set(proposal.number, tally);
  }
  return [...found.byNumber.values()].sort((a, b) => a.proposal.number - b.proposal.number);
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
