/** The index of bundled scenarios and notes, made when the extension is built; read once, when first needed. */
import { Uri, workspace } from 'vscode';
import type { Gallery, GalleryNote, GalleryScenario } from '../notes/gallery';
import { bundledUri } from './bundled-files';

/** Resolves to the same index each time; rejects when the package is broken. */
export function galleryOf(extensionUri: Uri): () => Promise<Gallery> {
  let reading: Promise<Gallery> | undefined;
  return () => (reading ??= read(Uri.joinPath(extensionUri, 'dist', 'gallery.json')));
}

async function read(uri: Uri): Promise<Gallery> {
  const bytes = await workspace.fs.readFile(uri);
  return JSON.parse(new TextDecoder().decode(bytes)) as Gallery;
}

/** Paths of all bundled files, relative to `media`. */
export function bundledPaths({ scenarios, notes, glossary }: Gallery): string[] {
  return [...[...scenarios, ...notes].map(inMedia), ...(glossary.length > 0 ? [GLOSSARY_PATH] : [])];
}

/** Where the glossary lies, relative to `media`. */
export const GLOSSARY_PATH = 'notes/glossary.md';

/** The address of a bundled scenario or note. */
export function uriOf(entry: GalleryScenario | GalleryNote): Uri {
  return bundledUri(inMedia(entry));
}

function inMedia({ path }: GalleryScenario | GalleryNote): string {
  return path.replace(/^media\//, '');
}
