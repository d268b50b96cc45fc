/**
 * <fl-notes-panel>: the note that belongs to the current event, the chapter page it points to, and every note of the
 * scenario. Give it a height: the page scrolls inside it.
 *
 * Props
 * - `notes: readonly PinnedNote[]` all notes of the scenario; `current: number` index of the current event
 * - `page?: NotePage` the chapter page to show; `anchor: string` the heading to scroll to, '' for the top
 * - `terms: readonly Term[]` what is explained on hover; `about: readonly SectionAbout[]` sections that speak of what is on screen
 * - `asking?: Question` the question that is asked on the diagram now, `base` its page; it stands above the page
 * - `writing?` the editor of a note, above everything else
 * - `loading: boolean`; `problem: string` why the page could not be read, '' when it could
 * Events: `go` {index}, `open-link` {href, base} (every link but one within the page), `show-page` {see}, `answer-question` {question, how},
 * `ask-question` {question}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Answered, NotePage, PinnedNote, Question, SectionAbout, SectionScenario } from '../../src/protocol/messages';
import type { Term } from '../../src/trace/terms';
import { emit } from './emit';
import { glyph } from './glyphs';
import { renderBlocks, renderLink } from './note-blocks';
import type { BlockOptions } from './note-blocks';
import { scenariosNamed } from './note-links';
import { questionCard, questionStyles } from './question-card';
import { createTermTip, termStyles } from './term-tip';
import { noteStyles } from './note-styles';
import { panelStyles } from './panel-styles';
import { aboutWords, addNoteButton, isAbout, noteWords, pinnedNoteStyles } from './pinned-notes';
import { shortString } from './plain-text';
import { eventNumber, grouped } from './time-words';

/** Of a section's events so many are named; the others are in the list of all notes. */
const MOST_EVENTS = 8;

export class NotesPanel extends LitElement {
  static override properties = {
    notes: { attribute: false },
    current: { type: Number },
    page: { attribute: false },
    anchor: {},
    loading: { type: Boolean },
    problem: {},
    terms: { attribute: false },
    about: { attribute: false },
    asking: { attribute: false },
    base: {},
    writing: { attribute: false },
    listOpen: { state: true },
  };
  declare notes: readonly PinnedNote[];
  declare current: number;
  declare page: NotePage | undefined;
  declare anchor: string;
  declare loading: boolean;
  declare problem: string;
  declare terms: readonly Term[];
  declare about: readonly SectionAbout[];
  declare asking: Question | undefined;
  declare base: string;
  declare writing: unknown;
  declare listOpen: boolean;
  /** Which lists of scenarios and which answers are unfolded, and what was chosen, until the page is left. */
  readonly #unfolded = new Set<string>();
  readonly #chosen = new Map<string, number>();
  readonly #answers = new Map<string, Answered>();
  readonly #tip = createTermTip(() => this.requestUpdate(), (anchor) => emit(this, 'show-page', { see: `glossary#${anchor}` }));

  constructor() {
    super();
    this.notes = [];
    this.current = -1;
    this.page = undefined;
    this.anchor = '';
    this.loading = false;
    this.problem = '';
    this.terms = [];
    this.about = [];
    this.asking = undefined;
    this.base = '';
    this.writing = nothing;
    this.listOpen = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#tip.use(this.terms);
    // A question that is asked again is asked as if for the first time.
    if (changed.has('asking') && this.asking) this.#fold(this.asking.id);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('page') || changed.has('anchor')) this.#scrollTo(this.anchor);
    this.#tip.place(this.renderRoot, this);
  }

