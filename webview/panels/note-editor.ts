/**
 * <fl-note-editor>: where a note on the diagram is written: what it is pinned to, its text in Markdown, and how that will look.
 *
 * Props
 * - `draft: EditedNote` what is written so far; `lanes: readonly string[]`; `last: number` the number of the last event
 * - `words: readonly [string, string]` what the events of the draft are, in words
 * - `blocks?: readonly Block[]` the text as it will look, once asked for with `preview-note`
 * - `problem: string` why it was not written; `saving: boolean`; `current: number` the event on the diagram
 * Events: `change-note` {change}, `preview-note` {text}, `save-note`, `cancel-note`, `delete-note`
 */
import { LitElement, css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Block } from '../../src/protocol/messages';
import type { EditedNote, NoteDraft } from '../store/note-draft';
import { emit } from './emit';
import { glyph } from './glyphs';
import { renderBlocks } from './note-blocks';
import { noteStyles } from './note-styles';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { fieldStyles } from './settings-styles';
import { eventNumber } from './time-words';

const PLACES: readonly (readonly [NoteDraft['on'], string])[] = [['event', 'An event'], ['stretch', 'A stretch of events'], ['lane', 'A lane'], ['whole', 'The whole run']];

export class NoteEditor extends LitElement {
  static override properties = {
    draft: { attribute: false },
    lanes: { attribute: false },
    last: { type: Number },
    words: { attribute: false },
    blocks: { attribute: false },
    problem: {},
    saving: { type: Boolean },
    current: { type: Number },
    previewing: { state: true },
  };
  declare draft: EditedNote;
  declare lanes: readonly string[];
  declare last: number;
  declare words: readonly [string, string];
  declare blocks: readonly Block[] | undefined;
  declare problem: string;
  declare saving: boolean;
  declare current: number;
  declare previewing: boolean;

  constructor() {
    super();
    this.draft = { on: 'whole', event: 0, until: 0, lane: '', text: '', author: '', date: '' };
    this.lanes = [];
    this.last = 0;
    this.words = ['', ''];
    this.blocks = undefined;
    this.problem = '';
    this.saving = false;
    this.current = 0;
    this.previewing = false;
  }

  /** Puts the cursor behind the text. */
  async takeFocus(): Promise<void> {
    this.previewing = false;
    await this.updateComplete;
    const field = this.renderRoot.querySelector('textarea');
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Typing sets the field itself; only a text from elsewhere is put into it.
    const field = this.renderRoot.querySelector('textarea');
    if (changed.has('draft') && field && field.value !== this.draft.text) field.value = this.draft.text;
  }

  protected override render(): TemplateResult {
    const { draft } = this;
    return html`<form aria-label=${draft.editing ? 'Edit a note' : 'Write a note'} @submit=${this.#submit} @keydown=${this.#keys}>
      ${this.#place()}
      <div class="tabs" role="tablist" aria-label="Text and preview" @keydown=${this.#tabKeys}>${this.#tab('Write', false)}${this.#tab('Preview', true)}</div>
      <div id="write" role="tabpanel" aria-labelledby="tab-write" ?hidden=${this.previewing}>
        <textarea
          rows="5"
          aria-label="Text of the note, in Markdown"
          aria-describedby="help"
          placeholder="What is there to see here? Markdown."
          .defaultValue=${draft.text}
          @input=${(event: Event) => this.#change({ text: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
      </div>
      <div id="preview" role="tabpanel" aria-labelledby="tab-preview" tabindex="0" ?hidden=${!this.previewing}>${this.previewing ? this.#preview() : nothing}</div>
      <div class="signed">
        <label>Author <input type="text" maxlength="60" autocomplete="off" placeholder="nobody" .value=${draft.author} @change=${(event: Event) => this.#change({ author: (event.target as HTMLInputElement).value })} /></label>
        <label>Date <input type="date" .value=${draft.date} @change=${(event: Event) => this.#change({ date: (event.target as HTMLInputElement).value })} /></label>
      </div>
      <p class="problem" role="alert">${this.problem ? html`${glyph('warning')}<span>Not written: ${this.problem}.</span>` : nothing}</p>
      <div class="buttons">
        <button class="action main" type="submit" ?disabled=${this.saving || draft.text.trim() === ''}>Save</button>
        <button class="action" type="button" @click=${() => emit(this, 'cancel-note', {})}>Cancel</button>
        ${draft.editing ? html`<button class="action" type="button" @click=${() => emit(this, 'delete-note', {})}>Delete the Note</button>` : nothing}
        <span class="quiet" id="help">Ctrl+Enter saves, Escape cancels</span>
      </div>
    </form>`;
  }

