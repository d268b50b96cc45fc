/** Replicated services to test with, and what came of a run. */
import type { EventDetails, PlainObject } from '../../../../src/kernel/event';
import { KIND } from '../../../../src/kernel/event';
import type { FaultSpec, WorldSpec } from '../../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../../src/kernel/spec';
import { model } from '../../../../src/models/ch8/pbft/model';
import type { ReplicaState } from '../../../../src/models/ch8/pbft/state';
import { runToEnd } from '../../run';

export const replicas = (n: number): string[] => Array.from({ length: n }, (_, i) => `replica-${i}`);
const defaults: PlainObject = Object.fromEntries(Object.entries(model.params).map(([name, spec]) => [name, spec.default]));

export type Change = { n?: number; clients?: readonly string[]; params?: PlainObject } & Partial<Omit<WorldSpec, 'params'>>;

/** Four replicas and alice, 10 ms apart, one request. */
export function service({ n = 4, clients = ['alice'], params = {}, ...rest }: Change = {}): WorldSpec {
  return {
    title: '',
    model,
    params: { ...defaults, ...params },
    seed: 1,
    nodes: [...clients.map((id) => ({ id, role: 'client' })), ...replicas(n).map((id) => ({ id, role: 'replica' }))],
    network: { latency: { kind: 'constant', us: 10_000 }, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: [append(0, 'alice', 7)],
    faults: [],
    untilUs: 2_000_000,
    limits: DEFAULT_LIMITS,
    ...rest,
  };
}

export const append = (atUs: number, client: string, value: number) => ({ atUs, client, op: 'append', args: { value } });
export const liar = (node: string, behaviour: string): FaultSpec => ({ kind: 'lie', node, behaviour, atUs: 0, args: {} });

export function run(spec: WorldSpec, options = { freeze: false }) {
  const { log, view, violated } = runToEnd(spec, options);
  const events = <K extends keyof EventDetails>(kind: K) => {
    const found: (EventDetails[K] & { readonly node: string })[] = [];
    for (let i = 0; i < log.length; i++) {
      if (log.kind[i] === KIND[kind]) found.push({ ...(log.detail(i) as EventDetails[K]), node: spec.nodes[log.node[i]!]!.id });
    }
    return found;
  };
  return {
    violated,
    events,
    answered: view.operations.filter(({ status }) => status === 'ok').length,
    operations: view.operations,
    state: (id: string): ReplicaState => view.nodes.find((node) => node.id === id)!.state,
    stats: model.stats!(view),
  };
}
