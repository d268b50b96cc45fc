/** Which part of the run is shown, and what the lines beside the lanes mean: said above the picture for as long as it is so. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { shortString } from '../panels/plain-text';
import { eventNumber, grouped } from '../panels/time-words';
import type { Causal } from '../store/causal';
import type { Store } from '../store/store';
import { followed } from '../store/one-run';
import type { Run } from '../store/store';
import { icon } from './icon';

export function seenAs(store: Store, causal: Causal): TemplateResult | typeof nothing {
  const { run, view } = store;
  const { knowledge } = causal;
  if (run?.seenBy === undefined || knowledge === undefined) return nothing;
  // A question of the notes says itself that something is hidden, and how to end that.
  if (run.seenBy.reader) return nothing;
  const name = shortString(view.seeAs, 60);
  return html`<div class="banner seen-as">
    ${icon('eye')}
    <span class="text"
      ><strong>Seen as <bdi>${name}</bdi>.</strong> ${knowledge.event < 0
        ? 'Nothing has happened to it yet.'
        : html`Only what it could know after event ${eventNumber(knowledge.event)} is shown; a question mark is a message whose fate it does not know.`} ${ofRun(run, store.step)}</span
    >
    <vscode-button appearance="secondary" title="See the whole run again (S)" @click=${() => store.setView({ seeAs: '' })}>Show the Whole Run</vscode-button>
  </div>`;
}

export function coneKey(store: Store, causal: Causal): TemplateResult | typeof nothing {
  const { cones } = causal;
  if (!store.view.cones || store.run === undefined || store.view.tab === 'sequence') return nothing;
  if (cones === undefined) return html`<div class="banner cones"><span class="text">Working out what came before and after this event…</span>${stop()}</div>`;
  const { past, future } = cones;
  return html`<div class="banner cones">
    <span class="text">
      <span class="which">Event ${eventNumber(cones.event)}</span>
      <span class="key"><span class="swatch before" aria-hidden="true"></span>before: ${grouped(past.events)}</span>
      <span class="key"><span class="swatch after" aria-hidden="true"></span>after: ${grouped(future.events)}</span>
      <span class="key"><span class="swatch neither" aria-hidden="true"></span>neither, dimmed: ${grouped(cones.concurrent)}</span>
      ${ofRun(store.run, cones.event)}
    </span>
    ${stop()}
  </div>`;

  function stop(): TemplateResult {
    return html`<vscode-button appearance="icon" aria-label="Dim nothing" title="Dim nothing (X)" @click=${() => store.setView({ cones: false })}>${icon('close')}</vscode-button>`;
  }
}

/** Of two compared runs the one that is followed. */
function ofRun(run: Run, event: number): TemplateResult | typeof nothing {
  const side = followed(run, event);
  const { comparison } = run.info;
  return side === undefined || comparison === undefined ? nothing : html`<span>as it was in <bdi>${shortString(comparison[side], 60)}</bdi></span>`;
}

export function coneToggle(store: Store): TemplateResult {
  const { cones } = store.view;
  return html`<vscode-button
    appearance="icon"
    class=${cones ? 'on' : ''}
    aria-label="Show what came before and after the event"
    aria-pressed=${String(cones)}
    title=${cones ? 'Dim nothing (X)' : 'Show what came before and after the event (X)'}
    @click=${() => store.setView({ cones: !cones })}
    >${icon('type-hierarchy')}</vscode-button
  >`;
}
