/**
 * <fl-why-panel>: why an event happened, as a numbered list from the first cause on; each step is a link to its event.
 *
 * Props
 * - `event: number` the event that was asked about; `current: number` the one the reader stands at
 * - `chains: readonly WhyList[]` one, or several where several events show a violation
 * - `more: number` chains that are not listed; `timed: boolean`
 * Events: `go` {index}, `end-why` {}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { WhyLink } from '../../src/trace/why';
import { emit } from './emit';
import { eventSentence } from './event-words';
import type { EventRef } from './event-words';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber, grouped, momentWords } from './time-words';

export interface WhyItem {
  readonly event: EventRef;
  readonly link: WhyLink;
}
export interface WhyList {
  /** Set where this chain is one of several: the event at its end shows the violation. */
  readonly shows?: boolean;
  /** The first steps and, of a long chain, the last ones. */
  readonly first: readonly WhyItem[];
  readonly last: readonly WhyItem[];
  /** Steps between the two that are not listed. */
  readonly between: number;
  /** There are causes before the first step. */
  readonly cut: boolean;
}

export class WhyPanel extends LitElement {
  static override properties = { event: { type: Number }, current: { type: Number }, chains: { attribute: false }, more: { type: Number }, timed: { type: Boolean } };
  declare event: number;
  declare current: number;
  declare chains: readonly WhyList[];
  declare more: number;
  declare timed: boolean;

  constructor() {
    super();
    this.event = -1;
    this.current = -1;
    this.chains = [];
    this.more = 0;
    this.timed = true;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.chains.length === 0) return nothing;
    return html`<section aria-labelledby="title">
      <h3 id="title">Why event ${eventNumber(this.event)} happened</h3>
      ${this.chains.map((chain, k) => this.#chain(chain, k))}
      ${this.more > 0 ? html`<p class="quiet">${grouped(this.more)} more ${this.more === 1 ? 'event shows' : 'events show'} it.</p>` : nothing}
      <p class="actions"><button class="action" title="Escape or W" @click=${() => emit(this, 'end-why', {})}>${glyph('lost')}Hide the chain</button></p>
    </section>`;
  }

  #chain(chain: WhyList, k: number): TemplateResult {
    const { first, last, between } = chain;
    const alone = first.length + last.length === 1;
    return html`
      ${chain.shows === true ? html`<h4>${this.chains.length > 1 ? `${k + 1} of ${grouped(this.chains.length + this.more)} events that show it` : 'What shows it'}</h4>` : nothing}
      ${chain.cut ? html`<p class="quiet">The causes go further back than can be listed.</p>` : nothing}
      ${alone && chain.shows !== true ? html`<p class="quiet">The trace names no cause: it begins here.</p>` : nothing}
      <ol>
        ${first.map((item, n) => this.#item(item, n + 1))}
        ${between > 0 ? html`<li class="between quiet">… ${grouped(between)} steps between …</li>` : nothing}
        ${last.map((item, n) => this.#item(item, first.length + between + n + 1))}
      </ol>
    `;
  }

  #item({ event, link }: WhyItem, number: number): TemplateResult {
    const here = event.index === this.current;
    return html`<li>
      <button class="row ${here ? 'here' : ''}" aria-current=${here ? 'step' : nothing} title=${`Go to event ${eventNumber(event.index)}`} @click=${() => emit(this, 'go', { index: event.index })}>
        <span class="no">${grouped(number)}.</span
        ><span class="words"><bdi>${shortString(eventSentence(event), 160)}</bdi>${LINK_WORDS[link] === '' ? nothing : html` <span class="quiet">(${LINK_WORDS[link]})</span>`}</span
        ><span class="quiet at">${this.timed ? momentWords(event.t, true) : eventNumber(event.index)}</span>
      </button>
    </li>`;
  }

  static override styles = [
    panelStyles,
    css`
      section {
        max-width: 720px;
        margin: 8px 10px 0;
        padding: 6px 8px 8px;
        border: 1px solid var(--line);
        border-inline-start: 3px double var(--vscode-focusBorder, var(--vscode-foreground));
      }
      h3 {
        margin: 0 0 2px;
      }
      h4 {
        margin: 8px 0 2px;
        font-size: 1em;
        font-weight: 600;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .between {
        padding: 2px 6px 2px 34px;
      }
      .row {
        width: 100%;
      }
      .here {
        outline: 1px solid var(--vscode-focusBorder, currentColor);
        outline-offset: -1px;
        font-weight: 600;
      }
      .no {
        flex: none;
        min-width: 22px;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .at {
        flex: none;
        white-space: nowrap;
      }
      .actions {
        margin-top: 6px;
      }
    `,
  ];
}

const LINK_WORDS: { readonly [L in WhyLink]: string } = {
  first: '',
  cause: '',
  pair: 'ends what began there',
  heard: 'a guess: the last message it received before',
};

if (!customElements.get('fl-why-panel')) customElements.define('fl-why-panel', WhyPanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-why-panel': WhyPanel;
  }
}
