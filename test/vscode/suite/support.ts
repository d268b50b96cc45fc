/** What several files of the suite need: the extension's API, files of the workspace, and waiting for things to come true. */
import * as vscode from 'vscode';
import type { Api } from '../../../src/host/api';
import { assert } from './harness';

export async function extensionApi(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('faultline.faultline');
  assert(extension, 'the extension is not installed');
  return extension.activate();
}

/** The address of a file of the workspace. */
export function inWorkspace(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, 'no workspace folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export function bundled(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'faultline', path: `/${path}` });
}

/** Writes a file of the workspace and opens it as text, unseen. */
export async function fileWith(path: string, text: string): Promise<vscode.TextDocument> {
  const uri = inWorkspace(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.workspace.openTextDocument(uri);
}

/** Makes sure that a file of the workspace is not there. */
export async function removed(path: string): Promise<void> {
  try {
    await vscode.workspace.fs.delete(inWorkspace(path));
  } catch (error) {
    assert(error instanceof vscode.FileSystemError, String(error));
  }
}

/** Resolves as soon as `condition` gives something other than undefined or false; looked at after each event. */
export function until<T>(event: (listener: () => void) => { dispose(): void }, condition: () => T | undefined | false): Promise<T> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const found = condition();
      if (found === undefined || found === false) return false;
      listening.dispose();
      resolve(found);
      return true;
    };
    const listening = event(look);
    look();
  });
}

/** Waits for the problems of a file to be as they should. */
export function problemsOf(uri: vscode.Uri, fit: (found: readonly vscode.Diagnostic[]) => boolean): Promise<readonly vscode.Diagnostic[]> {
  return until(
    (listener) => vscode.languages.onDidChangeDiagnostics(listener),
    () => {
      const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'faultline');
      return fit(found) && found;
    },
  );
}

/** Opens a file with its default editor, or another, and waits until its view says where the reader stands. */
export async function openView(uri: vscode.Uri, viewType?: string): Promise<void> {
  const api = await extensionApi();
  if (viewType === undefined) await vscode.commands.executeCommand('vscode.open', uri);
  else await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
  await stepOf(uri, (step) => step !== undefined);
  assert(api.views().some((view) => view.uri.toString() === uri.toString() && view.active), `${uri.path} is not the active view`);
}

/** Waits until the view of a file stands at a step that fits, and resolves to it. */
export async function stepOf(uri: vscode.Uri, fits: (step: number | undefined) => boolean): Promise<number> {
  const api = await extensionApi();
  return until(
    (listener) => api.onDidChangeViews(listener),
    () => {
      const step = api.views().find((view) => view.uri.toString() === uri.toString())?.step;
      return fits(step) && step !== undefined ? step : undefined;
    },
  );
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