  protected override render(): TemplateResult {
    const here = this.notes.filter((note) => isAbout(note, this.current));
    return html`
      <div class="top">
        ${this.writing}${this.asking ? this.#question(this.asking, this.base) : html`${here.map((note) => this.#pinned(note))}${this.current >= 0 ? addNoteButton(this) : nothing}${this.notes.length > 0 || this.about.length > 0 ? this.#list() : nothing}`}
      </div>
      ${this.#page()}${this.#tip.box()}
    `;
  }

  #pinned(note: PinnedNote): TemplateResult {
    return html`<div class="pinned" role="note">
      ${glyph('note')}
      <div>
        ${noteWords(note, this.notes.indexOf(note), this)}
        ${note.see ? html`<button class="see" @click=${() => this.#show(note.see!)}>${glyph('page')}${seeWords(note.see)}</button>` : nothing}
      </div>
    </div>`;
  }

  #list(): TemplateResult {
    return html`<div class="all">
      <button class="row" aria-expanded=${String(this.listOpen)} @click=${() => (this.listOpen = !this.listOpen)}>
        ${glyph(this.listOpen ? 'down' : 'right')}<span>All notes here <span class="quiet">(${grouped(this.notes.length + this.about.length)})</span></span>
      </button>
      ${this.listOpen ? html`${this.notes.length > 0 ? this.#ownNotes() : nothing}${this.#sectionsAbout()}` : nothing}
    </div>`;
  }

  #sectionsAbout(): TemplateResult | typeof nothing {
    if (this.about.length === 0) return nothing;
    return html`<p class="quiet group" id="about">Sections that speak of it</p>
      <ul aria-labelledby="about">
        ${this.about.map(
          ({ see, title, of }) => html`<li>
            <button class="row" aria-current=${see === `${this.page?.page}#${this.anchor}` ? 'true' : nothing} @click=${() => this.#show(see)}>
              ${glyph('page')}<span class="words">${title}</span><span class="quiet at">${of}</span>
            </button>
          </li>`,
        )}
      </ul>`;
  }

  #ownNotes(): TemplateResult {
    return html`<ul tabindex="-1">
            ${this.notes.map((note) => {
              const current = note.event >= 0 && note.event === this.current;
              return html`<li>
                <button class="row" aria-current=${current ? 'true' : nothing} @click=${() => this.#choose(note)}>
                  ${glyph(current ? 'changed' : note.text ? 'note' : 'page')}
                  <span class="words">${shortString(note.text ?? seeWords(note.see ?? ''), 140)}</span>
                  <span class="quiet at">${aboutWords(note)}</span>
                </button>
              </li>`;
            })}
          </ul>`;
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
    const options: BlockOptions = {
      ...this.#options(page.page),
      anchor: this.anchor,
      below: (anchor) => this.#below(anchor),
      question: (question) => (question.id === this.asking?.id ? html`<p class="quiet">${glyph('eye')} This question is being asked, above.</p>` : this.#question(question, page.page)),
    };
    const scenarios = scenariosNamed(page);
    return html`<div class="page" tabindex="0" role="region" aria-label=${`Chapter note: ${page.title}`} aria-busy=${String(this.loading)} @scroll=${() => this.#tip.close()}>
      <article>${renderBlocks(page.blocks, options)}</article>
      ${scenarios.length === 0
        ? nothing
        : html`<nav aria-label="Scenarios on this page">
            <h4 class="l2">Scenarios on this page</h4>
            <ul>${scenarios.map(({ href, title }) => html`<li>${renderLink(href, title, options)}</li>`)}</ul>
          </nav>`}
    </div>`;
  }

  #options(base: string): BlockOptions {
    return { onLink: (href) => this.#follow(href, base), anchor: '', term: (anchor, text) => this.#tip.button(anchor, text) };
  }

  /** Below a heading: where the run on screen has events that belong to the section, and the scenarios that show it. */
  #below(anchor: string): TemplateResult | typeof nothing {
    const section = this.page?.sections?.find((each) => each.anchor === anchor);
    const see = `${this.page?.page}#${anchor}`;
    const pinned = this.asking ? [] : this.notes.filter((note) => note.see === see && note.event >= 0);
    if (section === undefined && pinned.length === 0) return nothing;
    const key = `section ${see}`;
    const open = this.#unfolded.has(key);
    const stepped = section?.scenarios.filter(({ progress }) => progress === 'stepped').length ?? 0;
    return html`<div class="below">
      ${section === undefined
        ? nothing
        : html`<button class="row" aria-expanded=${String(open)} @click=${() => this.#unfold(key)}>
            ${glyph(open ? 'down' : 'right')}<span
              >Scenarios for this section <span class="quiet">${section.rows.join(', ')} · ${stepped > 0 ? `${stepped} of ` : ''}${section.scenarios.length}${stepped > 0 ? ' stepped through' : ''}</span></span
            >
          </button>`}
      ${section !== undefined && open ? html`<ul>${section.scenarios.map((scenario) => this.#scenario(scenario))}</ul>` : nothing}
      ${pinned.length === 0
        ? nothing
        : html`<p class="events">
            <span class="quiet">In this run:</span>
            ${pinned.slice(0, MOST_EVENTS).map(
              ({ event }) => html`<button class="see" aria-current=${event === this.current ? 'true' : nothing} @click=${() => emit(this, 'go', { index: event })}>event ${eventNumber(event)}</button>`,
            )}${pinned.length > MOST_EVENTS ? html`<span class="quiet">and ${pinned.length - MOST_EVENTS} more</span>` : nothing}
          </p>`}
    </div>`;
  }

  #scenario({ href, title, rows, progress, here }: SectionScenario): TemplateResult {
    const words = [rows.join(', '), ...(here ? ['on screen'] : []), ...(progress === 'new' ? [] : [progress === 'stepped' ? 'stepped through' : 'opened'])].join(' · ');
    return html`<li>
      ${here ? html`<span class="on-screen">${glyph('scenario')}${title}</span>` : renderLink(href, title, this.#options(this.page?.page ?? ''))}
      <span class="quiet">${progress === 'stepped' ? glyph('ok') : nothing} ${words}</span>
    </li>`;
  }

  #question(question: Question, base: string): TemplateResult {
    const { id, predict } = question;
    const asking = id === this.asking?.id;
    const state = {
      answered: this.#answers.get(id) ?? this.page?.answers?.[id],
      open: this.#unfolded.has(id),
      chosen: this.#chosen.get(id) ?? -1,
      here: predict !== undefined && this.page?.sections?.some(({ scenarios }) => scenarios.some(({ href, here }) => here && href === predict.href)) === true,
      asking,
    };
    const card = questionCard(
      question,
      state,
      {
        choose: (choice) => {
          this.#chosen.set(id, choice);
          this.#answer(id, question.choices[choice]?.right === true ? 'right' : 'wrong');
        },
        toggle: () => {
          if (state.open) this.#fold(id);
          else this.#answer(id, 'seen');
        },
        ask: () => emit(this, 'ask-question', { question }),
      },
      this.#options(base),
    );
    if (!asking) return card;
    return html`${card}<p class="acts">
      <button class="action" @click=${() => emit(this, 'ask-question', { question: undefined })}>${glyph(state.open ? 'ok' : 'eye')}${state.open ? 'Done' : 'Show What Comes, Without an Answer'}</button>
    </p>`;
  }

  #answer(question: string, how: Answered): void {
    this.#unfolded.add(question);
    const before = this.#answers.get(question) ?? this.page?.answers?.[question];
    if (before !== 'right' && !(before === 'wrong' && how === 'seen')) this.#answers.set(question, how);
    emit(this, 'answer-question', { question, how });
    this.requestUpdate();
  }

  #fold(question: string): void {
    this.#unfolded.delete(question);
    this.#chosen.delete(question);
    this.requestUpdate();
  }

  #unfold(key: string): void {
    if (!this.#unfolded.delete(key)) this.#unfolded.add(key);
    this.requestUpdate();
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

  #follow(href: string, base = this.page?.page ?? ''): void {
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

  static override styles = [panelStyles, noteStyles, pinnedNoteStyles, termStyles, questionStyles, css`
    :host {
      display: flex;
      flex-direction: column;
      height: 100%;
      min-height: 0;
      position: relative;
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
