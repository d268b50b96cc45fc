/** What the reader must know before trusting the picture: it is of the last good text, or of a part of the trace. */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import { coneKey, seenAs } from './causal-banners';
import { comparisonBanner } from './comparison';
import type { Part } from './part';
import { shortString } from '../panels/plain-text';
import { grouped } from '../panels/time-words';
import type { Causal } from '../store/causal';
import type { Run, Store } from '../store/store';
import type { Transport } from '../transport';
import { icon } from './icon';

/** As many executions are offered at once. */
const MOST_EXECUTIONS = 500;

export function createBanners(store: Store, transport: Transport, causal: Causal): Part & { readonly element: HTMLElement } {
  const element = document.createElement('section');
  element.className = 'banners';
  element.setAttribute('aria-label', 'Messages');
  return {
    element,
    render() {
      const { problems, run, progress: now, view } = store;
      // A landmark with nothing in it is only in the way.
      const special = run?.info.comparison !== undefined || run?.info.tried !== undefined || run?.seenBy !== undefined || (view.cones && view.tab !== 'sequence');
      element.hidden = problems.length === 0 && now === undefined && (run?.missing.length ?? 0) === 0 && several(run) === undefined && !special;
      render(template(), element);
    },
  };

  function template(): TemplateResult {
    return html`${stale()}${triedSeed()}${comparisonBanner(store, transport)}${executions()}${missing()}${progress()}${seenAs(store, causal)}${coneKey(store, causal)}`;
  }

  function stale(): TemplateResult | typeof nothing {
    const { problems, run } = store;
    const [first] = problems;
    if (first === undefined) return nothing;
    const more = problems.length > 1 ? ` and ${problems.length - 1} more` : '';
    return html`<div class="banner stale" role="alert">
      ${icon('warning')}
      <span class="text"
        ><strong>${run === undefined ? 'Nothing to show yet.' : 'This is the last good run: the text has errors.'}</strong> Line ${first.line}:
        ${first.message}${more}</span
      >
      <vscode-button appearance="secondary" @click=${() => transport.send({ type: 'showProblems' })}>Show Problems</vscode-button>
    </div>`;
  }

  /** The run on screen is not what the text says. */
  function triedSeed(): TemplateResult | typeof nothing {
    const tried = store.run?.info.tried;
    if (tried === undefined) return nothing;
    const button = (words: string, what: 'back' | 'keep' | 'compare'): TemplateResult =>
      html`<vscode-button appearance="secondary" @click=${() => transport.send({ type: 'seeds', wish: { what } })}>${words}</vscode-button>`;
    return html`<div class="banner tried">
      ${icon('symbol-numeric')}<span class="text"><strong>Seed ${tried.seed}.</strong> The text has seed ${tried.written}.</span>
      ${button('Keep This Seed in the Text', 'keep')}${button(`Compare with Seed ${tried.written}`, 'compare')}${button(`Back to Seed ${tried.written}`, 'back')}
    </div>`;
  }

  function executions(): TemplateResult | typeof nothing {
    const found = several(store.run);
    if (found === undefined) return nothing;
    const { labels, shown } = found;
    const show = (execution: number): void => transport.send({ type: 'showExecution', execution });
    const step = (by: number, label: string, name: string): TemplateResult => html`<vscode-button
      appearance="icon"
      aria-label=${label}
      title=${label}
      ?disabled=${shown + by < 1 || shown + by > labels.length}
      @click=${() => show(shown + by)}
      >${icon(name)}</vscode-button
    >`;
    // Of very many, those around the one that is shown.
    const from = Math.max(0, Math.min(shown - MOST_EXECUTIONS / 2, labels.length - MOST_EXECUTIONS));
    return html`<div class="banner executions">
      ${icon('layers')}<label for="execution">Execution</label>
      <select id="execution" @change=${(event: Event) => show(Number((event.target as HTMLSelectElement).value))}>
        ${labels.slice(from, from + MOST_EXECUTIONS).map((label, k) => {
          const execution = from + k + 1;
          return html`<option value=${String(execution)} .selected=${execution === shown}>${execution}${label === '' ? '' : `: ${shortString(label, 60)}`}</option>`;
        })}
      </select>
      <span>of ${grouped(labels.length)} in this log</span>
      ${step(-1, 'Previous execution', 'chevron-left')}${step(1, 'Next execution', 'chevron-right')}
    </div>`;
  }

  function missing(): TemplateResult | typeof nothing {
    const lacks = store.run?.missing ?? [];
    if (lacks.length === 0) return nothing;
    return html`<details class="banner missing">
      <summary>${icon('info')} This trace is incomplete: ${lacks[0]}${lacks.length > 1 ? ` (and ${lacks.length - 1} more)` : ''}</summary>
      <ul>${lacks.slice(0, 100).map((each) => html`<li>${each}</li>`)}</ul>
    </details>`;
  }

  function progress(): TemplateResult | typeof nothing {
    const { progress: now } = store;
    if (now === undefined) return nothing;
    return html`<div class="banner progress">
      <progress max="1" .value=${now.fraction} aria-label=${now.text}></progress><span class="text">${now.text}</span>
    </div>`;
  }
}

/** The executions of the recording, if it has several. */
function several(run: Run | undefined): Run['info']['executions'] {
  const executions = run?.info.executions;
  return executions !== undefined && executions.labels.length > 1 ? executions : undefined;
}
