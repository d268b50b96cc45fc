/** Looks whether the model's invariants hold, and writes the first moment at which one does not. */
import { KIND } from './event';
import type { Finding, Invariant } from './model';
import { emitCaused } from './state';
import type { WorldState } from './state';
import { viewOf } from './view';

/**
 * Checks the invariants meant for this moment. A violation is written once, and again only if the
 * invariant held in between; its cause is the last event, which made it visible. That it holds again is no event: it is kept
 * beside the log, so that a run is the same whether or not anybody asks for it.
 */
export function checkInvariants(world: WorldState, when: 'always' | 'end'): void {
  const { invariants } = world.spec.model;
  const { log } = world;
  const last = log.length - 1;
  for (let i = 0; i < invariants.length; i++) {
    const invariant = invariants[i]!;
    if (invariant.when !== when) continue;
    const finding = found(world, invariant);
    if (finding === undefined) {
      if (world.violated[i] === 1) world.restored.push({ invariant: invariant.id, event: last });
      world.violated[i] = 0;
      continue;
    }
    if (world.violated[i] === 1) continue;
    world.violated[i] = 1;
    const { id } = invariant;
    const node = last >= 0 ? log.node[last]! : 0;
    emitCaused(world, node, KIND.violation, last, -1, id, { invariant: id, detail: finding.detail, events: finding.events });
  }
}

function found(world: WorldState, invariant: Invariant): Finding | undefined {
  try {
    return invariant.check(viewOf(world));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const where = `${world.spec.model.id}: invariant ${invariant.id} at ${world.nowUs}us`;
    throw new Error(`${where}: ${message}`, { cause: error });
  }
}
