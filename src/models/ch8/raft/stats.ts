/** What is measured over many runs: above all the time without a leader, as in §9.3. */
import { KIND } from '../../../kernel/event';
import type { EventDetails } from '../../../kernel/event';
import type { WorldView } from '../../../kernel/model';

/**
 * `leaderlessUs` is the time during which no running server was leader, up to now; `longestLeaderlessUs` the
 * longest such time without a break. A leader that nobody can reach counts as one until it crashes or steps down.
 */
export function stats(view: WorldView): { readonly [name: string]: number } {
  const { log, nodes } = view;
  const leaders = new Set<number>();
  let since = 0;
  let total = 0;
  let longest = 0;
  let elections = 0;
  const heardNothing = (untilUs: number): void => {
    if (leaders.size > 0) return;
    total += untilUs - since;
    longest = Math.max(longest, untilUs - since);
  };
  for (let event = 0; event < log.length; event++) {
    const kind = log.kind[event]!;
    if (kind !== KIND.state && kind !== KIND.crash) continue;
    const node = log.node[event]!;
    const role = kind === KIND.crash ? 'down' : (log.detail(event) as EventDetails['state']).role;
    if (role === 'leader') {
      heardNothing(log.t[event]!);
      leaders.add(node);
      elections++;
    } else if (role !== undefined && leaders.delete(node) && leaders.size === 0) {
      since = log.t[event]!;
    }
  }
  heardNothing(view.nowUs);
  const servers = nodes.filter(({ role }) => role === 'server');
  return {
    leaderlessUs: total,
    longestLeaderlessUs: longest,
    elections,
    highestTerm: Math.max(...servers.map(({ state }) => Number(state.currentTerm))),
    committedEntries: Math.max(...servers.map(({ state }) => Number(state.commitIndex))),
    operationsOk: view.operations.filter(({ status }) => status === 'ok').length,
  };
}
