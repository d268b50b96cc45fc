import { describe, expect, test } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { KIND } from '../../src/kernel/event';
import type { EventDetails } from '../../src/kernel/event';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { createLedger } from '../../src/trace/ledger';
import { markAt, markEvent, quorumOf, tallyAt } from '../../src/trace/ledger-round';
import type { LedgerRound } from '../../src/trace/ledger-round';
import type { Trace } from '../../src/trace/trace';
import { bundledFiles } from '../bundled';
import { traceOfSteps } from './traces';

function bundled(id: string): Trace {
  return runScenario(parseScenario(bundledFiles(`/${id}.scenario.yaml`)[0]!.text, MODELS).scenario!).trace;
}

function roundsOf(trace: Trace): readonly LedgerRound[] {
  const ledger = createLedger(trace);
  expect(ledger.update()).toBe(true);
  return ledger.at(trace.length, Infinity).rounds;
}

/** `s1 late, s2 counted`: the members' parts at a step. */
function marks(round: LedgerRound, step: number): string {
  return round.members.map((member) => `${member.name} ${markAt(round, member, step)}`).join(', ');
}

describe('an election', () => {
  const trace = bundled('raft-election');
  const [term] = roundsOf(trace);

  test('is one round, with its votes and its count', () => {
    expect(roundsOf(trace)).toHaveLength(1);
    expect([term!.round, term!.candidate, term!.counter, term!.need, term!.of]).toEqual(['term 1', 's4', 's4', 3, 5]);
    expect(quorumOf(term!)).toEqual(['s3', 's4', 's5']);
  });
  test('grows from step to step; votes after the line was crossed are late', () => {
    expect(marks(term!, 0)).toBe('s1 none, s2 none, s3 none, s4 none, s5 none');
    expect(marks(term!, 42)).toBe('s1 none, s2 voted, s3 voted, s4 counted, s5 voted');
    expect(tallyAt(term!, 50)).toEqual({ have: 2, reached: false, event: 49 });
    expect(marks(term!, trace.length)).toBe('s1 late, s2 late, s3 counted, s4 counted, s5 counted');
    expect(tallyAt(term!, trace.length)).toEqual({ have: 3, reached: true, event: 59 });
    expect(term!.members.map((member) => markEvent(member, trace.length))).toEqual([52, 42, 28, 18, 35]);
  });
});

describe('rounds', () => {
  test('of two candidates are two, and a vote for one is refused to the other', () => {
    const [a, b, again] = roundsOf(bundled('raft-split-vote'));
    expect([a!.round, b!.round, again!.round]).toEqual(['term 1', 'term 1', 'term 2']);
    expect(marks(a!, Infinity)).toBe('s1 refused, s2 counted, s3 counted, s4 refused');
    expect(marks(b!, Infinity)).toBe('s1 counted, s2 refused, s3 refused, s4 counted');
    expect([a!.crossed, b!.crossed]).toEqual([-1, -1]);
    expect(marks(again!, Infinity)).toBe('s1 late, s2 counted, s3 counted, s4 counted');
  });
  test('that nobody votes in by name are read from who answered', () => {
    const rounds = roundsOf(bundled('register-remembers'));
    expect(rounds.map(({ round, counter, members }) => `${counter} ${round}: ${members.filter(({ counted }) => counted >= 0).map(({ name }) => name).join(' ')}`)).toEqual([
      'alice query 1: replica-1 replica-3',
      'alice store 2: replica-1 replica-2',
      'bob query 1: replica-2 replica-3',
      'bob store 2: replica-2 replica-3',
    ]);
  });
  test('lead to what was decided by them', () => {
    const trace = bundled('lock-one-owner');
    const decided = roundsOf(trace).filter(({ decided }) => decided >= 0);
    expect(decided.map(({ round }) => round)).toEqual(['accept 2', 'accept 4']);
    expect(trace.kind[decided[0]!.decided]).toBe(KIND.decide);
  });
  test('that are counted again are told again', () => {
    const rounds = roundsOf(bundled('stepping-down')).filter(({ round }) => round === 'heartbeat 1');
    expect(rounds.map(({ crossed, counts }) => [crossed >= 0, counts[0]!.have])).toEqual([[true, 3], [false, 1]]);
  });
});

