/**
 * The system models of the table in the chapter note: how messages travel, how replicas fail, and which protocol runs.
 * Everything random in a run follows from its seed.
 */
import type { PlainObject } from '../../../../src/kernel/event';
import type { Distribution, FaultSpec, WorkloadItem, WorldSpec } from '../../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../../src/kernel/spec';
import { model } from '../../../../src/models/ch8/abd-register/model';
import { pick, runToEnd } from '../../run';

/** When the partially synchronous network settles (its global stabilization time), and the last fault but a lie is over. */
export const SETTLED_US = 2_000_000;
/** Operations that begin later than this are those that have to be prompt: by then clients have stopped waiting for what was lost before. */
const LATE_US = 3_500_000;
/** Four messages of up to 10 ms, or two waits of 25 ms, and a little. */
const PROMPT_US = 60_000;

export const TIMINGS = ['synchronous', 'partially synchronous', 'asynchronous'] as const;
export type Timing = (typeof TIMINGS)[number];
export const FAILURES = ['crash-stop, one', 'crash-stop, all but one', 'crash-recovery, stable storage', 'crash-recovery, memory lost', 'Byzantine, one'] as const;
export type Failure = (typeof FAILURES)[number];
export const PROTOCOLS = ['majority', 'all-alive', 'masking'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

const CLIENTS = ['alice', 'bob', 'carol'];
const BOUNDED: Distribution = { kind: 'uniform', minUs: 1_000, maxUs: 10_000 };
/** Two messages in five take a time without any bound, not even on average. */
const UNBOUNDED: Distribution = { kind: 'mixture', parts: [{ weight: 3, of: BOUNDED }, { weight: 2, of: { kind: 'pareto', scaleUs: 20_000, shape: 0.7 } }] };

export function replicasOf(protocol: Protocol): string[] {
  return Array.from({ length: protocol === 'masking' ? 5 : 3 }, (_, i) => `replica-${i + 1}`);
}

/** When somebody writes; one of the two others reads shortly afterwards, the third a little later. */
const BEGINS_US = [0, 400_000, 800_000, 1_200_000, 1_600_000, 3_600_000, 4_200_000];

/** One run: three clients, seven writes and twice as many reads. */
export function systemModel(protocol: Protocol, failure: Failure, timing: Timing, seed: number, change: PlainObject = {}): WorldSpec {
  const replicas = replicasOf(protocol);
  const defaults = Object.fromEntries(Object.entries(model.params).map(([name, spec]) => [name, spec.default]));
  return {
    title: '',
    model,
    params: { ...defaults, rule: protocol, f: 1, bound: 25_000, retry: 50_000, storage: failure === 'crash-recovery, memory lost' ? 'memory' : 'synced', ...change },
    seed,
    nodes: [...CLIENTS.map((id) => ({ id, role: 'client' })), ...replicas.map((id) => ({ id, role: 'replica' }))],
    network: { latency: timing === 'asynchronous' ? UNBOUNDED : BOUNDED, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: BEGINS_US.flatMap((beginUs, i): WorkloadItem[] => {
      const client = (n: number): string => CLIENTS[(i + n) % 3]!;
      return [
        { atUs: beginUs, client: client(0), op: 'write', args: { value: i + 1 } },
        { atUs: beginUs + 60_000 + pick(seed, 100 + i, 30_000), client: client(1), op: 'read', args: {} },
        { atUs: beginUs + 120_000 + pick(seed, 110 + i, 250_000), client: client(2), op: 'read', args: {} },
      ];
    }),
    faults: [...failuresOf(failure, replicas, seed), ...delaysOf(timing, replicas, seed)],
    untilUs: 600_000_000,
    limits: DEFAULT_LIMITS,
  };
}

function failuresOf(failure: Failure, replicas: readonly string[], seed: number): FaultSpec[] {
  const at = (i: number): string => replicas[(pick(seed, 1, replicas.length) + i) % replicas.length]!;
  switch (failure) {
    case 'crash-stop, one':
      return [{ kind: 'crash', node: at(0), atUs: pick(seed, 2, SETTLED_US) }];
    case 'crash-stop, all but one':
      return replicas.slice(1).map((_, i): FaultSpec => ({ kind: 'crash', node: at(i), atUs: pick(seed, 2 + i, SETTLED_US) }));
    case 'crash-recovery, stable storage':
    case 'crash-recovery, memory lost':
      // Each of them three times, and any number at the same time.
      return replicas.flatMap((node, i) => [0, 1, 2].map((n): FaultSpec => {
        const atUs = pick(seed, 10 + 3 * i + n, SETTLED_US - 400_000);
        return { kind: 'crash', node, atUs, restartUs: atUs + 50_000 + pick(seed, 40 + 3 * i + n, 300_000) };
      }));
    case 'Byzantine, one':
      return [{ kind: 'lie', node: at(0), behaviour: 'random', atUs: 0, args: {} }];
  }
}

/** Before the network has settled, links between clients and replicas are cut one way or the other for up to half a second, which no client can tell from slowness. */
function delaysOf(timing: Timing, replicas: readonly string[], seed: number): FaultSpec[] {
  if (timing !== 'partially synchronous') return [];
  return CLIENTS.flatMap((client, c) => replicas.flatMap((replica, r) => [0, 1, 2].map((n): FaultSpec => {
    const key = 200 + 20 * c + 3 * r + n;
    const atUs = pick(seed, key, SETTLED_US - 500_000);
    const cut = pick(seed, key + 100, 2) === 0 ? { from: [client], to: [replica] } : { from: [replica], to: [client] };
    return { kind: 'partition', atUs, untilUs: atUs + 100_000 + pick(seed, key + 200, 400_000), cut };
  })));
}

/** What the run shows: safety, liveness, and whether operations are prompt once everything has settled. */
export interface Shown {
  readonly atomic: boolean;
  readonly finishes: boolean;
  readonly prompt: boolean;
}

export function show(spec: WorldSpec): Shown {
  const { violated, view } = runToEnd(spec, { freeze: false });
  return {
    atomic: !violated.includes('atomic'),
    finishes: !violated.includes('operations-finish'),
    prompt: view.operations.every(({ invokedUs, returnedUs }) => invokedUs < LATE_US || (returnedUs !== undefined && returnedUs - invokedUs <= PROMPT_US)),
  };
}
