/** “New Scenario…”: an unsaved file of a chosen protocol, commented and ready to run. */
import { Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { MODELS } from '../models/registry';
import { newScenarioText } from '../scenario/language/template';
import { freeName } from './free-name';
import type { Host } from './host';
import { pickModel } from './pick-model';

/** Resolves to the address of the new file, if one was made. `argument` may be a model's id. */
export async function newScenario(host: Host, argument: unknown): Promise<Uri | undefined> {
  const model = await pickModel(host, argument, 'The protocol of the new scenario');
  if (!model) return undefined;
  const address = (name: string): Uri => Uri.from({ scheme: 'untitled', path: name });
  const open = new Set(workspace.textDocuments.map(({ uri }) => uri.toString()));
  const name = await freeName(`${model.id}.scenario.yaml`, (candidate) => Promise.resolve(open.has(address(candidate).toString())));
  const document = await workspace.openTextDocument(address(name));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), newScenarioText(model, MODELS));
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
  return document.uri;
}
