/**
 * <fl-event-panel>: everything about the current event.
 *
 * Props
 * - `event?: EventRef` what the columns say; `detail?: EventDetail` the rest, when it has arrived
 * - `send?: EventDetail` the detail of the send, for a deliver or lose (it holds the message's body)
 * - `total: number` events in the trace; `timed: boolean` false when the trace has an order but no times
 * - `cause?: EventRef`; `effects: readonly EventRef[]` the first few, `effectCount: number` how many there are
 * - `partner?: EventRef` the other half of a pair that is neither cause nor effect (invoke ↔ return …)
 * - `evidence: readonly EventRef[]` events that prove a violation
 * - `moment?: string` what to say in place of the time
 * - `noted: boolean` whether a note is pinned to this event
 * Events: `go` {index}, `show-note` {index}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { EventDetail } from '../../src/trace/trace';
import { emit } from './emit';
import { eventFacts } from './event-facts';
import { reasonSentence } from './event-reasons';
import { eventSentence, isNetwork, kindWords } from './event-words';
import type { EventRef } from './event-words';
import { glyph } from './glyphs';
import type { Glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber, grouped, momentWords } from './time-words';
import './value-tree';

/** Longer texts are shortened; the trace itself has them in full. */
const SENTENCE = 400;
/** Their node is named as sender or receiver. */
const MESSAGES: ReadonlySet<string> = new Set(['send', 'deliver', 'lose']);

export class EventPanel extends LitElement {
  static override properties = {
    event: { attribute: false },
    detail: { attribute: false },
    send: { attribute: false },
    total: { type: Number },
    timed: { type: Boolean },
    cause: { attribute: false },
    effects: { attribute: false },
    effectCount: { type: Number },
    partner: { attribute: false },
    evidence: { attribute: false },
    noted: { type: Boolean },
    moment: {},
  };
  declare event: EventRef | undefined;
  declare detail: EventDetail | undefined;
  declare send: EventDetail | undefined;
  declare total: number;
  declare timed: boolean;
  declare cause: EventRef | undefined;
  declare effects: readonly EventRef[];
  declare effectCount: number;
  declare partner: EventRef | undefined;
  declare evidence: readonly EventRef[];
  declare noted: boolean;
  declare moment: string | undefined;

  constructor() {
    super();
    this.event = undefined;
    this.detail = undefined;
    this.send = undefined;
    this.total = 0;
    this.timed = true;
    this.cause = undefined;
    this.effects = [];
    this.effectCount = 0;
    this.partner = undefined;
    this.evidence = [];
    this.noted = false;
    this.moment = undefined;
  }

  protected override render(): TemplateResult {
    const { event, detail } = this;
    if (event === undefined) return html`<p class="empty">No event is selected. Step forward, or click one in the diagram.</p>`;
    if (event.unknownTo !== undefined) return this.#unknown(event, event.unknownTo);
    const { facts, records } = eventFacts(event, detail, this.send);
    const why = reasonSentence(event, detail);
    const violated = event.kind === 'violation' ? (detail as { readonly detail?: string } | undefined)?.detail : undefined;
    return html`
      <div class="panel ${event.kind}">
        <h2>${kindSign(event)}<span>${kindWords(event.kind)}</span></h2>
        <p class="sentence"><bdi>${shortString(eventSentence(event, detail), SENTENCE)}</bdi></p>
        ${why === undefined ? nothing : html`<p class="why">${shortString(why, SENTENCE)}</p>`}
        ${violated ? html`<p class="why">${shortString(violated, SENTENCE)}</p>` : nothing}
        <dl>
          <div><dt>Event</dt><dd>${eventNumber(event.index)} of ${grouped(this.total)} events</dd></div>
          <div><dt>Time</dt><dd>${this.moment ?? momentWords(event.t, this.timed)}</dd></div>
          ${isNetwork(event.kind) || MESSAGES.has(event.kind) ? nothing : html`<div><dt>Node</dt><dd><bdi>${event.node}</bdi></dd></div>`}
          ${facts.map(({ name, value }) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}
        </dl>
        ${records.map(
          ({ name, value }) => html`<h3>${name}</h3>
            <fl-value-tree plain .value=${value} .label=${name} .empty=${'Empty.'}></fl-value-tree>`,
        )}
        ${this.noted
          ? html`<p class="actions">
              <button class="action" @click=${() => emit(this, 'show-note', { index: event.index })}>${glyph('note')}Read the note</button>
            </p>`
          : nothing}
        ${this.#links('Cause', 'cause', this.cause === undefined ? [] : [this.cause], 'Nothing in the trace caused it.')}
        ${this.#links('Effects', 'effect', this.effects, 'None.', this.effectCount)}
        ${this.partner === undefined ? nothing : this.#links('Belongs to', 'same', [this.partner], '')}
        ${this.evidence.length === 0 ? nothing : this.#links('Shown by', 'eye', this.evidence, '')}
      </div>
    `;
  }

