/**
 * The find widget, at the place and with the keys of VS Code's own: what is typed is searched at once, Enter and Shift+Enter walk
 * along what was found, Escape closes. Names are offered while one types (a combobox whose list is opened by typing and
 * entered by the arrow keys); what is wrong is said below, with what was probably meant.
 */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import { completionsAt } from '../../src/trace/find/complete';
import type { Completion, Completions } from '../../src/trace/find/complete';
import type { FindProblem } from '../../src/trace/find/parse';
import { grouped } from '../panels/time-words';
import type { Find } from '../store/find';
import type { Store } from '../store/store';
import { HELP_TEXT, findHelp } from './find-help';
import { icon } from './icon';
import type { Part } from './part';

export interface FindBar extends Part {
  readonly element: HTMLElement;
  /** Opens the bar and puts the caret into it. */
  open(): void;
  go(direction: 1 | -1): void;
}

const NOTHING: Completions = { start: 0, end: 0, items: [] };

export function createFindBar(store: Store, find: Find): FindBar {
  const element = document.createElement('div');
  element.className = 'find-bar';
  element.setAttribute('role', 'search');
  element.setAttribute('aria-label', 'Find events');
  let offered: Completions = NOTHING;
  /** Which of those offered the arrow keys are at, or -1. */
  let chosen = -1;
  /** Which of the earlier searches stands in the input, or -1 for what was typed. */
  let recalled = -1;
  let typed = '';
  let helping = false;
  let cameFrom: HTMLElement | undefined;
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isForTyping(event)) return;
    event.preventDefault();
    open();
  });

  return { element, open, go, render: draw };

  function draw(): void {
    if (element.hidden === find.open) element.hidden = !find.open;
    element.parentElement?.classList.toggle('finding', find.open);
    render(find.open ? template() : nothing, element);
    element.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  function open(): void {
    const active = document.activeElement;
    if (active instanceof HTMLElement && !element.contains(active)) cameFrom = active;
    find.show();
    draw();
    const field = input();
    field?.focus();
    field?.select();
  }

  function close(): void {
    find.remember();
    offered = NOTHING;
    helping = false;
    find.close();
    draw();
    const back = cameFrom?.isConnected === true && cameFrom !== document.body ? cameFrom : document.querySelector<HTMLElement>('.diagram .view');
    back?.focus();
  }

  function go(direction: 1 | -1): void {
    find.remember();
    if (!find.active && find.text === '') return open();
    find.go(direction);
  }

  function input(): HTMLInputElement | null {
    return element.querySelector('input');
  }

  function template(): TemplateResult {
    const problem = shownProblem();
    const open = offered.items.length > 0;
    const none = find.hits.length === 0;
    return html`<div class="line">
        <div class="field ${problem?.severity === 'error' ? 'bad' : ''}">
          <input
            type="text"
            role="combobox"
            aria-label="Find"
            placeholder="Find"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength="2000"
            aria-autocomplete="list"
            aria-expanded=${String(open)}
            aria-controls="find-list"
            aria-activedescendant=${open && chosen >= 0 ? `find-option-${chosen}` : nothing}
            aria-invalid=${problem?.severity === 'error' ? 'true' : nothing}
            aria-describedby=${problem === undefined ? nothing : 'find-problem'}
            .value=${find.text}
            @input=${onInput}
            @keydown=${onKey}
            @blur=${closeList}
          />
          ${tool('filter', 'Hide what does not match', () => find.setFilter(!find.filter), { pressed: find.filter })}
        </div>
        <span class="count ${find.active && find.done && none ? 'none' : ''}" role="status">${count()}</span>
        ${tool('arrow-up', 'Previous match (Shift+Enter)', () => go(-1), { disabled: none && find.done })}
        ${tool('arrow-down', 'Next match (Enter)', () => go(1), { disabled: none && find.done })}
        ${tool('question', 'What can be searched for', () => help(), { pressed: helping, title: HELP_TEXT })}
        ${tool('close', 'Close (Escape)', close)}
      </div>
      ${problem === undefined ? nothing : problemLine(problem)}
      <ul id="find-list" role="listbox" aria-label="Names to search for" ?hidden=${!open}>
        ${offered.items.map((item, k) => option(item, k))}
      </ul>
      ${helping && !open ? findHelp((example) => take(example)) : nothing}`;
  }

  function tool(name: string, label: string, act: () => void, { pressed, disabled = false, title }: { readonly pressed?: boolean; readonly disabled?: boolean; readonly title?: string } = {}): TemplateResult {
    return html`<button
      type="button"
      class="tool"
      aria-label=${label.replace(/ \(.*/, '')}
      title=${title ?? label}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }

  function count(): string {
    const { hits, done, active, fraction } = find;
    if (!active) return '';
    if (!done) return `${grouped(hits.length)} so far, ${Math.floor(fraction * 100)} %`;
    if (hits.length === 0) return 'Nothing found';
    const place = hits.before(store.step);
    return find.isHit(store.step) ? `${grouped(place + 1)} of ${grouped(hits.length)}` : `${grouped(hits.length)} found`;
  }

  /** An error at once; what is not finished only while no name is being chosen; an unknown name when nothing was found. */
  function shownProblem(): FindProblem | undefined {
    const { problems } = find;
    const error = problems.find(({ severity }) => severity === 'error');
    if (error !== undefined) return error;
    const unfinished = problems.find(({ severity }) => severity === 'unfinished');
    if (offered.items.length > 0) return undefined;
    if (unfinished !== undefined) return unfinished;
    return find.active && find.done && find.hits.length === 0 ? problems[0] : undefined;
  }

  function problemLine({ start, end, severity, message, suggestion }: FindProblem): TemplateResult {
    const mend = (): void => {
      take(find.text.slice(0, start) + suggestion! + find.text.slice(end));
    };
    return html`<div class="problem ${severity}">
      <span id="find-problem">${message[0]!.toUpperCase()}${message.slice(1)}.</span>
      ${suggestion === undefined ? nothing : html`<button type="button" class="mend" @click=${mend}>Did you mean ${suggestion}?</button>`}
    </div>`;
  }

  function option({ label, detail }: Completion, k: number): TemplateResult {
    return html`<li
      role="option"
      id="find-option-${k}"
      aria-selected=${String(k === chosen)}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => accept(k)}
    >
      <span class="name"><bdi>${label}</bdi></span>${detail === undefined ? nothing : html`<span class="detail">${detail}</span>`}
    </li>`;
  }

  function onInput(event: Event): void {
    const field = event.target as HTMLInputElement;
    recalled = -1;
    chosen = -1;
    offered = completionsAt(field.value, field.selectionStart ?? field.value.length, find.words);
    find.setText(field.value);
    draw();
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const action = actionOf(event);
    if (action === undefined) return;
    event.preventDefault();
    action();
    draw();
  }

  function actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    const { length } = offered.items;
    if (length > 0) {
      // From the ends back into the input, as in other such lists.
      if (key === 'ArrowDown') return () => (chosen = chosen + 1 === length ? -1 : chosen + 1);
      if (key === 'ArrowUp' && (chosen >= 0 || find.text !== '')) return () => (chosen = chosen < 0 ? length - 1 : chosen - 1);
      if (key === 'Escape') return closeList;
      if ((key === 'Enter' || key === 'Tab') && chosen >= 0 && !shiftKey) return () => accept(chosen);
    }
    if (key === 'Enter') {
      return () => {
        closeList();
        go(shiftKey ? -1 : 1);
      };
    }
    if (key === 'ArrowUp') return () => recall(1);
    if (key === 'ArrowDown' && recalled >= 0) return () => recall(-1);
    if (key === 'ArrowDown') return offer;
    return undefined;
  }

  /** Opens the list without anything being typed. */
  function offer(): void {
    const field = input();
    if (field !== null) offered = completionsAt(field.value, field.selectionStart ?? field.value.length, find.words);
  }

  function closeList(): void {
    if (offered.items.length === 0) return;
    offered = NOTHING;
    chosen = -1;
    draw();
  }

  function accept(k: number): void {
    const item = offered.items[k];
    if (item === undefined) return;
    const { start, end } = offered;
    const after = find.text.slice(end);
    // A whole value is followed by the next word; a field by its value.
    const insert = /[:>]$/.test(item.insert) || after.startsWith(' ') ? item.insert : `${item.insert} `;
    take(find.text.slice(0, start) + insert + after, start + insert.length);
    if (/[:>]$/.test(insert)) {
      offer();
      draw();
    }
  }

  /** Puts a text into the input, with the caret at its end or where it is told. */
  function take(text: string, caret = text.length): void {
    offered = NOTHING;
    chosen = -1;
    find.setText(text);
    draw();
    const field = input();
    field?.focus();
    field?.setSelectionRange(caret, caret);
  }

  function recall(by: 1 | -1): void {
    const { queries } = store.view;
    const others = queries.filter((query) => query !== typed.trim());
    if (recalled < 0) typed = find.text;
    const next = Math.min(others.length - 1, recalled + by);
    if (next === recalled) return;
    recalled = next;
    take(next < 0 ? typed : others[next]!);
  }

  function help(): void {
    helping = !helping;
    draw();
  }
}

function isForTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/.test(target.localName));
}
