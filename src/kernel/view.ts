/** What invariants and statistics see of a world: everything, read only, always as it is now. */
import { KIND } from './event';
import type { EventDetails, PlainObject } from './event';
import type { EventLog } from './log';
import type { NodeView, OperationView, WorldView } from './model';
import { isPaused } from './state';
import type { NodeState, WorldState } from './state';

/** The view of a world; one object per world, so what it has looked up is kept. */
export function viewOf(world: WorldState): WorldView {
  world.view ??= new LiveView(world);
  return world.view;
}

class LiveView implements WorldView {
  readonly params: PlainObject;
  readonly nodes: readonly NodeView[];
  readonly log: EventLog;
  private readonly world: WorldState;
  private readonly roles = new Map<string, readonly NodeView[]>();
  private readonly found = new Map<string, number[]>();
  /** Events before this one have been looked through for changes of state. */
  private scanned = 0;

  constructor(world: WorldState) {
    this.world = world;
    this.params = world.spec.params;
    this.log = world.log;
    this.nodes = world.nodes.map((node) => new LiveNode(node));
  }

  get nowUs(): number {
    return this.world.nowUs;
  }

  get operations(): readonly OperationView[] {
    return this.world.operations;
  }

  byRole(role: string): readonly NodeView[] {
    let nodes = this.roles.get(role);
    if (nodes === undefined) {
      nodes = this.nodes.filter((node) => node.role === role);
      this.roles.set(role, nodes);
    }
    return nodes;
  }

  changes(node: string, field: string): readonly number[] {
    const { log, world } = this;
    for (; this.scanned < log.length; this.scanned++) {
      if (log.kind[this.scanned] !== KIND.state) continue;
      const id = world.nodes[log.node[this.scanned]!]!.id;
      const { set } = log.detail(this.scanned) as EventDetails['state'];
      for (const changed of Object.keys(set)) this.list(id, changed).push(this.scanned);
    }
    return this.list(node, field);
  }

  private list(node: string, field: string): number[] {
    const key = JSON.stringify([node, field]);
    let list = this.found.get(key);
    if (list === undefined) {
      list = [];
      this.found.set(key, list);
    }
    return list;
  }
}

class LiveNode implements NodeView {
  readonly id: string;
  readonly role: string;
  private readonly node: NodeState;

  constructor(node: NodeState) {
    this.id = node.id;
    this.role = node.role;
    this.node = node;
  }

  get up(): boolean {
    return this.node.up;
  }

  get paused(): boolean {
    return isPaused(this.node);
  }

  get state(): PlainObject {
    return this.node.state;
  }
}
