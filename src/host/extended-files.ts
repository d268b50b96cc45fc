/**
 * The files that a scenario extends, read before the scenario is: what reads scenarios waits for nothing. Only what lies in the same
 * folder of the workspace is read, or what is bundled too; a file without a workspace stays in its own folder.
 */
import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { Files } from '../scenario/extend';
import { isBundled } from './bundled-files';

export interface Around {
  readonly files: Files;
  /** The files that it extends, there or not. */
  readonly uris: readonly Uri[];
}

/** Whether a text may say that it extends another; most do not, and for them nothing is looked up. */
export function mayExtend(text: string): boolean {
  return text.includes('extend');
}

/** The files around the scenario at `uri`, whose text is `text`. Undefined where none can lie beside it. */
export async function filesAround(uri: Uri, text: string, read: (uri: Uri) => Promise<string | undefined> = currentText): Promise<Around | undefined> {
  const root = rootOf(uri);
  if (root === undefined) return undefined;
  const [{ MAX_EXTENDED, extendedPath }, { SILENT }, { readYaml }] = await Promise.all([import('../scenario/extend'), import('../scenario/report'), import('../scenario/yaml-tree')]);
  const at = uri.path.slice(root.path.replace(/\/$/, '').length + 1);
  const texts = new Map<string, string | undefined>();
  const uris: Uri[] = [];
  let from = at;
  for (let here: string | undefined = text; here !== undefined && texts.size <= MAX_EXTENDED; ) {
    const path = extendedPath(from, readYaml(here, SILENT).root);
    if (path === undefined || path === at || texts.has(path)) break;
    const target = Uri.joinPath(root, path);
    uris.push(target);
    here = await read(target);
    texts.set(path, here);
    from = path;
  }
  const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/') + 1) : '';
  const known = [...texts.values()].includes(undefined) ? await scenariosIn(Uri.joinPath(root, folder)) : [];
  return { files: { at, read: (path) => texts.get(path), known: known.map((name) => folder + name) }, uris };
}

/** The text as it is being typed, or else as it is saved; undefined when there is no such file. */
export async function currentText(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** Names of the scenarios in a folder, without those in folders below it. */
export async function scenariosIn(folder: Uri): Promise<readonly string[]> {
  try {
    return (await workspace.fs.readDirectory(folder)).flatMap(([name]) => (name.endsWith('.scenario.yaml') ? [name] : []));
  } catch {
    return [];
  }
}

/** The address of a file that a scenario calls by a path within its root. */
export function addressOf(uri: Uri, path: string): Uri | undefined {
  const root = rootOf(uri);
  return root && Uri.joinPath(root, path);
}

/** Calls back with the address of each scenario that may have changed, in an editor or on the disk: below the roots that were named. */
export function watchRoots(changed: (uri: Uri) => void): Disposable & { watch(uri: Uri): void } {
  const watchers = new Map<string, Disposable>();
  const listening = Disposable.from(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) changed(document.uri);
    }),
    // What was typed and not saved is gone with the editor.
    workspace.onDidCloseTextDocument(({ uri }) => changed(uri)),
  );
  return {
    watch(uri) {
      const root = rootOf(uri);
      if (root === undefined || isBundled(uri) || watchers.has(root.toString())) return;
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(root, '**/*.scenario.yaml'));
      watchers.set(root.toString(), Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed)));
    },
    dispose() {
      listening.dispose();
      for (const watcher of watchers.values()) watcher.dispose();
    },
  };
}

/** Paths lead no further than this folder. */
function rootOf(uri: Uri): Uri | undefined {
  if (isBundled(uri)) return uri.with({ path: '/' });
  if (uri.scheme === 'untitled') return workspace.workspaceFolders?.map((folder) => folder.uri).find(({ path }) => uri.path.startsWith(`${path}/`));
  const folder = workspace.getWorkspaceFolder(uri)?.uri;
  if (folder) return folder;
  return Uri.joinPath(uri, '..');
}
