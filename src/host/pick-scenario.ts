/** “Open Scenario…”: everything that can be opened, those of the workspace first. */
import { QuickPickItemKind, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { chaptersOf } from './chapters';
import { uriOf } from './gallery';
import type { ListedFile } from './gallery-view';
import type { Host } from './host';
import { workspaceFiles } from './workspace-view';

type Choice = QuickPickItem & { readonly file?: ListedFile };

/** Undefined when nothing was chosen. */
export async function pickScenario(host: Host): Promise<ListedFile | undefined> {
  const choices = Promise.all([workspaceFiles(), host.gallery()]).then(([files, gallery]): Choice[] => {
    const own = files.map((file): Choice => ({ label: workspace.asRelativePath(file.uri), file }));
    const bundled = chaptersOf(gallery).flatMap(({ title, topic, pages, rest }) => [
      separator(topic === '' ? title : `${title} · ${topic}`),
      ...[...pages.flatMap(({ scenarios }) => scenarios), ...rest].map(
        (scenario): Choice => ({ label: scenario.title, description: scenario.covers.join(', '), file: { uri: uriOf(scenario), kind: 'scenario' } }),
      ),
    ]);
    return own.length > 0 ? [separator('In this workspace'), ...own, ...bundled] : bundled;
  });
  const chosen = await window.showQuickPick(choices, { placeHolder: 'A scenario to open', matchOnDescription: true });
  return chosen?.file;
}

function separator(label: string): Choice {
  return { label, kind: QuickPickItemKind.Separator };
}
