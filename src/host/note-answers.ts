/** What a view asks about the notes. They are always those that came with the extension, also for a scenario in the workspace. */
import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import { GLOSSARY_PAGE } from '../notes/glossary';
import { markTerms } from '../notes/mark-terms';
import { readPage } from '../notes/pages';
import { sectionsAbout, shownPage } from '../notes/shown';
import type { NotePage, SectionAbout } from '../protocol/messages';
import { termFinder } from '../trace/terms';
import type { TermFinder } from '../trace/terms';
import { bundledUri, isBundled } from './bundled-files';
import { Refusal } from './channel';
import type { LiveRun } from './feed';
import type { Host } from './host';
import { scenarioIdOf } from './follow-reading';

let finder: TermFinder | undefined;

/** A page for the view of the document at `uri`: terms marked, its sections with their scenarios, and what was answered. */
export async function notePage(host: Host, uri: Uri, page: string): Promise<NotePage> {
  const gallery = await host.gallery();
  const read = readPage(page, await textOf(page));
  host.progress.opened(page);
  // In the glossary every word is explained where it stands.
  if (page === GLOSSARY_PAGE) return read;
  finder ??= termFinder(gallery.glossary);
  return markTerms(shownPage(read, gallery, host.progress.now, scenarioIdOf(uri) ?? ''), finder);
}

export async function sectionsOf(host: Host, uri: Uri, run: LiveRun): Promise<SectionAbout[]> {
  return sectionsAbout(await host.gallery(), scenarioIdOf(uri), isBundled(uri) ? [] : run.info.covers);
}

async function textOf(page: string): Promise<string> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(bundledUri(`notes/${page}.md`)));
  } catch {
    throw new Refusal(`There is no page “${page}” in the notes.`);
  }
}
