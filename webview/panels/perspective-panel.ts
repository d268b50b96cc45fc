/**
 * <fl-perspective-panel>: what one node saw in this run beside what it saw in others, row for row: whatever is equal in
 * all columns, the node cannot tell apart.
 *
 * Props
 * - `table?: PerspectiveTable`; `loading: boolean`
 * - `nodes: readonly string[]` nodes to choose from; `node: string` the chosen one; `beside: string` the other one, '' for other runs
 * - `named: boolean` the scenario names other runs to compare with
 * Events: `show-perspective` {node, beside}, `go` {index}, `see-as` {node}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { PerspectiveTable } from '../../src/protocol/messages';
import { emit } from './emit';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber, grouped } from './time-words';

/** Rows shown before the reader asks for more, and around a first difference that lies further down. */
const SHOWN = 200;
const CONTEXT = 12;

export class PerspectivePanel extends LitElement {
  static override properties = {
    table: { attribute: false },
    loading: { type: Boolean },
    nodes: { attribute: false },
    node: {},
    beside: {},
    named: { type: Boolean },
    from: { state: true },
    to: { state: true },
  };
  declare table: PerspectiveTable | undefined;
  declare loading: boolean;
  declare nodes: readonly string[];
  declare node: string;
  declare beside: string;
  declare named: boolean;
  declare from: number;
  declare to: number;

