/**
 * Only one of something: one holder of a lock, one account with a user name.
 *
 * Clients ask the node that is nearest to them. With `decide: own-belief` it looks into its own table and then writes
 * into it (own-belief.ts); two nodes can do that at the same time, and each says yes. With `decide: quorum` the same
 * comparison and the same change go through a majority of the nodes (quorum.ts), of which any two share a node.
 */
import type { EventDetails } from '../../../kernel/event';
import type { Invariant, Model, WorldView } from '../../../kernel/model';
import { client } from './client';
import type { ClientState } from './client';
import { node } from './node';
import { params } from './state';

/** Clients by what each of them takes for its own. */
function owners(view: WorldView): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, state } of view.byRole('client')) {
    for (const key of (state as ClientState).owns) found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}

const oneOwner: Invariant = {
  id: 'one-owner',
  summary: 'No two clients own the same thing at the same time.',
  when: 'always',
  check(view) {
    for (const [key, [first, second]] of owners(view)) {
      if (second === undefined) continue;
      const became = (id: string) => view.changes(id, 'owns').filter((event) => ((view.log.detail(event) as EventDetails['state']).set['owns'] as readonly string[]).includes(key)).slice(-1);
      return { detail: `${first} and ${second} both own ${key}`, events: [...became(first!), ...became(second)].sort((a, b) => a - b) };
    }
    return undefined;
  },
};

const lockArgs = { key: { type: 'text', default: 'printer', maxChars: 40, summary: 'Which lock.' } } as const;
const nameArgs = { key: { type: 'text', default: 'ada', maxChars: 40, summary: 'Which name.' } } as const;

export const model: Model = {
  id: 'only-one',
  title: 'Only one of something',
  chapter: 'ch8',
  source:
    'Rystsov, CASPaxos: Replicated State Machines without logs, arXiv:1802.07000, 2018, §2.2; Herlihy, Wait-Free Synchronization, ACM TOPLAS 13(1), 1991, on why reads and writes alone cannot do it',
  summary: 'A lock, or a user name, that only one may have: check-then-act on one node’s belief against a compare-and-set through a quorum.',
  params,
  roles: {
    client: { summary: 'Wants to have something for itself.', names: ['alice', 'bob'], min: 1, max: 20, process: client },
    node: { summary: 'Says who owns what; the clients’ nearest, one after the other.', names: ['node-1', 'node-2', 'node-3'], min: 1, max: 9, process: node },
  },
  messages: {
    Request: { summary: 'Asks for something, gives it back, or asks who has it.', from: ['client'], to: ['node'] },
    Reply: { summary: 'Whether it was done, and who owns it now.', from: ['node'], to: ['client'] },
    Replicate: { summary: 'own-belief: what another node has written into its table.', from: ['node'], to: ['node'] },
    Prepare: { summary: 'quorum, first phase: asks for a promise and for the value accepted so far.', from: ['node'], to: ['node'] },
    Promise: { summary: 'Nothing below this ballot will be accepted; and what has been.', from: ['node'], to: ['node'] },
    Accept: { summary: 'quorum, second phase: asks to accept the changed value.', from: ['node'], to: ['node'] },
    Accepted: { summary: 'The value has been accepted.', from: ['node'], to: ['node'] },
    Conflict: { summary: 'A higher ballot has been promised.', from: ['node'], to: ['node'] },
  },
  operations: {
    acquire: { summary: 'Take a lock if it is free.', role: 'client', args: lockArgs },
    release: { summary: 'Give a lock back.', role: 'client', args: lockArgs },
    create: { summary: 'Register a user name if nobody has it.', role: 'client', args: nameArgs },
    get: { summary: 'Ask who has it.', role: 'client', args: nameArgs },
  },
  invariants: [oneOwner],
  show: { tags: { ballot: 'ballot' } },
  stats(view) {
    const granted = view.operations.filter(({ name, status }) => status === 'ok' && (name === 'acquire' || name === 'create'));
    const returned = view.operations.flatMap(({ status, invokedUs, returnedUs }) => (status === 'ok' && returnedUs !== undefined ? [returnedUs - invokedUs] : []));
    return {
      granted: granted.length,
      refused: view.operations.filter(({ status }) => status === 'fail').length,
      /** The client does not know whether it has it. */
      unknown: view.operations.filter(({ status }) => status === undefined || status === 'unknown').length,
      /** Things that more than one client takes for its own when the run ends. */
      ownedTwice: [...owners(view).values()].filter(({ length }) => length > 1).length,
      ...(returned.length === 0 ? {} : { longestOkUs: Math.max(...returned) }),
    };
  },
};