  #place(): TemplateResult {
    const { on, lane, editing } = this.draft;
    return html`<div class="pin">
      <label
        >Pinned to
        <select @change=${(event: Event) => this.#change({ on: (event.target as HTMLSelectElement).value as NoteDraft['on'] })}>
          ${editing ? html`<option value="kept" ?selected=${on === 'kept'}>As it is: ${shortString(editing.about, 60)}</option>` : nothing}
          ${PLACES.map(([value, words]) => html`<option value=${value} ?selected=${on === value}>${words}</option>`)}
        </select>
      </label>
      ${on === 'lane'
        ? html`<label>Lane <select @change=${(event: Event) => this.#change({ lane: (event.target as HTMLSelectElement).value })}>${this.lanes.map((name) => html`<option value=${name} ?selected=${name === lane}>${shortString(name, 60)}</option>`)}</select></label>`
        : nothing}
      ${on === 'event' ? this.#event('Event', 'event', this.words[0]) : nothing}
      ${on === 'stretch' ? html`${this.#event('From', 'event', this.words[0])}${this.#event('Up to', 'until', this.words[1])}` : nothing}
    </div>`;
  }

  #event(label: string, which: 'event' | 'until', words: string): TemplateResult {
    const value = this.draft[which];
    return html`<div class="event">
      <label>${label} # <input type="number" min="0" max=${this.last} .value=${String(value)} @change=${(event: Event) => this.#number(event, which)} /></label>
      ${value === this.current ? nothing : html`<button class="see" type="button" @click=${() => this.#change({ [which]: this.current })}>Take ${eventNumber(this.current)}, the current one</button>`}
      <span class="quiet words">${words}</span>
    </div>`;
  }

  #number(event: Event, which: 'event' | 'until'): void {
    const field = event.target as HTMLInputElement;
    const value = Math.min(this.last, Math.max(0, Math.trunc(Number(field.value) || 0)));
    field.value = String(value);
    this.#change({ [which]: value });
  }

  #tab(words: string, previewing: boolean): TemplateResult {
    const name = previewing ? 'preview' : 'write';
    const chosen = this.previewing === previewing;
    return html`<button type="button" role="tab" id="tab-${name}" aria-controls=${name} aria-selected=${String(chosen)} tabindex=${chosen ? 0 : -1} @click=${() => this.#show(previewing)}>${words}</button>`;
  }

  #preview(): TemplateResult {
    if (this.draft.text.trim() === '') return html`<p class="quiet">There is nothing to preview yet.</p>`;
    if (this.blocks === undefined) return html`<p class="quiet">Reading the text…</p>`;
    return html`<div class="written">${renderBlocks(this.blocks, { onLink: () => undefined, anchor: '' })}</div>`;
  }

  #show(previewing: boolean): void {
    this.previewing = previewing;
    if (previewing) emit(this, 'preview-note', { text: this.draft.text });
  }

  #change(change: Partial<EditedNote>): void {
    emit(this, 'change-note', { change });
  }

  readonly #tabKeys = (event: KeyboardEvent): void => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    this.#show(event.key === 'End' || (event.key !== 'Home' && !this.previewing));
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus());
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.#save();
  };

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      emit(this, 'cancel-note', {});
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // What was typed into another field counts as well.
      (this.renderRoot as ShadowRoot).activeElement?.dispatchEvent(new Event('change'));
      this.#save();
    }
  };

  #save(): void {
    if (!this.saving && this.draft.text.trim() !== '') emit(this, 'save-note', {});
  }

  static override styles = [panelStyles, noteStyles, fieldStyles, css`
    form {
      display: flex;
      flex-direction: column;
      gap: 6px;
      margin: 8px 8px 4px;
      padding: 8px;
      border: 1px solid var(--line);
      border-inline-start: 3px solid var(--vscode-focusBorder);
    }
    [hidden] {
      display: none;
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
    }
    label select {
      flex: 1;
      min-width: 0;
      max-width: 100%;
    }
    .pin,
    .signed,
    .event,
    .buttons {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 12px;
      min-width: 0;
    }
    .event {
      flex-basis: 100%;
    }
    .event .words {
      flex: 1 1 12ch;
    }
    input[type='number'],
    input[type='date'],
    textarea {
      min-width: 0;
      min-height: 26px;
      padding: 1px 5px;
      font: inherit;
      color: var(--vscode-input-foreground, var(--vscode-foreground));
      background: var(--vscode-input-background, transparent);
      border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, var(--vscode-dropdown-border, var(--vscode-checkbox-border, var(--line)))));
      border-radius: 2px;
    }
    input[type='number'] {
      width: 8ch;
    }
    .signed input[type='text'] {
      width: 14ch;
    }
    textarea {
      display: block;
      width: 100%;
      min-height: 90px;
      resize: vertical;
      padding: 5px 7px;
      line-height: 1.45;
    }
    ::placeholder {
      color: var(--vscode-input-placeholderForeground, var(--vscode-descriptionForeground));
      opacity: 1;
    }
    [role='tablist'] {
      display: flex;
      gap: 4px;
      border-bottom: 1px solid var(--line);
    }
    [role='tab'] {
      min-height: 24px;
      padding: 0 10px;
      border-bottom: 2px solid transparent;
      border-radius: 0;
      color: var(--vscode-panelTitle-inactiveForeground, var(--vscode-foreground));
    }
    [role='tab'][aria-selected='true'] {
      color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
      border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder));
      font-weight: 600;
    }
    [role='tabpanel'] {
      min-width: 0;
    }
    #preview {
      max-height: 40vh;
      overflow: auto;
      padding: 4px 2px;
      overflow-wrap: anywhere;
    }
    .written > :first-child {
      margin-top: 0;
    }
    .written :is(p, ul, ol, pre, blockquote, .wide) {
      margin: 6px 0;
    }
    .problem:empty {
      display: none;
    }
    button.main {
      color: var(--vscode-button-foreground);
      background: var(--vscode-button-background);
    }
    button.main:hover:not(:disabled) {
      background: var(--vscode-button-hoverBackground);
    }
    #help {
      flex: 1 1 20ch;
    }
  `];
}

if (!customElements.get('fl-note-editor')) customElements.define('fl-note-editor', NoteEditor);

declare global {
  interface HTMLElementTagNameMap {
    'fl-note-editor': NoteEditor;
  }
}
