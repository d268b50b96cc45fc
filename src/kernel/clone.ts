/**
 * Copying a world. Everything immutable is shared (states, bodies, pending things, details of events), so
 * a copy costs what its columns and tables cost, and neither world can be seen from the other.
 */
import { cloneClock } from './clock';
import { NodeContext } from './context';
import { cloneFiles } from './disk';
import { cloneNetwork } from './network';
import { cloneQueue } from './queue';
import type { NodeState, WorldState } from './state';

export function cloneState(world: WorldState): WorldState {
  const copy: WorldState = {
    ...world,
    log: world.log.clone(),
    nodes: [],
    streams: world.streams.slice(),
    network: cloneNetwork(world.network),
    matches: world.matches.slice(),
    begun: world.begun.slice(),
    arrived: new Map(world.arrived),
    queue: cloneQueue(world.queue),
    operations: world.operations.slice(),
    copies: new Map(world.copies),
    violated: world.violated.slice(),
    restored: world.restored.slice(),
    view: undefined,
  };
  for (const node of world.nodes) copy.nodes.push(cloneNode(copy, node));
  return copy;
}

function cloneNode(world: WorldState, node: NodeState): NodeState {
  const copy: NodeState = {
    ...node,
    waiting: node.waiting.slice(),
    timers: new Map(node.timers),
    clock: cloneClock(node.clock),
    files: node.files === undefined ? undefined : cloneFiles(node.files),
  };
  copy.context = new NodeContext(world, copy);
  return copy;
}
