/**
 * <fl-notes-panel>: the note that belongs to the current event, the chapter page it points to, and every note of the
 * scenario. Give it a height: the page scrolls inside it.
 *
 * Props
 * - `notes: readonly PinnedNote[]` all notes of the scenario; `current: number` index of the current event
 * - `page?: NotePage` the chapter page to show; `anchor: string` the heading to scroll to, '' for the top
 * - `loading: boolean`; `problem: string` why the page could not be read, '' when it could
 * Events: `go` {index}, `open-link` {href, base} (every link but one within the page), `show-page` {see}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { NotePage, PinnedNote } from '../../src/protocol/messages';
import { emit } from './emit';
import { glyph } from './glyphs';
import { renderBlocks, renderLink } from './note-blocks';
import { scenariosNamed } from './note-links';
import { noteStyles } from './note-styles';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber, grouped } from './time-words';

export class NotesPanel extends LitElement {
  static override properties = {
    notes: { attribute: false },
    current: { type: Number },
    page: { attribute: false },
    anchor: {},
    loading: { type: Boolean },
    problem: {},
    listOpen: { state: true },
  };
  declare notes: readonly PinnedNote[];
  declare current: number;
  declare page: NotePage | undefined;
  declare anchor: string;
  declare loading: boolean;
  declare problem: string;
  declare listOpen: boolean;

  constructor() {
    super();
    this.notes = [];
    this.current = -1;
    this.page = undefined;
    this.anchor = '';
    this.loading = false;
    this.problem = '';
    this.listOpen = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('page') || changed.has('anchor')) this.#scrollTo(this.anchor);
  }

  protected override render(): TemplateResult {
    const here = this.notes.filter((note) => note.event === this.current && note.event >= 0);
    return html`
      <div class="top">${here.map((note) => this.#pinned(note))}${this.notes.length > 0 ? this.#list() : nothing}</div>
      ${this.#page()}
    `;
  }

  #pinned(note: PinnedNote): TemplateResult {
    return html`<div class="pinned" role="note">
      ${glyph('note')}
      <div>
        ${note.text ? html`<p>${note.text}</p>` : nothing}
        ${note.see ? html`<button class="see" @click=${() => this.#show(note.see!)}>${glyph('page')}${seeWords(note.see)}</button>` : nothing}
      </div>
    </div>`;
  }

  #list(): TemplateResult {
    return html`<div class="all">
      <button class="row" aria-expanded=${String(this.listOpen)} @click=${() => (this.listOpen = !this.listOpen)}>
        ${glyph(this.listOpen ? 'down' : 'right')}<span>All notes here <span class="quiet">(${grouped(this.notes.length)})</span></span>
      </button>
      ${this.listOpen
        ? html`<ul tabindex="-1">
            ${this.notes.map((note) => {
              const current = note.event >= 0 && note.event === this.current;
              return html`<li>
                <button class="row" aria-current=${current ? 'true' : nothing} @click=${() => this.#choose(note)}>
                  ${glyph(current ? 'changed' : note.text ? 'note' : 'page')}
                  <span class="words">${shortString(note.text ?? seeWords(note.see ?? ''), 140)}</span>
                  <span class="quiet at">${note.event >= 0 ? `event ${eventNumber(note.event)}` : 'on the whole'}</span>
                </button>
              </li>`;
            })}
          </ul>`
        : nothing}
    </div>`;
  }

  #page(): TemplateResult {
    const { page } = this;
    if (this.problem) return html`<p class="empty" role="alert">${glyph('warning')} ${this.problem}</p>`;
    if (page === undefined) {
      if (this.loading) return html`<p class="empty">Opening the page…</p>`;
      return html`<p class="empty">
        ${this.notes.length > 0
          ? 'No chapter note belongs to this event. Choose one of the notes above.'
          : 'No notes are pinned to this trace. A scenario pins them under “notes:”.'}
      </p>`;
    }
    const options = { onLink: (href: string) => this.#follow(href), anchor: this.anchor };
    const scenarios = scenariosNamed(page);
    return html`<div class="page" tabindex="0" role="region" aria-label=${`Chapter note: ${page.title}`} aria-busy=${String(this.loading)}>
      <article>${renderBlocks(page.blocks, options)}</article>
      ${scenarios.length === 0
        ? nothing
        : html`<nav aria-label="Scenarios on this page">
            <h4 class="l2">Scenarios on this page</h4>
            <ul>${scenarios.map(({ href, title }) => html`<li>${renderLink(href, title, options)}</li>`)}</ul>
          </nav>`}
    </div>`;
  }

  #choose(note: PinnedNote): void {
    if (note.event >= 0) emit(this, 'go', { index: note.event });
    if (note.see) this.#show(note.see);
  }

  #show(see: string): void {
    const [page = '', anchor = ''] = see.split('#');
    // Already open: asking the host again would only lose the place.
    if (page === this.page?.page && anchor === this.anchor) this.#scrollTo(anchor);
    else emit(this, 'show-page', { see });
  }

  #follow(href: string): void {
    const base = this.page?.page ?? '';
    if (!href.startsWith('#')) return emit(this, 'open-link', { href, base });
    const anchor = decoded(href.slice(1));
    this.#scrollTo(anchor);
    this.#heading(anchor)?.focus({ preventScroll: true });
  }

  #heading(anchor: string): HTMLElement | undefined {
    const headings = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-anchor]')];
    return anchor === '' ? undefined : headings.find((heading) => heading.dataset['anchor'] === anchor);
  }

  // Only the page scrolls, never what is around the panel: the reader may be looking at something else there.
  #scrollTo(anchor: string): void {
    const page = this.renderRoot.querySelector<HTMLElement>('.page');
    if (!page) return;
    const heading = this.#heading(anchor);
    page.scrollTop = heading ? heading.offsetTop - page.offsetTop - 6 : 0;
  }

  static override styles = [panelStyles, noteStyles, css`
    :host {
      display: flex;
      flex-direction: column;
      height: 100%;
      min-height: 0;
    }
  `];
}

/** `ch8/unreliable-networks#lost-reply` as `unreliable networks: lost reply` */
function seeWords(see: string): string {
  const [page = '', anchor = ''] = see.split('#');
  const name = page.slice(page.lastIndexOf('/') + 1).replace(/-/g, ' ');
  return anchor ? `${name}: ${anchor.replace(/-/g, ' ')}` : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

if (!customElements.get('fl-notes-panel')) customElements.define('fl-notes-panel', NotesPanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-notes-panel': NotesPanel;
  }
}
