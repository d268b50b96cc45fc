/** Safety (§4.5.1), judged by the correct replicas and by what clients were told. */
import type { EventDetails } from '../../../kernel/event';
import type { Invariant, WorldView } from '../../../kernel/model';
import type { ReplicaState } from './state';

const agreement: Invariant = {
  id: 'agreement',
  summary: 'No two correct replicas commit different requests with the same sequence number.',
  when: 'always',
  check(view) {
    const known = new Map<string, { readonly node: string; readonly digest: string }>();
    for (const { id, state } of view.byRole('replica')) {
      const { lying, committed } = state as ReplicaState;
      if (lying) continue;
      for (const [seq, digest] of Object.entries(committed)) {
        const other = known.get(seq);
        if (other === undefined) known.set(seq, { node: id, digest });
        else if (other.digest !== digest) {
          return {
            detail: `${other.node} commits ${other.digest} with number ${seq}, ${id} commits ${digest}, and both are correct`,
            events: [firstCommit(view, other.node, seq), firstCommit(view, id, seq)],
          };
        }
      }
    }
    return undefined;
  },
};

/** The event with which this number was committed on this replica. */
function firstCommit(view: WorldView, node: string, seq: string): number {
  return view.changes(node, 'committed').find((event) => {
    const { committed } = (view.log.detail(event) as EventDetails['state']).set;
    return (committed as ReplicaState['committed'])[seq] !== undefined;
  })!;
}

const oneOrder: Invariant = {
  id: 'one-order',
  summary: 'What clients are told is one and the same list: of two results, the longer begins with the shorter, and each ends with what was appended.',
  when: 'always',
  check(view) {
    const results = view.operations.flatMap(({ status, result, args, invoke }) => (status === 'ok' ? [{ list: result as readonly number[], value: args['value'], invoke }] : []));
    results.sort((a, b) => a.list.length - b.list.length);
    for (const [i, { list, value, invoke }] of results.entries()) {
      if (list.at(-1) !== value) return { detail: `appending ${String(value)} gave [${list.join()}]`, events: [invoke] };
      const next = results[i + 1];
      if (next !== undefined && (next.list.length === list.length || list.some((each, at) => next.list[at] !== each))) {
        return { detail: `one client was told [${list.join()}], another [${next.list.join()}]`, events: [invoke, next.invoke] };
      }
    }
    return undefined;
  },
};

export const invariants: readonly Invariant[] = [agreement, oneOrder];
