/**
 * <fl-verdict-list>: what was expected of the run, and whether it was so.
 *
 * Props: `verdicts: readonly Verdict[]` (nothing is drawn without any)
 * Events: `go` {index}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Verdict } from '../../src/protocol/messages';
import { emit } from './emit';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { eventNumber } from './time-words';

export class VerdictList extends LitElement {
  static override properties = { verdicts: { attribute: false } };
  declare verdicts: readonly Verdict[];

  constructor() {
    super();
    this.verdicts = [];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { verdicts } = this;
    if (verdicts.length === 0) return nothing;
    const met = verdicts.filter((verdict) => verdict.ok).length;
    const all = met === verdicts.length;
    return html`<section class=${all ? 'met' : 'unmet'} aria-labelledby="title">
      <h3 id="title">
        ${glyph(all ? 'ok' : 'warning')}
        ${all ? 'The run shows what it was expected to show' : `${met} of ${verdicts.length} expectations met`}
      </h3>
      <ul>
        ${verdicts.map(
          (verdict) => html`<li class=${verdict.ok ? 'met' : 'unmet'}>
            ${glyph(verdict.ok ? 'ok' : 'lost')}
            <span class="words">${verdict.text}<span class="unseen">: ${verdict.ok ? 'met' : 'not met'}</span></span>
            ${verdict.event >= 0
              ? html`<button class="at" aria-label=${`Go to event ${eventNumber(verdict.event)}, which shows it`} @click=${() => emit(this, 'go', { index: verdict.event })}>
                  event ${eventNumber(verdict.event)}
                </button>`
              : nothing}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  static override styles = [
    panelStyles,
    css`
      section {
        max-width: 720px;
        padding: 8px 10px;
      }
      h3 {
        display: flex;
        gap: 6px;
        text-wrap: pretty;
      }
      h3 svg,
      li svg {
        margin-top: 0.25em;
      }
      ul {
        list-style: none;
        margin-top: 2px;
      }
      li {
        display: flex;
        gap: 6px;
        min-height: 24px;
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .unmet > svg,
      .unmet > h3 svg {
        color: var(--vscode-errorForeground);
      }
      .at {
        flex: none;
        align-self: flex-start;
        min-height: 24px;
        margin-top: -2px;
        padding: 0 4px;
        color: var(--vscode-textLink-foreground);
        text-decoration: underline;
        text-underline-offset: 2px;
      }
    `,
  ];
}

if (!customElements.get('fl-verdict-list')) customElements.define('fl-verdict-list', VerdictList);

declare global {
  interface HTMLElementTagNameMap {
    'fl-verdict-list': VerdictList;
  }
}
