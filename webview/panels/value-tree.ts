/**
 * <fl-value-tree>: a record as a tree that can be read and walked.
 *
 * Props
 * - `value: PlainObject` the record; `label: string` its accessible name
 * - `previous?: PlainObject` the record a step earlier: differences are marked at any depth
 * - `changed?: readonly string[]` names of top-level fields to mark when `previous` is not known
 * - `empty: string` what to say when there are no fields
 * - `formerly: string` what the value in `previous` is called (default `was`)
 * - `plain: boolean` no gutter for marks: nothing here ever changes
 * - `pinned?: readonly string[]` paths of the fields that are pinned; with it every field offers to be (button, or P on the row)
 * - `away: boolean` it is out of sight: it keeps what is open, and shows nothing
 * - `brief: boolean` show fewer entries of long lists before the reader asks for more
 * Events: `pin` {path}, `tree-toggle` (the reader opened or closed something; bubbles)
 *
 * Keyboard: one tab stop; arrows, Home and End walk and open as in every tree (those keys are kept from the page, which
 * uses them for stepping). What is open stays open while stepping, by place, also for lists that grow.
 */
import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PlainObject } from '../../src/trace/trace';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { valueTreeStyles } from './value-tree-styles';
import { grouped } from './time-words';
import { SHOWN, SHOWN_BRIEFLY, rowName, valueRows } from './value-rows';
import type { Mark, ValueRow } from './value-rows';

const NOTHING: PlainObject = Object.freeze({});
const MORE = 100;
const MARK_WORDS: { readonly [M in Mark]: string } = { none: '', changed: 'changed', added: 'new', inside: 'changed inside' };

export class ValueTree extends LitElement {
  static override properties = {
    value: { attribute: false },
    previous: { attribute: false },
    changed: { attribute: false },
    label: {},
    empty: {},
    brief: { type: Boolean },
    away: { type: Boolean, reflect: true },
    pinned: { attribute: false },
    formerly: {},
    plain: { type: Boolean, reflect: true },
    active: { state: true },
    room: { state: true },
  };
  declare value: PlainObject;
  declare previous: PlainObject | undefined;
  declare changed: readonly string[];
  declare label: string;
  declare empty: string;
  declare brief: boolean;
  declare away: boolean;
  declare pinned: readonly string[] | undefined;
  declare formerly: string;
  declare plain: boolean;
  /** Path of the row that Tab reaches. */
  declare active: string;
  /** Characters of a value that fit on a line; in steps, so that dragging a border does not rewrite every row. */
  declare room: number;
  #sizes: ResizeObserver | undefined;
  readonly #open = new Map<string, boolean>();
  readonly #shown = new Map<string, number>();
  #rows: readonly ValueRow[] = [];

