/** Which changes cannot be made at a place, for menus that offer only what can be done. Nothing here knows VS Code. */
import type { Draft } from '../scenario/edit/draft';
import { whyNot } from '../scenario/edit/edit-scenario';
import { operationOf } from '../scenario/edit/fault-of-event';
import type { Gesture } from '../scenario/edit/gesture';
import type { Trace } from '../trace/trace';
import type { Place } from './change-gesture';
import type { ChangeCommand } from './change-names';

/** Commands that would be refused there, as far as that can be told without asking the reader anything. */
export function cannotHere(draft: Draft, trace: Trace, { event, node, atUs }: Place): readonly ChangeCommand[] {
  const samples: readonly (readonly [ChangeCommand, Gesture])[] = [
    ['loseMessage', { do: 'lose', event }],
    ['delayMessage', { do: 'delay', event, byUs: 1 }],
    ['duplicateMessage', { do: 'duplicate', event, afterUs: 1 }],
    ['overtakePrevious', { do: 'overtake', event, which: 'previous' }],
    ['overtakeNext', { do: 'overtake', event, which: 'next' }],
    ['undoFault', { do: 'undo', event }],
    ['restartHere', { do: 'restart', node, atUs }],
  ];
  const refused = samples.flatMap(([command, gesture]) => {
    const why = whyNot(draft, gesture, trace);
    // Another length of time can always be given.
    const asked = command === 'delayMessage' || command === 'duplicateMessage';
    return why === undefined || (asked && why.code === 'no-change') ? [] : [command];
  });
  const operation = operationOf(trace, event, draft.scenario.world.workload);
  if (operation === undefined) refused.push('moveOperation', 'removeOperation');
  if (draft.scenario.world.nodes.length < 2) refused.push('partitionHere');
  return refused;
}
