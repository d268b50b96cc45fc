/**
 * A question in a note: what is asked, what there is to choose from, and the answer, which unfolds. A choice is told to be right or not, by
 * a sign and in words, and the answer says why.
 */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Answered, Inline, Question } from '../../src/protocol/messages';
import { glyph } from './glyphs';
import { renderBlocks, renderInline, renderLink } from './note-blocks';
import type { BlockOptions } from './note-blocks';

export interface CardState {
  /** How it was answered at some time. */
  readonly answered: Answered | undefined;
  /** Its answer is unfolded. */
  readonly open: boolean;
  /** Which choice was made now, or -1. */
  readonly chosen: number;
  /** Of a prediction: it is about the scenario on screen; it is being asked on the diagram. */
  readonly here: boolean;
  readonly asking: boolean;
}

export interface CardActions {
  choose(choice: number): void;
  /** Unfolds or folds the answer. */
  toggle(): void;
  /** Hides on the diagram what lies ahead of the place that is asked about. */
  ask(): void;
}

export function questionCard(question: Question, { answered, open, chosen, here, asking }: CardState, actions: CardActions, options: BlockOptions): TemplateResult {
  const { predict, choices } = question;
  const name = predict ? 'What comes next?' : 'Question';
  // A page has several; they are no landmarks, whose names would have to differ.
  const askFirst = predict !== undefined && !asking && !open;
  return html`<div role="group" class="question ${asking ? 'asking' : ''}" aria-label=${name} data-question=${question.id}>
    <p class="of">${glyph(predict ? 'eye' : 'asked')}<strong>${name}</strong>${answered && !asking ? html`<span class="quiet done">${glyph('ok')}${DONE[answered]}</span>` : nothing}</p>
    ${renderBlocks(question.ask, options)}
    ${askFirst
      ? html`<p class="acts">
          ${here
            ? html`<button class="action" @click=${() => actions.ask()}>${glyph('eye')}Ask Me on the Diagram</button>`
            : html`<span>On the diagram of ${renderLink(predict.href, 'its scenario', options)}, or here:</span>`}
        </p>`
      : nothing}
    ${choices.length === 0
      ? nothing
      : html`<ol class="choices" role="list">
          ${choices.map(({ inline, right }, i) => {
            const told = open ? (right ? 'right' : i === chosen ? 'wrong' : '') : '';
            return html`<li>
              <button class="row ${told}" aria-disabled=${open ? 'true' : nothing} @click=${() => !open && actions.choose(i)}>
                ${glyph(told === 'right' ? 'ok' : told === 'wrong' ? 'lost' : 'none')}
                <span>${plainInline(inline, options)}${told === '' ? nothing : html` <strong>${right ? (i === chosen ? 'Right, your choice.' : 'This is right.') : 'Your choice; not so.'}</strong>`}</span>
              </button>
            </li>`;
          })}
        </ol>`}
    <p class="acts">
      <button class="action" aria-expanded=${String(open)} @click=${() => actions.toggle()}>${glyph(open ? 'down' : 'right')}${open ? 'Hide the Answer' : 'Show the Answer'}</button>
    </p>
    <div class="answer" role="status">${open ? renderBlocks(question.answer, options) : nothing}</div>
  </div>`;
}

/** Within a button nothing else can be pressed: no links and no terms. */
function plainInline(inline: readonly Inline[], options: BlockOptions): ReturnType<typeof renderInline> {
  return renderInline(inline, { anchor: options.anchor, onLink: options.onLink });
}

const DONE: { readonly [A in Answered]: string } = { right: 'answered', wrong: 'answered', seen: 'answer seen' };

export const questionStyles = css`
  .question {
    margin: 12px 0;
    padding: 6px 10px;
    border: 1px solid var(--line);
    border-inline-start: 3px solid var(--vscode-focusBorder);
    background: var(--vscode-textBlockQuote-background);
  }
  .question.asking {
    margin: 8px 8px 0;
  }
  .question :is(p, ul, ol) {
    margin: 4px 0;
  }
  .question .of {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 5px;
  }
  .question .done {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    margin-inline-start: auto;
  }
  .question .choices {
    list-style: none;
    padding: 0;
  }
  .question .acts button,
  .question .acts span {
    vertical-align: middle;
  }
  .question button.row[aria-disabled] {
    cursor: default;
  }
  .question button.row[aria-disabled]:hover {
    background: none;
    color: inherit;
    outline: 0;
  }
`;
