/** Runs in which processes read their clocks. */
import type { Model } from '../../src/kernel/model';
import { DEFAULT_LIMITS } from '../../src/kernel/spec';
import type { ClockSpec, WorldSpec } from '../../src/kernel/spec';
import { createWorld, runToEnd } from '../../src/kernel/world';
import { model as commitWait } from '../../src/models/ch8/commit-wait';
import { model as lastWriteWins } from '../../src/models/ch8/last-write-wins';
import { traceOf } from '../../src/trace/trace';
import type { Trace } from '../../src/trace/trace';

/** A write is dropped because the clock of the replica that stamped the earlier one is 20 ms ahead. */
export function lastWriteLoses(): Trace {
  return runOf(lastWriteWins, 'The later write has the earlier timestamp', { order: 'wall-clock' }, { 'node-1': clock(20_000, 0) }, [
    { atUs: 0, client: 'alice', op: 'add', args: { amount: 1 } },
    { atUs: 10_000, client: 'bob', op: 'add', args: { amount: 1 } },
  ]);
}

/** Readings with bounds; those of berlin hold, those of tokyo claim more than its clock is good for. */
export function intervals(): Trace {
  return runOf(commitWait, 'Two shards stamp writes', { commitWait: true }, { berlin: clock(4_000, 7_000), tokyo: clock(-9_000, 5_000) }, [
    { atUs: 0, client: 'alice', op: 'write', args: { value: 'x' } },
    { atUs: 30_000, client: 'bob', op: 'write', args: { value: 'y' } },
  ]);
}

function clock(offsetUs: number, uncertaintyUs: number): ClockSpec {
  return { offsetUs, driftPpm: 0, uncertaintyUs };
}

function runOf(model: Model, title: string, params: WorldSpec['params'], clocks: WorldSpec['clocks'], workload: WorldSpec['workload']): Trace {
  const nodes = Object.entries(model.roles).flatMap(([role, { names }]) => names.map((id) => ({ id, role })));
  const world = createWorld({
    title, model, params, clocks, workload, nodes,
    seed: 1,
    network: { latency: { kind: 'constant', us: 2_000 }, loss: 0, duplicate: 0, links: [] },
    faults: [],
    untilUs: 200_000,
    limits: DEFAULT_LIMITS,
  });
  runToEnd(world);
  const named = Object.entries(clocks).map(([id, { offsetUs, driftPpm, uncertaintyUs }]) => [id, { offset: offsetUs, drift: driftPpm, uncertainty: uncertaintyUs }]);
  return traceOf({ faultline: 1, title, model: model.id, seed: 1, nodes, unit: 'us', clocks: Object.fromEntries(named) as Trace['header']['clocks'] & object }, world.log);
}
