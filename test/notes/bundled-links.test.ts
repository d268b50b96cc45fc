/** Every reference in what is bundled leads somewhere. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { buildGallery } from '../../src/notes/gallery';
import { outlineOf } from '../../src/notes/headings';
import { parseScenario } from '../../src/scenario/parse';
import { bundledFiles } from '../bundled';

const scenarios = bundledFiles('.scenario.yaml');
const notes = bundledFiles('.md').filter(({ path }) => path.startsWith('media/notes/'));
const gallery = buildGallery([...scenarios, ...notes]);
const anchors = new Map([
  ...gallery.notes.map(({ page, headings }) => [page, headings.map(({ anchor }) => anchor)] as const),
  ['glossary', gallery.glossary.map(({ anchor }) => anchor)] as const,
]);
const paths = new Set([...scenarios, ...notes].map(({ path }) => path));
const modelIds = MODELS.map(({ id }) => id);

function resolves(see: string): boolean {
  const [page, anchor] = see.split('#') as [string, string?];
  return anchor === undefined ? anchors.has(page) : (anchors.get(page)?.includes(anchor) ?? false);
}

const ROWS = Array.from({ length: 20 }, (_, k) => `U${k + 1}`);

it.each(ROWS)('row %s has a scenario', (row) => {
  const covering = scenarios.filter(({ text, files }) => parseScenario(text, MODELS, files).scenario?.covers.includes(row));
  expect(covering.map(({ path }) => path)).not.toEqual([]);
});

describe.each(scenarios)('$path', ({ path, text, files }) => {
  it('refers to notes, models and scenarios that there are', () => {
    const { scenario, problems } = parseScenario(text, MODELS, files);
    expect(problems).toEqual([]);
    expect(scenario!.notes.flatMap(({ see }) => (see === undefined || resolves(see) ? [] : [see]))).toEqual([]);
    const others = (scenario!.compare?.with ?? []).map((id) => posix.join(posix.dirname(path), `${id}.scenario.yaml`));
    expect(others.filter((other) => !paths.has(other))).toEqual([]);
    expect(modelIds).toContain(scenario!.world.model.id);
  });

  it('covers rows and pins notes', () => {
    const { scenario } = parseScenario(text, MODELS, files);
    expect(scenario!.covers.length).toBeGreaterThan(0);
    expect(scenario!.expect.length).toBeGreaterThan(0);
    expect(scenario!.notes.length).toBeGreaterThan(0);
  });

  it('is named by a note', () => {
    const id = posix.basename(path, '.scenario.yaml');
    expect(gallery.notes.filter((note) => note.scenarios.includes(id)).map(({ page }) => page)).not.toEqual([]);
  });
});

describe.each(notes)('$path', ({ path, text }) => {
  const { headings, links } = outlineOf(text);

  it('links to files and headings that there are', () => {
    const broken = links.filter((href) => {
      if (/^https:\/\//.test(href)) return false;
      const [file, anchor] = href.split('#') as [string, string?];
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      if (!paths.has(target)) return true;
      return anchor !== undefined && !resolves(`${target.replace(/^media\/notes\/|\.md$/g, '')}#${anchor}`);
    });
    expect(broken).toEqual([]);
  });

  it('has one title, and it comes first', () => {
    expect(headings.filter(({ level }) => level === 1)).toHaveLength(1);
    expect(headings[0]!.level).toBe(1);
  });
});
