/** The line that says what was changed in the scenario from here, with the way back; or why it was not. */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChangeMade } from '../../src/protocol/messages';
import { shortString } from '../panels/plain-text';
import type { Store } from '../store/store';
import type { Transport } from '../transport';
import { icon } from './icon';
import type { Part } from './part';

export interface ChangeLine extends Part {
  readonly element: HTMLElement;
  /** What the host says was done; undefined when it is no longer the last. */
  show(change: ChangeMade | undefined): void;
  /** Asks the host for a change at the current event. */
  ask(what: 'loseMessage' | 'undoFault'): void;
}

export function createChangeLine(store: Store, transport: Transport, changed: () => void): ChangeLine {
  const element = document.createElement('section');
  element.setAttribute('aria-label', 'Last change');
  element.hidden = true;
  let shown: ChangeMade | undefined;
  return {
    element,
    show(change) {
      shown = change;
      if (change !== undefined) store.say(sentence(change));
      changed();
    },
    ask(what) {
      const { run, step } = store;
      if (run === undefined || run.columns.length === 0) return;
      if (run.info.kind !== 'scenario' || run.info.comparison !== undefined) return store.say('Only the run of a scenario can be changed');
      transport.send({ type: 'change', run: run.number, what, event: step });
    },
    render() {
      element.hidden = shown === undefined;
      render(shown === undefined ? nothing : template(shown), element);
    },
  };

  function template(change: ChangeMade): TemplateResult {
    const button = (words: string, what: 'show' | 'undo' | 'compare' | 'keep'): TemplateResult =>
      html`<vscode-button appearance="secondary" @click=${() => transport.send({ type: 'lastChange', what })}>${words}</vscode-button>`;
    return html`<div class="banner change">
      ${icon(change.line === undefined ? 'info' : 'edit')}<span class="text">${sentence(change)}</span>
      ${change.line === undefined ? nothing : html`${button('Show Line', 'show')}${button('Undo', 'undo')}${button('Compare with Before', 'compare')}${button('Keep as a Variant…', 'keep')}`}
      <vscode-button appearance="icon" aria-label="Close this line" title="Close this line" @click=${close}>${icon('close')}</vscode-button>
    </div>`;
  }

  function close(): void {
    shown = undefined;
    changed();
  }
}

/** `Changed: lose: the first Reply from shop to alice · line 14`, or `Not changed: this event is not a message`. */
function sentence({ words, line }: ChangeMade): string {
  const short = shortString(words, 300);
  return line === undefined ? `Not changed: ${short}` : `${short.slice(0, 1).toUpperCase()}${short.slice(1)} · line ${line}`;
}
