/**
 * “New Scenario…”: an unsaved file of a chosen protocol, commented and ready to run.
 *
 * An unsaved file with a name is saved under it without a question, so the name says the folder, too. Where there is no folder that
 * such a name could mean, the reader is asked, and the file is written at once.
 */
import { Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { MODELS } from '../models/registry';
import { newScenarioText } from '../scenario/language/template';
import { exists, placeFor } from './copy-to-workspace';
import { freeName } from './free-name';
import type { Host } from './host';
import { pickModel } from './pick-model';

/** Resolves to the address of the new file, if one was made. `argument` may be a model's id. */
export async function newScenario(host: Host, argument: unknown): Promise<Uri | undefined> {
  const model = await pickModel(host, argument, 'The protocol of the new scenario');
  if (!model) return undefined;
  const text = newScenarioText(model, MODELS);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (folder?.scheme !== 'file' && folder?.scheme !== 'vscode-remote') return written(`${model.id}.scenario.yaml`, text);
  const address = (name: string): Uri => Uri.joinPath(folder, name).with({ scheme: 'untitled' });
  const open = new Set(workspace.textDocuments.map(({ uri }) => uri.toString()));
  const name = await freeName(`${model.id}.scenario.yaml`, async (candidate) => open.has(address(candidate).toString()) || exists(Uri.joinPath(folder, candidate)));
  const document = await workspace.openTextDocument(address(name));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
  return document.uri;
}

async function written(name: string, text: string): Promise<Uri | undefined> {
  const target = await placeFor(name);
  if (!target) return undefined;
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  await window.showTextDocument(target);
  return target;
}
