/** Our notes in VS Code's Markdown preview: what src/notes/preview needs to know of a page, from the index that is there by then. */
import { commands } from 'vscode';
import type { Gallery } from '../notes/gallery';
import { GLOSSARY_PAGE } from '../notes/glossary';
import { previewNotes } from '../notes/preview';
import type { PreviewedPage } from '../notes/preview';
import { pageSections } from '../notes/shown';
import { termFinder } from '../trace/terms';
import type { TermFinder } from '../trace/terms';
import type { Host } from './host';
import type { MarkdownIt } from './markdown-preview';

const PAGE = /^\/notes\/(.+)\.md$/;

/** Adds to the renderer of the preview. The preview is drawn once more when the index has been read. */
export function extendNotePreview(md: MarkdownIt, host: Host): MarkdownIt {
  let gallery: Gallery | undefined;
  let find: TermFinder = () => [];
  let waiting = false;
  host.gallery().then((read) => {
    gallery = read;
    find = termFinder(read.glossary);
    return waiting ? commands.executeCommand('markdown.preview.refresh') : undefined;
  }).then(undefined, host.onDefect);

  const pageOf = (env: unknown): PreviewedPage | undefined => {
    const { currentDocument } = (env ?? {}) as { readonly currentDocument?: { readonly scheme?: unknown; readonly path?: unknown } };
    if (currentDocument?.scheme !== 'faultline') return undefined;
    const name = PAGE.exec(String(currentDocument.path))?.[1];
    if (name === undefined || name === GLOSSARY_PAGE) return undefined;
    waiting = gallery === undefined;
    const note = gallery?.notes.find(({ page }) => page === name);
    return { find, glossary: '../glossary.md', sections: note && gallery ? pageSections(note, gallery.scenarios, host.progress.now, '') : [] };
  };
  previewNotes(md, pageOf);
  return md;
}
