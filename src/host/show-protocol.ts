/** “Show Protocol”: what a model says of itself, as a rendered page. */
import { Uri, window, workspace } from 'vscode';
import { MODELS, findModel } from '../models/registry';
import { modelPage } from '../scenario/language/model-page';
import { scalarAt } from '../scenario/language/draft';
import { readLoosely } from '../scenario/language/loose-tree';
import type { Host } from './host';
import { openNote } from './open';
import { pickModel } from './pick-model';
import { PROTOCOL_SCHEME } from './scenario-files';

/** Shows the model with the id `argument`, else that of the scenario at hand, else the one chosen. */
export async function showProtocol(host: Host, argument: unknown): Promise<void> {
  const uri = host.views.active()?.uri ?? window.activeTextEditor?.document.uri;
  const document = workspace.textDocuments.find((each) => each.uri.toString() === uri?.toString());
  const here = document?.uri.path.endsWith('.scenario.yaml') ? scalarAt(readLoosely(document.getText()), 'model') : undefined;
  const known = here !== undefined && findModel(here) ? here : undefined;
  const model = await pickModel(host, argument ?? known, 'The protocol to read about');
  if (!model) return;
  await openNote(Uri.from({ scheme: PROTOCOL_SCHEME, path: `/${model.id}.md` }));
}

/** The page at an address that `showProtocol` made. */
export async function protocolText({ path }: Uri, host: Host): Promise<string> {
  const model = MODELS.find(({ id }) => path === `/${id}.md`);
  return model ? modelPage(model, (await host.gallery()).scenarios) : '';
}
