/**
 * The folders above a list of files, for a file system that knows its files only by name. Some web hosts can
 * fetch a packaged file but not list a folder, so the list comes from the gallery's index.
 */

/** Folder path → names in it and whether each is a folder; paths start with `/`, the root is `/`. */
export type FolderIndex = ReadonlyMap<string, ReadonlyMap<string, 'file' | 'folder'>>;

/** `paths` are relative, with forward slashes: `scenarios/ch8/reply-lost.scenario.yaml`. */
export function folderIndex(paths: readonly string[]): FolderIndex {
  const folders = new Map<string, Map<string, 'file' | 'folder'>>([['/', new Map()]]);
  for (const path of paths) {
    const parts = path.split('/');
    let folder = '/';
    parts.forEach((name, depth) => {
      const last = depth === parts.length - 1;
      folders.get(folder)!.set(name, last ? 'file' : 'folder');
      if (last) return;
      folder = folder === '/' ? `/${name}` : `${folder}/${name}`;
      if (!folders.has(folder)) folders.set(folder, new Map());
    });
  }
  return folders;
}

/** What stands at a path, or undefined. */
export function entryAt(index: FolderIndex, path: string): 'file' | 'folder' | undefined {
  const clean = path.length > 1 ? path.replace(/\/$/, '') : '/';
  if (index.has(clean)) return 'folder';
  const cut = clean.lastIndexOf('/');
  return index.get(cut <= 0 ? '/' : clean.slice(0, cut))?.get(clean.slice(cut + 1));
}
