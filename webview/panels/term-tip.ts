/**
 * Terms of the glossary in a text: each is a button with a dotted line, and what it means stands in a small box beside it, while the pointer
 * rests on it or, by Enter or a click, until Escape or another click. One box for a panel, so that only one is open.
 */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Term } from '../../src/trace/terms';

const BOX_ID = 'term';
const MARGIN_PX = 6;

export interface TermTip {
  /** Which terms there are. */
  use(terms: readonly Term[]): void;
  /** Undefined for a term that is not known. */
  button(anchor: string, text: string): TemplateResult | undefined;
  /** The box, to be put once into the root of the panel, whose position is not static. */
  box(): TemplateResult | typeof nothing;
  /** Puts the box beside its word; to be called when the panel was updated. */
  place(root: ParentNode, host: HTMLElement): void;
  close(): void;
}

/** `changed` has the panel rendered again; `more` leads to the page with all terms. */
export function createTermTip(changed: () => void, more: (anchor: string) => void): TermTip {
  let known = new Map<string, Term>();
  let given: readonly Term[] | undefined;
  let open: { readonly term: Term; readonly word: HTMLElement; readonly kept: boolean } | undefined;

  const show = (term: Term, event: Event, kept: boolean): void => {
    open = { term, word: event.currentTarget as HTMLElement, kept };
    changed();
  };
  const close = (): void => {
    if (open === undefined) return;
    open = undefined;
    changed();
  };

  return {
    use(terms) {
      if (terms === given) return;
      given = terms;
      known = new Map(terms.map((term) => [term.anchor, term]));
    },
    button(anchor, text) {
      const term = known.get(anchor);
      if (term === undefined) return undefined;
      return html`<button
        class="term"
        aria-expanded="false"
        aria-label=${`${text}, explained`}
        @pointerenter=${(event: PointerEvent) => event.pointerType !== 'touch' && open?.kept !== true && show(term, event, false)}
        @pointerleave=${() => open?.kept === false && close()}
        @click=${(event: Event) => (open?.kept === true && open.word === event.currentTarget ? close() : show(term, event, true))}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Escape' || open === undefined) return;
          event.stopPropagation();
          close();
        }}
        >${text}</button
      >`;
    },
    box() {
      if (open === undefined) return nothing;
      const { term, word, kept } = open;
      // Read aloud when somebody asked for it; what only passes under the pointer is not.
      return html`<div
        class="term-box"
        id=${BOX_ID}
        role=${kept ? 'status' : 'presentation'}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          close();
          word.focus();
        }}
      >
        <p><strong>${term.title}.</strong> ${term.text}</p>
        ${kept
          ? html`<p><button class="see" @click=${() => {
              close();
              more(term.anchor);
            }}>In the glossary</button></p>`
          : nothing}
      </div>`;
    },
    place(root, host) {
      for (const word of root.querySelectorAll('button.term[aria-expanded=true]')) if (word !== open?.word) word.setAttribute('aria-expanded', 'false');
      const box = root.querySelector<HTMLElement>('.term-box');
      if (open === undefined || box === null) return;
      // The page was rendered anew without the word.
      if (!open.word.isConnected) return close();
      open.word.setAttribute('aria-expanded', 'true');
      const room = host.getBoundingClientRect();
      const at = open.word.getBoundingClientRect();
      const left = Math.max(MARGIN_PX, Math.min(at.left - room.left, room.width - box.offsetWidth - MARGIN_PX));
      const below = at.bottom - room.top + 4;
      const top = below + box.offsetHeight > room.height - MARGIN_PX ? at.top - room.top - box.offsetHeight - 4 : below;
      box.style.left = `${left}px`;
      box.style.top = `${Math.max(MARGIN_PX, top)}px`;
    },
    close,
  };
}

export const termStyles = css`
  button.term {
    display: inline;
    border: 0;
    border-radius: 2px;
    text-decoration: underline dotted;
    text-underline-offset: 3px;
    text-decoration-thickness: 1px;
    user-select: text;
  }
  button.term:hover,
  button.term[aria-expanded='true'] {
    color: var(--vscode-textLink-foreground);
  }
  .term-box {
    position: absolute;
    z-index: 2;
    width: max-content;
    max-width: min(44ch, calc(100% - 12px));
    max-height: 60%;
    overflow-y: auto;
    padding: 6px 10px;
    color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, currentColor));
    border-radius: 3px;
    text-wrap: pretty;
  }
  .term-box p + p {
    margin-top: 2px;
  }
`;
