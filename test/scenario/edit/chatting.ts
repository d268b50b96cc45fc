/** A chat that is open for editing and has been run: three guests, so that what is said goes to two of them. */
import { openDraft } from '../../../src/scenario/edit/draft';
import type { Draft } from '../../../src/scenario/edit/draft';
import { editScenario } from '../../../src/scenario/edit/edit-scenario';
import type { Gesture } from '../../../src/scenario/edit/gesture';
import { runScenario } from '../../../src/scenario/run';
import { find } from '../../../src/trace/match';
import type { EventRule } from '../../../src/trace/match';
import type { Trace } from '../../../src/trace/trace';
import { chat, chatScenario } from '../chat-model';

export interface Chatting {
  readonly draft: Draft;
  readonly trace: Trace;
  /** Index of the event; throws when there is none. */
  event(rule: EventRule): number;
  /** The lines that the gesture puts in, or the reason why it cannot be. */
  lines(gesture: Gesture): readonly string[] | string;
  /** The chat after the gesture, run again. */
  then(gesture: Gesture): Chatting;
}

export const SAYS: readonly string[] = [
  'nodes: { guest: [ann, ben, cid] }', 'workload:', '  - { at: 0ms, client: ann, op: say }', '  - { at: 2ms, client: ann, op: say }', '  - { at: 4ms, client: ben, op: say }',
];

/** Ann says something at 0 and at 2 ms, ben at 4 ms; `lines` come behind that. Messages take 10 ms. */
export function chatting(...lines: readonly string[]): Chatting {
  const result = openDraft(chatScenario(...SAYS, ...lines), [chat]);
  if (!result.ok) throw new Error(result.message);
  return running(result.draft);
}

function running(draft: Draft): Chatting {
  const { trace } = runScenario(draft.scenario);
  return {
    draft,
    trace,
    event(rule) {
      const found = find(trace, rule);
      if (found < 0) throw new Error(`no ${JSON.stringify(rule)}`);
      return found;
    },
    lines(gesture) {
      const edited = editScenario(draft, gesture, trace);
      if (!edited.ok) return edited.message;
      const before = draft.text.split('\n');
      return edited.draft.text.split('\n').filter((line) => !before.includes(line)).map((line) => line.trim());
    },
    then(gesture) {
      const edited = editScenario(draft, gesture, trace);
      if (!edited.ok) throw new Error(edited.message);
      return running(edited.draft);
    },
  };
}
