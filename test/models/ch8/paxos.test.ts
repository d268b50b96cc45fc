import { describe, expect, test, vi } from 'vitest';
import type { EventDetails, PlainObject } from '../../../src/kernel/event';
import { KIND } from '../../../src/kernel/event';
import type { Model } from '../../../src/kernel/model';
import type { Context, Message } from '../../../src/kernel/process';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../src/kernel/spec';
import { createWorld, runToEnd, worldView } from '../../../src/kernel/world';
import type { AcceptorState } from '../../../src/models/ch8/paxos/acceptor';
import { model } from '../../../src/models/ch8/paxos/model';
import { bundledWorld } from '../bundled-world';
import { dice } from '../run';

// Thousands of runs: seconds alone, much longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const defaults: PlainObject = Object.fromEntries(Object.entries(model.params).map(([name, spec]) => [name, spec.default]));
const nodesOf = (role: string, letter: string, count: number) => Array.from({ length: count }, (_, i) => ({ id: `${letter}${i + 1}`, role }));

type Change = { proposers?: number; acceptors?: number; learners?: number; params?: PlainObject } & Partial<Omit<WorldSpec, 'params'>>;

/** Two proposers, three acceptors and one learner, 10 ms apart. */
function setting({ proposers = 2, acceptors = 3, learners = 1, params = {}, ...rest }: Change = {}): WorldSpec {
  return {
    title: '',
    model,
    params: { ...defaults, ...params },
    seed: 1,
    nodes: [...nodesOf('proposer', 'p', proposers), ...nodesOf('acceptor', 'a', acceptors), ...nodesOf('learner', 'l', learners)],
    network: { latency: { kind: 'constant', us: 10_000 }, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: [propose(0, 'p1', 'red')],
    faults: [],
    untilUs: 1_000_000,
    limits: DEFAULT_LIMITS,
    ...rest,
  };
}

const propose = (atUs: number, client: string, value: string) => ({ atUs, client, op: 'propose', args: { value } });

function run(spec: WorldSpec, options = {}) {
  const world = createWorld(spec, options);
  runToEnd(world);
  const { log } = world;
  const view = worldView(world);
  const events = <K extends keyof EventDetails>(kind: K) => {
    const found: (EventDetails[K] & { readonly t: number; readonly node: string })[] = [];
    for (let i = 0; i < log.length; i++) {
      if (log.kind[i] === KIND[kind]) found.push({ ...(log.detail(i) as EventDetails[K]), t: log.t[i]!, node: spec.nodes[log.node[i]!]!.id });
    }
    return found;
  };
  return { view, log, events, violated: events('violation').map(({ invariant }) => invariant), decided: events('decide').map(({ value }) => value), stats: model.stats!(view) };
}

describe('choosing a value (§2.2)', () => {
  test('one proposer: two phases, each with a majority, then everyone knows', () => {
    const { events, decided, view } = run(setting({ proposers: 1 }), { freeze: true });
    expect(decided).toEqual(['red']);
    expect(events('quorum').filter(({ reached }) => reached).map(({ round, have }) => [round, have])).toEqual([[{ prepare: 1 }, 2], [1, 2], [1, 3]]);
    // Five messages one after the other: prepare, promise, accept, accepted, chosen.
    expect(view.operations[0]).toMatchObject({ status: 'ok', result: 'red', returnedUs: 50_000 });
  });

  test('a proposer that comes later gets what is chosen, whatever it wanted', () => {
    const faults: FaultSpec[] = [{ kind: 'lose', type: 'Chosen', to: 'p2', nth: 1 }];
    const { decided, view, events } = run(setting({ workload: [propose(0, 'p1', 'red'), propose(100_000, 'p2', 'blue')], faults }));
    expect(decided).toEqual(['red']);
    expect(view.operations.map(({ result }) => result)).toEqual(['red', 'red']);
    const asked = events('send').filter(({ node, type }) => node === 'p2' && type === 'Accept');
    expect(new Set(asked.map(({ body }) => body['value']))).toEqual(new Set(['red']));
  });

  test('proposers use numbers of their own', () => {
    const { events } = run(bundledWorld('paxos-duel', model));
    const numbers = (proposer: string) => new Set(events('send').filter(({ node, type }) => node === proposer && type === 'Prepare').map(({ body }) => Number(body['number']) % 2));
    expect(numbers('p1')).toEqual(new Set([1]));
    expect(numbers('p2')).toEqual(new Set([0]));
  });

  test('an acceptor refuses what is numbered below its promise', () => {
    const { events } = run(bundledWorld('paxos-duel', model));
    const refused = events('deliver').filter(({ ignored }) => ignored === 'promised a higher number');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ type }) => type === 'Accept')).toBe(true);
  });

  test.each([
    [3, 1],
    [4, 1],
    [5, 2],
  ])('%i acceptors do with %i dead and not with one more', (acceptors, dead) => {
    const crashes = (count: number): FaultSpec[] => nodesOf('acceptor', 'a', count).map(({ id }) => ({ kind: 'crash', node: id, atUs: 0 }));
    expect(run(setting({ acceptors, faults: crashes(dead) })).decided).toEqual(['red']);
    expect(run(setting({ acceptors, faults: crashes(dead + 1), untilUs: 20_000_000 })).decided).toEqual([]);
  });
});

