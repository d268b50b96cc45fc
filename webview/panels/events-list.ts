/**
 * <fl-events-list>: every event of the trace as a table that can be walked by keyboard and read aloud, of any length.
 *
 * Props
 * - `source?: EventsSource` how many events there are, what the columns say of one, and its detail if it is here
 *   (the list asks for the details of the rows on screen with `want`); assign a new object for another run
 * - `count: number` events so far; `current: number` index of the current event
 * - `rows?: Rows` which of them are visible; absent while all are. The list has these alone; `empty: string` says why there are none
 * - `found?: (event: number) => boolean` whether a search has found an event; another function when it has found others
 * - `timed: boolean`; `revision: number` change it when details arrived, so that the rows are drawn again
 * - `open: boolean` the list is not all there is: what comes is not known yet, and is to be gone to nevertheless
 * Events: `go` {index}; `beyond` {to: 'forward' | 'last'} from the last row on, where the list is `open`
 *
 * Keyboard: arrows, Page Up/Down, Home, End go to events. The grid keeps the focus and names its active row
 * (`aria-activedescendant`), because rows are taken away as they scroll out of sight.
 */
import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { eventOfRow, rowCount, rowsBefore } from '../../src/trace/layout/rows';
import type { Rows } from '../../src/trace/layout/rows';
import type { EventDetail } from '../../src/trace/trace';
import { emit } from './emit';
import { eventWords } from './event-words';
import type { EventRef } from './event-words';
import { glyph } from './glyphs';
import type { Glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { eventsListStyles } from './events-list-styles';
import { shortString } from './plain-text';
import { rowWindow, scrollTopFor } from './row-window';
import { grouped, momentWords } from './time-words';

export interface EventsSource {
  ref(index: number): EventRef;
  /** The detail of an event if it is here. */
  detail(index: number): EventDetail | undefined;
  /** What a row says in place of its event, where it stands for many. */
  folded?(index: number): string | undefined;
  /** What the diagram shows of the event beyond that: how its message fared, what its node is now; '' for nothing. */
  aside?(index: number): string;
  /** Asks for the details of [from, to); `revision` changes when they are here. */
  want(from: number, to: number): void;
}

const ROW_PX = 24;
/** In a narrow panel a row has two lines. */
const NARROW_ROW_PX = 44;
const NARROW_PX = 420;

export class EventsList extends LitElement {
  static override properties = {
    source: { attribute: false },
    count: { type: Number },
    rows: { attribute: false },
    empty: { attribute: false },
    found: { attribute: false },
    open: { type: Boolean },
    current: { type: Number },
    timed: { type: Boolean },
    revision: { type: Number },
    viewPx: { state: true },
    scrollPx: { state: true },
    narrow: { state: true },
  };
  declare source: EventsSource | undefined;
  declare count: number;
  declare rows: Rows | undefined;
  declare empty: string;
  declare found: ((event: number) => boolean) | undefined;
  declare open: boolean;
  declare current: number;
  declare timed: boolean;
  declare revision: number;
  declare viewPx: number;
  declare scrollPx: number;
  declare narrow: boolean;
  #sizes: ResizeObserver | undefined;
  #asked = 0;

  constructor() {
    super();
    this.source = undefined;
    this.count = 0;
    this.rows = undefined;
    this.empty = '';
    this.found = undefined;
    this.open = false;
    this.current = 0;
    this.timed = true;
    this.revision = 0;
    this.viewPx = 0;
    this.scrollPx = 0;
    this.narrow = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(() => this.#measure());
    void this.updateComplete.then(() => {
      const scroller = this.#scroller;
      if (scroller) this.#sizes?.observe(scroller);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
    cancelAnimationFrame(this.#asked);
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.grid');
  }

  get #rowPx(): number {
    return this.narrow ? NARROW_ROW_PX : ROW_PX;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('current') || changed.has('viewPx') || changed.has('narrow') || changed.has('source') || changed.has('rows')) this.#reveal();
    const { from, to } = this.#window();
    // Only what is still on screen a moment later is asked for: dragging the scrollbar passes thousands of rows.
    cancelAnimationFrame(this.#asked);
    if (to > from) this.#asked = requestAnimationFrame(() => this.#want(from, to));
  }

  protected override render(): TemplateResult {
    const { heightPx, from, to, topPx } = this.#window();
    const rows: EventRef[] = [];
    for (let row = from; row < to && this.source; row++) rows.push(this.source.ref(eventOfRow(this.rows, row)));
    const active = rows.some(({ index }) => index === this.current);
    return html`<div
      class="grid ${this.narrow ? 'narrow' : ''}"
      role="grid"
      aria-label=${this.rows === undefined ? 'All events' : 'Visible events'}
      aria-rowcount=${this.#total + 1}
      aria-colcount="4"
      aria-activedescendant=${active ? `row-${this.current}` : nothing}
      tabindex="0"
      @keydown=${this.#onKey}
      @scroll=${this.#onScroll}
    >
      <div class="head" role="row" aria-rowindex="1">
        <span role="columnheader" class="no">No.</span><span role="columnheader" class="time">Time</span
        ><span role="columnheader" class="node">Node</span><span role="columnheader" class="what">What happens</span>
      </div>
      <div class="whole" role="rowgroup" style="height:${heightPx}px">
        <div class="rows" role="presentation" style="transform:translateY(${topPx}px)">
          ${repeat(rows, (event) => event.index, (event, k) => this.#row(event, from + k))}
        </div>
      </div>
      ${this.#total === 0 ? html`<p class="empty">${this.empty !== '' ? this.empty : this.count === 0 ? 'No events.' : 'All events are hidden.'}</p>` : nothing}
    </div>`;
  }

  #row(event: EventRef, row: number): TemplateResult {
    const { index } = event;
    const chosen = index === this.current;
    const found = this.found?.(index) === true;
    const unknown = event.unknownTo !== undefined;
    const sign = unknown ? undefined : SIGNS[event.kind];
    const words = shortString(this.source?.folded?.(index) ?? eventWords(event, this.source?.detail(index)), 200);
    const aside = shortString(this.source?.aside?.(index) ?? '', 300);
    return html`<div
      class="item ${chosen ? 'chosen' : ''} ${found ? 'found' : ''} ${index > this.current ? 'ahead' : ''}"
      role="row"
      id="row-${index}"
      aria-rowindex=${row + 2}
      aria-selected=${String(chosen)}
      style="height:${this.#rowPx}px"
      @click=${() => this.#go(index)}
    >
      <span role="gridcell" class="no">${chosen ? glyph('right') : nothing}${grouped(index)}${found ? html`<span class="spoken"> found</span>` : nothing}</span>
      <span role="gridcell" class="time">${this.timed && !unknown ? momentWords(event.t, true) : '–'}</span>
      <span role="gridcell" class="node"><bdi>${shortString(event.node, 60)}</bdi></span>
      <span role="gridcell" class="what ${unknown ? 'unknown' : event.kind}" title=${aside === '' ? words : `${words}; ${aside}`}
        ><span class="sign">${sign ? glyph(sign) : nothing}</span><bdi>${words}</bdi>${aside === '' ? nothing : html`<span class="aside"><span class="spoken">; </span><bdi>${aside}</bdi></span>`}</span
      >
    </div>`;
  }

  get #total(): number {
    return rowCount(this.rows, this.count);
  }

  /** Stretch by stretch where hidden events lie between. */
  #want(from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const begin = eventOfRow(this.rows, row);
      while (row + 1 < to && eventOfRow(this.rows, row + 1) - eventOfRow(this.rows, row) < 32) row++;
      this.source?.want(begin, eventOfRow(this.rows, row) + 1);
    }
  }

  #window() {
    return rowWindow(this.#total, this.#rowPx, this.scrollPx, this.viewPx);
  }

  #measure(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    // The heading stays on top and covers that much of what is seen.
    const head = this.renderRoot.querySelector<HTMLElement>('.head')?.offsetHeight ?? 0;
    this.viewPx = Math.max(0, scroller.clientHeight - head);
    this.narrow = scroller.clientWidth < NARROW_PX;
  }

  readonly #onScroll = (): void => {
    this.scrollPx = this.#scroller?.scrollTop ?? 0;
  };

  #reveal(): void {
    const scroller = this.#scroller;
    if (!scroller || this.viewPx === 0) return;
    const wanted = scrollTopFor(Math.min(rowsBefore(this.rows, this.current), Math.max(0, this.#total - 1)), this.#total, this.#rowPx, scroller.scrollTop, this.viewPx);
    if (wanted !== scroller.scrollTop) scroller.scrollTop = wanted;
    this.scrollPx = scroller.scrollTop;
  }

  #go(index: number): void {
    if (index !== this.current) emit(this, 'go', { index });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor(this.viewPx / this.#rowPx) - 1);
    const last = this.#total - 1;
    const row = rowsBefore(this.rows, this.current);
    // A hidden event stands between two rows.
    const after = rowsBefore(this.rows, this.current + 1);
    const moves: { readonly [key: string]: number } = {
      ArrowDown: after,
      ArrowUp: row - 1,
      ArrowRight: after,
      ArrowLeft: row - 1,
      PageDown: row + page,
      PageUp: row - page,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.open && (event.key === 'End' || to > last)) return void emit(this, 'beyond', { to: event.key === 'End' ? 'last' : 'forward' });
    if (last >= 0) this.#go(eventOfRow(this.rows, Math.max(0, Math.min(last, to))));
  };

  static override styles = [panelStyles, eventsListStyles];
}

const SIGNS: { readonly [kind: string]: Glyph } = {
  lose: 'lost',
  violation: 'warning',
  crash: 'crashed',
  pause: 'paused',
  note: 'note',
  decide: 'ok',
};

if (!customElements.get('fl-events-list')) customElements.define('fl-events-list', EventsList);

declare global {
  interface HTMLElementTagNameMap {
    'fl-events-list': EventsList;
  }
}
