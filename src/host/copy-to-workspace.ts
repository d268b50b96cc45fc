/** Taking a bundled scenario into the workspace, where it can be changed. */
import { FileSystemError, Uri, window, workspace } from 'vscode';
import { openDiagram } from './open';
import { freeName } from './free-name';

/** Copies the file into a folder that the reader chooses when there are several, and opens the copy. */
export async function copyToWorkspace(source: Uri): Promise<Uri | undefined> {
  const content = await workspace.fs.readFile(source);
  const target = await placeFor(source.path.slice(source.path.lastIndexOf('/') + 1));
  if (!target) return undefined;
  await workspace.fs.writeFile(target, content);
  await openDiagram(target);
  return target;
}

async function placeFor(name: string): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  // Without a folder the dialog of VS Code asks for the place, and before it overwrites.
  if (folders.length === 0) {
    return window.showSaveDialog({ defaultUri: Uri.from({ scheme: 'file', path: `/${name}` }), saveLabel: 'Save Copy', filters: { Scenarios: ['yaml'] } });
  }
  const folder = folders.length === 1 ? folders[0] : await window.showWorkspaceFolderPick({ placeHolder: 'Folder for the copy' });
  if (!folder) return undefined;
  const free = await freeName(name, (candidate) => exists(Uri.joinPath(folder.uri, candidate)));
  return Uri.joinPath(folder.uri, free);
}

/** Whether there is a file with this address. */
export async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}
