/**
 * Comparing with the last commit from VS Code’s own places for changes: a file in the Source Control view, and the title of a diff.
 *
 * That view tells its menus nothing about the file below the pointer, so the entry is there in workspaces that have scenarios or
 * recordings at all, and says so when it is called on another file.
 */
import { Disposable, Uri, commands, workspace } from 'vscode';

const RUNS = /\.(scenario\.ya?ml|trace\.jsonl|log|shiviz|txt|jsonl)$/;

/** The file of an entry of the Source Control view; undefined when the command was called elsewhere. */
export function resourceOf(argument: unknown): Uri | undefined {
  if (argument === null || typeof argument !== 'object' || !('resourceUri' in argument)) return undefined;
  return argument.resourceUri instanceof Uri ? argument.resourceUri : undefined;
}

/** The file that holds a run: of a version in git the file that it is a version of. Undefined for what is no run, or no file. */
export function fileOf(uri: Uri | undefined): Uri | undefined {
  if (uri === undefined || !RUNS.test(uri.path)) return undefined;
  if (uri.scheme === 'file') return uri;
  // The extension for git puts the version into the query, and the path is that of the file.
  return uri.scheme === 'git' ? uri.with({ scheme: 'file', query: '', fragment: '' }) : undefined;
}

/** Lets the menus of the Source Control view know whether there are scenarios or recordings. */
export function followRuns(onDefect: (defect: unknown) => void): Disposable {
  const files = '**/*.{scenario.yaml,trace.jsonl}';
  let has: boolean | undefined;
  const look = async (): Promise<void> => {
    const now = (await workspace.findFiles(files, '**/{node_modules,.git}/**', 1)).length > 0;
    if (now === has) return;
    has = now;
    await commands.executeCommand('setContext', 'faultline.hasRuns', now);
  };
  const again = (): void => void look().catch(onDefect);
  const watcher = workspace.createFileSystemWatcher(files, false, true, false);
  again();
  return Disposable.from(watcher, watcher.onDidCreate(() => has !== true && again()), watcher.onDidDelete(again), workspace.onDidChangeWorkspaceFolders(again));
}
