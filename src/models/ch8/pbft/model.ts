/**
 * PBFT: a service on 3f + 1 replicas that answers correctly although f of them do anything at all.
 *
 * Follows Miguel Castro and Barbara Liskov, "Practical Byzantine Fault Tolerance", OSDI 1999: §4.1 the client, §4.2
 * the normal case, §4.4 view changes, §4.5.2 the timers that make them come to an end. Messages bear signatures, as
 * in the paper’s §4: the receiver knows who sent a message, and whose words are quoted in it, because no code here
 * writes a request or a certificate in another’s name. Left out: checkpoints and garbage collection (§4.3; the last
 * stable checkpoint is always the initial state), transfer of state to a replica that has fallen behind, and the
 * optimisations of §5. The service is a list to which clients append.
 */
import { KIND } from '../../../kernel/event';
import type { Model } from '../../../kernel/model';
import { client } from './client';
import { invariants } from './invariants';
import { lies } from './liar';
import { params } from './protocol';
import { replica } from './replica';
import type { ReplicaState } from './state';

export const model: Model = {
  id: 'pbft',
  title: 'PBFT',
  chapter: 'ch8',
  source: 'Castro and Liskov, Practical Byzantine Fault Tolerance, OSDI 1999, §4',
  summary: 'Four replicas of a list, one of which may lie. A primary numbers the requests, two rounds of votes make the numbers final, and a view change replaces a primary that does not do its work.',
  params,
  roles: {
    client: { summary: 'Appends to the list; believes f + 1 equal replies.', names: ['alice'], min: 1, max: 8, process: client },
    replica: { summary: 'Holds the list; replica v mod n is the primary of view v.', names: ['replica-0', 'replica-1', 'replica-2', 'replica-3'], min: 1, max: 10, process: replica },
  },
  messages: {
    Request: { summary: 'A client’s request, also when a backup passes it on to the primary.', from: ['client', 'replica'], to: ['replica'] },
    PrePrepare: { summary: 'The primary gives a request a number in its view.', from: ['replica'], to: ['replica'] },
    Prepare: { summary: 'A backup has accepted this number for this request.', from: ['replica'], to: ['replica'] },
    Commit: { summary: 'A replica knows that a quorum has accepted it.', from: ['replica'], to: ['replica'] },
    Reply: { summary: 'The result, from each replica.', from: ['replica'], to: ['client'] },
    ViewChange: { summary: 'Asks for a view, with certificates of what was prepared before.', from: ['replica'], to: ['replica'] },
    NewView: { summary: 'The new primary begins its view: 2f + 1 view changes, and what has to be proposed again because of them.', from: ['replica'], to: ['replica'] },
  },
  operations: {
    append: {
      summary: 'Append a number to the list; returns the list.',
      role: 'client',
      args: { value: { type: 'integer', default: 1, min: 0, max: 1_000_000, summary: 'What to append; use each number once.' } },
    },
  },
  invariants,
  lies,
  show: {
    bands: { replica: { round: { field: 'view', word: 'view' }, looks: { primary: 'leads', backup: 'rests', 'changing view': 'seeks', faulty: 'lies' } } },
    tags: { seq: 'no.', digest: 'is' },
  },
  stats(view) {
    const { log } = view;
    let newViews = 0;
    for (let i = 0; i < log.length; i++) {
      if (log.kind[i] === KIND.state && log.labels[log.label[i]!] === 'primary' && log.t[i]! > 0) newViews++;
    }
    const latencies = view.operations.flatMap(({ returnedUs, invokedUs }) => (returnedUs === undefined ? [] : [returnedUs - invokedUs]));
    return {
      operationsOk: latencies.length,
      ...(latencies.length === 0 ? {} : { slowestUs: Math.max(...latencies) }),
      newViews,
      highestView: Math.max(...view.byRole('replica').map(({ state }) => (state as ReplicaState).view)),
    };
  },
};
