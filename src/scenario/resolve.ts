/**
 * From what was read to what the kernel runs: defaults filled in, kinds told apart, units in the names.
 */
import type { PlainObject } from '../kernel/event';
import type { Model, ParamSpecs } from '../kernel/model';
import { DEFAULT_LIMITS } from '../kernel/spec';
import type { Distribution, FaultSpec, LinkProperties, NetworkSpec, WorldSpec } from '../kernel/spec';
import type { EventRule } from '../trace/match';
import { FAULT_KINDS } from './describe-faults';
import type { FaultValue } from './describe-faults';
import type { DistributionValue, LinkValue, MixturePart, NetworkValue } from './describe-network';
import type { ScenarioValue } from './describe';
import { DEFAULT_UNTIL_US } from './limits';
import type { Expectation, Scenario, ScenarioNote, Span } from './scenario';
import { valueAt } from './yaml-tree';
import type { Tree } from './yaml-tree';

const DEFAULT_LATENCY_US = 10_000;
const DEFAULT_SEED = 1;

/** The scenario. `value` was read from `root` without an error. */
export function resolve(value: ScenarioValue, root: Tree, model: Model, nodes: ReadonlyMap<string, string>): Scenario {
  const world: WorldSpec = {
    title: value.title,
    model,
    params: withDefaults(model.params, value.params),
    seed: value.seed ?? DEFAULT_SEED,
    nodes: [...nodes].map(([id, role]) => ({ id, role })),
    network: networkOf(value.network ?? {}),
    clocks: clocksOf(value.clocks ?? {}),
    workload: (value.workload ?? []).map(({ at, client, op, args }) => ({
      atUs: at,
      client,
      op,
      args: withDefaults(model.operations[op]!.args, args),
    })),
    faults: (value.faults ?? []).map(faultOf),
    untilUs: value.until ?? DEFAULT_UNTIL_US,
    limits: { ...DEFAULT_LIMITS, ...value.limits },
  };
  return {
    title: value.title,
    covers: value.covers ?? [],
    world,
    faultSpans: world.faults.map((_, i) => spanOf(root, 'faults', i)),
    expect: (value.expect ?? []).map((item, i) => expectationOf(item, spanOf(root, 'expect', i))),
    notes: (value.notes ?? []).map((item, i) => noteOf(item, spanOf(root, 'notes', i))),
    ...(value.compare === undefined ? {} : { compare: { node: value.compare.node, with: value.compare.with } }),
  };
}

/** Every parameter: what is given, else the default, in the order of the description. */
export function withDefaults(specs: ParamSpecs, given: PlainObject = {}): PlainObject {
  return Object.fromEntries(Object.entries(specs).map(([key, spec]) => [key, Object.hasOwn(given, key) ? given[key]! : spec.default]));
}

function networkOf(value: NetworkValue): NetworkSpec {
  return {
    latency: { kind: 'constant', us: DEFAULT_LATENCY_US },
    loss: 0,
    duplicate: 0,
    ...linkOf(value),
    links: (value.links ?? []).map((link) => ({ from: link.from, to: link.to, ...linkOf(link) })),
  };
}

function linkOf({ latency, loss, duplicate, queue }: LinkValue): Partial<LinkProperties> {
  return {
    ...(latency === undefined ? {} : { latency: typeof latency === 'number' ? { kind: 'constant', us: latency } : distributionOf(latency) }),
    ...(loss === undefined ? {} : { loss }),
    ...(duplicate === undefined ? {} : { duplicate }),
    ...(queue === undefined ? {} : { queue: { capacity: queue.capacity, serviceUs: queue.service } }),
  };
}

function distributionOf(value: DistributionValue | MixturePart): Distribution {
  const { constant, uniform, normal, exponential, pareto } = value;
  if (constant !== undefined) return { kind: 'constant', us: constant };
  if (uniform !== undefined) return { kind: 'uniform', minUs: uniform[0]!, maxUs: uniform[1]! };
  if (normal !== undefined) return { kind: 'normal', meanUs: normal.mean, sdUs: normal.sd };
  if (exponential !== undefined) return { kind: 'exponential', meanUs: exponential.mean };
  if (pareto !== undefined) return { kind: 'pareto', scaleUs: pareto.scale, shape: pareto.shape };
  const { mixture } = value as DistributionValue;
  return { kind: 'mixture', parts: mixture!.map((part) => ({ weight: part.weight, of: distributionOf(part) })) };
}

