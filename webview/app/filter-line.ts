/** The line that says that a search hides events, with the ways out: nobody may take a part of a trace for the whole. */
import { html, nothing, render } from 'lit';
import { shortString } from '../panels/plain-text';
import { grouped } from '../panels/time-words';
import type { Find } from '../store/find';
import type { Store } from '../store/store';
import { icon } from './icon';
import type { Part } from './part';

export function createFilterLine(store: Store, find: Find, edit: () => void): Part & { readonly element: HTMLElement } {
  const element = document.createElement('section');
  element.setAttribute('aria-label', 'Filter');
  return {
    element,
    render() {
      const total = store.run?.columns.length ?? 0;
      const shown = find.filter && find.active && find.done && store.filtered && total > 0;
      element.hidden = !shown;
      const hidden = total - find.hits.length;
      // What a node cannot know is not counted where the run is seen as that node.
      const how = store.run?.seenBy !== undefined ? 'Events are hidden' : find.hits.length === 0 ? `All ${grouped(total)} events are hidden` : `${grouped(hidden)} of ${grouped(total)} events ${total === 1 ? 'is' : 'are'} hidden`;
      render(
        shown
          ? html`<div class="banner filtered">
              ${icon('filter')}<span class="text">${how} by the filter <code>${shortString(find.text.trim(), 80)}</code></span>
              ${find.open ? nothing : html`<vscode-button appearance="secondary" @click=${edit}>Edit Search</vscode-button>`}
              <vscode-button appearance="secondary" @click=${() => find.setFilter(false)}>Show All</vscode-button>
            </div>`
          : nothing,
        element,
      );
    },
  };
}
