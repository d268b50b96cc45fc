/**
 * <fl-operations-panel>: what the clients asked for and got, as a table, and whether one object would explain it: the order in
 * which everything took effect, or the operation that has no place in any.
 *
 * Props
 * - `page?: OperationsPage`; `step: number` the current event: what lies ahead of it is dimmed
 * - `specification: string` the object the operations are held against, '' for none; `found?: OrderFound`; `searching: boolean`
 * - `placings?: Placings` where operations took effect
 * - `whenOf: (event) => string` the time of an event in words, '' where there is none
 * Events: `go` {index}, `choose-object` {id}, `stop-search`, `turn-page` {from}: -1 is the page around the step
 *
 * Keyboard: the table is one tab stop; arrows, Home and End go from cell to cell, Enter goes to the event of a cell.
 */
import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { OperationRow, OperationsPage, OrderFound } from '../../src/protocol/operations';
import type { Placings } from '../store/placings';
import { emit } from './emit';
import { glyph } from './glyphs';
import { moveInGrid } from './grid-keys';
import { operationsStyles } from './operations-styles';
import { panelStyles } from './panel-styles';
import { shortString, shortText } from './plain-text';
import { eventNumber, grouped } from './time-words';

const STATUS_WORDS = { ok: 'ok', fail: 'failed', unknown: 'outcome unknown', open: 'not returned' } as const;
/** Offered when the operations do not tell what they are about. */
const NO_CHOICE = 'Nothing';

export class OperationsPanel extends LitElement {
  static override properties = {
    page: { attribute: false },
    step: { type: Number },
    specification: {},
    found: { attribute: false },
    searching: { type: Boolean },
    placings: { attribute: false },
    whenOf: { attribute: false },
  };
  declare page: OperationsPage | undefined;
  declare step: number;
  declare specification: string;
  declare found: OrderFound | undefined;
  declare searching: boolean;
  declare placings: Placings | undefined;
  declare whenOf: (event: number) => string;

  constructor() {
    super();
    this.page = undefined;
    this.step = 0;
    this.specification = '';
    this.found = undefined;
    this.searching = false;
    this.placings = undefined;
    this.whenOf = () => '';
  }

  protected override updated(_changed: PropertyValues): void {
    // One cell is always where Tab leads.
    const root = this.renderRoot;
    if (root.querySelector('table button[tabindex="0"]') === null) root.querySelector('table button')?.setAttribute('tabindex', '0');
  }

  protected override render(): TemplateResult {
    const { page } = this;
    if (page === undefined) return html`<p class="empty">Reading the operations…</p>`;
    if (page.total === 0) return html`<p class="empty">No client has asked for anything.</p>`;
    return html`${this.#choice(page)}${this.#verdict()}${this.#table(page)}${this.#pages(page)}`;
  }

