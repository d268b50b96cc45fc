/** “Search Notes…”: headings and texts of all notes and the glossary, as one types; what is chosen opens at its place. */
import { window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { searchNotes, searchable, searchableTerms } from '../notes/search';
import type { NoteSection } from '../notes/search';
import { bundledUri } from './bundled-files';
import { uriOf } from './gallery';
import type { Host } from './host';
import { openNote } from './open';

type Choice = QuickPickItem & { readonly see: string };

let read: Promise<readonly NoteSection[]> | undefined;

/** Shows the list; with `query` as if that had been typed. Resolves when the list is on screen. */
export async function askSearchNotes(host: Host, query = ''): Promise<void> {
  const view = host.views.active();
  const sections = await (read ??= sectionsOf(host));
  const pick = window.createQuickPick<Choice>();
  pick.placeholder = 'Words in the chapter notes and the glossary';
  const list = (): void => {
    pick.items = searchNotes(sections, pick.value).map(({ section, excerpt }) => ({
      label: section.title,
      description: section.of === section.title ? '' : section.of,
      detail: excerpt,
      see: section.see,
      // What was found by other rules than the list's own must not be filtered by it again.
      alwaysShow: true,
    }));
  };
  pick.value = query;
  pick.onDidChangeValue(list);
  pick.onDidAccept(async () => {
    const [chosen] = pick.activeItems;
    pick.hide();
    if (!chosen) return;
    if (view && host.views.all.has(view)) view.send({ type: 'showPage', see: chosen.see });
    else await openNoteAt(chosen.see);
  });
  pick.onDidHide(() => pick.dispose());
  list();
  pick.show();
}

/** The document of a page at one of its headings. */
async function openNoteAt(see: string): Promise<void> {
  const [page = '', anchor = ''] = see.split('#');
  await openNote(bundledUri(`notes/${page}.md`).with({ fragment: anchor }));
}

async function sectionsOf(host: Host): Promise<readonly NoteSection[]> {
  const { notes, glossary } = await host.gallery();
  const pages = notes.map(async (note) => searchable(note.page, new TextDecoder().decode(await workspace.fs.readFile(uriOf(note)))));
  return [...(await Promise.all(pages)).flat(), ...searchableTerms(glossary)];
}
