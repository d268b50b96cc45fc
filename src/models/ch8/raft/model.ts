/**
 * Raft: servers elect a leader by majority vote, the leader orders the clients' commands in its log, and
 * a command is done when its entry is on a majority.
 *
 * Follows Diego Ongaro and John Ousterhout, "In Search of an Understandable Consensus Algorithm (Extended
 * Version)", 2014: figure 2 in full, §5.4.1 (election restriction), §5.4.2 (commitment rule, which a parameter
 * switches off so that figure 8 can be seen), §8 (clients, serial numbers, the no-op of a new leader). Pre-vote
 * is §9.6 of Ongaro's dissertation, "Consensus: Bridging Theory and Practice", 2014. Not here: membership
 * changes (§6), log compaction (§7), reads that bypass the log (§8).
 *
 * Three things figure 2 leaves open are decided so: requests are sent again with the next heartbeat; a
 * leader steps `nextIndex` back by one at each refusal; writes to stable storage take no time unless
 * `syncTime` says otherwise.
 */
import type { Model } from '../../../kernel/model';
import { client } from './client';
import { invariants } from './invariants';
import { server } from './server';
import { KEYS, params } from './state';
import { stats } from './stats';

const key = { type: 'choice', default: 'x', choices: KEYS, summary: 'Which key.' } as const;
const value = { type: 'integer', default: 1, min: -1_000_000, max: 1_000_000, summary: 'Which value.' } as const;

export const model: Model = {
  id: 'raft',
  title: 'Raft',
  chapter: 'ch8',
  source:
    'Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm (Extended Version), 2014, figure 2, §5, §8, §9.3; Ongaro, Consensus: Bridging Theory and Practice, 2014, §9.6 (pre-vote)',
  summary: 'Servers elect a leader by majority vote and replicate a log; what a majority has, survives. With pre-vote as an option.',
  params,
  roles: {
    server: { summary: 'Follower, candidate or leader; keeps its term, its vote and its log on stable storage.', names: ['s1', 's2', 's3', 's4', 's5'], min: 1, max: 16, process: server },
    client: { summary: 'Sends commands to the leader, one at a time, until each is answered.', names: ['alice'], min: 0, max: 16, process: client },
  },
  messages: {
    RequestVote: { summary: 'A candidate asks for a vote, and says how its log ends.', from: ['server'], to: ['server'] },
    RequestVoteReply: { summary: 'Whether the vote is granted, and the voter’s term.', from: ['server'], to: ['server'] },
    PreVote: { summary: 'Asks whether a vote would be granted in the next term, without beginning it.', from: ['server'], to: ['server'] },
    PreVoteReply: { summary: 'Whether it would be.', from: ['server'], to: ['server'] },
    AppendEntries: { summary: 'The leader’s entries from where it believes the follower’s log ends; without entries, a heartbeat.', from: ['server'], to: ['server'] },
    AppendEntriesReply: { summary: 'How far the follower’s log now matches, or where it did not.', from: ['server'], to: ['server'] },
    ClientRequest: { summary: 'A command, with the client’s serial number.', from: ['client'], to: ['server'] },
    ClientReply: { summary: 'The command is committed and executed; what the key holds.', from: ['server'], to: ['client'] },
    NotLeader: { summary: 'Names the leader, if one is known.', from: ['server'], to: ['client'] },
  },
  operations: {
    put: { summary: 'Make this the only value of the key.', role: 'client', args: { key, value } },
    append: { summary: 'Add a value to those of the key.', role: 'client', args: { key, value } },
    get: { summary: 'Read the key, through the log.', role: 'client', args: { key } },
  },
  show: {
    bands: { server: { phase: 'role', round: { field: 'currentTerm', word: 'term' } } },
    tags: { term: 'term' },
  },
  invariants,
  stats,
};
