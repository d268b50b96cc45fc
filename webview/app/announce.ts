/**
 * Tells a screen reader where the reader is. Waits for a moment of rest: while someone holds an arrow key or plays a
 * trace, the last step is what they want to hear, not each of them half spoken.
 */
import { html, render } from 'lit';
import type { Store } from '../store/store';
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
  });
  return { element };

  function speak(): void {
    const { run, step } = store;
    if (run === undefined || run.columns.length === 0) return;
    render(html`${stepSentence(run, step)}`, element);
  }
}
