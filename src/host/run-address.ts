/** How a file is named in a link: from the root of the workspace, so that the link holds wherever it is pasted; and what such a name leads to. */
import { Uri, workspace } from 'vscode';
import { BUNDLED_SCHEME, isBundled } from './bundled-files';

/** `/ch8/reply-lost.scenario.yaml`, `faultline:/scenarios/…`; of a file outside the workspace its name alone. Not encoded. */
export function nameInLink(uri: Uri): string {
  if (isBundled(uri)) return `${BUNDLED_SCHEME}:${uri.path}`;
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return uri.path.slice(folder.uri.path.replace(/\/$/, '').length);
}

/** The file that a link in `from` leads to; `path` is decoded. Undefined where there is nothing it could be relative to. */
export function linkedFile(path: string, from: Uri): Uri | undefined {
  if (path.startsWith(`${BUNDLED_SCHEME}:/`)) return Uri.from({ scheme: BUNDLED_SCHEME, path: path.slice(BUNDLED_SCHEME.length + 1) });
  const folder = (workspace.getWorkspaceFolder(from) ?? workspace.workspaceFolders?.[0])?.uri;
  if (path.startsWith('/')) return folder && Uri.joinPath(folder, path);
  if (from.scheme === 'untitled') return folder && Uri.joinPath(folder, path);
  return Uri.joinPath(from, '..', path);
}
