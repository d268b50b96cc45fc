/**
 * <fl-state-panel>: the state of every node at the current step.
 *
 * Props
 * - `nodes: readonly NodeState[]` at this step, always in the same order
 * - `previous?: readonly NodeState[]` at the step before this one (by index, also when stepping backwards);
 *   with it, changes are marked deep inside records and shown with what was there before
 * - `current: string` id of the node of the current event, `''` for none
 * - `comparable: boolean` whether a node offers "What can it see?" (default false)
 * - `pins?: readonly Pin[]` fields that are drawn along the lanes; without it none can be
 * - `total: number` of nodes there are, when not all are given (default 0)
 * - `run: number` forgets sizes when another run is shown
 * Events: `show-perspective` {node}, `pin-field` {node, path}
 *
 * Nothing jumps while stepping: cards keep their order and never get shorter during a run, gutters for marks are
 * always there, and what the reader opened stays open. Of many nodes only the trees in or near sight are built.
 */
import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { NodeState } from '../../src/protocol/messages';
import type { Pin } from '../store/run-pins';
import { partsOf } from '../../src/trace/field-changes';
import { emit } from './emit';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { stateStyles } from './state-styles';
import { shortString } from './plain-text';
import { same } from './value-diff';
import './value-tree';

const STATUS_WORDS = { up: 'up', paused: 'paused', crashed: 'crashed' } as const;
/** From here on an overview of all nodes stands above the cards. */
const MANY_NODES = 4;
/** Further away than this from what is in sight a tree is not built. */
const NEAR = '160px 0px';
/** So many trees are built before the browser has told which are near. */
const FIRST = 4;
const AROUND = 8;

export class StatePanel extends LitElement {
  static override properties = {
    nodes: { attribute: false },
    previous: { attribute: false },
    current: {},
    comparable: { type: Boolean },
    total: { type: Number },
    pins: { attribute: false },
    run: { type: Number },
    closed: { state: true },
    near: { state: true },
  };
  declare nodes: readonly NodeState[];
  declare previous: readonly NodeState[] | undefined;
  declare current: string;
  declare comparable: boolean;
  declare total: number;
  declare pins: readonly Pin[] | undefined;
  declare run: number;
  declare closed: ReadonlySet<string>;
  /** Nodes whose cards are in or near sight, where that matters. */
  declare near: ReadonlySet<string>;
  readonly #heights = new Map<Element, number>();
  #width = 0;
  #sizes: ResizeObserver | undefined;
  /** Tells which cards are near. */
  #sight: IntersectionObserver | undefined;
  /** Looks once at what is to be brought into sight. */
  #look: IntersectionObserver | undefined;
  /** Looked for once: asking for styles at every step would have them worked out at every step. */
  #scroller: Element | undefined;

