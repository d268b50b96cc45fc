/**
 * The index of what is bundled: scenarios by chapter, notes with their headings. It is built once, when the
 * product is, so that nothing has to be read to show a list.
 */
import { laidTogether } from '../scenario/extend';
import type { Files } from '../scenario/extend';
import { SILENT } from '../scenario/report';
import { readYaml, valueAt } from '../scenario/yaml-tree';
import type { Tree } from '../scenario/yaml-tree';
import type { Term } from '../trace/terms';
import { readGlossary } from './glossary';
import { outlineOf } from './headings';
import type { Heading } from './headings';
import { sectionsOf } from './sections';
import type { Section } from './sections';

export interface Gallery {
  readonly scenarios: readonly GalleryScenario[];
  readonly notes: readonly GalleryNote[];
  /** Empty when no glossary is bundled. */
  readonly glossary: readonly Term[];
}

export interface GalleryScenario {
  /** The file's name without `.scenario.yaml`; unique. */
  readonly id: string;
  /** From the root of the project, such as `media/scenarios/ch8/reply-lost.scenario.yaml`. */
  readonly path: string;
  readonly title: string;
  readonly chapter: string;
  readonly model: string;
  readonly covers: readonly string[];
  /** What its notes point to, `chapter/page#heading`, each once. */
  readonly sees: readonly string[];
}

export interface GalleryNote {
  /** `chapter/page`, as in `see:`. */
  readonly page: string;
  readonly path: string;
  readonly title: string;
  readonly headings: readonly Heading[];
  /** Ids of the scenarios it links to, each once, in order. */
  readonly scenarios: readonly string[];
  /** One for each heading, in order: its scenarios, the rows that they show, its questions. */
  readonly sections: readonly Section[];
}

const SCENARIO = /^media\/scenarios\/([^/]+)\/(?:.*\/)?([^/]+)\.scenario\.yaml$/;
const NOTE = /^media\/notes\/([^/]+\/[^/]+)\.md$/;
/** Where the glossary lies, from the root of the project. */
export const GLOSSARY = 'media/notes/glossary.md';

/** Files that are neither a scenario nor a note are passed over. Throws when two scenarios have the same id. */
export function buildGallery(files: readonly { readonly path: string; readonly text: string }[]): Gallery {
  const scenarios: GalleryScenario[] = [];
  const notes: { readonly path: string; readonly page: string; readonly text: string }[] = [];
  let glossary: readonly Term[] = [];
  for (const { path, text } of files) {
    const scenario = SCENARIO.exec(path);
    const note = NOTE.exec(path);
    if (scenario !== null) scenarios.push(scenarioEntry(path, scenario[1]!, scenario[2]!, text, { at: path, read: (other) => files.find((each) => each.path === other)?.text }));
    else if (note !== null) notes.push({ path, page: note[1]!, text });
    else if (path === GLOSSARY) glossary = readGlossary(text);
  }
  const seen = new Map<string, string>();
  for (const { id, path } of scenarios) {
    if (seen.has(id)) throw new Error(`${path} and ${seen.get(id)} have the same file name; it is the scenario's id`);
    seen.set(id, path);
  }
  // What a section shows is said by the section and by the scenarios that point to it.
  return { scenarios, notes: notes.map(({ path, page, text }) => noteEntry(path, page, text, scenarios)), glossary };
}

function scenarioEntry(path: string, chapter: string, id: string, text: string, around: Files): GalleryScenario {
  const { root: own } = readYaml(text, SILENT);
  const root = own && laidTogether(own, around, SILENT).root;
  const covers = valueAt(root, 'covers');
  const notes = valueAt(root, 'notes');
  return {
    id,
    path,
    title: textOf(valueAt(root, 'title')) ?? id,
    chapter,
    model: textOf(valueAt(root, 'model')) ?? '',
    covers: covers?.kind === 'list' ? covers.items.flatMap((item) => textOf(item) ?? []) : [],
    sees: notes?.kind === 'list' ? [...new Set(notes.items.flatMap((note) => textOf(valueAt(note, 'see')) ?? []))] : [],
  };
}

function noteEntry(path: string, page: string, text: string, all: readonly GalleryScenario[]): GalleryNote {
  const { headings, links } = outlineOf(text);
  const scenarios = links.flatMap((href) => /([^/]+)\.scenario\.yaml(?:#|$)/.exec(href)?.[1] ?? []);
  return {
    page,
    path,
    title: headings.find(({ level }) => level === 1)?.title ?? page,
    headings,
    scenarios: [...new Set(scenarios)],
    sections: sectionsOf(page, text, all),
  };
}

function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
}