  constructor() {
    super();
    this.value = NOTHING;
    this.previous = undefined;
    this.changed = [];
    this.label = 'Fields';
    this.empty = 'No fields.';
    this.brief = false;
    this.away = false;
    this.pinned = undefined;
    this.formerly = 'was';
    this.plain = false;
    this.active = '';
    this.room = 64;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(([entry]) => {
      const characters = ((entry?.contentRect.width ?? 0) - 110) / 7;
      this.room = [96, 64, 44, 32].find((step) => characters >= step) ?? 24;
    });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    if (this.away) return;
    this.#rows = valueRows(this.value, {
      previous: this.previous,
      changed: this.changed,
      isOpen: (path, suggested) => {
        const known = this.#open.get(path);
        // Once opened by itself it stays open, or it would snap shut when its content gets shorter.
        if (known === undefined && suggested) this.#open.set(path, true);
        return known ?? suggested;
      },
      shown: (path) => this.#shownOf(path),
      room: this.room,
    });
    if (!this.#rows.some((row) => row.path === this.active)) this.active = this.#rows[0]?.path ?? '';
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.away) return nothing;
    if (this.#rows.length === 0) return html`<p class="fieldless quiet">${this.empty}</p>`;
    return html`<div class="tree" role="tree" aria-label=${this.label} @keydown=${this.#onKey}>
      ${repeat(this.#rows, (row) => row.path, (row) => (row.hidden === undefined ? this.#value(row) : this.#gap(row)))}
    </div>`;
  }

  #value(row: ValueRow): TemplateResult {
    const words = [MARK_WORDS[row.mark], row.was === undefined ? '' : `${this.formerly} ${row.was}`, row.gone === undefined ? '' : `${grouped(row.gone)} gone`].filter(Boolean).join(', ');
    return html`<div
      class="item ${row.mark}"
      role="treeitem"
      data-path=${row.path}
      aria-level=${row.depth}
      aria-posinset=${row.position}
      aria-setsize=${row.size}
      aria-expanded=${row.expandable ? String(row.open) : nothing}
      aria-selected=${row.path === this.active ? 'true' : 'false'}
      tabindex=${row.path === this.active ? 0 : -1}
      style="--depth:${row.depth - 1}"
      @click=${() => this.#onClick(row)}
    >
      <span class="line">
        <span class="mark" title=${words || nothing}>${markGlyph(row.mark)}</span>
        <span class="twist">${row.expandable ? glyph(row.open ? 'down' : 'right') : nothing}</span>
        <span class="text"
          ><bdi class="name">${rowName(row.name)}</bdi><span class="tone-sign">: </span>${row.pieces.map(
            (piece) => html`<bdi class="tone-${piece.tone} ${piece.changed && row.mark === 'inside' ? 'hot' : ''}">${piece.text}</bdi>`,
          )}${row.was === undefined ? nothing : html`<span class="was" aria-hidden="true"> (${this.formerly} ${row.was})</span>`}${row.gone === undefined || row.was !== undefined ? nothing : html`<span class="was" aria-hidden="true"> (${grouped(row.gone)} gone)</span>`}${words
            ? html`<span class="unseen">, ${words}</span>`
            : nothing}</span
        >${this.#pin(row)}
      </span>
      ${row.full === undefined ? nothing : html`<span class="full">${row.full}</span>`}
    </div>`;
  }

  #pin({ path, name }: ValueRow): TemplateResult | typeof nothing {
    if (this.pinned === undefined) return nothing;
    const pinned = this.pinned.includes(path);
    const title = `${pinned ? 'No longer draw' : 'Draw'} ${name} along the lane (P)`;
    return html`<button class="pin ${pinned ? 'pinned' : ''}" tabindex="-1" title=${title} aria-hidden="true" @click=${(event: Event) => {
      event.stopPropagation();
      this.#sayPin(path);
    }}>${glyph('pin')}</button>${pinned ? html`<span class="unseen">, drawn along the lane</span>` : nothing}`;
  }

  #sayPin(path: string): void {
    this.dispatchEvent(new CustomEvent('pin', { detail: { path } }));
  }

  #gap(row: ValueRow): TemplateResult {
    return html`<div
      class="item gap"
      role="treeitem"
      data-path=${row.path}
      aria-level=${row.depth}
      aria-selected=${row.path === this.active ? 'true' : 'false'}
      tabindex=${row.path === this.active ? 0 : -1}
      style="--depth:${row.depth - 1}"
      @click=${() => this.#onClick(row)}
    >
      <span class="line"
        ><span class="mark"></span><span class="twist">${glyph('right')}</span
        ><span class="text">${grouped(row.hidden!)} more, show</span></span
      >
    </div>`;
  }

  #onClick(row: ValueRow): void {
    this.active = row.path;
    // Marking text to copy it is not a click on the row.
    const selection = this.ownerDocument.getSelection();
    if (selection && !selection.isCollapsed) return;
    this.#toggle(row);
  }

  #toggle(row: ValueRow): void {
    if (!row.expandable) return;
    if (row.hidden !== undefined) {
      const list = row.path.slice(0, row.path.indexOf('\u0000'));
      this.#shown.set(list, this.#shownOf(list) + MORE);
    } else {
      this.#open.set(row.path, !row.open);
    }
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('tree-toggle', { bubbles: true, composed: true }));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = this.#rows.findIndex((row) => row.path === this.active);
    const row = this.#rows[at];
    if (!row) return;
    switch (event.key) {
      case 'ArrowDown':
        this.#focus(at + 1);
        break;
      case 'ArrowUp':
        this.#focus(at - 1);
        break;
      case 'Home':
        this.#focus(0);
        break;
      case 'End':
        this.#focus(this.#rows.length - 1);
        break;
      case 'ArrowRight':
        if (row.expandable && !row.open) this.#toggle(row);
        else if (this.#rows[at + 1]?.depth === row.depth + 1) this.#focus(at + 1);
        break;
      case 'ArrowLeft':
        if (row.open) this.#toggle(row);
        else this.#focus(this.#parentOf(at));
        break;
      case 'p':
        if (this.pinned === undefined || row.hidden !== undefined) return;
        this.#sayPin(row.path);
        break;
      case 'Enter':
      case ' ':
        this.#toggle(row);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  #shownOf(path: string): number {
    return this.#shown.get(path) ?? (this.brief ? SHOWN_BRIEFLY : SHOWN);
  }

  #parentOf(at: number): number {
    const depth = this.#rows[at]!.depth;
    let parent = at - 1;
    while (parent >= 0 && this.#rows[parent]!.depth >= depth) parent -= 1;
    return parent;
  }

  #focus(at: number): void {
    const row = this.#rows[at];
    if (!row) return;
    this.active = row.path;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  }

  static override styles = [panelStyles, valueTreeStyles];
}

function markGlyph(mark: Mark) {
  if (mark === 'none') return nothing;
  return glyph(mark);
}

if (!customElements.get('fl-value-tree')) customElements.define('fl-value-tree', ValueTree);

declare global {
  interface HTMLElementTagNameMap {
    'fl-value-tree': ValueTree;
  }
}