describe('progress (§2.4)', () => {
  const duel = bundledWorld('paxos-duel', model);
  const backoff = bundledWorld('paxos-duel-backoff', model);

  test('the two scenarios differ in one parameter', () => {
    expect({ ...backoff, title: duel.title, params: { ...backoff.params, backoff: 'none' } }).toEqual(duel);
  });

  test('two proposers duel for ever: a minute, more than 1,000 proposals, nothing chosen', () => {
    const { decided, stats, violated } = run({ ...duel, untilUs: 60_000_000 });
    expect(decided).toEqual([]);
    expect(violated).toEqual([]);
    expect(stats['proposals']).toBeGreaterThan(1_000);
  });

  test('a random back-off ends the duel, over 1,000 seeds, in a few seconds at most', () => {
    let longest = 0;
    for (let seed = 0; seed < 1_000; seed++) {
      const { decided, stats } = run({ ...backoff, seed, untilUs: 10_000_000 });
      expect([seed, decided.length]).toEqual([seed, 1]);
      longest = Math.max(longest, stats['undecidedUs']!);
    }
    expect(longest).toBeLessThan(3_000_000);
  });
});

/** Competing proposers, latencies of 0 to 60 ms, loss, copies, cuts, pauses; servers that crash and come back. */
function storm(seed: number, change: Change = {}): WorldSpec {
  const roll = dice(seed + 3);
  for (let i = 0; i < 8; i++) roll(2);
  const sizes = { proposers: 2 + roll(2), acceptors: 3 + roll(3), learners: 1 + roll(2) };
  const at = (role: string, letter: string, count: number): string => nodesOf(role, letter, count)[roll(count)]!.id;
  const faults: FaultSpec[] = [];
  for (let i = roll(7); i > 0; i--) {
    const atUs = roll(600_000);
    const node = roll(4) === 0 ? at('proposer', 'p', sizes.proposers) : at('acceptor', 'a', sizes.acceptors);
    faults.push({ kind: 'crash', node, atUs, restartUs: atUs + 1 + roll(80_000) });
  }
  for (let i = roll(4); i > 0; i--) {
    const atUs = roll(600_000);
    const from = nodesOf('acceptor', 'a', sizes.acceptors).map(({ id }) => id).filter(() => roll(2) === 0);
    faults.push({ kind: 'partition', atUs, untilUs: atUs + roll(300_000), cut: roll(2) === 0 ? { groups: [from, ['p1', 'l1']] } : { from: ['p1'], to: from } });
  }
  for (let i = roll(3); i > 0; i--) faults.push({ kind: 'pause', node: at('acceptor', 'a', sizes.acceptors), atUs: roll(600_000), forUs: roll(200_000) });
  const workload = ['red', 'green', 'blue'].slice(0, sizes.proposers).map((value, i) => propose(roll(120_000), `p${i + 1}`, value));
  return setting({
    ...sizes,
    seed,
    workload,
    faults,
    network: { latency: { kind: 'uniform', minUs: 0, maxUs: 60_000 }, loss: 0.1, duplicate: 0.05, links: [] },
    untilUs: 3_000_000,
    ...change,
    params: { timeout: 100_000, syncTime: roll(2) * 15_000, ...change.params },
  });
}

/** The disk of every acceptor loses what was not synced when the acceptor crashes, and may tear the last write. */
function withPowerCuts(spec: WorldSpec): WorldSpec {
  const disks = spec.nodes.filter(({ role }) => role === 'acceptor').map(({ id }, i): FaultSpec => ({ kind: 'disk', node: id, atUs: 0, loseUnsynced: i % 2 === 0, torn: i % 2 === 1 }));
  return { ...spec, faults: [...disks, ...spec.faults] };
}

