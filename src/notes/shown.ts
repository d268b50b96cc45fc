/** What stands with a page of notes beside its text: the scenarios of its sections, and which sections speak of a scenario. */
import type { NotePage, PageSection, SectionAbout } from '../protocol/messages';
import type { Gallery, GalleryNote, GalleryScenario } from './gallery';
import { stateOf } from './progress';
import type { Progress } from './progress';

/** Those sections of the page that have scenarios. `here` is the id of the scenario on screen, or ''. */
export function pageSections(note: GalleryNote, scenarios: readonly GalleryScenario[], progress: Progress, here: string): PageSection[] {
  return note.sections.flatMap((section) => {
    const shown = section.scenarios.flatMap((id) => scenarios.find((each) => each.id === id) ?? []);
    if (shown.length === 0) return [];
    return [{
      anchor: section.anchor,
      rows: section.rows,
      scenarios: shown.map(({ id, path, title, covers }) => ({ href: hrefTo(path), title, rows: covers, progress: stateOf(progress, id), here: id === here })),
    }];
  });
}

/** The page as a reader sees it who has come so far. */
export function shownPage(page: NotePage, { notes, scenarios }: Gallery, progress: Progress, here: string): NotePage {
  const note = notes.find((each) => each.page === page.page);
  const asked = new Set(note?.sections.flatMap(({ questions }) => questions));
  return {
    ...page,
    sections: note === undefined ? [] : pageSections(note, scenarios, progress, here),
    answers: Object.fromEntries(Object.entries(progress.answered).filter(([question]) => asked.has(question))),
  };
}

/** As many sections are named for a scenario of the reader's own, which covers whole rows. */
const MOST_ABOUT = 12;

/** Sections that link to the scenario or that it points to; of one that is not bundled, those that show the rows that it covers. */
export function sectionsAbout({ notes }: Pick<Gallery, 'notes'>, id: string | undefined, covers: readonly string[]): SectionAbout[] {
  const fits = (section: GalleryNote['sections'][number]): boolean =>
    id === undefined ? section.rows.some((row) => covers.includes(row)) : section.scenarios.includes(id);
  return notes.flatMap(({ page, title: of, sections }) => sections.filter(fits).map(({ anchor, title }) => ({ see: `${page}#${anchor}`, title, of }))).slice(0, MOST_ABOUT);
}

/** From a page of a chapter: `../../scenarios/ch8/reply-lost.scenario.yaml`. */
function hrefTo(path: string): string {
  return path.replace(/^media\//, '../../');
}