  #choice({ fitting }: OperationsPage): TemplateResult | typeof nothing {
    const { specification } = this;
    if (fitting.length === 0 && specification === '') return nothing;
    const known = fitting.some(({ id }) => id === specification) || specification === '' ? fitting : [...fitting, { id: specification, title: specification }];
    return html`<p class="choice">
      <label for="object">Explained by</label>
      <select id="object" @change=${(event: Event) => this.#say('choose-object', { id: (event.target as HTMLSelectElement).value })}>
        <option value="" ?selected=${specification === ''}>${NO_CHOICE}</option>
        ${known.map(({ id, title }) => html`<option value=${id} ?selected=${id === specification}>${title}</option>`)}
      </select>
      ${this.searching ? html`<span class="quiet">Looking for an order…</span><button class="action" @click=${() => this.#say('stop-search', {})}>Stop</button>` : nothing}
    </p>`;
  }

  #verdict(): TemplateResult | typeof nothing {
    const { found } = this;
    if (found === undefined) return nothing;
    const aside = found.others.length === 0 ? nothing : html`<p class="quiet">Left aside, for ${found.title} does not know them: ${shortString(found.others.join(', '), 120)}.</p>`;
    if (found.verdict === 'undecided') {
      const after = found.states > 0 ? ` after ${grouped(found.states)} states` : '';
      return html`<div class="verdict">${glyph('warning')}<div><p><strong>${found.stopped ? 'Stopped' : 'Undecided'}${after}.</strong> There are too many orders to try.</p>${aside}</div></div>`;
    }
    if (found.verdict === 'linearizable') {
      const count = found.operations;
      return html`<div class="verdict">${glyph('ok')}<div>
        <p><strong>Linearizable:</strong> ${found.title} that did ${count === 1 ? 'this one operation' : `these ${grouped(count)} operations`} one after the other would have given the same answers.
          The numbers in the diagram and in the table are one such order; others may do as well.</p>
        ${aside}${this.#order(found, 'In this order')}
      </div></div>`;
    }
    const { operation, last, object, state, could } = found;
    return html`<div class="verdict">${glyph('lost')}<div>
      <p><strong>Not linearizable:</strong>
        <button class="inline" title=${`Go to event ${eventNumber(found.unplaced)}`} @click=${() => this.#go(found.unplaced)}><bdi>${shortString(operation, 160)}</bdi></button>
        has no place in any order.</p>
      <p>${last === undefined ? `At the start ${object} ${state}.` : html`What came before it can be explained. After <bdi>${shortString(last, 120)}</bdi>, ${shortString(object, 60)} ${shortString(state, 120)}.`}
        ${could === undefined ? nothing : could.length === 0 ? 'Nothing it could have returned would fit: it should not have succeeded.' : `It could have returned ${listed(could.map((value) => shortText(value, 40)))}.`}</p>
      ${aside}${this.#order(found, 'The order up to there')}
    </div></div>`;
  }

  #order({ words, wordsFrom, invoke }: Extract<OrderFound, { invoke: Int32Array }>, title: string): TemplateResult | typeof nothing {
    if (words.length === 0) return nothing;
    const after = invoke.length - wordsFrom - words.length;
    return html`<details>
      <summary>${title}</summary>
      <ol start=${wordsFrom + 1}>
        ${words.map((text, k) => html`<li><button class="inline" @click=${() => this.#go(invoke[wordsFrom + k]!)}><bdi>${shortString(text, 120)}</bdi></button></li>`)}
      </ol>
      ${after > 0 ? html`<p class="quiet">and ${grouped(after)} more</p>` : nothing}
    </details>`;
  }

  #table({ rows, from, total }: OperationsPage): TemplateResult {
    const placed = this.found?.verdict === 'linearizable' && this.placings !== undefined;
    return html`<table @keydown=${(event: KeyboardEvent) => moveInGrid(event, this.renderRoot)} aria-label=${`Operations ${grouped(from + 1)} to ${grouped(from + rows.length)} of ${grouped(total)}`}>
      <thead>
        <tr>
          ${placed ? html`<th scope="col" class="no" title="Place in the order in which they took effect"><span aria-hidden="true">№</span><span class="unseen">Place in the order</span></th>` : nothing}
          <th scope="col">Client</th><th scope="col">Operation</th><th scope="col">Result</th><th scope="col">From – to</th>
        </tr>
      </thead>
      <tbody>${repeat(rows, (row) => row.invoke, (row) => this.#row(row, placed))}</tbody>
    </table>`;
  }

  #row(row: OperationRow, placed: boolean): TemplateResult {
    const { invoke, returned, client, f, key, value, status, result } = row;
    const { step } = this;
    const place = this.placings?.placeOf(invoke);
    const wrong = this.placings?.unplaced === invoke;
    const ahead = invoke > step;
    const over = returned >= 0 && returned <= step;
    const given = [key, value].filter((text) => text !== '').join(', ');
    const [begin, end] = [this.whenOf(invoke), returned < 0 ? '' : this.whenOf(returned)];
    const classes = [ahead ? 'ahead' : over ? '' : 'going', wrong ? 'wrong' : '', invoke === step || returned === step ? 'current' : ''].join(' ');
    return html`<tr class=${classes} aria-current=${invoke === step || returned === step ? 'step' : nothing}>
      ${placed ? html`<td class="no">${place === undefined ? html`<span class="quiet" title="It need not have taken effect at all">–</span>` : place.number}</td>` : nothing}
      <th scope="row"><bdi>${shortString(client, 24)}</bdi></th>
      <td>
        <button tabindex="-1" title=${`Go to event ${eventNumber(invoke)}, where it begins`} @click=${() => this.#go(invoke)}>
          ${wrong ? glyph('lost') : nothing}<bdi>${shortString(f, 24)}${given === '' ? '' : `(${shortString(given, 60)})`}</bdi>${wrong ? html`<span class="says">has no place</span>` : nothing}
        </button>
      </td>
      <td class=${over ? '' : 'ahead'}>
        ${returned < 0
          ? html`<span class="quiet">? ${STATUS_WORDS[status]}</span>`
          : html`<button tabindex="-1" class=${status} title=${`Go to event ${eventNumber(returned)}, where it returns`} @click=${() => this.#go(returned)}>
              ${status === 'ok' ? nothing : html`<span class="status">${status === 'unknown' ? '? ' : glyph('lost')}${STATUS_WORDS[status]}</span> `}<bdi>${result === '' ? (status === 'ok' ? 'ok' : '') : shortString(result, 60)}</bdi>
            </button>`}
      </td>
      <td class="time">${begin === '' ? eventNumber(invoke) : begin} –<wbr> ${returned < 0 ? '?' : end === '' ? eventNumber(returned) : end}${ahead ? html`<span class="unseen">, lies ahead</span>` : nothing}</td>
    </tr>`;
  }

  #pages({ rows, from, total }: OperationsPage): TemplateResult | typeof nothing {
    if (rows.length >= total) return nothing;
    const turn = (to: number, words: string, able: boolean) =>
      html`<button class="action" ?disabled=${!able} @click=${() => this.#say('turn-page', { from: to })}>${words}</button>`;
    return html`<p class="pages">
      <span class="quiet">${grouped(from + 1)} to ${grouped(from + rows.length)} of ${grouped(total)}</span>
      ${turn(Math.max(0, from - rows.length), 'Earlier', from > 0)}${turn(from + rows.length, 'Later', from + rows.length < total)}${turn(-1, 'At the step', true)}
    </p>`;
  }

  #go(event: number): void {
    emit(this, 'go', { index: event });
  }

  #say(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static override styles = [panelStyles, operationsStyles];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;
}

if (!customElements.get('fl-operations-panel')) customElements.define('fl-operations-panel', OperationsPanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-operations-panel': OperationsPanel;
  }
}