/** How many of the runs violate anything, and what. */
function violations(spec: (seed: number) => WorldSpec, count = 1_000): { runs: number; kinds: string[]; decided: number } {
  let runs = 0;
  let decided = 0;
  const kinds = new Set<string>();
  for (let seed = 0; seed < count; seed++) {
    const outcome = run(spec(seed));
    if (outcome.violated.length > 0) runs++;
    if (outcome.decided.length > 0) decided++;
    for (const kind of outcome.violated) kinds.add(kind);
  }
  return { runs, kinds: [...kinds].sort(), decided };
}

function withRole(role: string, change: (process: Model['roles'][string]['process']) => Model['roles'][string]['process']): Model {
  const spec = model.roles[role]!;
  return { ...model, roles: { ...model.roles, [role]: { ...spec, process: change(spec.process) } } };
}

describe('agreement and validity (§2.1)', () => {
  test('hold over 2,000 seeds with crashes, cuts, pauses, loss, copies and reordering, and nearly every run decides', () => {
    const { runs, decided } = violations((seed) => storm(seed), 2_000);
    expect(runs).toBe(0);
    expect(decided).toBeGreaterThan(1_900);
  });

  test('hold over 1,000 seeds when every crash of an acceptor is a power cut', () => {
    expect(violations((seed) => withPowerCuts(storm(seed))).runs).toBe(0);
  });

  test('states and messages are never changed in place', () => {
    for (let seed = 0; seed < 50; seed++) run(withPowerCuts(storm(seed)), { freeze: true });
  });
});

describe('each rule is needed: without it the same storms choose two values', () => {
  test('an acceptor with no stable storage', () => {
    expect(violations((seed) => storm(seed, { params: { storage: 'memory' } })).kinds).toContain('agreement');
  });

  test('an acceptor that writes, but does not sync: crashes of the process do no harm, power cuts do', () => {
    const spec = (seed: number) => storm(seed, { params: { storage: 'unsynced' } });
    expect(violations(spec).runs).toBe(0);
    expect(violations((seed) => withPowerCuts(spec(seed))).kinds).toContain('agreement');
  });

  test('a proposer that does not take over what was accepted before', () => {
    const selfish = withRole('proposer', (process) => ({
      ...process,
      onMessage: (ctx: Context, message: Message) =>
        process.onMessage!(ctx, message.type === 'Promise' ? { ...message, body: { ...message.body, accepted: null } } : message),
    }));
    expect(violations((seed) => storm(seed, { model: selfish })).kinds).toContain('agreement');
  });

  test('an acceptor that accepts whatever comes', () => {
    const careless = withRole('acceptor', (process) => ({
      ...process,
      onMessage(ctx: Context, message: Message) {
        if (message.type === 'Accept') (ctx as unknown as Context<AcceptorState>).set({ promised: 0 });
        process.onMessage!(ctx, message);
      },
    }));
    expect(violations((seed) => storm(seed, { model: careless })).kinds).toContain('agreement');
  });

  test('a proposer that invents a value', () => {
    const inventive = withRole('proposer', (process) => ({
      ...process,
      onInvoke: (ctx: Context, operation: Parameters<NonNullable<typeof process.onInvoke>>[1]) =>
        process.onInvoke!(ctx, { ...operation, args: { value: 'yellow' } }),
    }));
    expect(run(setting({ model: inventive })).violated).toEqual(['validity']);
  });
});

describe('the scenario of the forgetful acceptor', () => {
  test('proves the violation by the four acceptances', () => {
    const { events, log } = run(bundledWorld('paxos-forgetful', model));
    const [violation] = events('violation');
    const accepted = violation!.events.map((event) => (log.detail(event) as EventDetails['send']).body);
    expect(accepted).toEqual([
      { number: 1, value: 'red' },
      { number: 1, value: 'red' },
      { number: 2, value: 'blue' },
      { number: 2, value: 'blue' },
    ]);
  });

  test('differs from its remedy in one parameter', () => {
    const [forgetful, remedy] = [bundledWorld('paxos-forgetful', model), bundledWorld('paxos-stable-storage', model)];
    expect({ ...remedy, title: forgetful.title, params: { ...remedy.params, storage: 'memory' } }).toEqual(forgetful);
  });

  test('with a sync left out, a power cut has the same effect', () => {
    const spec = bundledWorld('paxos-stable-storage', model);
    const unsynced = { ...spec, params: { ...spec.params, storage: 'unsynced' } };
    expect(run(unsynced).violated).toEqual([]);
    expect(run(withPowerCuts(unsynced)).violated).toEqual(['agreement']);
  });
});
