/** What folds are called, and the commands that fold and unfold. */
import type { Fold } from '../../src/trace/layout/folds';
import { grouped, timeWords } from '../panels/time-words';
import type { Run, Store } from '../store/store';
import { isTimed } from './words';

/** `Heartbeat: 12 rounds, 48 messages, 1.2 s` */
export function foldWords(run: Run, { from, to, rounds, messages, label }: Fold): string {
  const { labels, t } = run.columns;
  const lasts = isTimed(run) ? `, ${timeWords(t[to - 1]! - t[from]!)}` : '';
  return `${labels[label] || 'messages'}: ${grouped(rounds)} rounds, ${grouped(messages)} messages${lasts}`;
}

/** Folds all that repeats, or unfolds everything. */
export function toggleFolds(store: Store): void {
  const on = store.visible.folding;
  store.setView({ folds: on ? 'off' : 'on' });
  if (on) store.say('Nothing is folded');
  else store.say(store.visible.hidden > 0 ? 'What repeats is folded' : 'What repeats will be folded; so far nothing does');
}

/** Folds or unfolds at the current event. */
export function toggleFoldHere(store: Store): void {
  const { run, step } = store;
  if (run === undefined) return;
  if (!store.visible.folding) store.setView({ folds: 'on' });
  else if (!store.toggleFold(step)) store.say('Nothing repeats at this event');
}
