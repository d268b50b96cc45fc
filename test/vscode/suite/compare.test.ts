/** Two runs in one diagram: opened by address, begun where they part, walked through, swapped, and made anew after an edit. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, fileWith, removed, until } from './support';

const VIEW = 'faultline.comparison';

test('two scenarios open as one diagram that begins where they part', async () => {
  const [lost, keyed] = [bundled('scenarios/ch8/reply-lost.scenario.yaml'), bundled('scenarios/ch8/reply-lost-with-key.scenario.yaml')];
  await vscode.commands.executeCommand('faultline.compare', { left: { uri: lost.toString() }, right: { uri: keyed.toString() } });
  const first = await stepWhen((step) => step > 0);
  await vscode.commands.executeCommand('faultline.nextDifference');
  const second = await stepWhen((step) => step > first);
  await vscode.commands.executeCommand('faultline.previousDifference');
  await stepWhen((step) => step < second);
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  assertEqual(tab?.label, 'reply-lost ⇄ reply-lost-with-key');
  await vscode.commands.executeCommand('faultline.swapSides');
  await until((listener) => vscode.window.tabGroups.onDidChangeTabs(listener), () => labels().includes('reply-lost-with-key ⇄ reply-lost') && !labels().includes('reply-lost ⇄ reply-lost-with-key'));
  await closeAll();
});

test('a scenario and what was saved of it part with an edit', async () => {
  const source = await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'));
  const document = await fileWith('compared.scenario.yaml', source.getText());
  const uri = document.uri.toString();
  const api = await extensionApi();
  await vscode.commands.executeCommand('faultline.compare', { left: { uri, at: 'saved' }, right: { uri } });
  const before = await until((listener) => api.onDidChangeViews(listener), () => compared()?.run);
  const edit = new vscode.WorkspaceEdit();
  const at = document.getText().indexOf('idempotencyKey: false');
  assert(at > 0, 'the scenario has no such parameter');
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 'idempotencyKey: false'.length)), 'idempotencyKey: true');
  await vscode.workspace.applyEdit(edit);
  await until((listener) => api.onDidChangeViews(listener), () => (compared()?.run ?? before) > before);
  await vscode.commands.executeCommand('faultline.last');
  const last = await stepWhen((step) => step > 30);
  assert(last > 30, 'there are no more events than in one run');
  await closeAll();
  await removed('compared.scenario.yaml');

  function compared() {
    return api.views().find(({ viewType }) => viewType === VIEW);
  }
});

async function stepWhen(fits: (step: number) => boolean): Promise<number> {
  const api = await extensionApi();
  return until(
    (listener) => api.onDidChangeViews(listener),
    () => {
      const step = api.views().find(({ viewType, active }) => viewType === VIEW && active)?.step;
      return step !== undefined && fits(step) ? step : undefined;
    },
  );
}

function labels(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}
