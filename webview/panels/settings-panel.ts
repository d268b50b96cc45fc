/**
 * <fl-settings-panel>: what can be set of the scenario, as controls.
 *
 * Props
 * - `page?: SettingsPage`; `run: number` the run it is of: with another one, what was typed before has become true
 * - `problems: ReadonlyMap<string, string>` what is wrong with what was typed, by setting
 * - `readOnly: boolean` values are shown and cannot be changed
 * Events: `set-value` {id, value?} (without a value: the default again), `forget-problem` {id}, `show-line` {line}, `copy-scenario`
 *
 * A value is set with Enter, or when the field is left; Escape takes back what was typed. Whatever is refused stays in its field, with
 * the reason below it.
 */
import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Setting, SettingsPage, SettingsSection } from '../../src/protocol/settings';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { settingsStyles } from './settings-styles';

export class SettingsPanel extends LitElement {
  static override properties = {
    page: { attribute: false },
    run: { type: Number },
    problems: { attribute: false },
    readOnly: { type: Boolean },
  };
  declare page: SettingsPage | undefined;
  declare run: number;
  declare problems: ReadonlyMap<string, string>;
  declare readOnly: boolean;
  /** What stands in a field and not, or not yet, in the text. */
  readonly #typed = new Map<string, string>();
  /** Of that, what was handed on. */
  readonly #sent = new Set<string>();

  constructor() {
    super();
    this.page = undefined;
    this.run = -1;
    this.problems = new Map();
    this.readOnly = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('run')) return;
    for (const id of this.#sent) if (!this.problems.has(id)) this.#typed.delete(id);
    this.#sent.clear();
  }

  protected override render(): TemplateResult {
    if (this.page === undefined) return html`<p class="empty">Reading the scenario…</p>`;
    return html`${this.readOnly
      ? html`<div class="locked">
          <p>This scenario cannot be changed where it is.</p>
          <button class="action" @click=${() => this.dispatchEvent(new CustomEvent('copy-scenario'))}>Open a Copy in the Workspace</button>
        </div>`
      : nothing}${repeat(this.page.sections, ({ id }) => id, (section) => this.#section(section))}`;
  }

  #section({ id, title, settings, others }: SettingsSection): TemplateResult {
    return html`<section aria-labelledby="section-${id}">
      <h3 id="section-${id}">${shortString(title, 60)}</h3>
      ${repeat(settings, (each) => each.id, (each) => this.#setting(each))}
      ${others.length === 0
        ? nothing
        : html`<ul class="others" aria-label="Said in the text">
            ${others.map(({ words, line }) => html`<li>
              <bdi>${shortString(words, 160)}</bdi>
              <button class="link" aria-label=${`Show line ${line}: ${shortString(words, 80)}`} @click=${() => this.dispatchEvent(new CustomEvent('show-line', { detail: { line } }))}>Show Line</button>
            </li>`)}
          </ul>`}
    </section>`;
  }

  #setting(setting: Setting): TemplateResult {
    const { id, label, summary, control, written, part } = setting;
    const name = nameOf(id);
    const problem = this.problems.get(id);
    const range = 'range' in control ? control.range : '';
    const about = [summary, range === '' ? '' : `${range.slice(0, 1).toUpperCase()}${range.slice(1)}.`, setting.default === undefined ? '' : `Default: ${setting.default === '' ? 'nothing' : setting.default}.`].filter((text) => text !== '');
    const back = written && setting.default !== undefined && !this.readOnly;
    return html`<div class="setting ${part ? 'part' : ''} ${problem === undefined ? '' : 'wrong'}">
      <div class="line">
        ${control.kind === 'boolean' ? html`${this.#field(setting)}<label for=${name}>${label}</label>` : html`<label for=${name}>${label}</label>${this.#field(setting)}`}
        ${back
          ? html`<button class="back" title=${`Take it out of the text: ${setting.default} again, the default`} aria-label=${`${label}: back to the default, ${setting.default}`} @click=${() => this.#reset(id)}>${glyph('undo')}</button>`
          : nothing}
      </div>
      ${problem === undefined ? nothing : html`<p class="problem" id="${name}-problem" role="alert">${glyph('warning')}<span>${shortString(problem, 300)}</span></p>`}
      <p class="about" id="${name}-about">${about.join(' ')}</p>
    </div>`;
  }

  #field(setting: Setting): TemplateResult {
    const { id, control } = setting;
    const name = nameOf(id);
    const value = this.#typed.get(id) ?? setting.value;
    const problem = this.problems.has(id);
    const described = problem ? `${name}-problem ${name}-about` : `${name}-about`;
    const invalid = problem ? 'true' : nothing;
    switch (control.kind) {
      case 'boolean':
        return html`<input type="checkbox" id=${name} .checked=${live(value === 'true')} ?disabled=${this.readOnly} aria-describedby=${described} aria-invalid=${invalid}
          @change=${(event: Event) => this.#commit(setting, String((event.target as HTMLInputElement).checked))} />`;
      case 'choice':
        return html`<select id=${name} ?disabled=${this.readOnly} aria-describedby=${described} aria-invalid=${invalid} @change=${(event: Event) => this.#commit(setting, (event.target as HTMLSelectElement).value)}>
          ${control.choices.map((choice) => html`<option value=${choice.value} .selected=${live(choice.value === value)}>${choice.label}</option>`)}
        </select>`;
      default:
        return html`<input type="text" class=${control.kind} id=${name} .value=${live(value)} ?readonly=${this.readOnly} spellcheck="false" autocomplete="off"
          inputmode=${control.kind === 'text' || control.kind === 'duration' ? 'text' : 'decimal'} aria-describedby=${described} aria-invalid=${invalid}
          @input=${(event: Event) => this.#type(id, (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#onKey(event, setting)}
          @blur=${(event: Event) => this.#commit(setting, (event.target as HTMLInputElement).value)} />`;
    }
  }

  #type(id: string, text: string): void {
    this.#typed.set(id, text);
    this.#sent.delete(id);
  }

  #onKey(event: KeyboardEvent, setting: Setting): void {
    if (event.key === 'Enter') this.#commit(setting, (event.target as HTMLInputElement).value);
    else if (event.key === 'Escape' && this.#typed.delete(setting.id)) {
      this.dispatchEvent(new CustomEvent('forget-problem', { detail: { id: setting.id } }));
      this.requestUpdate();
    } else return;
    event.preventDefault();
  }

  #commit({ id, value }: Setting, text: string): void {
    if (this.readOnly) return;
    // What was handed on once is not handed on again when the field is left.
    if (this.#sent.has(id) && this.#typed.get(id) === text) return;
    if (text === value) {
      this.#typed.delete(id);
      if (this.problems.has(id)) this.dispatchEvent(new CustomEvent('forget-problem', { detail: { id } }));
      return;
    }
    this.#typed.set(id, text);
    this.#send(id, text);
  }

  #reset(id: string): void {
    this.#typed.delete(id);
    this.#send(id, undefined);
    // The button goes with what it took back.
    this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(nameOf(id))}`)?.focus();
  }

  #send(id: string, value: string | undefined): void {
    this.#sent.add(id);
    this.dispatchEvent(new CustomEvent('set-value', { detail: value === undefined ? { id } : { id, value } }));
  }

  static override styles = [panelStyles, settingsStyles];
}

/** For `id` and what refers to it: neither may hold a blank. */
function nameOf(id: string): string {
  return `set-${id.replace(/\s/g, '_')}`;
}

if (!customElements.get('fl-settings-panel')) customElements.define('fl-settings-panel', SettingsPanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-settings-panel': SettingsPanel;
  }
}
