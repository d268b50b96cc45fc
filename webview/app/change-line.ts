/**
 * The line that says what was changed in the scenario, with the way back, and where the run first differs for it; or why nothing was
 * changed. What was typed into the text gets its line as well once the run differs.
 */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChangeMade } from '../../src/protocol/messages';
import type { Ghost } from '../../src/trace/compare/ghost';
import { shortString } from '../panels/plain-text';
import { eventNumber, grouped } from '../panels/time-words';
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
  /** Shows what the last edit changed in the run, or hides it; remembered. */
  toggleGhost(): void;
  /** Closes the line and lets go of the run before; false when there was neither. */
  letGo(): boolean;
}

/** So long after a run is over its line of differences stays, for that of the next one to take its place. */
const LINGER_MS = 400;

export function createChangeLine(store: Store, transport: Transport, changed: () => void): ChangeLine {
  const element = document.createElement('section');
  element.setAttribute('aria-label', 'Last change');
  element.hidden = true;
  let shown: ChangeMade | undefined;
  /** What the line says of the run before, which stays until the next run has been compared: a line that comes and goes makes the picture jump. */
  let ghost: Ghost | undefined;
  let lingering: ReturnType<typeof setTimeout> | undefined;
  let told: Ghost | undefined;
  store.on('annotations', tell);
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
    toggleGhost() {
      store.setView({ ghost: !store.view.ghost });
      store.say(store.view.ghost ? 'What the last edit changed is marked' : 'What the last edit changed is not marked');
    },
    letGo() {
      const was = shown !== undefined || store.run?.before !== undefined;
      close();
      return was;
    },
    render() {
      follow();
      const differs = ghost !== undefined && ghost.first >= 0;
      element.hidden = shown === undefined && !(differs && store.view.ghost);
      render(element.hidden ? nothing : template(), element);
    },
  };

  /** Takes over what is known of the run before, or keeps what was known a moment longer. */
  function follow(): void {
    const now = store.run?.before?.ghost;
    if (now !== undefined || ghost === undefined) {
      ghost = now;
      clearTimeout(lingering);
      lingering = undefined;
      return;
    }
    if (store.run?.complete !== true || lingering !== undefined) return;
    lingering = setTimeout(() => {
      lingering = undefined;
      if (store.run?.before !== undefined) return;
      ghost = undefined;
      changed();
    }, LINGER_MS);
  }

  /** To those who listen to the page, of what was done on it: who types hears enough. */
  function tell(): void {
    const now = store.run?.before?.ghost;
    if (now === told) return;
    told = now;
    if (now === undefined || shown?.line === undefined) return;
    store.say(`${sentence(shown)}. ${now.first < 0 ? 'The run is the same as before' : `The first difference is at event ${now.first}: ${shortString(now.words, 200)}`}`);
  }

  function template(): TemplateResult {
    const made = shown?.line !== undefined;
    return html`<div class="banner change">
      ${icon(made || shown === undefined ? 'edit' : 'info')}<span class="text">${shown === undefined ? 'The text was edited' : sentence(shown)}${shown !== undefined && !made ? nothing : difference()}</span>
      ${ghost === undefined || ghost.first < 0 ? nothing : html`<vscode-button appearance="secondary" title=${`Go to event ${ghost.first}, the first that differs (D goes to the next)`} @click=${() => store.goTo(ghost!.first)}>Go There</vscode-button>`}
      ${made ? html`${button('Show Line', 'show')}${button('Undo', 'undo')}` : nothing}
      ${made || (shown === undefined && ghost !== undefined) ? button('Compare with Before', 'compare') : nothing}
      ${made ? button('Keep as a Variant…', 'keep') : nothing}
      ${ghost === undefined || ghost.first < 0 ? nothing : toggle()}
      <vscode-button appearance="icon" aria-label="Close this line" title="Close this line and let go of what changed (Escape)" @click=${close}>${icon('close')}</vscode-button>
    </div>`;
  }

  function difference(): TemplateResult | typeof nothing {
    if (ghost === undefined) return nothing;
    if (ghost.first < 0) return html`<span class="difference">. The run is the same as before.</span>`;
    return html`<span class="difference">. First difference at event ${eventNumber(ghost.first)}: <bdi>${shortString(ghost.words, 200)}</bdi> ${countWords(ghost)}</span>`;
  }

  function toggle(): TemplateResult {
    const on = store.view.ghost;
    const words = on ? 'Hide what changed' : 'Show what changed';
    return html`<vscode-button appearance="icon" aria-label=${words} title=${`${words} in the picture (B)`} @click=${() => store.setView({ ghost: !on })}>${icon(on ? 'eye' : 'eye-closed')}</vscode-button>`;
  }

  function button(words: string, what: 'show' | 'undo' | 'compare' | 'keep'): TemplateResult {
    return html`<vscode-button appearance="secondary" @click=${() => transport.send({ type: 'lastChange', what })}>${words}</vscode-button>`;
  }

  function close(): void {
    shown = undefined;
    ghost = undefined;
    const { run } = store;
    if (run?.before !== undefined) {
      transport.send({ type: 'dismissGhost', run: run.number });
      store.forgetBefore();
    }
    changed();
  }
}

/** `(12 new, 3 gone, 1 otherwise)` */
function countWords({ counts: { added, gone, changed, moved } }: Ghost): string {
  const parts = ([[added, 'new'], [gone, 'gone'], [changed, 'otherwise'], [moved, 'at another time']] as const).flatMap(([count, what]) => (count === 0 ? [] : [`${grouped(count)} ${what}`]));
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}

/** `Lose: the first Reply from shop to alice · line 14`, or `Not changed: this event is not a message`. */
function sentence({ words, line }: ChangeMade): string {
  const short = shortString(words, 300);
  return line === undefined ? `Not changed: ${short}` : `${short.slice(0, 1).toUpperCase()}${short.slice(1)} · line ${line}`;
}
