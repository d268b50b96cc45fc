/** A line above the list of events that says how many are hidden, with a button that shows them all. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { grouped } from '../panels/time-words';
import type { Store } from '../store/store';

export function hiddenLine(store: Store): TemplateResult | typeof nothing {
  const { hidden } = store.visible;
  if (store.run === undefined || hidden === 0) return nothing;
  return html`<div class="hidden-line">
    <span>${hidden === 1 ? '1 event is hidden.' : `${grouped(hidden)} of ${grouped(store.run.columns.length)} events are hidden.`}</span>
    <vscode-button appearance="secondary" @click=${() => store.showAll()}>Show All</vscode-button>
  </div>`;
}
