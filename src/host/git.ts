/** Files as they stand in git, through VS Code’s own extension for it: where that is missing or disabled, there are none. */
import { extensions } from 'vscode';
import type { Event, Uri } from 'vscode';

/** The part of the API of `vscode.git` that is used here. */
interface GitRepository {
  readonly state: { readonly onDidChange: Event<void> };
  show(ref: string, path: string): Promise<string>;
}
interface GitApi {
  getRepository(uri: Uri): GitRepository | null;
}

/** The repository that a file is in; otherwise why there is none, in words. */
export async function repositoryOf(uri: Uri): Promise<GitRepository | string> {
  const extension = extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) return 'VS Code’s extension for git is not there, so no other version of the file can be had.';
  try {
    const api = (await extension.activate()).getAPI(1);
    return api.getRepository(uri) ?? 'The file is in no git repository that VS Code has opened.';
  } catch {
    return 'VS Code’s extension for git is disabled (git.enabled), so no other version of the file can be had.';
  }
}

/** The text of a file in the last commit. Rejects with a reason for the reader when there is none. */
export async function committedText(uri: Uri): Promise<string> {
  const repository = await repositoryOf(uri);
  if (typeof repository === 'string') throw new Error(repository);
  try {
    return await repository.show('HEAD', uri.fsPath);
  } catch {
    throw new Error('The file is not in the last commit.');
  }
}
