/** The beginning of a run. */
import { createClock, PERFECT_CLOCK } from './clock';
import { NodeContext } from './context';
import { KIND } from './event';
import { messageRules, scheduleFaults } from './faults';
import { initialState, startNode } from './handling';
import { GrowingLog } from './log';
import type { RoleSpec } from './model';
import { createNetwork } from './network';
import { freezePlain } from './plain';
import type { Context } from './process';
import { createQueue, FAULT, INVOKE, kindOf, RANK_WORKLOAD } from './queue';
import { seedStream, STREAM_WORDS } from './rng';
import type { WorldSpec } from './spec';
import { emitCaused, indexOf, isPaused, schedule } from './state';
import type { NodeState, WorldState } from './state';
import { runAsStep, runEntry } from './stepping';

/**
 * Nodes appear with their initial states; faults of time 0 strike before anything runs, so that "slow from
 * the start" means the start; then every node that is up and not paused starts.
 */
export function createState(spec: WorldSpec, freeze: boolean): WorldState {
  const ids = spec.nodes.map((node) => node.id);
  const rules = messageRules(spec.faults);
  const world: WorldState = {
    spec,
    log: new GrowingLog(1024, ids),
    freeze,
    nowUs: 0,
    over: undefined,
    nodes: [],
    indexById: new Map(ids.map((id, index) => [id, index])),
    idsByRole: namesByRole(spec),
    streams: new Int32Array(ids.length * STREAM_WORDS),
    network: createNetwork(spec.network, spec.seed, ids),
    meddled: rules.length > 0,
    rules,
    matches: new Int32Array(rules.length),
    begun: new Int32Array(spec.faults.length).fill(-1),
    queue: createQueue(),
    dead: 0,
    held: 0,
    arrived: new Map(),
    nextId: 1,
    nextMessage: 1,
    operations: [],
    copies: new Map(),
    current: -1,
    stepStart: 0,
    touched: false,
    violated: new Uint8Array(spec.model.invariants.length),
    restored: [],
    view: undefined,
  };
  if (freeze) freezePlain(spec.params);
  runAsStep(world, () => appear(world));
  if (world.over !== undefined) return world;
  scheduleFaults(world);
  spec.workload.forEach((item, at) => {
    indexOf(world, item.client);
    schedule(world, RANK_WORKLOAD, item.atUs, INVOKE, at);
  });
  strikeFirst(world);
  for (const node of world.nodes) {
    if (world.over !== undefined) break;
    if (node.up && !node.started && !isPaused(node)) runAsStep(world, () => startNode(world, node));
  }
  return world;
}

function appear(world: WorldState): void {
  for (let index = 0; index < world.spec.nodes.length; index++) world.nodes.push(createNode(world, index));
  world.touched = true;
}

function createNode(world: WorldState, index: number): NodeState {
  const { spec } = world;
  const { id, role } = spec.nodes[index]!;
  const { process } = roleOf(spec, role);
  const state = initialState(world, { id, role }, process);
  if (world.freeze) freezePlain(state);
  seedStream(world.streams, index * STREAM_WORDS, [spec.seed, 'node', id]);
  const bornAt = emitCaused(world, index, KIND.state, -1, -1, role, { set: state, role });
  const node: NodeState = {
    index, id, role, process, state, bornAt,
    // Replaced below: a context needs its node and a node its context.
    context: undefined as unknown as Context,
    up: true,
    started: false,
    crashedAt: -1,
    pausedAt: -1,
    pausedUntilUs: 0,
    waiting: [],
    sentType: '',
    sentLabel: 0,
    timersSet: 0,
    timers: new Map(),
    clock: createClock(Object.hasOwn(spec.clocks, id) ? spec.clocks[id]! : PERFECT_CLOCK),
    files: undefined,
    powerCut: undefined,
    slows: [],
    slowFactor: 1,
    lies: [],
  };
  node.context = new NodeContext(world, node);
  return node;
}

/** Faults of time 0 strike, and those of them end that last no time at all. */
function strikeFirst(world: WorldState): void {
  const { queue } = world;
  while (world.over === undefined && queue.size > 0 && queue.due[0]! <= 0 && kindOf(queue.what[0]!) >= FAULT) {
    runEntry(world, 0);
  }
}

function namesByRole(spec: WorldSpec): Map<string, readonly string[]> {
  const names = new Map<string, string[]>([['', []]]);
  for (const { id, role } of spec.nodes) {
    names.get('')!.push(id);
    const ofRole = names.get(role);
    if (ofRole === undefined) names.set(role, [id]);
    else ofRole.push(id);
  }
  for (const list of names.values()) Object.freeze(list);
  return names;
}

function roleOf(spec: WorldSpec, role: string): RoleSpec {
  const found = spec.model.roles[role];
  if (found === undefined) throw new Error(`model ${spec.model.id} has no role ${JSON.stringify(role)}`);
  return found;
}
