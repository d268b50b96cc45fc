/**
 * Single-decree Paxos: proposers ask, acceptors promise and accept, learners find out; one value is chosen.
 *
 * Follows Leslie Lamport, "Paxos Made Simple", ACM SIGACT News 32(4), 2001: §2.2 (choosing a value, in two
 * phases of two steps), §2.3 (learning it), §2.4 (progress: two proposers can duel for ever, and a random wait
 * ends it), §2.5 (what has to be on stable storage). Requests go to all acceptors, and acceptors tell every
 * learner; learners tell the proposers, so that a client's operation can return.
 */
import { KIND } from '../../../kernel/event';
import type { Model } from '../../../kernel/model';
import { acceptor } from './acceptor';
import { invariants } from './invariants';
import { learner } from './learner';
import { params, VALUES } from './proposal';
import { proposer } from './proposer';

export const model: Model = {
  id: 'paxos',
  title: 'Single-decree Paxos',
  chapter: 'ch8',
  source: 'Lamport, Paxos Made Simple, ACM SIGACT News 32(4), 2001, §2',
  summary: 'Proposers compete to have one value chosen by a majority of acceptors. Whatever is chosen stays chosen; that anything is, needs proposers which do not get in each other’s way.',
  params,
  roles: {
    proposer: { summary: 'Tries to have a value chosen, with ever higher numbers.', names: ['p1', 'p2'], min: 1, max: 8, process: proposer },
    acceptor: { summary: 'Promises, accepts, and remembers both.', names: ['a1', 'a2', 'a3'], min: 1, max: 15, process: acceptor },
    learner: { summary: 'Finds out what is chosen.', names: ['l1'], min: 1, max: 8, process: learner },
  },
  messages: {
    Prepare: { summary: 'Phase 1(a): asks for a promise to accept nothing with a lower number.', from: ['proposer'], to: ['acceptor'] },
    Promise: { summary: 'Phase 1(b): the promise, with the highest-numbered proposal accepted so far.', from: ['acceptor'], to: ['proposer'] },
    Accept: { summary: 'Phase 2(a): asks to accept a proposal.', from: ['proposer'], to: ['acceptor'] },
    Accepted: { summary: 'Phase 2(b): a proposal has been accepted.', from: ['acceptor'], to: ['learner'] },
    Reject: { summary: 'A prepare or accept request came too late: a higher number has been promised.', from: ['acceptor'], to: ['proposer'] },
    Chosen: { summary: 'A majority has accepted a proposal with this value.', from: ['learner'], to: ['proposer'] },
  },
  operations: {
    propose: {
      summary: 'Have a value chosen; returns the one that was. A proposer that is busy stays with its first value.',
      role: 'proposer',
      args: { value: { type: 'choice', default: 'red', choices: VALUES, summary: 'Which value.' } },
    },
  },
  show: {
    bands: {
      proposer: { phase: 'phase', round: { field: 'number', word: 'proposal' }, looks: { prepare: 'seeks', accept: 'leads', waiting: 'rests', done: 'works' } },
      acceptor: { round: { field: 'promised', word: 'promised' } },
    },
    tags: { number: 'n' },
  },
  invariants,
  stats(view) {
    const { log } = view;
    let decided = -1;
    let prepares = 0;
    for (let i = 0; i < log.length; i++) {
      if (log.kind[i] === KIND.decide && decided < 0) decided = i;
      if (log.kind[i] === KIND.send && log.labels[log.label[i]!] === 'Prepare') prepares++;
    }
    const proposers = view.byRole('proposer');
    return {
      /** Until a learner knew; the length of the run if none ever did. */
      undecidedUs: decided < 0 ? view.nowUs : log.t[decided]!,
      proposals: prepares / view.byRole('acceptor').length,
      proposalsAbandoned: proposers.reduce((sum, { state }) => sum + Number(state.abandoned), 0),
      operationsOk: view.operations.filter(({ status }) => status === 'ok').length,
    };
  },
};
