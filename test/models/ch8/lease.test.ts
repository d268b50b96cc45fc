import { describe, expect, test } from 'vitest';
import type { EventDetails } from '../../../src/kernel/event';
import { KIND } from '../../../src/kernel/event';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/lease';
import { pick, runToEnd, SEEDS } from '../run';

const S = 1_000_000;

function setting(fencing: boolean, change: Partial<WorldSpec> = {}): WorldSpec {
  return {
    title: '',
    model,
    params: { lease: 10 * S, renewEvery: 4 * S, prepare: 200_000, timeout: 2 * S, fencing },
    seed: 1,
    nodes: [
      { id: 'node-1', role: 'node' },
      { id: 'node-2', role: 'node' },
      { id: 'locks', role: 'lock-service' },
      { id: 'storage', role: 'storage' },
    ],
    network: { latency: { kind: 'constant', us: 5_000 }, loss: 0, duplicate: 0, links: [{ from: 'node-2', to: 'locks', latency: { kind: 'constant', us: 8_000 } }] },
    clocks: {},
    workload: [write('node-1', 1 * S, 'a'), write('node-2', 16 * S, 'b')],
    faults: [{ kind: 'pause', node: 'node-1', atUs: 1.1 * S, forUs: 16 * S }],
    untilUs: 20 * S,
    limits: DEFAULT_LIMITS,
    ...change,
  };
}

function write(client: string, atUs: number, value: string) {
  return { atUs, client, op: 'write', args: { value } };
}

function outcome(spec: WorldSpec) {
  const run = runToEnd(spec);
  let fenced = 0;
  for (let i = 0; i < run.log.length; i++) {
    if (run.log.kind[i] === KIND.deliver && (run.log.detail(i) as EventDetails['deliver']).ignored === 'fenced') fenced++;
  }
  return {
    ...run,
    operations: run.view.operations.map(({ client, status, result }) => [client, status, result]),
    stored: run.view.byRole('storage')[0]!.state.value as string,
    fenced,
  };
}

describe('a pause that outlives the lease', () => {
  test('without fencing the old leader overwrites the new one, and both are told that all is well', () => {
    const run = outcome(setting(false));
    expect(run.violations.map(({ invariant }) => invariant)).toEqual(['no-old-writer']);
    expect(run.stored).toBe('a');
    expect(run.operations).toEqual([['node-1', 'ok', 'Written'], ['node-2', 'ok', 'Written']]);
    const proof = run.violations[0]!.events.map((event) => (run.log.detail(event) as EventDetails['state']).set['value']);
    expect(proof).toEqual(['b', 'a']);
  });

  test('with fencing the storage refuses it', () => {
    const run = outcome(setting(true));
    expect(run.violations).toEqual([]);
    expect(run.fenced).toBe(1);
    expect(run.stored).toBe('b');
    expect(run.operations).toEqual([['node-1', 'fail', 'Rejected'], ['node-2', 'ok', 'Written']]);
  });

  test('a node without the lease does not write', () => {
    const run = outcome(setting(false, { faults: [], workload: [write('node-2', 2 * S, 'b')] }));
    expect(run.operations).toEqual([['node-2', 'fail', 'not the leader']]);
  });

  test('fencing orders writes; it does not refuse an old leader before the new one has written', () => {
    const run = outcome(setting(true, { workload: [write('node-1', 1 * S, 'a'), write('node-2', 18 * S, 'b')] }));
    expect(run.fenced).toBe(0);
    expect(run.stored).toBe('b');
    expect(run.violations).toEqual([]);
  });
});

/** Two pauses of up to 20 s at random moments, lost and late messages, a crash of the lock service, a write every second. */
function storm(seed: number, fencing: boolean): WorldSpec {
  const pause = (n: number): FaultSpec => ({ kind: 'pause', node: `node-${1 + pick(seed, n, 2)}`, atUs: pick(seed, n + 1, 30_000) * 1_000, forUs: (8 + pick(seed, n + 2, 12)) * S });
  return setting(fencing, {
    seed,
    untilUs: 60 * S,
    network: { latency: { kind: 'exponential', meanUs: 50_000 }, loss: 0.05, duplicate: 0.02, links: [] },
    faults: [pause(1), pause(5), { kind: 'crash', node: 'locks', atUs: pick(seed, 9, 40_000) * 1_000, restartUs: 45 * S }],
    workload: Array.from({ length: 100 }, (_, n) => write(`node-${1 + (n % 2)}`, (1 + n * 0.5) * S, 'abcdef'[n % 6]!)),
  });
}

describe('over 1,000 seeds with pauses, loss, delay and crashes of the lock service', () => {
  const violated = (seed: number, fencing: boolean) => runToEnd(storm(seed, fencing), { freeze: false }).violated;

  test('with fencing no old writer gets through', () => {
    for (const seed of SEEDS) expect([seed, violated(seed, true)]).toEqual([seed, []]);
  });

  test('without it some do, so the test above can fail', () => {
    expect(SEEDS.filter((seed) => violated(seed, false).length > 0).length).toBeGreaterThan(20);
  });
});