describe('two quorums', () => {
  const pairs = (id: string) => roundsOf(bundled(id)).flatMap(({ round, before }) => (before === undefined ? [] : [`${before.round} – ${round}: ${before.shared.join(' ')}`]));

  test('have a member in common, which knows of both', () => {
    expect(pairs('paxos-forgetful')).toEqual(['prepare 1 – proposal 1: a1 a2', 'proposal 1 – prepare 2: a2', 'prepare 2 – proposal 2: a2 a3']);
    expect(pairs('register-remembers')).toContain('store 2 – query 1: replica-2');
  });
  test('of half the servers each have none', () => {
    expect(pairs('raft-half-is-no-majority').slice(0, 1)).toEqual(['term 1 – term 1: ']);
    expect(roundsOf(bundled('raft-half-is-no-majority'))[1]!.before!.certain).toBe(true);
  });
});

test('a recorded trace with votes and no counts', () => {
  const vote = (voter: string, who: string, granted: boolean) => ({ t: 0, node: voter, kind: 'vote' as const, round: 7, voter, for: who, granted });
  const trace = traceOfSteps([vote('a', 'a', true), vote('b', 'a', true), vote('c', 'a', false)]);
  const [round] = roundsOf(trace);
  expect(marks(round!, Infinity)).toBe('a voted, b voted, c refused');
  expect([round!.round, round!.counter, round!.need]).toEqual(['round 7', '', 0]);
});

describe('in every bundled scenario', () => {
  const traces = bundledFiles('.scenario.yaml').map(({ path }) => path).filter((path) => /raft|paxos|pbft|register|lock|user-name|dead|generals-four|stepping/.test(path) && !/election-time/.test(path));
  test.each(traces)('%s: every vote and count has its place, and nobody is made up', (path) => {
    const trace = runScenario(parseScenario(bundledFiles(path.slice(5))[0]!.text, MODELS).scenario!).trace;
    const rounds = roundsOf(trace);
    const [votes, counts] = [new Set<number>(), new Set<number>()];
    for (const round of rounds) {
      for (const { event } of round.counts) counts.add(event);
      for (const { votes: cast } of round.members) for (const { event } of cast) votes.add(event);
      for (const { event, have } of round.counts) {
        const named = round.members.filter(({ counted }) => counted >= 0 && counted <= event);
        expect(named.length).toBeLessThanOrEqual(have);
        const { need } = trace.detail(event) as EventDetails['quorum'];
        if (round.crossed === event) expect(have).toBeGreaterThanOrEqual(need);
        if (event < round.crossed) expect(have).toBeLessThan(need);
      }
      expect(new Set(round.members.map(({ name }) => name)).size).toBe(round.members.length);
      if (round.of > 0) expect(round.members.length).toBeLessThanOrEqual(round.of);
      for (const { votes: cast, counted } of round.members) {
        // Who is counted has not refused, and has not voted after it was counted only.
        if (counted >= 0 && cast.length > 0) expect(cast.some(({ event, granted }) => granted && event < counted)).toBe(true);
      }
    }
    for (let i = 0; i < trace.length; i++) {
      if (trace.kind[i] === KIND.vote) expect(votes.has(i), `vote ${i}`).toBe(true);
      if (trace.kind[i] === KIND.quorum) expect(counts.has(i), `count ${i}`).toBe(true);
    }
    // Piece by piece it is the same.
    const slowly = createLedger(trace);
    while (!slowly.update(7));
    expect(slowly.at(trace.length, Infinity).rounds).toEqual(rounds);
  });
});

test('a page holds what had begun at a step, the latest last', () => {
  const trace = bundled('paxos-duel');
  const ledger = createLedger(trace);
  ledger.update();
  const all = ledger.at(trace.length, Infinity).rounds;
  for (let step = 0; step < trace.length; step += 5) {
    const begun = all.filter(({ begins }) => begins <= step);
    const page = ledger.at(step, 3);
    expect(page.rounds).toEqual(begun.slice(-3));
    expect([page.begun, page.total, page.next]).toEqual([begun.length, all.length, all[begun.length]?.begins ?? -1]);
  }
});