  constructor() {
    super();
    this.table = undefined;
    this.loading = false;
    this.nodes = [];
    this.node = '';
    this.beside = '';
    this.named = false;
    this.from = 0;
    this.to = SHOWN;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('table')) return;
    const first = this.table?.firstDifference ?? -1;
    this.from = first >= SHOWN ? first - CONTEXT : 0;
    this.to = this.from + SHOWN;
  }

  protected override render(): TemplateResult {
    const { table } = this;
    return html`
      ${this.nodes.length > 1 ? this.#choice() : nothing}
      ${table === undefined || table.columns.length === 0
        ? html`<p class="empty">${this.loading ? 'Working out what the node sees…' : EXPLANATION}</p>`
        : html`${this.#verdict(table)}${this.#table(table)}`}
    `;
  }

  #choice(): TemplateResult {
    return html`<p class="choice">
      <label for="node">Seen by</label>
      <select id="node" @change=${(event: Event) => this.#ask((event.target as HTMLSelectElement).value, this.beside)}>
        ${this.nodes.map((node) => html`<option value=${node} ?selected=${node === this.node}>${shortString(node, 60)}</option>`)}
      </select>
      <label for="beside">beside</label>
      <select id="beside" @change=${(event: Event) => this.#ask(this.node, (event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${this.beside === ''}>${this.named ? 'its view of other runs' : 'nothing else'}</option>
        ${this.nodes.filter((node) => node !== this.node).map((node) => html`<option value=${node} ?selected=${node === this.beside}>${shortString(node, 60)}</option>`)}
      </select>
      <button class="action" @click=${() => emit(this, 'see-as', { node: this.node })}>${glyph('eye')}See the run as it does</button>
    </p>`;
  }

  #ask(node: string, beside: string): void {
    emit(this, 'show-perspective', beside === '' || beside === node ? { node } : { node, beside });
  }

  #verdict(table: PerspectiveTable): TemplateResult {
    const { firstDifference: first, node } = table;
    const columns = compared(table);
    if (table.beside !== undefined) return this.#ofNodes(table, table.beside);
    if (columns.length === 1) {
      return html`<p class="verdict">All that <bdi>${node}</bdi> sees of this run. It names no other scenario to compare it with.</p>`;
    }
    if (first < 0) {
      return html`<p class="verdict">
        ${glyph('same')}<span><strong><bdi>${node}</bdi> cannot tell ${columns.length === 2 ? 'these two runs' : `these ${columns.length} runs`} apart.</strong>
          All it sees is equal, event for event.</span>
      </p>`;
    }
    return html`<p class="verdict">
      ${glyph('differs')}<span><strong><bdi>${node}</bdi> can tell them apart from row ${grouped(first + 1)} on.</strong>
        ${first === 0 ? 'They differ from the start.' : `Up to there all ${grouped(first)} rows are equal.`}</span>
    </p>`;
  }

  #ofNodes({ node, firstDifference: first }: PerspectiveTable, beside: string): TemplateResult {
    return first < 0
      ? html`<p class="verdict">${glyph('same')}<span><strong><bdi>${node}</bdi> and <bdi>${beside}</bdi> saw the same, event for event.</strong> A program could not tell which of the two it runs on.</span></p>`
      : html`<p class="verdict">${glyph('differs')}<span><strong><bdi>${node}</bdi> and <bdi>${beside}</bdi> saw different things from row ${grouped(first + 1)} on.</strong> ${first === 0 ? 'They differ from the start.' : `Up to there all ${grouped(first)} rows are equal.`}</span></p>`;
  }

  #table(table: PerspectiveTable): TemplateResult {
    const { columns, firstDifference: first } = table;
    const count = Math.max(...columns.map((column) => column.rows.length));
    const to = Math.min(this.to, count);
    const rows: number[] = [];
    for (let i = this.from; i < to; i++) rows.push(i);
    const counted = compared(table);
    return html`
      ${this.from > 0 ? this.#more(`Show the ${grouped(this.from)} equal rows before`, () => (this.from = 0)) : nothing}
      <div class="wide" role="region" aria-label="What ${table.node} sees" tabindex="0">
        <table style="--columns:${columns.length}">
          <thead>
            <tr>
              <th scope="col" class="no"><span class="unseen">Row</span></th>
              ${columns.map(
                (column) => html`<th scope="col">
                  <bdi>${shortString(column.title, 90)}</bdi>${column.problem === undefined
                    ? nothing
                    : html`<span class="problem">${glyph('warning')}<span><span class="unseen">Cannot be compared: </span>${shortString(column.problem, 300)}</span></span>`}
                </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map((i) => {
              const differs = counted.some(({ rows: column }) => column[i] !== counted[0]!.rows[i]);
              return html`<tr class=${`${differs ? 'differs' : ''} ${i === first ? 'first' : ''}`}>
                <th scope="row" class="no">
                  ${grouped(i + 1)}${differs ? glyph('differs') : nothing}<span class="unseen"
                    >${i === first ? ', first difference' : differs ? ', differs' : ''}</span
                  >
                </th>
                ${columns.map((column) => {
                  const cell = column.rows[i];
                  const event = column.events?.[i] ?? -1;
                  if (cell) return html`<td>${event < 0 ? html`<bdi>${shortString(cell, 300)}</bdi>` : this.#link(cell, event)}</td>`;
                  if (cell === '') return html`<td class="quiet">–<span class="unseen"> nothing</span></td>`;
                  return html`<td class="quiet">${counted.includes(column) ? 'nothing more' : '–'}</td>`;
                })}
              </tr>`;
            })}
            ${count === 0 ? html`<tr><th scope="row" class="no"></th><td colspan=${columns.length} class="quiet">It sees nothing at all.</td></tr>` : nothing}
          </tbody>
        </table>
      </div>
      ${to < count ? this.#more(`Show ${grouped(Math.min(SHOWN, count - to))} more of ${grouped(count - to)}`, () => (this.to += SHOWN)) : nothing}
    `;
  }

  #link(words: string, event: number): TemplateResult {
    return html`<button class="go" title=${`Go to event ${eventNumber(event)}`} @click=${() => emit(this, 'go', { index: event })}><bdi>${shortString(words, 300)}</bdi></button>`;
  }

  #more(text: string, act: () => void): TemplateResult {
    return html`<p class="more"><button class="action" @click=${act}>${text}</button></p>`;
  }

  static override styles = [
    panelStyles,
    css`
      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        padding: 8px 10px 0;
      }
      select {
        min-width: 0;
        min-height: 26px;
        padding: 1px 4px;
        font: inherit;
        color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
        background: var(--vscode-dropdown-background);
        border: 1px solid var(--vscode-dropdown-border, var(--line));
        border-radius: 2px;
      }
      .go {
        width: 100%;
        min-height: 24px;
        padding: 0;
        font: inherit;
        color: inherit;
        text-align: start;
        background: none;
        border: none;
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .go:hover {
        text-decoration: underline;
      }
      .verdict {
        display: flex;
        gap: 8px;
        padding: 8px 10px;
        text-wrap: pretty;
      }
      .verdict svg {
        margin-top: 3px;
      }
      .wide {
        overflow-x: auto;
      }
      table {
        width: 100%;
        min-width: calc(48px + var(--columns) * 130px);
        table-layout: fixed;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 3px 8px;
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
        border-bottom: 1px solid var(--line);
      }
      td + td,
      thead th + th + th {
        border-inline-start: 1px solid var(--line);
      }
      .problem {
        display: flex;
        gap: 4px;
        margin-top: 2px;
        font-weight: normal;
      }
      .problem svg {
        margin-top: 2px;
      }
      .no {
        width: 48px;
        padding-inline: 8px 2px;
        color: var(--vscode-descriptionForeground);
        font-weight: normal;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .no svg {
        margin-inline-start: 3px;
        color: var(--vscode-foreground);
      }
      .differs td {
        background: color-mix(in srgb, var(--mark) 14%, transparent);
      }
      .first > * {
        border-top: 2px solid var(--mark);
      }
      .more {
        padding: 8px 10px;
      }
    `,
  ];
}

/** The columns that were laid side by side. */
function compared({ columns }: PerspectiveTable): PerspectiveTable['columns'] {
  return columns.filter(({ problem }) => problem === undefined);
}

const EXPLANATION =
  'Here stands what one node saw in this run beside what it saw in others: a node knows only its own messages, timers and clocks, never what became of a message it sent. Choose a node with the eye beside its name.';

if (!customElements.get('fl-perspective-panel')) customElements.define('fl-perspective-panel', PerspectivePanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-perspective-panel': PerspectivePanel;
  }
}
