/** What could happen next: the choices a scheduler has. */
import { filterQueue, inOrder, ITEM_KINDS } from './queue';
import type { Item, ItemKind } from './queue';
import { isLive } from './state';
import type { WorldState } from './state';

export interface Pending {
  /** Stays the same while the thing is pending, also in clones. */
  readonly id: number;
  /** `lose` is the end of a message whose loss was decided when it was sent: no choice, only its time. */
  readonly kind: ItemKind;
  readonly dueUs: number;
  /** The node it happens to. */
  readonly node: string;
  /** Message type, timer name, operation name, or what the fault does: crash, restart, heal… */
  readonly label: string;
  /** Index of the event that brought it about, or -1. */
  readonly cause: number;
}

/** Everything that comes before the run's end, in the order in which `step` would take it. */
export function listPending(world: WorldState): Pending[] {
  const list: Pending[] = [];
  if (world.over !== undefined) return list;
  const { queue } = world;
  for (const position of inOrder(queue)) {
    const item = queue.items[position]!;
    if (item.dueUs > world.spec.untilUs) break;
    if (isLive(world, item)) list.push(pendingOf(world, item));
  }
  return list;
}

/** Drops timers that were cancelled or lost in a crash. */
export function dropDead(world: WorldState): void {
  filterQueue(world.queue, (item) => isLive(world, item));
  world.dead = 0;
}

function pendingOf(world: WorldState, item: Item): Pending {
  return {
    id: item.id,
    // The end of a fault is a fault to a scheduler.
    kind: ITEM_KINDS[Math.min(item.kind, ITEM_KINDS.length - 1)]!,
    dueUs: item.dueUs,
    node: world.nodes[item.node]!.id,
    label: item.name,
    cause: item.cause,
  };
}
