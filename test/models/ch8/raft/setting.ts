/** Raft clusters to test with, and what came of a run. */
import type { EventDetails, PlainObject } from '../../../../src/kernel/event';
import { KIND } from '../../../../src/kernel/event';
import type { Model } from '../../../../src/kernel/model';
import type { FaultSpec, WorkloadItem, WorldSpec } from '../../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../../src/kernel/spec';
import { createWorld, runToEnd, worldView } from '../../../../src/kernel/world';
import { model } from '../../../../src/models/ch8/raft/model';
import type { ServerState } from '../../../../src/models/ch8/raft/state';
import { bundledWorld } from '../../bundled-world';
import { dice } from '../../run';

export const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i + 1}`);

export const defaults: PlainObject = Object.fromEntries(Object.entries(model.params).map(([name, spec]) => [name, spec.default]));

export type Change = { servers?: number; clients?: readonly string[]; params?: PlainObject } & Partial<Omit<WorldSpec, 'params'>>;

/** So many servers, one client, 10 ms each way, no faults, one second. */
export function cluster({ servers = 3, clients = ['alice'], params = {}, ...rest }: Change = {}): WorldSpec {
  return {
    title: '',
    model,
    params: { ...defaults, ...params },
    seed: 1,
    nodes: [...names(servers).map((id) => ({ id, role: 'server' })), ...clients.map((id) => ({ id, role: 'client' }))],
    network: { latency: { kind: 'constant', us: 10_000 }, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: [],
    faults: [],
    untilUs: 1_000_000,
    limits: DEFAULT_LIMITS,
    ...rest,
  };
}

/** The world of a bundled scenario of this model. */
export const bundled = (id: string): WorldSpec => bundledWorld(id, model);

/** The same model with the behaviour of its servers changed. */
export function withServer(change: (server: Model['roles'][string]['process']) => Model['roles'][string]['process']): Model {
  const server = model.roles['server']!;
  return { ...model, roles: { ...model.roles, server: { ...server, process: change(server.process) } } };
}

export function run(spec: WorldSpec, options = {}) {
  const world = createWorld(spec, options);
  runToEnd(world);
  const view = worldView(world);
  const { log } = world;
  const events = <K extends keyof EventDetails>(kind: K) => {
    const found: (EventDetails[K] & { readonly t: number; readonly node: string })[] = [];
    for (let i = 0; i < log.length; i++) {
      if (log.kind[i] === KIND[kind]) found.push({ ...(log.detail(i) as EventDetails[K]), t: log.t[i]!, node: spec.nodes[log.node[i]!]!.id });
    }
    return found;
  };
  return {
    log,
    view,
    events,
    violations: (): string[] => events('violation').map(({ invariant }) => invariant),
    leaders: () => events('state').flatMap(({ role, node, t }) => (role === 'leader' ? [{ node, t }] : [])),
    stats: () => model.stats!(view),
    states: (): { readonly [node: string]: ServerState } => Object.fromEntries(view.nodes.map(({ id, state }) => [id, state])),
  };
}

/**
 * A storm: latencies of 0 to 20 ms against election timeouts from 60 ms (so messages overtake each other), 5 % of
 * all messages lost, 3 % doubled, crashes with and without a restart, two-way and one-way cuts, pauses; two
 * clients with four commands each. Everything follows from the seed.
 */
export function storm(seed: number, change: Change = {}): WorldSpec {
  const roll = dice(seed + 1);
  for (let i = 0; i < 8; i++) roll(2);
  const count = change.servers ?? 3 + roll(3);
  const servers = names(count);
  const untilUs = change.untilUs ?? 500_000;
  const faults: FaultSpec[] = [];
  for (let i = roll(7); i > 0; i--) {
    const atUs = roll(untilUs);
    const restart = roll(8) === 0 ? {} : { restartUs: atUs + 1 + roll(100_000) };
    faults.push({ kind: 'crash', node: servers[roll(count)]!, atUs, ...restart });
  }
  for (let i = roll(6); i > 0; i--) {
    const atUs = roll(untilUs);
    const some = servers.filter(() => roll(2) === 0);
    const rest = servers.filter((server) => !some.includes(server));
    const cut = roll(3) === 0 ? { from: some, to: rest } : { groups: [some, rest] };
    faults.push({ kind: 'partition', atUs, untilUs: atUs + 20_000 + roll(150_000), cut });
  }
  for (let i = roll(4); i > 0; i--) {
    faults.push({ kind: 'pause', node: servers[roll(count)]!, atUs: roll(untilUs), forUs: 10_000 + roll(150_000) });
  }
  const workload = Array.from({ length: 8 }, (_, i): WorkloadItem => {
    const op = ['put', 'append', 'append', 'get'][roll(4)]!;
    const args: PlainObject = op === 'get' ? { key: 'x' } : { key: 'x', value: i };
    return { atUs: 60_000 + roll(untilUs - 60_000), client: i % 2 === 0 ? 'alice' : 'bob', op, args };
  });
  const timing = { electionTimeoutMin: 60_000, electionTimeoutMax: 120_000, heartbeatInterval: 30_000, clientTimeout: 80_000, clientRetry: 20_000 };
  return cluster({
    seed,
    clients: ['alice', 'bob'],
    network: { latency: { kind: 'uniform', minUs: 0, maxUs: 20_000 }, loss: 0.05, duplicate: 0.03, links: [] },
    workload,
    faults,
    untilUs,
    ...change,
    servers: count,
    params: { ...timing, preVote: roll(3) === 0, noOp: roll(3) === 0, ...change.params },
  });
}
