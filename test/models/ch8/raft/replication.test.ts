import { describe, expect, test, vi } from 'vitest';
import type { FaultSpec } from '../../../../src/kernel/spec';
import { bundled, cluster, run, storm } from './setting';

// Thousands of runs: seconds alone, much longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const put = (atUs: number, value: number, client = 'alice') => ({ atUs, client, op: 'put', args: { key: 'x', value } });
const append = (atUs: number, value: number, client = 'alice') => ({ ...put(atUs, value, client), op: 'append' });
const get = (atUs: number, client = 'alice') => ({ atUs, client, op: 'get', args: { key: 'x' } });

describe('a command (§5.3)', () => {
  const { view, states, events } = run(cluster({ params: { start: 'leader' }, workload: [put(100_000, 1), append(300_000, 2), get(500_000)] }));

  test('is answered when it is committed, with what the key then holds', () => {
    expect(view.operations.map(({ status, result }) => [status, result])).toEqual([['ok', [1]], ['ok', [1, 2]], ['ok', [1, 2]]]);
  });

  test('ends up in every log and every state machine', () => {
    for (const server of ['s1', 's2', 's3']) {
      expect(states()[server]!.log).toEqual(states()['s1']!.log);
      expect(states()[server]!.values).toEqual({ x: [1, 2] });
    }
    expect(events('decide')).toHaveLength(9);
  });

  test('is on a majority at the moment at which the leader commits it', () => {
    const reached = events('quorum').filter(({ reached }) => reached);
    expect(reached.map(({ have, need }) => [have, need])).toEqual([[2, 2], [2, 2], [2, 2]]);
    const decided = events('decide').filter(({ node }) => node === 's1');
    expect(decided.map(({ t }) => t)).toEqual(reached.map(({ t }) => t));
  });
});

describe('clients (§8)', () => {
  test('a follower refers them to the leader', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { events, view } = run(cluster({ seed, params: { start: 'leader' }, workload: [put(10_000, 1)] }));
      for (const { node, body } of events('send').filter(({ type }) => type === 'NotLeader')) {
        expect(node).not.toBe('s1');
        expect(body['leader']).toBe('s1');
      }
      expect(view.operations[0]!.status).toBe('ok');
    }
  });

  test('a command asked for again is executed once, though it stands in the log twice', () => {
    // Every answer is lost until 900 ms, and the leader dies in between, so that the next one appends it anew.
    const faults: FaultSpec[] = [
      { kind: 'partition', atUs: 0, untilUs: 900_000, cut: { from: ['s1', 's2', 's3'], to: ['alice'] } },
      { kind: 'crash', node: 's1', atUs: 400_000 },
    ];
    let twice = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { states, view } = run(cluster({ seed, params: { start: 'leader', clientTimeout: 100_000 }, workload: [append(50_000, 7)], faults, untilUs: 3_000_000 }));
      const { log, values } = states()['s2']!;
      expect(view.operations[0]).toMatchObject({ status: 'ok', result: [7] });
      expect(values).toEqual({ x: [7] });
      if (log.length > 1) twice++;
    }
    expect(twice).toBeGreaterThan(0);
  });

  test('commands of one client take effect in its order, and none more than once, over 300 storms', () => {
    for (let seed = 0; seed < 300; seed++) {
      const workload = Array.from({ length: 8 }, (_, i) => append(60_000 + i * 20_000, i));
      const { view } = run(storm(seed, { workload, clients: ['alice'] }));
      const done = view.operations.filter(({ status }) => status === 'ok').map(({ result }) => result as number[]);
      done.forEach((result, i) => expect([seed, result]).toEqual([seed, Array.from({ length: i + 1 }, (_, value) => value)]));
    }
  });
});

describe('repairing logs (§5.3)', () => {
  test('a server that was down catches up', () => {
    const workload = [1, 2, 3, 4, 5].map((value) => append(100_000 + value * 50_000, value));
    const { states, events } = run(cluster({ params: { start: 'leader' }, workload, faults: [{ kind: 'crash', node: 's3', atUs: 90_000, restartUs: 600_000 }] }));
    expect(states()['s3']!.values).toEqual({ x: [1, 2, 3, 4, 5] });
    const refused = events('send').filter(({ type, body }) => type === 'AppendEntriesReply' && body['success'] === false);
    expect(refused.every(({ node }) => node === 's3')).toBe(true);
  });

  test('entries that were never committed are overwritten', () => {
    const before = run(cluster({ servers: 5, params: { start: 'leftovers' }, untilUs: 100_000 })).states();
    expect(before['s5']!.log.map(({ term }) => term)).toEqual([1, 1]);
    const after = run(cluster({ servers: 5, params: { start: 'leftovers' }, workload: [put(100_000, 1), append(200_000, 2)] })).states();
    expect(after['s5']!.log).toEqual(after['s1']!.log);
    expect(after['s5']!.log.map(({ term }) => term)).toEqual([2, 2]);
  });

  test('a late, shorter AppendEntries does not cut the log', () => {
    // The first entry's message reaches s2 after the one that carries both entries.
    const faults: FaultSpec[] = [{ kind: 'delay', type: 'AppendEntries', to: 's2', nth: 1, byUs: 60_000 }];
    const params = { start: 'leader', heartbeatInterval: 1_000_000, electionTimeoutMin: 5_000_000, electionTimeoutMax: 5_000_000 };
    const workload = [append(1_000, 1), append(2_000, 2, 'bob')];
    const { states, events } = run(cluster({ clients: ['alice', 'bob'], params, workload, faults, untilUs: 140_000 }));
    const lengths = events('state').flatMap(({ node, set }) => (node === 's2' && set['log'] ? [(set['log'] as unknown[]).length] : []));
    expect(lengths).toEqual([...lengths].sort());
    expect(states()['s2']!.log).toHaveLength(2);
  });
});

describe('failover', () => {
  const { view, states, events } = run(bundled('raft-failover'));

  test('what was answered is still there under the new leader', () => {
    expect(view.operations.map(({ status, result }) => [status, result])).toEqual([['ok', [1]], ['ok', [1, 2]]]);
    expect(states()['s2']!.values).toEqual({ x: [1, 2] });
  });

  test('the new leader commits the old entry only together with one of its own term (§5.4.2)', () => {
    const decided = events('decide').filter(({ node, t }) => node === 's2' && t < 320_000);
    expect(decided.map(({ value }) => (value as { index: number }).index)).toEqual([1, 2]);
    expect(new Set(decided.map(({ t }) => t)).size).toBe(1);
  });

  test('with a no-op of its own it need not wait for a client (§8)', () => {
    const spec = cluster({ params: { start: 'leader', noOp: true }, workload: [put(10_000, 1)], faults: [{ kind: 'crash', node: 's1', atUs: 70_000 }] });
    const { states, leaders } = run(spec);
    const leader = states()[leaders()[1]!.node]!;
    expect(leader.log.map(({ command }) => command?.client ?? null)).toEqual(['alice', null]);
    expect(leader.commitIndex).toBe(2);
  });
});
