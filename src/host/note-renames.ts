/** A run that is renamed or moved in VS Code takes the file with its notes along, in the same step, unless there is such a file already. */
import { Uri, WorkspaceEdit, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { exists } from './copy-to-workspace';
import { sideName } from './side-notes';

const RUNS = /\.(?:scenario\.yaml|trace\.jsonl)$/;

export function followRenames(): Disposable {
  return workspace.onWillRenameFiles((event) => {
    const runs = event.files.filter(({ oldUri, newUri }) => RUNS.test(oldUri.path) && RUNS.test(newUri.path));
    if (runs.length > 0) event.waitUntil(renamesFor(runs, event.files));
  });
}

async function renamesFor(runs: readonly { readonly oldUri: Uri; readonly newUri: Uri }[], all: readonly { readonly oldUri: Uri }[]): Promise<WorkspaceEdit> {
  const edit = new WorkspaceEdit();
  for (const { oldUri, newUri } of runs) {
    const [from, to] = [sideOf(oldUri), sideOf(newUri)];
    const goesAlong = all.some((file) => file.oldUri.toString() === from.toString());
    if (!goesAlong && from.toString() !== to.toString() && (await exists(from)) && !(await exists(to))) edit.renameFile(from, to);
  }
  return edit;
}

function sideOf(run: Uri): Uri {
  return Uri.joinPath(run, '..', sideName(run));
}
