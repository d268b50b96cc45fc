/** What every page of the chapter notes has: sections with scenarios, questions with right answers, further reading. */
import { describe, expect, test } from 'vitest';
import { resolveLink } from '../../src/notes/links';
import { inlineText, readPage } from '../../src/notes/pages';
import type { Block, Question } from '../../src/protocol/messages';
import { buildGallery } from '../../src/notes/gallery';
import { chaptersOf } from '../../src/host/chapters';
import { EVENT_KINDS, KIND } from '../../src/kernel/event';
import { bundledFiles, idOf } from '../bundled';
import { bundledRun } from './runs';

const scenarios = bundledFiles('.scenario.yaml');
const notes = bundledFiles('.md').filter(({ path }) => /^media\/notes\/[^/]+\/[^/]+\.md$/.test(path));
const gallery = buildGallery([...scenarios, ...notes]);

const questionsIn = (blocks: readonly Block[]): Question[] => blocks.flatMap((block) => (block.kind === 'question' ? [block] : []));

describe.each(notes)('$path', ({ path, text }) => {
  const name = path.replace(/^media\/notes\/|\.md$/g, '');
  const page = readPage(name, text);
  const note = gallery.notes.find((each) => each.page === name)!;
  const questions = questionsIn(page.blocks);

  test('stands in a chapter that the list knows', () => {
    expect(['ch1-4', 'ch5', 'ch6', 'ch7', 'ch8']).toContain(name.split('/')[0]);
  });

  test('has sections with scenarios and their rows, and ends with further reading', () => {
    const shown = note.sections.filter((section) => section.scenarios.length > 0);
    expect(shown).not.toEqual([]);
    expect(shown.filter(({ rows }) => rows.length === 0)).toEqual([]);
    expect(note.headings.at(-1)).toMatchObject({ title: 'Further reading', level: 2 });
  });

  test('asks one to four questions, each with an answer and, where one may choose, one right choice', () => {
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.length).toBeLessThanOrEqual(4);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    for (const { answer, choices } of questions) {
      expect(answer).not.toEqual([]);
      if (choices.length > 0) expect([choices.length > 1, choices.filter(({ right }) => right).length]).toEqual([true, 1]);
    }
    // A quotation that begins like a question and has not its form would be no question, silently.
    expect(page.blocks.filter((block) => block.kind === 'quote' && block.blocks[0]?.kind === 'paragraph' && /^(Question|Predict)\b/.test(inlineText(block.blocks[0].inline)))).toEqual([]);
  });

  test.each(questions.filter(({ predict }) => predict !== undefined))('$id is about an event of its scenario, and names its node', ({ predict, choices }) => {
    const target = resolveLink(predict!.href, name);
    const file = scenarios.find((each) => target?.kind === 'scenario' && each.path === target.path);
    const { trace } = bundledRun(idOf(file!.path));
    const [kind, count] = predict!.event.split(':') as [string, string];
    expect(EVENT_KINDS).toContain(kind);
    const found = Array.from({ length: trace.length }, (_, i) => i).filter((i) => trace.kind[i] === KIND[kind as keyof typeof KIND]);
    const event = found[Number(count) - 1]!;
    expect(event).toBeGreaterThan(0);
    expect(inlineText(choices.find(({ right }) => right)!.inline)).toContain(trace.header.nodes[trace.node[event]!]!.id);
  });
});

test('chapters to come have their place: their pages are listed with sections and questions of their own', () => {
  const text = '# Rebalancing\n\n## Moving shards\n\nScenario: [Mod N](../../scenarios/ch6/mod-n.scenario.yaml).\n\n> **Question.** How many keys move?\n>\n> **Answer.** Almost all.\n';
  const built = buildGallery([
    ...['ch1-4', 'ch5', 'ch6', 'ch7'].map((chapter) => ({ path: `media/notes/${chapter}/page.md`, text })),
    { path: 'media/scenarios/ch6/mod-n.scenario.yaml', text: 'title: Mod N\nmodel: x\ncovers: [P4]\n' },
  ]);
  expect(chaptersOf(built).map(({ id, pages }) => [id, pages.map(({ scenarios: shown }) => shown.length)])).toEqual([['ch1-4', [0]], ['ch5', [0]], ['ch6', [1]], ['ch7', [0]]]);
  expect(built.notes.find(({ page }) => page === 'ch6/page')!.sections[1]).toEqual({ anchor: 'moving-shards', title: 'Moving shards', scenarios: ['mod-n'], rows: ['P4'], questions: ['ch6/page#moving-shards:1'] });
});
