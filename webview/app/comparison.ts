/** Two runs compared: what the signs mean and where the runs part, above the picture; and how the current event is in either run. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ComparisonInfo, EventComparison } from '../../src/protocol/messages';
import '../panels/compared-event';
import '../panels/compared-states';
import { ORIGIN_SIGNS } from '../diagram/draw-origins';
import { shortString } from '../panels/plain-text';
import { grouped } from '../panels/time-words';
import type { Run, Store } from '../store/store';
import type { Transport } from '../transport';
import { icon } from './icon';

const MOST_CHARS = 60;
const MOST_EXPLAINED = 600;

/** On one line; `unfolded` is what tells the first difference in full. */
export function comparisonBanner(store: Store, transport: Transport): TemplateResult | typeof nothing {
  const info = store.run?.info.comparison;
  if (info === undefined) return nothing;
  const { counts, first } = info;
  const [left, right] = [shortString(info.left, MOST_CHARS), shortString(info.right, MOST_CHARS)];
  const moved = counts.later + counts.earlier;
  const unfolded = store.view.explained;
  return html`<div class="banner comparison ${unfolded ? 'unfolded' : ''}">
    <span class="text">
      ${first < 0
        ? html`<span><strong>The same</strong> in <bdi>${left}</bdi> and <bdi>${right}</bdi>, all ${grouped(counts.same)} events.</span>`
        : html`${counts.left === 0 ? nothing : side('left', ORIGIN_SIGNS.left!, html`only in <bdi>${left}</bdi>: ${grouped(counts.left)}`)}
          ${counts.right === 0 ? nothing : side('right', ORIGIN_SIGNS.right!, html`only in <bdi>${right}</bdi>: ${grouped(counts.right)}`)}
          ${counts.changed === 0 ? nothing : side('changed', ORIGIN_SIGNS.changed!, html`other content: ${grouped(counts.changed)}`)}
          ${moved === 0 ? nothing : side('moved', ORIGIN_SIGNS.moved!, html`other time: ${grouped(moved)}`)}
          <span>the same: ${grouped(counts.same)}</span>`}
      ${first < 0 || !unfolded ? nothing : html`<span class="explanation" id="first-difference"><strong>First difference.</strong> <bdi>${shortString(info.explanation.join(' '), MOST_EXPLAINED)}</bdi></span>`}
    </span>
    <span class="buttons">
      ${first < 0
        ? nothing
        : html`<vscode-button
              appearance="icon"
              class="more"
              aria-label="The first difference in words"
              title=${unfolded ? 'Less' : shortString(`First difference. ${info.explanation.join(' ')}`, MOST_EXPLAINED)}
              aria-expanded=${String(unfolded)}
              @click=${() => store.setView({ explained: !unfolded })}
              >${icon(unfolded ? 'chevron-up' : 'chevron-down')}</vscode-button
            ><vscode-button appearance="icon" aria-label="Previous difference" title="Previous difference (Shift+D)" @click=${() => store.move('previousDifference')}>${icon('arrow-up')}</vscode-button
            ><vscode-button appearance="icon" aria-label="Next difference" title="Next difference (D)" @click=${() => store.move('nextDifference')}>${icon('arrow-down')}</vscode-button>`}<vscode-button
        appearance="icon"
        aria-label="Swap sides"
        title="Swap sides"
        @click=${() => transport.send({ type: 'swapSides' })}
        >${icon('arrow-swap')}</vscode-button
      >
    </span>
  </div>`;
}

function side(name: string, sign: string, words: TemplateResult): TemplateResult {
  return html`<span class="of-run ${name}"><span class="sign" aria-hidden="true">${sign}</span>${words}</span>`;
}

/** Asks once for each event that the reader stands at. */
export function createComparedEvent(store: Store, transport: Transport, changed: () => void): { template(info: ComparisonInfo, run: Run): TemplateResult } {
  let asked = '';
  let known: { readonly key: string; readonly compared: EventComparison } | undefined;
  return {
    template({ left, right }, run) {
      const key = `${run.number} ${store.step}`;
      if (key !== asked) ask(key, run.number, store.step);
      return html`<fl-compared-event
        .compared=${known?.key === key ? known.compared : undefined}
        .left=${left}
        .right=${right}
      ></fl-compared-event>`;
    },
  };

  function ask(key: string, run: number, event: number): void {
    asked = key;
    transport.request('compared', { run, event }).then(
      (compared) => {
        if (asked !== key) return;
        known = { key, compared };
        changed();
      },
      () => {
        // A newer comparison has come, and with it the next question.
        if (asked === key) asked = '';
      },
    );
  }
}
