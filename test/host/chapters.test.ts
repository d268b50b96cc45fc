import { describe, expect, test } from 'vitest';
import { chaptersOf } from '../../src/host/chapters';
import type { GalleryNote, GalleryScenario } from '../../src/notes/gallery';

describe('the order of what is bundled', () => {
  test('chapters are in the order of the book, unknown ones last', () => {
    const chapters = chaptersOf({ scenarios: [scenario('x', 'ch8'), scenario('y', 'ch10'), scenario('z', 'ch5')], notes: [note('ch1-4/a', [])] });
    expect(chapters.map(({ id }) => id)).toEqual(['ch1-4', 'ch5', 'ch8', 'ch10']);
    expect(chapters.map(({ title }) => title)).toEqual(['Chapters 1–4', 'Chapter 5', 'Chapter 8', 'ch10']);
  });

  test('scenarios stand under the note that names them first, in its order, and each once', () => {
    const scenarios = ['a', 'b', 'c'].map((id) => scenario(id, 'ch8'));
    const [chapter] = chaptersOf({ scenarios, notes: [note('ch8/one', ['c', 'a']), note('ch8/two', ['a', 'nowhere'])] });
    expect(chapter!.pages.map(({ note: { page }, scenarios: named }) => [page, named.map(({ id }) => id)])).toEqual([
      ['ch8/one', ['c', 'a']],
      ['ch8/two', []],
    ]);
    expect(chapter!.rest.map(({ id }) => id)).toEqual(['b']);
  });

  test('notes stand in the order of the rows that their first scenarios show', () => {
    const scenarios = [{ ...scenario('late', 'ch8'), covers: ['U12', 'U1'] }, { ...scenario('early', 'ch8'), covers: ['U4'] }, scenario('free', 'ch8')];
    const notes = [note('ch8/a', ['free']), note('ch8/b', ['late']), note('ch8/c', ['early', 'late'])];
    expect(chaptersOf({ scenarios, notes })[0]!.pages.map(({ note: { page } }) => page)).toEqual(['ch8/c', 'ch8/b', 'ch8/a']);
  });

  test('a scenario stays in its own chapter, whoever names it', () => {
    const chapters = chaptersOf({ scenarios: [scenario('a', 'ch5')], notes: [note('ch8/one', ['a'])] });
    expect(chapters.map(({ id, rest, pages }) => [id, rest.length, pages.flatMap((page) => page.scenarios).length])).toEqual([['ch5', 1, 0], ['ch8', 0, 0]]);
  });
});

function scenario(id: string, chapter: string): GalleryScenario {
  return { id, path: `media/scenarios/${chapter}/${id}.scenario.yaml`, title: id, chapter, model: 'm', covers: [], sees: [] };
}

function note(page: string, scenarios: readonly string[]): GalleryNote {
  return { page, path: `media/notes/${page}.md`, title: page, headings: [], scenarios, sections: [] };
}
