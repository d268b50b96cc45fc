import { describe, expect, test, vi } from 'vitest';
import { check } from '../../../src/check/check';
import { historyOf } from '../../../src/check/history';
import type { SpecificationId } from '../../../src/check/specification';
import type { EventDetails } from '../../../src/kernel/event';
import { KIND } from '../../../src/kernel/event';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/only-one/model';
import { traceOf } from '../../../src/trace/trace';
import { bundledWorld } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';
import type { Run } from '../run';

// Thousands of runs: seconds alone, much longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const MS = 1_000;

function setting(decide: string, change: Partial<WorldSpec> = {}): WorldSpec {
  return {
    title: '',
    model,
    params: { decide, act: 2 * MS, timeout: 50 * MS, retryDelay: 20 * MS, patience: 300 * MS },
    seed: 1,
    nodes: [...['alice', 'bob', 'carol'].map((id) => ({ id, role: 'client' })), ...['node-1', 'node-2', 'node-3'].map((id) => ({ id, role: 'node' }))],
    network: { latency: { kind: 'constant', us: 10 * MS }, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: [],
    faults: [],
    untilUs: 2_000 * MS,
    limits: DEFAULT_LIMITS,
    ...change,
  };
}

const ask = (atMs: number, client: string, op: string, key = 'k') => ({ atUs: atMs * MS, client, op, args: { key } });
const outcomes = ({ view }: Run) => view.operations.map(({ client, name, status, result }) => [client, name, status, ...(result === undefined ? [] : [result])]);

function ignored({ log }: Run): (string | undefined)[] {
  return [...log.kind.subarray(0, log.length)].flatMap((kind, i) => (kind === KIND.deliver ? [(log.detail(i) as EventDetails['deliver']).ignored] : []));
}

function verdict(run: Run, { nodes }: WorldSpec, specification: SpecificationId): string {
  const trace = traceOf({ faultline: 1, title: '', nodes, unit: 'us' }, run.log);
  return check(historyOf(trace), { specification, maxStates: 100_000 }).verdict;
}

describe('check, then act', () => {
  test('two nodes that look at the same time both say yes', () => {
    const spec = setting('own-belief', { workload: [ask(0, 'alice', 'acquire'), ask(5, 'bob', 'acquire')] });
    const run = runToEnd(spec);
    expect(outcomes(run)).toEqual([['alice', 'acquire', 'ok'], ['bob', 'acquire', 'ok']]);
    expect(run.violations[0]).toMatchObject({ invariant: 'one-owner', detail: 'alice and bob both own k' });
    expect(run.violations[0]!.events.map((event) => (run.log.detail(event) as EventDetails['state']).set['owns'])).toEqual([['k'], ['k']]);
    expect(verdict(run, spec, 'lock')).toBe('not-linearizable');
  });

  test('who comes after the word has spread is refused', () => {
    const spec = setting('own-belief', { workload: [ask(0, 'alice', 'acquire'), ask(50, 'bob', 'acquire')] });
    const run = runToEnd(spec);
    expect(outcomes(run)).toEqual([['alice', 'acquire', 'ok'], ['bob', 'acquire', 'fail', 'alice has it']]);
    expect(verdict(run, spec, 'lock')).toBe('linearizable');
  });
});

describe('compare-and-set through a quorum', () => {
  test('the same two requests: one is granted, the other refused', () => {
    const spec = setting('quorum', { workload: [ask(0, 'alice', 'acquire'), ask(5, 'bob', 'acquire')] });
    const run = runToEnd(spec);
    expect(run.view.operations.map(({ status }) => status).sort()).toEqual(['fail', 'ok']);
    // node-1's ballot was the lower one.
    expect(ignored(run)).toContain('promised a higher ballot');
    expect(verdict(run, spec, 'lock')).toBe('linearizable');
  });

  test('what is released can be acquired; who does not own it cannot release it', () => {
    const run = runToEnd(setting('quorum', {
      workload: [ask(0, 'alice', 'acquire'), ask(200, 'bob', 'release'), ask(400, 'alice', 'release'), ask(600, 'bob', 'acquire'), ask(800, 'carol', 'get')],
    }));
    expect(outcomes(run)).toEqual([
      ['alice', 'acquire', 'ok'], ['bob', 'release', 'fail', 'alice has it'], ['alice', 'release', 'ok'], ['bob', 'acquire', 'ok'], ['carol', 'get', 'ok', 'bob'],
    ]);
  });

  test('different things are different registers', () => {
    const run = runToEnd(setting('quorum', { workload: [ask(0, 'alice', 'create', 'ada'), ask(0, 'bob', 'create', 'eve')] }));
    expect(run.view.operations.map(({ status }) => status)).toEqual(['ok', 'ok']);
  });

  test('a proposer finishes what another has left behind (§2.2: the value of the highest ballot)', () => {
    // node-1 has its change accepted by node-3 alone and dies; bob asks later, and learns that alice owns it.
    const faults: FaultSpec[] = [{ kind: 'lose', type: 'Accept', from: 'node-1', to: 'node-2' }, { kind: 'crash', node: 'node-1', atUs: 45 * MS }];
    const run = runToEnd(setting('quorum', { workload: [ask(0, 'alice', 'acquire'), ask(200, 'bob', 'acquire')], faults }));
    expect(outcomes(run)).toEqual([['alice', 'acquire', 'unknown'], ['bob', 'acquire', 'fail', 'alice has it']]);
  });

  test('an attempt that was finished by somebody else is recognised when it is made again', () => {
    // node-1's Accept reaches node-3, the answer is lost. bob's node finishes it before node-1 tries again.
    const faults: FaultSpec[] = [{ kind: 'lose', type: 'Accept', from: 'node-1', to: 'node-2', nth: 1 }, { kind: 'lose', type: 'Accepted', to: 'node-1' , nth: 1 }];
    const spec = setting('quorum', { workload: [ask(0, 'alice', 'acquire'), ask(40, 'bob', 'get')], faults });
    const run = runToEnd(spec);
    expect(outcomes(run)).toEqual([['alice', 'acquire', 'ok'], ['bob', 'get', 'ok', 'alice']]);
    expect(verdict(run, spec, 'lock')).toBe('linearizable');
  });

  test('a refusal is settled before it is told: an older attempt cannot come to the fore afterwards', () => {
    // Both alice's and bob's change are accepted by their own node alone; then alice's node sees bob's, and bob's node dies.
    const faults: FaultSpec[] = [
      { kind: 'lose', type: 'Accept', from: 'node-1', to: 'node-2', nth: 1 },
      { kind: 'lose', type: 'Accept', from: 'node-1', to: 'node-3', nth: 1 },
      { kind: 'lose', type: 'Prepare', from: 'node-1', to: 'node-3', nth: 2 },
      { kind: 'lose', type: 'Prepare', from: 'node-2', to: 'node-1' },
      { kind: 'lose', type: 'Prepare', from: 'node-2', to: 'node-3', nth: 2 },
      { kind: 'lose', type: 'Accept', from: 'node-2' },
      { kind: 'crash', node: 'node-2', atUs: 125 * MS },
    ];
    const spec = setting('quorum', { workload: [ask(0, 'alice', 'create'), ask(30, 'bob', 'create'), ask(400, 'carol', 'get')], faults });
    const run = runToEnd(spec);
    expect(outcomes(run)).toEqual([['alice', 'create', 'fail', 'bob has it'], ['bob', 'create', 'unknown'], ['carol', 'get', 'ok', 'bob']]);
    expect(verdict(run, spec, 'kv')).toBe('linearizable');
  });

  test.each([[3, 1], [5, 2]])('%i nodes do with %i dead, and with one more the client does not learn the outcome', (count, dead) => {
    const nodes = [{ id: 'alice', role: 'client' }, ...Array.from({ length: count }, (_, i) => ({ id: `n${i + 1}`, role: 'node' }))];
    const run = (crashed: number) =>
      runToEnd(setting('quorum', { nodes, workload: [ask(10, 'alice', 'acquire')], faults: Array.from({ length: crashed }, (_, i) => ({ kind: 'crash', node: `n${count - i}`, atUs: 0 })) }));
    expect(outcomes(run(dead))).toEqual([['alice', 'acquire', 'ok']]);
    expect(outcomes(run(dead + 1))).toEqual([['alice', 'acquire', 'unknown']]);
  });
});

describe('the bundled scenarios', () => {
  test.each([
    ['lock-two-owners', 'lock-one-owner'],
    ['user-name-twice', 'user-name-once'],
  ])('%s and %s differ in who decides, and in nothing else', (failure, remedy) => {
    const [one, other] = [bundledWorld(failure, model), bundledWorld(remedy, model)];
    expect({ ...other, title: one.title, params: { ...other.params, decide: 'own-belief' } }).toEqual(one);
  });
});

/** Three clients who take, give back and look, every 80 ms; loss, copies, delays, a crash, a pause and a cut. */
function storm(seed: number, decide: string): WorldSpec {
  const client = (n: number) => ['alice', 'bob', 'carol'][pick(seed, n, 3)]!;
  const node = (n: number) => `node-${1 + pick(seed, n, 3)}`;
  const crashUs = pick(seed, 1, 1_000) * MS;
  return setting(decide, {
    seed,
    untilUs: 1_800 * MS,
    network: { latency: { kind: 'exponential', meanUs: 8 * MS }, loss: 0.04, duplicate: 0.04, links: [] },
    faults: [
      { kind: 'crash', node: node(2), atUs: crashUs, restartUs: crashUs + 100 * MS },
      { kind: 'pause', node: node(3), atUs: pick(seed, 4, 1_200) * MS, forUs: 200 * MS },
      { kind: 'partition', atUs: pick(seed, 5, 1_000) * MS, untilUs: 1_400 * MS, cut: { groups: [[node(6)], ['node-1', 'node-2', 'node-3'].filter((id) => id !== node(6))] } },
    ],
    workload: Array.from({ length: 16 }, (_, n) => {
      const op = ['acquire', 'acquire', 'release', 'create', 'get'][pick(seed, 100 + n, 5)]!;
      return ask(n * 80 + pick(seed, 200 + n, 70), client(300 + n), op, op === 'create' || op === 'get' ? 'ada' : 'printer');
    }),
  });
}

describe('over 1,000 seeds with loss, copies, delays, crashes, pauses and cuts', () => {
  const outcome = (seed: number, decide: string) => {
    const spec = storm(seed, decide);
    const run = runToEnd(spec, { freeze: false });
    const ok = run.view.operations.filter(({ status }) => status === 'ok').length;
    return { found: [...run.violated, verdict(run, spec, 'lock'), verdict(run, spec, 'kv')], ok };
  };

  test('through a quorum there is one owner, and what clients got is linearizable', () => {
    let ok = 0;
    for (const seed of SEEDS) {
      const { found, ok: done } = outcome(seed, 'quorum');
      expect([seed, found]).toEqual([seed, ['linearizable', 'linearizable']]);
      ok += done;
    }
    // It would be safe to do nothing; most of what can be done is done.
    expect(ok).toBeGreaterThan(4_000);
  });

  test('by belief there often is not, so the test above can fail', () => {
    const found = SEEDS.slice(0, 300).map((seed) => outcome(seed, 'own-belief').found);
    expect(found.filter((each) => each.includes('one-owner')).length).toBeGreaterThan(30);
    expect(found.filter((each) => each.includes('not-linearizable')).length).toBeGreaterThan(30);
  });
});
