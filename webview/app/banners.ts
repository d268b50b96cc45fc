/** What the reader must know before trusting the picture: it is of the last good text, or of a part of the trace. */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import type { Part } from './part';
import type { Store } from '../store/store';
import type { Transport } from '../transport';
import { icon } from './icon';

export function createBanners(store: Store, transport: Transport): Part & { readonly element: HTMLElement } {
  const element = document.createElement('section');
  element.className = 'banners';
  element.setAttribute('aria-label', 'Messages');
  return {
    element,
    render() {
      const { problems, run, progress: now } = store;
      // A landmark with nothing in it is only in the way.
      element.hidden = problems.length === 0 && now === undefined && (run?.missing.length ?? 0) === 0;
      render(template(), element);
    },
  };

  function template(): TemplateResult {
    return html`${stale()}${missing()}${progress()}`;
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
