/**
 * Questions in notes. Where nothing knows of them they are what Markdown makes of them, a quotation with the answer in it:
 *
 *     > **Question.** How many of five servers may be dead?
 *     >
 *     > **Answer.** Two: three are left, and three of five are a majority.
 *
 *     > **Predict** from `timer:1` in [The reply is lost](../../scenarios/ch8/reply-lost.scenario.yaml): what comes next?
 *     >
 *     > - [ ] the shop answers again
 *     > - [x] alice’s timer fires
 *     >
 *     > **Answer.** Nothing can tell her sooner that the reply is gone.
 *
 * The event that a prediction names is the first of what is hidden on the diagram until the reader has chosen.
 */
import type { Block, Inline, Question } from '../protocol/messages';

const EVENT = /^[a-z-]+:[1-9]\d*$/;
const CHOICE = /^\[([ xX])\]\s+/;

/** What stands in a quotation as a question, when it has the form of one. */
export function asQuestion(blocks: readonly Block[], id: string): Question | undefined {
  const [first, ...others] = blocks;
  const word = first?.kind === 'paragraph' ? leadOf(first.inline) : undefined;
  if (first?.kind !== 'paragraph' || (word !== 'Question' && word !== 'Predict')) return undefined;
  const at = others.findIndex((block) => block.kind === 'paragraph' && leadOf(block.inline) === 'Answer');
  if (at < 0) return undefined;
  const answer = [withoutLead(others[at]!), ...others.slice(at + 1)];
  const listed = others.slice(0, at).find((block) => block.kind === 'list' && choicesOf(block) !== undefined);
  const ask = [word === 'Question' ? withoutLead(first) : first, ...others.slice(0, at).filter((block) => block !== listed)];
  const choices = listed?.kind === 'list' ? choicesOf(listed)! : [];
  if (word === 'Question') return { kind: 'question', id, ask, choices, answer };
  const predict = predictOf(first.inline);
  return predict && choices.length > 0 ? { kind: 'question', id, predict, ask: [withoutPlace(first)], choices, answer } : undefined;
}

/** The word in bold at the beginning, without the stop after it. */
function leadOf(inline: readonly Inline[]): string | undefined {
  const [first] = inline;
  if (first?.kind !== 'strong' || first.inline.length !== 1 || first.inline[0]?.kind !== 'text') return undefined;
  return first.inline[0].text.replace(/[.:]$/, '');
}

function withoutLead(block: Block): Block {
  if (block.kind !== 'paragraph') return block;
  return { kind: 'paragraph', inline: trimmed(block.inline.slice(1)) };
}

function predictOf(inline: readonly Inline[]): Question['predict'] {
  const event = inline.find((part) => part.kind === 'code');
  const link = inline.find((part) => part.kind === 'link');
  return event?.kind === 'code' && link?.kind === 'link' && EVENT.test(event.text) ? { href: link.href, event: event.text } : undefined;
}

/** The question alone: what stands after the link to the scenario. */
function withoutPlace(block: Block & { readonly kind: 'paragraph' }): Block {
  const after = block.inline.findIndex((part) => part.kind === 'link') + 1;
  return { kind: 'paragraph', inline: trimmed(block.inline.slice(after)) };
}

/** Without the stop or colon and the space that led over from what was taken away, and with a capital. */
function trimmed(inline: readonly Inline[]): readonly Inline[] {
  const [first, ...rest] = inline;
  if (first?.kind !== 'text') return inline;
  const text = first.text.replace(/^[\s.:,]+/, '');
  return text === '' ? rest : [{ kind: 'text', text: text.charAt(0).toUpperCase() + text.slice(1) }, ...rest];
}

function choicesOf(block: Block & { readonly kind: 'list' }): Question['choices'] | undefined {
  const choices = block.items.map((item) => {
    const [only] = item;
    const inline = only?.kind === 'paragraph' ? only.inline : [];
    const mark = inline[0]?.kind === 'text' ? CHOICE.exec(inline[0].text) : null;
    if (item.length !== 1 || mark === null || inline[0]?.kind !== 'text') return undefined;
    const [, ...rest] = inline;
    const text = inline[0].text.slice(mark[0].length);
    return { right: mark[1] !== ' ', inline: text === '' ? rest : [{ kind: 'text' as const, text }, ...rest] };
  });
  return choices.every((choice) => choice !== undefined) ? choices : undefined;
}
