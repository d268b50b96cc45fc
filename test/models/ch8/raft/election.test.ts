import { describe, expect, test, vi } from 'vitest';
import type { FaultSpec } from '../../../../src/kernel/spec';
import { bundled, cluster, names, run } from './setting';
import type { Change } from './setting';

// Thousands of runs: seconds alone, much longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

/** Which servers ever led, and in which terms. */
function elected(change: Change): { leaders: string[]; terms: number; highest: number } {
  const { leaders, states } = run(cluster(change));
  const highest = Math.max(...Object.values(states()).map(({ currentTerm }) => currentTerm ?? 0));
  return { leaders: [...new Set(leaders().map(({ node }) => node))], terms: leaders().length, highest };
}

describe('an election (§5.2)', () => {
  const { events, leaders } = run(bundled('raft-election'));

  test('the candidate counts vote by vote and leads at the third of five', () => {
    const tally = events('quorum').map(({ have, need, of, reached }) => [have, need, of, reached]);
    expect(tally).toEqual([[1, 3, 5, false], [2, 3, 5, false], [3, 3, 5, true]]);
    expect(leaders()).toHaveLength(1);
    expect(leaders()[0]!.t).toBe(events('quorum')[2]!.t);
  });

  test('votes that come later change nothing', () => {
    const late = events('deliver').filter(({ type, ignored }) => type === 'RequestVoteReply' && ignored === 'election is over');
    expect(late).toHaveLength(2);
  });

  test('each server votes once', () => {
    const votes = events('vote');
    expect(votes.map(({ voter }) => voter).sort()).toEqual(names(5));
    expect(votes.every(({ granted }) => granted)).toBe(true);
  });
});

test('a split vote elects nobody, and the next term does', () => {
  const { events, leaders, states } = run(bundled('raft-split-vote'));
  const granted = events('vote').filter(({ round, granted }) => round === 1 && granted).map((vote) => vote.for);
  expect(granted.sort()).toEqual(['s1', 's1', 's3', 's3']);
  expect(leaders()).toHaveLength(1);
  expect(states()[leaders()[0]!.node]!.currentTerm).toBe(2);
});

test('a server never votes for a log that is behind its own (§5.4.1)', () => {
  for (let seed = 1; seed <= 40; seed++) {
    // The last two servers hold entries that the others lack, so only they can get three of the four votes left.
    const { leaders } = run(cluster({ seed, servers: 5, params: { start: 'leftovers' }, faults: [{ kind: 'crash', node: 's1', atUs: 200_000 }] }));
    expect(['s4', 's5']).toContain(leaders()[1]!.node);
  }
});

describe('never two majorities', () => {
  test.each([1, 2, 3, 4, 5])('%i servers, cut in two in every way: at most one side elects a leader, and it has a majority', (servers) => {
    const all = names(servers);
    for (let bits = 0; bits < 1 << servers; bits++) {
      const side = all.filter((_, i) => bits & (1 << i));
      const rest = all.filter((server) => !side.includes(server));
      const cut: FaultSpec = { kind: 'partition', atUs: 0, cut: { groups: [side, rest] } };
      const { leaders } = elected({ servers, seed: bits + 1, faults: [cut], untilUs: 1_500_000 });
      const expected = [side, rest].filter((group) => group.length > servers / 2);
      expect(leaders.length).toBe(expected.length);
      for (const leader of leaders) expect(expected[0]).toContain(leader);
    }
  });

  test('two votes of four are no majority: cut in the middle, both halves elect a leader', () => {
    const faults: FaultSpec[] = [{ kind: 'partition', atUs: 0, cut: { groups: [['s1', 's2'], ['s3', 's4']] } }];
    const { leaders } = elected({ servers: 4, params: { quorum: 2 }, faults });
    expect(leaders).toHaveLength(2);
  });
});

describe('how many failures are survived', () => {
  const survives = (servers: number, failures: number): boolean => {
    const faults: FaultSpec[] = names(servers).slice(0, failures).map((node) => ({ kind: 'crash', node, atUs: 300_000 }));
    const workload = [{ atUs: 400_000, client: 'alice', op: 'put', args: { key: 'x', value: 1 } }];
    const outcomes = [1, 2, 3, 4, 5].map((seed) => {
      const { view } = run(cluster({ servers, seed, params: { start: 'leader' }, faults, workload, untilUs: 10_000_000 }));
      return view.operations[0]!.status === 'ok';
    });
    expect(new Set(outcomes).size).toBe(1);
    return outcomes[0]!;
  };

  test.each([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 1],
    [5, 2],
    [6, 2],
    [7, 3],
  ])('%i servers survive %i failures and not one more', (servers, failures) => {
    expect(survives(servers, failures)).toBe(true);
    expect(survives(servers, failures + 1)).toBe(false);
  });
});

describe('timeouts and terms', () => {
  test('while heartbeats come in time there is one election', () => {
    const { terms, highest } = elected({ servers: 5, untilUs: 20_000_000 });
    expect([terms, highest]).toEqual([1, 1]);
  });

  test('a leader that learns of a later term steps down', () => {
    const { events } = run(bundled('raft-disruptive-server'));
    expect(events('state').filter(({ node, role }) => node === 's1' && role === 'follower')).toHaveLength(1);
  });

  test('a message of an earlier term is answered and ignored', () => {
    // s1 is deposed behind its back, and hears nothing even when it can be heard again.
    const faults: FaultSpec[] = [
      { kind: 'partition', atUs: 300_000, untilUs: 900_000, cut: { from: ['s1'], to: ['s2', 's3'] } },
      { kind: 'partition', atUs: 300_000, cut: { from: ['s2', 's3'], to: ['s1'] } },
    ];
    const { events, leaders, states } = run(cluster({ params: { start: 'leader' }, faults, untilUs: 1_200_000 }));
    const stale = events('deliver').filter(({ ignored, type, from }) => ignored === 'stale term' && type === 'AppendEntries' && from === 's1');
    expect(stale.length).toBeGreaterThan(0);
    expect(leaders()).toHaveLength(2);
    for (const server of ['s2', 's3']) expect(states()[server]!.leader).toBe(leaders()[1]!.node);
    expect(states()['s1']).toMatchObject({ role: 'leader', currentTerm: 1 });
  });
});

describe('pre-vote (dissertation, §9.6)', () => {
  const cut: FaultSpec = { kind: 'partition', atUs: 100_000, untilUs: 2_000_000, cut: { groups: [['s3'], ['s1', 's2']] } };
  const after = (preVote: boolean, seed: number) => elected({ seed, params: { start: 'leader', preVote }, faults: [cut], untilUs: 4_000_000 });

  test('a server that was cut off does not depose the leader, over 200 seeds', () => {
    for (let seed = 1; seed <= 200; seed++) expect(after(true, seed)).toEqual({ leaders: ['s1'], terms: 1, highest: 1 });
  });

  test('without it the same cut costs the leader its office in most runs', () => {
    let deposed = 0;
    for (let seed = 1; seed <= 200; seed++) if (after(false, seed).terms > 1) deposed++;
    expect(deposed).toBeGreaterThan(100);
  });

  test('a leader that is really gone is replaced all the same', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const { leaders } = elected({ seed, servers: 5, params: { start: 'leader', preVote: true }, faults: [{ kind: 'crash', node: 's1', atUs: 300_000 }], untilUs: 3_000_000 });
      expect(leaders).toHaveLength(2);
    }
  });
});