  constructor() {
    super();
    this.nodes = [];
    this.previous = undefined;
    this.current = '';
    this.comparable = false;
    this.total = 0;
    this.pins = undefined;
    this.run = 0;
    this.closed = new Set();
    this.near = new Set();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver((entries) => this.#keepHeights(entries));
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
    this.#sizes = undefined;
    this.#sight?.disconnect();
    this.#sight = undefined;
    this.#look?.disconnect();
    this.#scroller = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('run')) this.#forgetHeights();
    this.#watch();
    this.#watchSight();
    if (changed.has('nodes')) void this.#showChange();
  }

  /** Brings what the step changed into sight if it is not: only as far as needed, only in this list, and the focus stays. */
  async #showChange(): Promise<void> {
    const before = new Map(this.previous?.map((node) => [node.id, node]));
    const changed = this.nodes.filter((node) => hasChanged(node, before.get(node.id)));
    const at = this.nodes.indexOf(changed.find(({ id }) => id === this.current) ?? changed[0]!);
    const card = at < 0 ? undefined : this.renderRoot.querySelectorAll('.card')[at];
    const scroller = (this.#scroller ??= scrollerOf(this));
    if (!card || !scroller || this.previous === undefined) return;
    const tree = card.querySelector('fl-value-tree');
    if (tree?.away === true) await this.#build(at);
    await tree?.updateComplete;
    const header = card.querySelector('header')!;
    const row = this.closed.has(this.nodes[at]!.id) ? null : tree?.renderRoot.querySelector('.item.changed, .item.added, .item.inside');
    const overview = this.renderRoot.querySelector('.overview');
    // The browser tells places when it has laid out the page anyway; to ask for them would have it do so at once, and again for the frame.
    this.#look?.disconnect();
    const look = (this.#look = new IntersectionObserver((entries) => {
      look.disconnect();
      const placeOf = (of: Element): DOMRectReadOnly | undefined => entries.find(({ target }) => target === of)?.boundingClientRect;
      const seen = entries[0]?.rootBounds;
      const head = placeOf(header);
      const mark = placeOf(row ?? header);
      if (!seen || !head || !mark || head.height === 0) return;
      const top = seen.top + (overview === null ? 0 : (placeOf(overview)?.height ?? 0));
      if (head.top >= top && mark.bottom <= seen.bottom) return;
      // With the name of the node where both fit, else the change alone.
      const from = mark.bottom - head.top <= seen.bottom - top ? head.top : mark.top;
      scroller.scrollTop += from < top ? from - top : Math.min(from - top, mark.bottom - seen.bottom);
    }, { root: scroller }));
    for (const each of new Set([header, row ?? header, ...(overview === null ? [] : [overview])])) look.observe(each);
  }

  /** Builds the trees around a card before it is scrolled to: what grows above it afterwards would push it away. */
  async #build(at: number): Promise<void> {
    const around = this.nodes.slice(Math.max(0, at - AROUND), at + AROUND).map(({ id }) => id);
    if (this.nodes.length >= MANY_NODES) this.near = new Set([...this.near, ...around]);
    await this.updateComplete;
    await Promise.all(Array.from(this.renderRoot.querySelectorAll('fl-value-tree'), (tree) => tree.updateComplete));
  }

  /** Of many cards, those that are near are told by the browser. */
  #watchSight(): void {
    const scroller = (this.#scroller ??= scrollerOf(this));
    if (this.nodes.length < MANY_NODES || scroller === undefined) return;
    this.#sight ??= new IntersectionObserver((entries) => {
      const near = new Set(this.near);
      for (const { target, isIntersecting } of entries) {
        const id = (target as HTMLElement).dataset['node']!;
        if (isIntersecting) near.add(id);
        else near.delete(id);
      }
      this.near = near;
    }, { root: scroller, rootMargin: NEAR });
    for (const card of this.renderRoot.querySelectorAll('.card')) this.#sight.observe(card);
  }

  // Watching an element anew reports its size once more, which is of use only where no height is known.
  #watch(): void {
    for (const body of this.renderRoot.querySelectorAll('fl-value-tree')) {
      if (!this.#heights.has(body)) this.#sizes?.unobserve(body);
      this.#sizes?.observe(body);
    }
  }

  protected override render(): TemplateResult {
    if (this.nodes.length === 0) return html`<p class="empty">No node has a state yet.</p>`;
    const before = new Map(this.previous?.map((node) => [node.id, node]));
    return html`
      ${this.nodes.length >= MANY_NODES ? this.#overview(before) : nothing}
      <div class="cards" @tree-toggle=${this.#forgetHeights}>
        ${repeat(this.nodes, (node) => node.id, (node, i) => this.#card(node, before.get(node.id), i))}
      </div>
      ${this.total > this.nodes.length ? html`<p class="empty">There are ${this.total - this.nodes.length} more nodes. Step to an event of theirs to see their state.</p>` : nothing}
    `;
  }

  #overview(before: ReadonlyMap<string, NodeState>): TemplateResult {
    const closed = this.nodes.every((node) => this.closed.has(node.id));
    return html`<nav class="overview" aria-label="Nodes">
      ${repeat(this.nodes, (node) => node.id, (node, i) => {
        const words = hasChanged(node, before.get(node.id)) ? ', changed' : '';
        return html`<button
          class="chip ${node.id === this.current ? 'current' : ''} ${words ? 'changed' : ''}"
          aria-current=${node.id === this.current ? 'true' : nothing}
          title=${`${node.id}: ${node.role || 'node'}, ${STATUS_WORDS[node.status]}${words}`}
          @click=${() => this.#reveal(node.id, i)}
        >
          <span class="sign">${words ? glyph('changed') : nothing}</span><bdi>${shortString(node.id, 24)}</bdi>${node.status === 'up'
            ? nothing
            : glyph(node.status)}${node.status === 'up' && words === '' ? nothing : html`<span class="unseen">${node.status === 'up' ? '' : `, ${STATUS_WORDS[node.status]}`}${words}</span>`}
        </button>`;
      })}
      <button class="chip all" @click=${() => (this.closed = closed ? new Set() : new Set(this.nodes.map((node) => node.id)))}>
        ${closed ? 'Open all' : 'Close all'}
      </button>
    </nav>`;
  }

  #card(node: NodeState, before: NodeState | undefined, i: number): TemplateResult {
    const closed = this.closed.has(node.id);
    // Of a card that nobody sees there is the name, to be walked to; the overview tells the rest.
    const away = this.nodes.length >= MANY_NODES && !(this.near.size === 0 ? i < FIRST : this.near.has(node.id));
    return html`<section data-node=${node.id} class="card ${node.id === this.current ? 'current' : ''} ${node.status}" aria-labelledby="name-${i}">
      <header>
        <h3>
          <button class="title" id="card-${i}" aria-expanded=${String(!closed)} @click=${() => this.#toggle(node.id)}>
            ${away ? nothing : glyph(closed ? 'right' : 'down')}<bdi class="name" id="name-${i}">${shortString(node.id, 60)}</bdi>
          </button>
        </h3>
        ${away ? nothing : this.#standing(node, before)}
      </header>
      <fl-value-tree
        ?hidden=${closed}
        ?away=${away}
        .value=${node.state}
        .previous=${before?.state}
        .changed=${node.changed}
        .pinned=${this.pins?.filter((pin) => pin.node === node.id).map(({ path }) => path)}
        @pin=${(event: CustomEvent<{ readonly path: string }>) => emit(this, 'pin-field', { node: node.id, path: event.detail.path })}
        .label=${`State of ${node.id}`}
        .empty=${'No fields yet.'}
        .brief=${this.nodes.length >= MANY_NODES}
        @contextmenu=${(event: Event) => this.#tellMenu(event, node.id)}
      ></fl-value-tree>
    </section>`;
  }

  /** What VS Code's own menu is told of the field that was pointed at. It looks for that on this element, for it sees no further. */
  #tellMenu(event: Event, node: string): void {
    const row = event.composedPath().find((each): each is HTMLElement => each instanceof HTMLElement && each.matches('.item[data-path]'));
    const field = row && partsOf(row.dataset['path']!)[0];
    if (field === undefined) delete this.dataset['vscodeContext'];
    else this.dataset['vscodeContext'] = JSON.stringify({ webviewSection: 'field', run: this.run, node, field, preventDefaultContextMenuItems: true });
  }

  #standing(node: NodeState, before: NodeState | undefined): TemplateResult {
    const roleChanged = before !== undefined && before.role !== node.role;
    const statusChanged = before !== undefined && before.status !== node.status;
    return html`${node.role ? html`<span class="badge ${roleChanged ? 'changed' : ''}"
            >${roleChanged ? glyph('changed') : nothing}<bdi>${shortString(node.role, 40)}</bdi>${roleChanged
              ? html`<span class="unseen">, changed, was ${before.role}</span>`
              : nothing}</span
          >` : nothing}
      <span class="status ${node.status} ${statusChanged ? 'changed' : ''}"
        >${glyph(node.status)}${STATUS_WORDS[node.status]}${statusChanged ? html`<span class="unseen">, changed</span>` : nothing}</span
      >
      ${this.comparable
        ? html`<button
            class="see"
            title="What can ${node.id} see?"
            aria-label="What can ${node.id} see?"
            @click=${() => emit(this, 'show-perspective', { node: node.id })}
          >
            ${glyph('eye')}
          </button>`
        : nothing}`;
  }

  #toggle(id: string): void {
    const closed = new Set(this.closed);
    if (!closed.delete(id)) closed.add(id);
    this.closed = closed;
  }

  #reveal(id: string, i: number): void {
    if (this.closed.has(id)) this.#toggle(id);
    void this.#build(i).then(() => {
      const title = this.renderRoot.querySelector<HTMLElement>(`#card-${i}`);
      title?.closest('.card')?.scrollIntoView({ block: 'nearest' });
      title?.focus({ preventScroll: true });
    });
  }

  // A card that was once high keeps its height, so that the cards below it stay where they are when a field goes away.
  #keepHeights(entries: readonly ResizeObserverEntry[]): void {
    const width = this.clientWidth;
    if (width !== this.#width) {
      this.#width = width;
      this.#forgetHeights();
      this.#watch();
      return;
    }
    for (const { target, contentRect } of entries) {
      if (contentRect.height <= (this.#heights.get(target) ?? 0)) continue;
      this.#heights.set(target, contentRect.height);
      (target as HTMLElement).style.minHeight = `${contentRect.height}px`;
    }
  }

  readonly #forgetHeights = (): void => {
    for (const element of this.#heights.keys()) (element as HTMLElement).style.minHeight = '';
    this.#heights.clear();
  };

  static override styles = [panelStyles, stateStyles];
}

/** The nearest element around this one that scrolls. */
function scrollerOf(element: Element): Element | undefined {
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return undefined;
}

function hasChanged(node: NodeState, before: NodeState | undefined): boolean {
  if (before === undefined) return node.changed.length > 0;
  return node.role !== before.role || node.status !== before.status || !same(node.state, before.state);
}

if (!customElements.get('fl-state-panel')) customElements.define('fl-state-panel', StatePanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-state-panel': StatePanel;
  }
}
