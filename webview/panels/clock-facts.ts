/**
 * <fl-clock-facts>: what every kind of clock shows at the current event, and how the event stands to the one that is marked.
 *
 * Props
 * - `readings?: ClockReadings` of the current event; nothing is drawn without
 * - `marked?: { event: EventRef, readings, relation, signs }` the event to compare with; `isMarked: boolean` the current one is it
 * Events: `go` {index}, `mark-event` {index}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Relation } from '../../src/trace/clocks/order';
import type { Sign } from './clock-words';
import { emit } from './emit';
import { eventSentence } from './event-words';
import type { EventRef } from './event-words';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber } from './time-words';

/** In words; absent where no process notices the event, or when it is not known yet. */
export interface ClockReadings {
  readonly event: number;
  readonly wall?: string;
  readonly lamport?: string;
  readonly vector?: string;
  readonly hybrid?: string;
  /** How far the clocks of the two lanes are apart that the reader compares. */
  readonly skew?: string;
  /** Why there are none. */
  readonly none?: string;
}
export interface Marked {
  readonly event: EventRef;
  readonly readings: ClockReadings;
  /** How the marked event stands to the current one. */
  readonly relation: Relation;
  /** Between the marked event's reading and the current one's. */
  readonly signs: { readonly wall?: Sign; readonly lamport?: Sign; readonly vector?: Sign; readonly hybrid?: Sign };
}

const CLOCKS = [['wall', 'Wall'], ['lamport', 'Lamport'], ['vector', 'Vector'], ['hybrid', 'Hybrid']] as const;

export class ClockFacts extends LitElement {
  static override properties = { readings: { attribute: false }, marked: { attribute: false }, isMarked: { attribute: false } };
  declare readings: ClockReadings | undefined;
  declare marked: Marked | undefined;
  declare isMarked: boolean;

  constructor() {
    super();
    this.readings = undefined;
    this.marked = undefined;
    this.isMarked = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { readings, marked } = this;
    if (readings === undefined) return nothing;
    return html`<section aria-labelledby="title">
      ${marked === undefined ? this.#own(readings) : this.#comparison(marked)}
      <p class="actions">
        <button class="action" aria-pressed=${String(this.isMarked)} @click=${() => emit(this, 'mark-event', { index: readings.event })}>
          ${glyph('eye')}${this.isMarked ? 'No longer compare with this event' : 'Compare others with this one'}
        </button>
      </p>
    </section>`;
  }

  #own(readings: ClockReadings): TemplateResult {
    return html`<h3 id="title">Clocks</h3>
      ${readings.none === undefined
        ? html`<dl>
            ${[...CLOCKS, ['skew', 'Two lanes'] as const].map(([key, name]) => (readings[key] === undefined ? nothing : html`<div><dt>${name}</dt><dd><bdi>${readings[key]}</bdi></dd></div>`))}
          </dl>`
        : html`<p class="quiet">${readings.none}</p>`}`;
  }

  #comparison({ event, readings, relation, signs }: Marked): TemplateResult {
    const number = eventNumber(event.index);
    const rows = CLOCKS.flatMap(([key, name]) => (signs[key] === undefined ? [] : [{ name, theirs: readings[key] ?? '', sign: signs[key], own: this.readings?.[key] ?? '' }]));
    return html`<h3 id="title">Compared with event ${number}</h3>
      <button class="row" title=${`Go to event ${number}`} @click=${() => emit(this, 'go', { index: event.index })}>
        ${glyph('same')}<span class="words"><bdi>${shortString(eventSentence(event), 160)}</bdi></span>
      </button>
      <p class="relation"><b>${SIGNS[relation]}</b> ${relationWords(relation, number)}</p>
      ${rows.length === 0
        ? nothing
        : html`<table>
            <thead><tr><th scope="col">Clock</th><th scope="col">${number}</th><th scope="col"><span class="unseen">compared</span></th><th scope="col">this</th></tr></thead>
            <tbody>
              ${rows.map(
                ({ name, theirs, sign, own }) => html`<tr class=${misleads(sign, relation) ? 'wrong' : ''}>
                  <th scope="row">${name}</th>
                  <td>${theirs}</td>
                  <td class="sign">${sign}</td>
                  <td>${own}${misleads(sign, relation) ? html`<span class="says">${glyph('lost')} says the opposite</span>` : nothing}</td>
                </tr>`,
              )}
            </tbody>
          </table>`}`;
  }

  static override styles = [
    panelStyles,
    css`
      section {
        max-width: 720px;
        padding: 0 10px 10px;
      }
      h3 {
        margin: 0 0 2px;
      }
      dl {
        display: grid;
        grid-template-columns: fit-content(45%) minmax(0, 1fr);
        gap: 2px 12px;
      }
      dl > div {
        display: contents;
      }
      dt {
        color: var(--vscode-descriptionForeground);
      }
      dd,
      td {
        overflow-wrap: anywhere;
      }
      .actions {
        margin-top: 6px;
      }
      .relation {
        margin: 4px 0;
        text-wrap: pretty;
      }
      .row {
        margin-inline: -6px;
        width: calc(100% + 12px);
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th {
        font-weight: 400;
        text-align: start;
        color: var(--vscode-descriptionForeground);
      }
      th,
      td {
        padding: 2px 8px 2px 0;
        vertical-align: top;
        border-top: 1px solid var(--line);
      }
      thead th {
        border-top: none;
      }
      .sign {
        text-align: center;
        font-family: var(--mono);
      }
      .wrong .sign,
      .says {
        font-weight: 600;
      }
      .says {
        display: block;
      }
      .says svg {
        color: var(--vscode-errorForeground);
      }
    `,
  ];
}

const SIGNS: { readonly [R in Relation]: string } = { before: '→', after: '←', concurrent: '‖', same: '=' };

function relationWords(relation: Relation, number: string): string {
  switch (relation) {
    case 'before': return `Event ${number} happened before this one: it could have influenced it.`;
    case 'after': return `Event ${number} happened after this one: this one could have influenced it.`;
    case 'concurrent': return `Concurrent: neither event ${number} nor this one could have influenced the other.`;
    case 'same': return 'This is the event itself.';
  }
}

/** A clock that puts two events in the order opposite to cause and effect, or in the same place. */
function misleads(sign: Sign, relation: Relation): boolean {
  return (relation === 'before' && sign === '>') || (relation === 'after' && sign === '<');
}

if (!customElements.get('fl-clock-facts')) customElements.define('fl-clock-facts', ClockFacts);

declare global {
  interface HTMLElementTagNameMap {
    'fl-clock-facts': ClockFacts;
  }
}
