/**
 * What keys and commands do about causes: walk along them, show past and future, ask why, and see the run as one node.
 * Each says what it did, for those who do not see it.
 */
import { KIND } from '../../src/trace/trace';
import { eventNumber, grouped } from '../panels/time-words';
import type { Causal } from '../store/causal';
import { isFollowed } from '../store/step';
import type { Store } from '../store/store';

export interface CausalActions {
  /** To the event that caused the current one, to its first effect, or to the next effect of the same cause. */
  goTo(where: 'cause' | 'effect' | 'sibling'): void;
  toggleCones(): void;
  toggleWhy(): void;
  /** Sees the run as the node, the one of the current event unless it is named; or again as a whole. */
  toggleSeeAs(node?: string): void;
  /** Lets go of what is shown by the way; false when there is nothing. */
  letGo(): boolean;
}

/** Effects counted before "more than so many" must do. */
const MOST_COUNTED = 1_000;

export function createCausalActions(store: Store, causal: Causal): CausalActions {
  return { goTo, toggleCones, toggleWhy, toggleSeeAs, letGo };

  function goTo(where: 'cause' | 'effect' | 'sibling'): void {
    const { run, step } = store;
    if (run === undefined) return;
    if (where === 'sibling') return nextSibling();
    store.move(where);
    if (store.step === step) store.say(where === 'cause' ? 'The trace names no cause of this event' : 'Nothing in the trace was caused by this event');
    else if (where === 'effect') sayPlace();
  }

  function nextSibling(): void {
    const { run, step } = store;
    if (run === undefined) return;
    const { columns } = run;
    const cause = columns.cause[step]!;
    // Of two runs, effects that the one has whose event this is; then those that the other has.
    const next = cause < 0 ? -1 : columns.nextEffect(step);
    const to = next >= 0 ? next : cause < 0 ? -1 : columns.firstEffect(cause);
    if (to < 0 || to === step) return store.say(cause < 0 ? 'The trace names no cause of this event' : 'Its cause has no other effect');
    store.goTo(to);
    sayPlace();
  }

  /** Which of the effects of its cause the current event is; of two runs, of those that its run has. */
  function sayPlace(): void {
    const { run, step } = store;
    const cause = run?.columns.cause[step] ?? -1;
    if (run === undefined || cause < 0) return;
    let count = 0;
    let place = 0;
    for (let effect = run.columns.firstEffect(cause), looked = 0; effect >= 0 && looked < MOST_COUNTED; effect = run.columns.nextEffect(effect), looked++) {
      if (!isFollowed(run.columns, step, effect)) continue;
      count++;
      if (effect === step) place = count;
    }
    if (count > 1 && place > 0) store.say(`Effect ${place} of ${count >= MOST_COUNTED ? `more than ${grouped(count)}` : count}`);
  }

  function toggleCones(): void {
    const cones = !store.view.cones;
    store.setView({ cones });
    store.say(cones ? 'What happened before and after this event is marked, the rest is dimmed' : 'Nothing is dimmed any more');
  }

  function toggleWhy(): void {
    const { run, step } = store;
    if (run === undefined || step >= run.columns.length) return;
    if (causal.why !== undefined) {
      causal.endWhy();
      return store.say('The chain of causes is no longer shown');
    }
    if (run.columns.kind[step] !== KIND.violation) return showWhy(step, []);
    // What shows a violation stands in its details.
    void run.details.load(step, step + 1).then(() => {
      if (store.run !== run) return;
      const { events } = (run.details.get(step) ?? {}) as { readonly events?: unknown };
      showWhy(step, Array.isArray(events) ? events.filter((event): event is number => Number.isSafeInteger(event)) : []);
    });
  }

  function showWhy(event: number, evidence: readonly number[]): void {
    causal.showWhy(event, evidence);
    const chains = causal.why?.chains ?? [];
    const steps = chains.reduce((sum, chain) => sum + chain.steps.length, 0);
    if (steps <= 1) store.say(`The trace names no cause of event ${eventNumber(event)}`);
    else store.say(`Why event ${eventNumber(event)} happened: ${grouped(steps)} steps${chains.length > 1 ? ` in ${chains.length} chains` : ''}, listed with the event`);
  }

  function toggleSeeAs(node?: string): void {
    const { run, step } = store;
    if (run === undefined) return;
    const own = run.columns.nodes[run.columns.node[step] ?? -1]?.id ?? '';
    const wanted = node ?? (store.view.seeAs === '' ? own : '');
    const seeAs = wanted === store.view.seeAs ? '' : wanted;
    store.setView({ seeAs });
    store.say(seeAs === '' ? 'The whole run is shown' : `Seen as ${seeAs}: what it cannot know of is hidden`);
  }

  function letGo(): boolean {
    if (causal.why === undefined) return false;
    causal.endWhy();
    return true;
  }
}
