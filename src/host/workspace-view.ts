/** The scenarios and traces of the workspace, in the activity bar. */
import { Disposable, EventEmitter, ThemeIcon, TreeItem, window, workspace } from 'vscode';
import type { TreeDataProvider, Uri } from 'vscode';
import type { ListedFile } from './gallery-view';

const FILES = '**/*.{scenario.yaml,trace.jsonl}';
const HIDDEN = '**/{node_modules,.git}/**';
const MOST_FILES = 500;

/** Scenarios and traces of the workspace, by path. */
export async function workspaceFiles(): Promise<ListedFile[]> {
  const found = await workspace.findFiles(FILES, HIDDEN, MOST_FILES);
  const byPath = (a: Uri, b: Uri): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return found.sort(byPath).map((uri) => ({ uri, kind: uri.path.endsWith('.scenario.yaml') ? 'scenario' : 'trace' }));
}

export function registerWorkspaceView(): Disposable {
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<ListedFile> = {
    onDidChangeTreeData: changed.event,
    getChildren: (item) => (item ? [] : workspaceFiles()),
    getTreeItem: treeItem,
  };
  const watcher = workspace.createFileSystemWatcher(FILES, false, true, false);
  const refresh = (): void => changed.fire(undefined);
  return Disposable.from(
    changed,
    watcher,
    watcher.onDidCreate(refresh),
    watcher.onDidDelete(refresh),
    workspace.onDidChangeWorkspaceFolders(refresh),
    window.createTreeView('faultline.workspace', { treeDataProvider: provider }),
  );
}

function treeItem(file: ListedFile): TreeItem {
  // With the address VS Code shows what it knows of the file: its problems, its state in version control.
  const row = new TreeItem(file.uri);
  const path = workspace.asRelativePath(file.uri);
  row.label = path.slice(path.lastIndexOf('/') + 1).replace(/\.scenario\.yaml$/, '');
  row.description = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  row.iconPath = new ThemeIcon(file.kind === 'scenario' ? 'git-compare' : 'pulse');
  row.contextValue = file.kind === 'scenario' ? 'workspaceScenario' : 'workspaceTrace';
  row.command = { command: 'faultline.openItem', title: 'Open', arguments: [file] };
  return row;
}
