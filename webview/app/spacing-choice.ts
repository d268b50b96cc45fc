/** How time is spread over the diagram: a button and a key that go from one way to the next. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { SPACINGS } from '../../src/trace/layout/axis';
import type { Spacing } from '../../src/trace/layout/axis';
import type { Store } from '../store/store';
import { icon } from './icon';
import { isTimed } from './words';

const NAMES: { readonly [K in Spacing]: string } = { even: 'Even', scale: 'To scale', compressed: 'Compressed' };
const ICONS: { readonly [K in Spacing]: string } = { even: 'list-flat', scale: 'clockface', compressed: 'fold' };
const SAYS: { readonly [K in Spacing]: string } = {
  even: 'every event has a row of its own',
  scale: 'time is drawn to scale',
  compressed: 'time is drawn to scale, with idle stretches cut out',
};

export function nextSpacing(store: Store): void {
  if (store.run !== undefined && !isTimed(store.run)) return store.say('This trace has no times: every event has a row of its own');
  const spacing = after(store.view.spacing);
  store.setView({ spacing });
  store.say(`${NAMES[spacing]}: ${SAYS[spacing]}`);
}

export function spacingChoice(store: Store): TemplateResult {
  const { spacing } = store.view;
  const next = NAMES[after(spacing)].toLowerCase();
  return html`<vscode-button
    appearance="icon"
    class="spacing"
    aria-label=${`Spacing: ${NAMES[spacing].toLowerCase()}. Next: ${next}`}
    title=${`${NAMES[spacing]}: ${SAYS[spacing]} (t for ${next})`}
    @click=${() => nextSpacing(store)}
    >${icon(ICONS[spacing])} <span class="words">${NAMES[spacing]}</span></vscode-button
  >`;
}

function after(spacing: Spacing): Spacing {
  return SPACINGS[(SPACINGS.indexOf(spacing) + 1) % SPACINGS.length]!;
}
