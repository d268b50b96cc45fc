/**
 * The order in which bundled things are listed: chapters as in the book, in each its notes in the order of the study notes' rows, under
 * each note the scenarios it names, and at the end those that no note names.
 */
import type { Gallery, GalleryNote, GalleryScenario } from '../notes/gallery';

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  readonly pages: readonly Page[];
  /** Scenarios of this chapter that none of its notes names. */
  readonly rest: readonly GalleryScenario[];
}
export interface Page {
  readonly note: GalleryNote;
  readonly scenarios: readonly GalleryScenario[];
}

/** Folder of a chapter → its number and its name; the order is the book's. */
const CHAPTERS: ReadonlyMap<string, readonly [title: string, topic: string]> = new Map([
  ['ch1-4', ['Chapters 1–4', 'Foundations']],
  ['ch5', ['Chapter 5', 'Replication']],
  ['ch6', ['Chapter 6', 'Partitioning']],
  ['ch7', ['Chapter 7', 'Transactions']],
  ['ch8', ['Chapter 8', 'The Trouble with Distributed Systems']],
]);

/** Chapters without anything bundled are left out; a folder we have no title for comes last under its own name. */
export function chaptersOf({ scenarios, notes }: Pick<Gallery, 'scenarios' | 'notes'>): Chapter[] {
  const found = new Set([...scenarios.map(({ chapter }) => chapter), ...notes.map(chapterOf)]);
  const known = [...CHAPTERS.keys()].filter((id) => found.has(id));
  const others = [...found].filter((id) => !CHAPTERS.has(id)).sort();
  return [...known, ...others].map((id) => chapter(id, scenarios, notes));
}

function chapter(id: string, all: readonly GalleryScenario[], notes: readonly GalleryNote[]): Chapter {
  const placed = new Set<GalleryScenario>();
  const pages = notes
    .filter((note) => chapterOf(note) === id)
    .sort((a, b) => rowOf(a, all) - rowOf(b, all))
    .map((note) => {
      // A note may point to other chapters; a scenario is listed once, where it is named first.
      const scenarios = note.scenarios.flatMap((name) => all.find((each) => each.id === name && each.chapter === id && !placed.has(each)) ?? []);
      for (const scenario of scenarios) placed.add(scenario);
      return { note, scenarios };
    });
  const rest = all.filter((scenario) => scenario.chapter === id && !placed.has(scenario));
  const [title, topic] = CHAPTERS.get(id) ?? [id, ''];
  return { id, title, topic, pages, rest };
}

/** The number of the row that the first scenario of a note shows: U4 → 4. Notes without any come last. */
function rowOf(note: GalleryNote, all: readonly GalleryScenario[]): number {
  const first = all.find(({ id }) => id === note.scenarios[0]);
  return Number(/\d+/.exec(first?.covers[0] ?? '')?.[0] ?? Number.MAX_SAFE_INTEGER);
}

function chapterOf(note: GalleryNote): string {
  return note.page.slice(0, note.page.indexOf('/'));
}
