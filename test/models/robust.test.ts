/** Any fault may strike any model: a reader adds one to a scenario and must get a run, never a defect. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FaultSpec, WorldSpec } from '../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../src/kernel/spec';
import type { Model } from '../../src/kernel/model';
import { createWorld, runSlice } from '../../src/kernel/world';
import { MODELS } from '../../src/models/registry';

const UNTIL_US = 2_000_000;

function nodesOf(model: Model) {
  return Object.entries(model.roles).flatMap(([role, { names }]) => names.map((id) => ({ id, role })));
}

function defaults(specs: Model['params']) {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
}

function arbitraryFault(model: Model): fc.Arbitrary<FaultSpec> {
  const node = fc.constantFrom(...nodesOf(model).map(({ id }) => id));
  const time = fc.integer({ min: 0, max: UNTIL_US });
  const type = fc.constantFrom(...Object.keys(model.messages));
  const nth = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined });
  return fc.oneof(
    fc.record({ kind: fc.constant('lose' as const), type, nth }),
    fc.record({ kind: fc.constant('delay' as const), type, nth, byUs: time }),
    fc.record({ kind: fc.constant('duplicate' as const), type, nth, afterUs: fc.option(time, { nil: undefined }) }),
    fc.record({ node, atUs: time, down: fc.option(time, { nil: undefined }) }).map(({ node, atUs, down }): FaultSpec => ({ kind: 'crash', node, atUs, ...(down === undefined ? {} : { restartUs: atUs + down + 1 }) })),
    fc.record({ kind: fc.constant('pause' as const), node, atUs: time, forUs: time }),
    fc.record({ node, atUs: time }).map(({ node, atUs }): FaultSpec => ({ kind: 'partition', atUs, cut: { from: [node], to: nodesOf(model).map(({ id }) => id).filter((id) => id !== node) } })),
    fc.record({ kind: fc.constant('clock' as const), node, atUs: time, jumpUs: fc.integer({ min: -5_000_000, max: 5_000_000 }) }),
    fc.record({ kind: fc.constant('clock' as const), node, atUs: time, driftPpm: fc.integer({ min: -500, max: 500 }) }),
    fc.record({ kind: fc.constant('slow' as const), node, atUs: time, factor: fc.integer({ min: 1, max: 50 }) }),
    fc.record({ kind: fc.constant('disk' as const), node, atUs: time, loseUnsynced: fc.constant(true), torn: fc.boolean() }),
  );
}

function arbitraryWorld(model: Model): fc.Arbitrary<WorldSpec> {
  const operations = Object.entries(model.operations);
  const item = operations.length === 0 ? undefined : fc.record({
    operation: fc.constantFrom(...operations),
    which: fc.nat(20),
    atUs: fc.integer({ min: 0, max: UNTIL_US }),
  }).map(({ operation: [op, { role, args }], which, atUs }) => {
    const clients = nodesOf(model).filter((node) => node.role === role);
    return { atUs, client: clients[which % clients.length]!.id, op, args: defaults(args) };
  });
  return fc.record({
    seed: fc.nat(),
    faults: fc.array(arbitraryFault(model), { maxLength: 6 }),
    workload: item === undefined ? fc.constant([]) : fc.array(item, { maxLength: 8 }),
    loss: fc.constantFrom(0, 0.2),
    duplicate: fc.constantFrom(0, 0.3),
  }).map(({ seed, faults, workload, loss, duplicate }) => ({
    title: model.title,
    model,
    params: defaults(model.params),
    seed,
    nodes: nodesOf(model),
    network: { latency: { kind: 'exponential', meanUs: 20_000 }, loss, duplicate, links: [] },
    clocks: {},
    workload,
    faults,
    untilUs: UNTIL_US,
    limits: { ...DEFAULT_LIMITS, events: 20_000 },
  }));
}

describe.each(MODELS.map((model) => [model.id, model] as const))('%s', (_, model) => {
  test('runs to its end under any faults', () => {
    fc.assert(
      fc.property(arbitraryWorld(model), (spec) => {
        const world = createWorld(spec, { freeze: true });
        while (!runSlice(world, 10_000));
        expect(world.over).toBeDefined();
      }),
      { numRuns: 150, seed: 8 },
    );
  });
});