function clocksOf(value: NonNullable<ScenarioValue['clocks']>): WorldSpec['clocks'] {
  return Object.fromEntries(
    Object.entries(value).map(([node, { offset = 0, drift = 0, uncertainty = 0 }]) => [node, { offsetUs: offset, driftPpm: drift, uncertaintyUs: uncertainty }]),
  );
}

function faultOf(value: FaultValue): FaultSpec {
  const kind = FAULT_KINDS.find((each) => value[each] !== undefined)!;
  switch (kind) {
    case 'lose':
      return { kind, ...value.lose! };
    case 'delay': {
      const { by, ...rule } = value.delay!;
      return { kind, byUs: by, ...rule };
    }
    case 'duplicate': {
      const { after, ...rule } = value.duplicate!;
      return { kind, ...(after === undefined ? {} : { afterUs: after }), ...rule };
    }
    case 'crash': {
      const { node, at, restart } = value.crash!;
      return { kind, node, atUs: at, ...(restart === undefined ? {} : { restartUs: restart }) };
    }
    case 'pause': {
      const { node, at, for: length } = value.pause!;
      return { kind, node, atUs: at, forUs: length };
    }
    case 'partition': {
      const { groups, from, to } = value.partition!;
      return { kind, ...spanning(value.partition!), cut: groups === undefined ? { from: from!, to: to! } : { groups } };
    }
    case 'clock': {
      const { node, at, jump, drift } = value.clock!;
      return { kind, node, atUs: at, ...(jump === undefined ? {} : { jumpUs: jump }), ...(drift === undefined ? {} : { driftPpm: drift }) };
    }
    case 'slow':
      return { kind, node: value.slow!.node, ...spanning(value.slow!), factor: value.slow!.factor };
    case 'lie': {
      const { node, behaviour, args } = value.lie!;
      return { kind, node, behaviour, ...spanning(value.lie!), args: args ?? {} };
    }
    case 'disk': {
      const { node, at, loseUnsynced, torn } = value.disk!;
      return { kind, node, atUs: at ?? 0, loseUnsynced: loseUnsynced ?? false, torn: torn ?? false };
    }
  }
}

function spanning({ at, until }: { readonly at?: number; readonly until?: number }): { atUs: number; untilUs?: number } {
  return { atUs: at ?? 0, ...(until === undefined ? {} : { untilUs: until }) };
}

function expectationOf(value: NonNullable<ScenarioValue['expect']>[number], span: Span): Expectation {
  if (value.violated !== undefined) return { kind: 'violated', invariant: value.violated, span };
  if (value.holds !== undefined) return { kind: 'holds', invariant: value.holds, span };
  if (value.linearizable !== undefined) return { kind: 'linearizable', specification: value.linearizable, span };
  if (value.notLinearizable !== undefined) return { kind: 'notLinearizable', specification: value.notLinearizable, span };
  const { count, ...rule } = value.event!;
  return { kind: 'event', rule: { ...rule } as EventRule, ...(count === undefined ? {} : { count }), span };
}

function noteOf({ at, until, lane, see, text, author, date }: NonNullable<ScenarioValue['notes']>[number], span: Span): ScenarioNote {
  return {
    ...(at === undefined ? {} : { at: { ...at } as EventRule }),
    ...(until === undefined ? {} : { until: { ...until } as EventRule }),
    ...(lane === undefined ? {} : { lane }),
    ...(see === undefined ? {} : { see }),
    ...(text === undefined ? {} : { text }),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    span,
  };
}

/** Nothing was left out of a list that was read without an error, so its items are those of the text. */
function spanOf(root: Tree, key: string, item: number): Span {
  const tree = valueAt(root, key);
  return (tree?.kind === 'list' ? tree.items[item]?.span : undefined) ?? root.span;
}
