/** Taking a bundled scenario into the workspace, where it can be changed. */
import { FileSystemError, Uri, window, workspace } from 'vscode';
import { currentText, filesAround, mayExtend } from './extended-files';
import { openDiagram } from './open';
import { freeName } from './free-name';

/** Copies the file into a folder that the reader chooses when there are several, with what it extends, and opens the copy. */
export async function copyToWorkspace(source: Uri): Promise<Uri | undefined> {
  // What only an editor shows is in no file.
  const text = (await currentText(source)) ?? new TextDecoder().decode(await workspace.fs.readFile(source));
  const target = await placeFor(nameOf(source));
  if (!target) return undefined;
  await writeText(target, await withBase(source, text, Uri.joinPath(target, '..')));
  await openDiagram(target);
  return target;
}

/** The text, once what it extends lies in the folder, too: under its own name, or another where something else has that. */
async function withBase(source: Uri, text: string, folder: Uri): Promise<string> {
  const [base] = (mayExtend(text) ? await filesAround(source, text) : undefined)?.uris ?? [];
  const content = base && (await currentText(base));
  if (base === undefined || content === undefined) return text;
  const whole = await withBase(base, content, folder);
  const isOther = async (name: string): Promise<boolean> => {
    const uri = Uri.joinPath(folder, name);
    return (await exists(uri)) && (await currentText(uri)) !== whole;
  };
  const name = await freeName(nameOf(base), isOther);
  if (!(await exists(Uri.joinPath(folder, name)))) await writeText(Uri.joinPath(folder, name), whole);
  const { extending } = await import('../scenario/extend');
  return extending(text, name);
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function writeText(uri: Uri, text: string): Thenable<void> {
  return workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** Where a new file may be written: in the folder that is open, under a name that is free. */
export async function placeFor(name: string): Promise<Uri | undefined> {
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
