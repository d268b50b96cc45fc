/** Where something can be written: a file that others show, such as one side of a difference in git, is only to be looked at. */
import { workspace } from 'vscode';
import type { Uri } from 'vscode';

/** Whether the file at this address can be changed. Of a scheme without a file system nothing can, but what is not saved yet. */
export function isWritable({ scheme }: Uri): boolean {
  return workspace.fs.isWritableFileSystem(scheme) ?? scheme === 'untitled';
}
