/**
 * Tells a screen reader where the reader is. Waits for a moment of rest: while someone holds an arrow key or plays a
 * trace, the last step is what they want to hear, not each of them half spoken.
 */
import { html, render } from 'lit';
import type { Store } from '../store/store';
import { CLOCKS_SAY } from './clock-choice';
import { foldWords } from './folds';
import { stepSentence } from './words';

const REST_MS = 120;

export function createAnnouncer(store: Store): { readonly element: HTMLElement } {
  const element = document.createElement('div');
  element.className = 'unseen';
  element.setAttribute('aria-live', 'polite');
  element.setAttribute('role', 'status');
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.on('step', () => {
    clearTimeout(timer);
    timer = setTimeout(speak, REST_MS);
    together('step');
  });
  // What a key or a command changed without a focus that would tell.
  let { clocks } = store.view;
  let { marked } = store;
  /** What happened at once; a notice is told with the step that it came with, and with no other. */
  let atOnce = new Set<'step' | 'notice'>();
  let lead = '';
  store.on('view', () => {
    if (store.marked !== marked && store.run !== undefined) say(store.marked < 0 ? 'No event is marked' : `Event ${store.marked} is marked to compare others with it`);
    else if (store.view.clocks !== clocks) say(`Beside the events: ${CLOCKS_SAY[store.view.clocks]}`);
    ({ clocks } = store.view);
    ({ marked } = store);
  });
  store.on('notice', () => {
    say(store.notice);
    together('notice');
    // The sentence of a step that is about to be spoken must not take the place of these words.
    if (timer !== undefined) lead = `${store.notice}. `;
  });
  return { element };

  function say(text: string): void {
    render(html`${text}`, element);
  }

  function together(what: 'step' | 'notice'): void {
    if (atOnce.size === 0) setTimeout(() => (atOnce = new Set()), 0);
    atOnce.add(what);
    lead = atOnce.size === 2 ? `${store.notice}. ` : '';
  }

  function speak(): void {
    timer = undefined;
    const { run, step } = store;
    if (run === undefined || run.columns.length === 0) return;
    const fold = store.visible.foldOf(step);
    const folded = fold === undefined ? '' : `. Folded, ${foldWords(run, fold)}`;
    render(html`${lead}${stepSentence(run, step)}${folded}`, element);
    lead = '';
  }
}
