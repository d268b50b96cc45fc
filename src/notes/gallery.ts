/**
 * The index of what is bundled: scenarios by chapter, notes with their headings. It is built once, when the
 * product is, so that nothing has to be read to show a list.
 */
import { SILENT } from '../scenario/report';
import { readYaml, valueAt } from '../scenario/yaml-tree';
import type { Tree } from '../scenario/yaml-tree';
import { outlineOf } from './headings';
import type { Heading } from './headings';

export interface Gallery {
  readonly scenarios: readonly GalleryScenario[];
  readonly notes: readonly GalleryNote[];
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
}

export interface GalleryNote {
  /** `chapter/page`, as in `see:`. */
  readonly page: string;
  readonly path: string;
  readonly title: string;
  readonly headings: readonly Heading[];
  /** Ids of the scenarios it links to, each once, in order. */
  readonly scenarios: readonly string[];
}

const SCENARIO = /^media\/scenarios\/([^/]+)\/(?:.*\/)?([^/]+)\.scenario\.yaml$/;
const NOTE = /^media\/notes\/([^/]+\/[^/]+)\.md$/;

/** Files that are neither a scenario nor a note are passed over. Throws when two scenarios have the same id. */
export function buildGallery(files: readonly { readonly path: string; readonly text: string }[]): Gallery {
  const scenarios: GalleryScenario[] = [];
  const notes: GalleryNote[] = [];
  for (const { path, text } of files) {
    const scenario = SCENARIO.exec(path);
    const note = NOTE.exec(path);
    if (scenario !== null) scenarios.push(scenarioEntry(path, scenario[1]!, scenario[2]!, text));
    else if (note !== null) notes.push(noteEntry(path, note[1]!, text));
  }
  const seen = new Map<string, string>();
  for (const { id, path } of scenarios) {
    if (seen.has(id)) throw new Error(`${path} and ${seen.get(id)} have the same file name; it is the scenario's id`);
    seen.set(id, path);
  }
  return { scenarios, notes };
}

function scenarioEntry(path: string, chapter: string, id: string, text: string): GalleryScenario {
  const { root } = readYaml(text, SILENT);
  const covers = valueAt(root, 'covers');
  return {
    id,
    path,
    title: textOf(valueAt(root, 'title')) ?? id,
    chapter,
    model: textOf(valueAt(root, 'model')) ?? '',
    covers: covers?.kind === 'list' ? covers.items.flatMap((item) => textOf(item) ?? []) : [],
  };
}

function noteEntry(path: string, page: string, text: string): GalleryNote {
  const { headings, links } = outlineOf(text);
  const scenarios = links.flatMap((href) => /([^/]+)\.scenario\.yaml$/.exec(href)?.[1] ?? []);
  return {
    page,
    path,
    title: headings.find(({ level }) => level === 1)?.title ?? page,
    headings,
    scenarios: [...new Set(scenarios)],
  };
}

function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
}
