/**
 * One register, replicated: the same protocol to be run in one system model after the other.
 *
 * Follows Hagit Attiya, Amotz Bar-Noy and Danny Dolev, "Sharing Memory Robustly in Message-Passing Systems", JACM
 * 42(1), 1995 (their unbounded emulator, with the write-back of readers), for several writers as in Lynch and
 * Shvartsman, "Robust Emulation of Shared Memory Using Dynamic Quorum-Acknowledged Broadcasts", FTCS 1997: a writer
 * first asks for the highest tag. Two other rules for whom to wait show what the first is made for: `all-alive`
 * trusts a bound on delays, as one may in a synchronous system; `masking` is the quorum of Malkhi and Reiter,
 * "Byzantine Quorum Systems", Distributed Computing 11(4), 1998, for replicas that lie. The models of timing
 * are those of Dwork, Lynch and Stockmeyer, "Consensus in the Presence of Partial Synchrony", JACM 35(2), 1988.
 */
import type { Model } from '../../../kernel/model';
import { client } from './client';
import { invariants } from './invariants';
import { params } from './register';
import { lies, replica } from './replica';

export const model: Model = {
  id: 'abd-register',
  title: 'Replicated register',
  chapter: 'ch8',
  source: 'Attiya, Bar-Noy and Dolev, Sharing Memory Robustly in Message-Passing Systems, JACM 42(1), 1995 (the unbounded emulator); Lynch and Shvartsman, FTCS 1997 (several writers)',
  summary: 'Clients read and write one value on several replicas by asking a quorum of them. What that is worth depends on how nodes fail and on what may be assumed about time.',
  params,
  roles: {
    client: { summary: 'Reads and writes, one operation at a time.', names: ['alice', 'bob'], min: 1, max: 8, process: client },
    replica: { summary: 'Holds a value and its tag.', names: ['replica-1', 'replica-2', 'replica-3'], min: 1, max: 13, process: replica },
  },
  messages: {
    Query: { summary: 'Asks a replica what it holds.', from: ['client'], to: ['replica'] },
    Answer: { summary: 'The value and its tag.', from: ['replica'], to: ['client'] },
    Store: { summary: 'Asks a replica to hold this, if it has nothing newer.', from: ['client'], to: ['replica'] },
    Ack: { summary: 'It holds that, or something newer.', from: ['replica'], to: ['client'] },
  },
  operations: {
    write: {
      summary: 'Write a value.',
      role: 'client',
      args: { value: { type: 'integer', default: 1, min: 0, max: 999_999, summary: 'Which; use each number once, so that every read shows whose write it saw.' } },
    },
    read: { summary: 'Read the value; null when nothing has been written.', role: 'client', args: {} },
  },
  invariants,
  lies,
  show: {
    bands: { client: { phase: 'phase', looks: { query: 'seeks', store: 'leads', idle: 'rests' } }, replica: { looks: { faulty: 'lies' } } },
    tags: { value: 'value' },
  },
  stats(view) {
    const latencies = view.operations.flatMap(({ returnedUs, invokedUs }) => (returnedUs === undefined ? [] : [returnedUs - invokedUs]));
    return {
      operationsOk: latencies.length,
      operationsOpen: view.operations.length - latencies.length,
      ...(latencies.length === 0 ? {} : { slowestUs: Math.max(...latencies) }),
    };
  },
};
