/**
 * The scenarios and notes that come with the extension, as read-only files under the scheme `faultline:`.
 *
 * With addresses of their own they open, split, search and survive a reload like any file, and nobody can
 * change by accident what an update would overwrite. Reading goes through `workspace.fs`, so it works
 * wherever the extension itself lives: on a disk, on a server, or on a web page.
 */
import { Disposable, EventEmitter, FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { FileChangeEvent, FileStat, FileSystemProvider } from 'vscode';
import { entryAt, folderIndex } from './bundled-tree';
import type { FolderIndex } from './bundled-tree';

export const BUNDLED_SCHEME = 'faultline';

/** The address of a file under `media/`, such as `scenarios/ch8/reply-lost.scenario.yaml`. */
export function bundledUri(path: string): Uri {
  return Uri.from({ scheme: BUNDLED_SCHEME, path: `/${path}` });
}

export function isBundled(uri: Uri): boolean {
  return uri.scheme === BUNDLED_SCHEME;
}

/** `paths` resolves to all bundled files, relative to `media`. */
export function registerBundledFiles(extensionUri: Uri, paths: () => Promise<readonly string[]>): Disposable {
  const changes = new EventEmitter<FileChangeEvent[]>();
  const contents = new Map<string, Promise<Uint8Array>>();
  let listing: Promise<FolderIndex> | undefined;
  const index = (): Promise<FolderIndex> => (listing ??= paths().then(folderIndex));

  const read = async (uri: Uri): Promise<Uint8Array> => {
    // Only listed files are read, so no path can lead out of the folder.
    const entry = entryAt(await index(), uri.path);
    if (entry === undefined) throw FileSystemError.FileNotFound(uri);
    if (entry === 'folder') throw FileSystemError.FileIsADirectory(uri);
    let content = contents.get(uri.path);
    if (!content) {
      content = Promise.resolve(workspace.fs.readFile(Uri.joinPath(extensionUri, 'media', uri.path)));
      contents.set(uri.path, content);
    }
    return content;
  };

  const provider: FileSystemProvider = {
    onDidChangeFile: changes.event,
    watch: () => new Disposable(() => {}),
    async stat(uri): Promise<FileStat> {
      const entry = entryAt(await index(), uri.path);
      if (entry === undefined) throw FileSystemError.FileNotFound(uri);
      if (entry === 'folder') return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      return { type: FileType.File, ctime: 0, mtime: 0, size: (await read(uri)).byteLength };
    },
    async readDirectory(uri) {
      const names = (await index()).get(uri.path.length > 1 ? uri.path.replace(/\/$/, '') : '/');
      if (!names) throw FileSystemError.FileNotFound(uri);
      return Array.from(names, ([name, entry]) => [name, entry === 'file' ? FileType.File : FileType.Directory]);
    },
    readFile: read,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return Disposable.from(
    changes,
    workspace.registerFileSystemProvider(BUNDLED_SCHEME, provider, { isReadonly: true, isCaseSensitive: true }),
  );
}

function refuse(uri: Uri): never {
  throw FileSystemError.NoPermissions(uri);
}
