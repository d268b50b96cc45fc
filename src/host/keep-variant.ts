/**
 * “Keep as a Variant”: what has been changed goes into a file of its own beside the old one, and the old one goes back to what was saved
 * of it. That, too, is an edit that can be undone; what had been saved already stays as it is, for it is not for us to take back.
 */
import { Range, Uri, WorkspaceEdit, commands, window, workspace } from 'vscode';
import { copyToWorkspace, exists } from './copy-to-workspace';
import { freeName } from './free-name';
import { openDiagram } from './open';
import { isWritable } from './writable';

/** A name that the search for scenarios finds and every file system takes. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_. -]*\.scenario\.yaml$/u;

/** Asks for the name of the new file unless it is given, and resolves to its address; undefined when the reader gave up. */
export async function keepVariant(uri: Uri, given?: string): Promise<Uri | undefined> {
  // What cannot be written to has no changes that could be kept.
  if (!isWritable(uri)) return copyToWorkspace(uri);
  const old = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const beside = (name: string): Uri => Uri.joinPath(uri, '..', name);
  const name = given ?? (await askName(old, await freeName(old.replace(/\.scenario\.ya?ml$/, '-variant.scenario.yaml'), (each) => exists(beside(each))), beside));
  if (name === undefined) return undefined;
  const target = beside(name);
  const document = await workspace.openTextDocument(uri);
  await workspace.fs.writeFile(target, new TextEncoder().encode(document.getText()));
  const wasSaved = !document.isDirty;
  if (!wasSaved) {
    const { trimmed } = await import('../scenario/edit/text-edit');
    const text = document.getText();
    const { start, end, text: put } = trimmed(text, { start: 0, end: text.length, text: new TextDecoder().decode(await workspace.fs.readFile(uri)) });
    const edit = new WorkspaceEdit();
    edit.replace(uri, new Range(document.positionAt(start), document.positionAt(end)), put);
    await workspace.applyEdit(edit);
    await document.save();
  }
  await openDiagram(target);
  void offer(uri, target, wasSaved ? `${old} was saved already and stays as it is; ${name} is a copy of it.` : `The changes are in ${name}; ${old} is again what it was when it was saved.`);
  return target;
}

async function askName(old: string, value: string, beside: (name: string) => Uri): Promise<string | undefined> {
  return window.showInputBox({
    title: 'Keep as a Variant',
    prompt: `The name of the new file, beside ${old}`,
    value,
    valueSelection: [0, value.indexOf('.')],
    async validateInput(name) {
      if (!NAME.test(name)) return 'A file name that ends in .scenario.yaml';
      return (await exists(beside(name))) ? 'There is such a file already' : undefined;
    },
  });
}

async function offer(left: Uri, right: Uri, words: string): Promise<void> {
  const compare = 'Compare the Two';
  const chosen = await window.showInformationMessage(words, compare);
  if (chosen === compare) await commands.executeCommand('faultline.compare', { left: { uri: left.toString() }, right: { uri: right.toString() } });
}
