/** What was dragged on the diagram, as the gesture that it means: the same one as the typed command's. Nothing here knows VS Code. */
import type { Cut } from '../kernel/event';
import type { Drag, DragLimit } from '../protocol/drag';
import type { Draft } from '../scenario/edit/draft';
import { whyNot } from '../scenario/edit/edit-scenario';
import { operationOf } from '../scenario/edit/fault-of-event';
import type { Gesture } from '../scenario/edit/gesture';
import { earliestArrival } from '../scenario/edit/message-changes';
import { formatDuration } from '../scenario/units';
import { KIND } from '../trace/trace';
import type { Trace } from '../trace/trace';
import type { Asking, Item, No } from './change-gesture';

/** How far an event can be dragged, or why it cannot. */
export function dragLimit(draft: Draft, trace: Trace, event: number): DragLimit {
  if (trace.kind[event] === KIND.invoke) {
    const operation = operationOf(trace, event, draft.scenario.world.workload);
    return operation === undefined ? { no: 'this event is not an operation of the scenario’s workload' } : { earliestUs: 0 };
  }
  const earliest = earliestArrival(draft, trace, event);
  return typeof earliest === 'number' ? { earliestUs: earliest } : { no: earliest.message };
}

/** The gesture, or why there is none; undefined when the reader gave up. */
export async function gestureOfDrag(drag: Drag, draft: Draft, trace: Trace, asking: Pick<Asking, 'pick'>): Promise<Gesture | No | undefined> {
  switch (drag.what) {
    case 'arrive': {
      const gesture: Gesture = { do: 'arrive', event: drag.event, atUs: drag.atUs };
      const no = whyNot(draft, gesture, trace);
      return no === undefined ? gesture : { no: no.message };
    }
    case 'operation': {
      const { workload } = draft.scenario.world;
      const operation = operationOf(trace, drag.event, workload);
      if (operation === undefined) return { no: 'this event is not an operation of the scenario’s workload' };
      // A client that was busy began later than the scenario says.
      return { do: 'move-operation', operation, atUs: Math.max(0, workload[operation]!.atUs + drag.atUs - trace.t[drag.event]!) };
    }
    case 'pause':
      return drag.untilUs > drag.atUs ? { do: 'pause', node: drag.node, atUs: drag.atUs, forUs: drag.untilUs - drag.atUs } : { no: 'a pause is longer than nothing' };
    case 'partition': {
      if (drag.untilUs <= drag.atUs) return { no: 'a partition is longer than nothing' };
      const cuts = cutsAcross(drag.nodes, draft.scenario.world.nodes.map(({ id }) => id));
      const title = `Partition from ${formatDuration(drag.atUs)} to ${formatDuration(drag.untilUs)}`;
      const cut = cuts.length <= 1 ? cuts[0]?.value : await asking.pick({ title, placeHolder: 'Between whom is the network cut?' }, cuts);
      if (cuts.length === 0) return { no: 'a partition is between two nodes at least' };
      return cut && { do: 'partition', atUs: drag.atUs, untilUs: drag.untilUs, cut };
    }
  }
}

/** Who can be meant by dragging across lanes: between the first and the last of them, or between them and all others. One only where there are but two nodes. */
export function cutsAcross(dragged: readonly string[], all: readonly string[]): readonly Item<Cut>[] {
  const covered = dragged.filter((id) => all.includes(id));
  const [first, last] = [covered[0], covered.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const cuts: Item<Cut>[] = [{ label: `${first} ✂ ${last}`, description: 'nothing goes between these two', value: { groups: [[first], [last]] } }];
  if (all.length === 2) return cuts;
  const rest = all.filter((id) => !covered.includes(id));
  const between = covered.slice(1, -1);
  if (rest.length > 0) cuts.push({ label: `${words(covered)} ✂ ${words(rest)}`, description: 'those that were dragged across, and the others', value: { groups: [covered, rest] } });
  for (const one of [first, last]) {
    const others = all.filter((id) => id !== one);
    cuts.push({ label: `${one} ✂ everyone else`, description: 'nothing goes either way', value: { groups: [[one], others] } });
  }
  if (between.length > 0) {
    cuts.push({ label: `${first} ✂ ${words([...between, last])}`, description: 'the first, and the others that were dragged across', value: { groups: [[first], [...between, last]] } });
  }
  cuts.push(
    { label: `${first} ✕→ ${last}`, description: 'one way', value: { from: [first], to: [last] } },
    { label: `${first} ←✕ ${last}`, description: 'one way', value: { from: [last], to: [first] } },
  );
  return cuts;
}

function words(names: readonly string[]): string {
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}
