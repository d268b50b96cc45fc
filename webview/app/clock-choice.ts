/** Which clock readings stand beside the events: one choice, by a list, a key or a command. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { CLOCKS } from '../../src/protocol/messages';
import type { Clocks } from '../../src/protocol/messages';
import type { Store } from '../store/store';

const NAMES: { readonly [K in Clocks]: string } = {
  none: 'No clocks',
  recorded: 'Recorded',
  lamport: 'Lamport',
  vector: 'Vector',
  hybrid: 'Hybrid',
};
/** What each choice shows, in words. */
export const CLOCKS_SAY: { readonly [K in Clocks]: string } = {
  none: 'no clock readings beside the events',
  recorded: 'what processes read on their clocks, with the true time',
  lamport: 'Lamport clocks, computed for every event',
  vector: 'vector clocks, computed for every event: one number a node, in the order of the lanes',
  hybrid: 'hybrid logical clocks, computed for every event: the highest physical time known, and a count',
};

export function clockChoice(store: Store): TemplateResult {
  const { clocks } = store.view;
  return html`<vscode-dropdown
    class="clocks"
    title=${`Clock readings (K): ${CLOCKS_SAY[clocks]}`}
    aria-label="Clock readings beside the events"
    .value=${clocks}
    @change=${(event: Event) => choose(store, (event.target as HTMLSelectElement).value)}
  >
    ${CLOCKS.map((each) => html`<vscode-option value=${each}>${NAMES[each]}</vscode-option>`)}
  </vscode-dropdown>`;
}

export function nextClocks(store: Store): void {
  choose(store, CLOCKS[(CLOCKS.indexOf(store.view.clocks) + 1) % CLOCKS.length]!);
}

function choose(store: Store, value: string): void {
  const clocks = CLOCKS.find((each) => each === value);
  if (clocks !== undefined && clocks !== store.view.clocks) store.setView({ clocks });
}
