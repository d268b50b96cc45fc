/** Where time goes on the diagram: a button and a key that turn it downward or rightward. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Store } from '../store/store';
import { icon } from './icon';

export function turnTime(store: Store): void {
  const timeDirection = store.view.timeDirection === 'right' ? 'down' : 'right';
  store.setView({ timeDirection });
  store.say(timeDirection === 'right' ? 'Time goes to the right, and the nodes stand one below the other' : 'Time goes down, and the nodes stand side by side');
}

export function directionToggle(store: Store): TemplateResult {
  const right = store.view.timeDirection === 'right';
  const says = right ? 'Time rightward' : 'Time downward';
  return html`<vscode-button appearance="icon" class="direction" aria-label=${`${says}. Turn it ${right ? 'downward' : 'rightward'}`} title=${`${says} (r for ${right ? 'downward' : 'rightward'})`} @click=${() => turnTime(store)}
    >${icon(right ? 'arrow-right' : 'arrow-down')}</vscode-button
  >`;
}
