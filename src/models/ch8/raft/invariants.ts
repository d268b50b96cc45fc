/** The five properties of figure 3, which Raft guarantees at all times. */
import type { Invariant } from '../../../kernel/model';
import { findings } from './history';

export const invariants: readonly Invariant[] = [
  {
    id: 'election-safety',
    summary: 'Election Safety: at most one leader is elected in a given term (§5.2).',
    when: 'always',
    check: (view) => findings(view).electionSafety,
  },
  {
    id: 'leader-append-only',
    summary: 'Leader Append-Only: a leader never overwrites or deletes entries in its log, it only appends (§5.3).',
    when: 'always',
    check: (view) => findings(view).leaderAppendOnly,
  },
  {
    id: 'log-matching',
    summary: 'Log Matching: two logs with an entry of the same index and term are identical up to that index (§5.3).',
    when: 'always',
    check: (view) => findings(view).logMatching,
  },
  {
    id: 'leader-completeness',
    summary: 'Leader Completeness: an entry committed in a term is in the logs of the leaders of all later terms (§5.4).',
    when: 'always',
    check: (view) => findings(view).leaderCompleteness,
  },
  {
    id: 'state-machine-safety',
    summary: 'State Machine Safety: no two servers apply different entries at the same index (§5.4.3).',
    when: 'always',
    check: (view) => findings(view).stateMachineSafety,
  },
];