  #unknown(event: EventRef, node: string): TemplateResult {
    return html`<div class="panel">
      <h2>${glyph('eye')}<span>Not known to <bdi>${shortString(node, 60)}</bdi></span></h2>
      <p class="sentence">
        Nothing of event ${eventNumber(event.index)} can have reached <bdi>${shortString(node, 60)}</bdi> by now: no message has come to it from there, not even by way of others.
      </p>
    </div>`;
  }

  #links(title: string, sign: Glyph, events: readonly EventRef[], none: string, count = events.length): TemplateResult {
    return html`<section aria-label=${title}>
      <h3>${title}${count > 1 ? html` <span class="quiet">(${grouped(count)})</span>` : nothing}</h3>
      ${events.length === 0
        ? html`<p class="none quiet">${none}</p>`
        : html`<ul>
            ${events.map(
              (event) => html`<li>
                <button class="row" title=${`Go to event ${eventNumber(event.index)}`} @click=${() => emit(this, 'go', { index: event.index })}>
                  ${glyph(sign)}<span class="words"><bdi>${shortString(eventSentence(event), 160)}</bdi></span
                  ><span class="quiet at">${this.timed ? momentWords(event.t, true) : eventNumber(event.index)}</span>
                </button>
              </li>`,
            )}
          </ul>`}
      ${count > events.length ? html`<p class="none quiet">and ${grouped(count - events.length)} more</p>` : nothing}
    </section>`;
  }

  static override styles = [
    panelStyles,
    css`
      .panel {
        max-width: 720px;
        padding: 8px 10px 10px;
      }
      h2 {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      h3 {
        margin: 10px 0 2px;
      }
      .sentence {
        margin-top: 2px;
        overflow-wrap: anywhere;
      }
      .why {
        margin-top: 6px;
        padding: 5px 8px;
        border: 1px solid var(--line);
        border-inline-start: 3px solid var(--vscode-editorWarning-foreground, var(--vscode-foreground));
        background: var(--vscode-textBlockQuote-background);
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }
      dl {
        display: grid;
        grid-template-columns: fit-content(45%) minmax(0, 1fr);
        gap: 2px 12px;
        margin-top: 8px;
      }
      dl > div {
        display: contents;
      }
      dt {
        color: var(--vscode-descriptionForeground);
      }
      dd {
        overflow-wrap: anywhere;
      }
      ul {
        list-style: none;
      }
      .actions {
        margin-top: 10px;
      }
      .none {
        padding: 0 6px;
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
      section ul {
        margin-inline: -6px;
      }
      fl-value-tree {
        margin-inline: -6px;
      }
      section .none {
        padding: 0;
      }
      .lose h2 svg,
      .violation h2 svg {
        color: var(--vscode-errorForeground);
      }
    `,
  ];
}

function kindSign(event: EventRef) {
  const signs: { readonly [kind: string]: Glyph } = { lose: 'lost', violation: 'warning', crash: 'crashed', pause: 'paused', note: 'note' };
  const sign = signs[event.kind];
  return sign === undefined ? nothing : glyph(sign);
}

if (!customElements.get('fl-event-panel')) customElements.define('fl-event-panel', EventPanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-event-panel': EventPanel;
  }
}
