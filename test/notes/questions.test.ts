import { describe, expect, test } from 'vitest';
import { inlineText, readPage } from '../../src/notes/pages';
import type { Block, Question } from '../../src/protocol/messages';

const questions = (text: string): Question[] => readPage('ch8/x', text).blocks.filter((block): block is Question => block.kind === 'question');
const words = (blocks: readonly Block[]): string => blocks.map((block) => (block.kind === 'paragraph' ? inlineText(block.inline) : block.kind)).join(' | ');

describe('questions in notes', () => {
  test('a question and its answer, which may go on', () => {
    const [question] = questions('# A\n\n> **Question.** how many, of *five*?\n>\n> Think of two.\n>\n> **Answer.** Two.\n>\n> - because');
    expect(question).toMatchObject({ id: 'ch8/x#a:1', choices: [] });
    expect([words(question!.ask), words(question!.answer)]).toEqual(['How many, of five? | Think of two.', 'Two. | list']);
    expect(question).not.toHaveProperty('predict');
  });

  test('a prediction names a scenario and the first event that is hidden', () => {
    const [question] = questions('# A\n\n> **Predict** from `timer:2` in [Lost](../../scenarios/ch8/lost.scenario.yaml): what comes next?\n>\n> - [ ] *this*\n> - [x] that\n>\n> **Answer.** That.');
    expect(question!.predict).toEqual({ href: '../../scenarios/ch8/lost.scenario.yaml', event: 'timer:2' });
    expect(words(question!.ask)).toBe('What comes next?');
    expect(question!.choices.map(({ inline, right }) => [inlineText(inline), right])).toEqual([['this', false], ['that', true]]);
  });

  test('names are by section and place in it', () => {
    const one = '> **Question.** A?\n>\n> **Answer.** B.\n\n';
    expect(questions(`# A\n\n${one}x\n\n${one}## B\n\n${one}- y\n\n${one}`).map(({ id }) => id)).toEqual(['ch8/x#a:1', 'ch8/x#a:2', 'ch8/x#b:1', 'ch8/x#b:2']);
  });

  test('what has not the form stays a quotation', () => {
    for (const text of ['> **Question.** Without an answer?', '> Question. A?\n>\n> **Answer.** B.', '> **Predict** in [a](b.md): c?\n>\n> - [x] d\n>\n> **Answer.** e', '> **Predict** from `timer:1` in [a](b.md): c?\n>\n> **Answer.** e', '> **Predict** from `now` in [a](b.md): c?\n>\n> - [x] d\n>\n> **Answer.** e']) {
      expect(readPage('ch8/x', text).blocks.map(({ kind }) => kind)).toEqual(['quote']);
    }
  });
});
