/**
 * <fl-invariants-list>: what the protocol promises, and whether it was so up to the current step; where it was not, what was
 * wrong and the events that show it.
 *
 * Props: `invariants: readonly InvariantAt[]`
 * Events: `go` {index}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { emit } from './emit';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber, grouped } from './time-words';

export interface InvariantAt {
  readonly id: string;
  readonly summary: string;
  /**
   * `later`: it is looked at when the run is over. `again`: it was broken and holds again. `violated`: it was broken, and nothing is
   * known of what became of it.
   */
  readonly state: 'holds' | 'broken' | 'violated' | 'again' | 'later';
  /** From which event on it holds again. */
  readonly again?: number;
  /** Of one that was broken: the last violation up to the step, what was wrong, and the events that show it; how many violations there were. */
  readonly event: number;
  readonly count: number;
  readonly detail: string;
  readonly evidence: readonly { readonly index: number; readonly text: string }[];
}

const SIGNS = { holds: 'ok', broken: 'lost', violated: 'lost', again: 'ok', later: 'none' } as const;
const WORDS = { holds: 'holds up to here', broken: 'broken', violated: 'was violated; the trace does not tell whether it holds again', again: 'holds again', later: 'looked at when the run is over' } as const;

export class InvariantsList extends LitElement {
  static override properties = { invariants: { attribute: false } };
  declare invariants: readonly InvariantAt[];

  constructor() {
    super();
    this.invariants = [];
  }

  protected override render(): TemplateResult {
    return html`<ul>${repeat(this.invariants, ({ id }) => id, (each) => this.#invariant(each))}</ul>`;
  }

  #invariant({ id, summary, state, event, again, count, detail, evidence }: InvariantAt): TemplateResult {
    return html`<li class=${state}>
      ${glyph(SIGNS[state])}
      <div>
        <p><b><bdi>${shortString(id, 60)}</bdi></b> <span class=${state === 'broken' || state === 'violated' ? 'wrong' : 'quiet'}>${WORDS[state]}</span>${again === undefined || again < 0 ? nothing : html` <span class="quiet">since</span> <button class="link" @click=${() => emit(this, 'go', { index: again })}>event ${eventNumber(again)}</button>`}</p>
        ${summary === '' ? nothing : html`<p class="quiet">${shortString(summary, 300)}</p>`}
        ${event < 0
          ? nothing
          : html`<p>
                <button class="link" @click=${() => emit(this, 'go', { index: event })}>${state === 'again' ? 'Was violated at event' : 'Violated at event'} ${eventNumber(event)}</button>${count > 1 ? `, the last of ${grouped(count)}` : ''}${detail === '' ? nothing : html`: <bdi>${shortString(detail, 400)}</bdi>`}
              </p>
              ${evidence.length === 0 ? nothing : html`<p class="quiet">Shown by</p>
                <ul>
                  ${evidence.map((each) => html`<li class="evidence"><button class="row" title=${`Go to event ${eventNumber(each.index)}`} @click=${() => emit(this, 'go', { index: each.index })}>
                    <span class="quiet">${eventNumber(each.index)}</span><span class="words"><bdi>${shortString(each.text, 200)}</bdi></span>
                  </button></li>`)}
                </ul>`}`}
      </div>
    </li>`;
  }

  static override styles = [
    panelStyles,
    css`
      ul {
        list-style: none;
      }
      :host {
        padding-bottom: 4px;
      }
      li {
        display: flex;
        gap: 8px;
        padding: 4px 10px;
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      li > svg {
        margin-top: 4px;
      }
      li.broken > svg,
      li.violated > svg {
        color: var(--vscode-errorForeground);
      }
      .wrong {
        font-weight: 600;
      }
      li.evidence {
        padding: 0;
      }
      .link {
        color: var(--vscode-textLink-foreground);
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      .row {
        margin-inline: -6px;
      }
    `,
  ];
}

if (!customElements.get('fl-invariants-list')) customElements.define('fl-invariants-list', InvariantsList);

declare global {
  interface HTMLElementTagNameMap {
    'fl-invariants-list': InvariantsList;
  }
}
