/** What could happen next: the choices a scheduler has. */
import { FAULT_ENDS, faultLane } from './faults';
import type { EventDetails } from './event';
import { DELIVER, FAULT, FAULT_END, idOf, inOrder, INVOKE, kindOf, refOf, TIMER } from './queue';
import { indexOf, isLive } from './state';
import type { WorldState } from './state';

export interface Pending {
  /** Stays the same while the thing is pending, also in clones. */
  readonly id: number;
  /** `lose` is the end of a message whose loss was decided when it was sent: no choice, only its time. */
  readonly kind: 'deliver' | 'lose' | 'timer' | 'invoke' | 'fault';
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
    const dueUs = queue.due[position]!;
    if (dueUs > world.spec.untilUs) break;
    const what = queue.what[position]!;
    if (isLive(world, what)) list.push({ id: idOf(queue.order[position]!), dueUs, ...described(world, what) });
  }
  return list;
}

function described(world: WorldState, what: number): Omit<Pending, 'id' | 'dueUs'> {
  const { log, spec } = world;
  const ref = refOf(what);
  const id = (node: number): string => world.nodes[node]!.id;
  const kind = kindOf(what);
  switch (kind) {
    case TIMER:
      return { kind: 'timer', node: id(log.node[ref]!), label: (log.detail(ref) as EventDetails['timer-set']).name, cause: ref };
    case INVOKE: {
      const { client, op } = spec.workload[ref]!;
      return { kind: 'invoke', node: id(indexOf(world, client)), label: op, cause: -1 };
    }
    case FAULT:
      return { kind: 'fault', node: id(faultLane(world, ref)), label: spec.faults[ref]!.kind, cause: -1 };
    case FAULT_END: {
      const label = FAULT_ENDS[spec.faults[ref]!.kind] ?? '';
      return { kind: 'fault', node: id(faultLane(world, ref)), label, cause: world.begun[ref]! };
    }
    default:
      return { kind: kind === DELIVER ? 'deliver' : 'lose', node: id(log.receiverOf(ref)), label: log.typeOf(ref), cause: ref };
  }
}
