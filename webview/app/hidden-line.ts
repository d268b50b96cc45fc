/**
 * A line above the list of events that says how many are hidden, with a button that shows them all. Of a run that is seen as one node
 * nothing is counted: how much it cannot know, it cannot know either, nor how much of that a search has found.
 */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { grouped } from '../panels/time-words';
import { shortString } from '../panels/plain-text';
import type { Store } from '../store/store';

export function hiddenLine(store: Store): TemplateResult | typeof nothing {
  const { hidden } = store.visible;
  const { seenBy } = store.run ?? {};
  if (seenBy !== undefined) {
    const more = store.filtered || store.view.hiddenLanes.length > 0;
    return html`<div class="hidden-line">
      <span>${seenBy.reader ? 'Listed is what has happened so far' : html`Listed is what <bdi>${shortString(seenBy.name, 60)}</bdi> can know of by now`}${more ? ', and of that what no filter or hidden lane takes away' : ''}.</span>
      ${more ? html`<vscode-button appearance="secondary" @click=${() => store.showAll()}>Show All</vscode-button>` : nothing}
    </div>`;
  }
  if (store.run === undefined || hidden === 0) return nothing;
  return html`<div class="hidden-line">
    <span>${hidden === 1 ? '1 event is hidden.' : `${grouped(hidden)} of ${grouped(store.run.columns.length)} events are hidden.`}</span>
    <vscode-button appearance="secondary" @click=${() => store.showAll()}>Show All</vscode-button>
  </div>`;
}
