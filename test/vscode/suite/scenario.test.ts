/** Scenarios as custom editors: what opens, what runs, and how an edit of the text becomes another run. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, fileWith, inWorkspace, openView, stepOf, until } from './support';

const LOST_REPLY = 14;

test('a scenario of the workspace opens as a diagram', async () => {
  const uri = inWorkspace('ch8/reply-lost.scenario.yaml');
  await openView(uri);
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  assert(input instanceof vscode.TabInputCustom, 'the tab is not a custom editor');
  assertEqual(input.viewType, 'faultline.scenario');
  await closeAll();
});

test('every bundled scenario runs as its golden transcript says', async () => {
  const api = await extensionApi();
  const uris = await scenariosIn('scenarios');
  assert(uris.length >= 7, `only ${uris.length} scenarios`);
  for (const uri of uris) {
    const id = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace('.scenario.yaml', '');
    const { default: golden } = (await import(`../../scenarios/golden/${id}.txt`)) as { default: string };
    const run = await api.runOf(uri);
    assertEqual(run?.hash, /^# hash (\w+)$/m.exec(golden)?.[1], `hash of ${id}`);
    assertEqual(run?.verdicts.filter(({ ok }) => !ok), [], `expectations of ${id} that do not hold`);
  }
});

test('commands move the reader', async () => {
  const uri = bundled('scenarios/ch8/reply-lost.scenario.yaml');
  await openView(uri);
  await vscode.commands.executeCommand('faultline.first');
  await stepOf(uri, (step) => step === 0);
  await vscode.commands.executeCommand('faultline.forward');
  await stepOf(uri, (step) => step === 1);
  await vscode.commands.executeCommand('faultline.nextFault');
  await stepOf(uri, (step) => step === LOST_REPLY);
  await vscode.commands.executeCommand('faultline.back');
  await stepOf(uri, (step) => step === LOST_REPLY - 1);
  await vscode.commands.executeCommand('faultline.last');
  const last = await stepOf(uri, (step) => step !== undefined && step > LOST_REPLY);
  const run = await (await extensionApi()).runOf(uri);
  assertEqual(last, run!.events - 1);
  await closeAll();
});

test('an edit of the text gives another run, and undo the first one again', async () => {
  const api = await extensionApi();
  const source = await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'));
  const document = await fileWith('edited.scenario.yaml', source.getText());
  await openView(document.uri);
  const before = await api.runOf(document.uri);
  await replace(document, 'idempotencyKey: false', 'idempotencyKey: true');
  const after = await api.runOf(document.uri);
  assert(before && after, 'no run');
  assert(before.hash !== after.hash, 'the edit changed nothing');
  assert(after.verdicts.some(({ ok, text }) => !ok && text === 'violated: charged-at-most-once'), 'with the key it is still charged twice');
  await vscode.commands.executeCommand('undo');
  assert(document.getText().includes('idempotencyKey: false'), 'undo did not reach the text');
  assertEqual((await api.runOf(document.uri))?.hash, before.hash, 'hash after undo');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});

test('with errors in the text there is no new run, and the old one stays in view', async () => {
  const api = await extensionApi();
  const document = await fileWith('broken.scenario.yaml', 'faultline: 1\ntitle: t\nmodel: request-reply\nuntil: 1s\n');
  await openView(document.uri);
  const step = await stepOf(document.uri, () => true);
  await replace(document, 'until', 'untill');
  assertEqual(await api.runOf(document.uri), undefined, 'run of a text with errors');
  assertEqual(await stepOf(document.uri, () => true), step, 'where the reader stands');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});

test('another seed is one edit of the text', async () => {
  const document = await fileWith('seeded.scenario.yaml', '# A comment.\nfaultline: 1\ntitle: t\nmodel: request-reply\nseed: 7 # mine\nuntil: 1s\n');
  await openView(document.uri);
  const edited = until(vscode.workspace.onDidChangeTextDocument, () => document.version > 1);
  await vscode.commands.executeCommand('faultline.anotherSeed');
  await edited;
  assertEqual(document.getText(), '# A comment.\nfaultline: 1\ntitle: t\nmodel: request-reply\nseed: 8 # mine\nuntil: 1s\n');
  await vscode.commands.executeCommand('undo');
  assert(document.getText().includes('seed: 7 # mine'), 'undo did not bring the seed back');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});

test('source and diagram open beside each other', async () => {
  const uri = inWorkspace('ch8/reply-lost.scenario.yaml');
  await openView(uri);
  await vscode.commands.executeCommand('faultline.openSource');
  await until(vscode.window.onDidChangeActiveTextEditor, () => vscode.window.activeTextEditor?.document.uri.toString() === uri.toString());
  assertEqual(vscode.window.tabGroups.all.length, 2, 'groups of tabs');
  await closeAll();
  await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand('faultline.openDiagram');
  await stepOf(uri, (step) => step !== undefined);
  assertEqual(vscode.window.tabGroups.all.length, 2, 'groups of tabs');
  await closeAll();
});

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert(start >= 0, `the text has no “${from}”`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  assert(await vscode.workspace.applyEdit(edit), 'the edit was refused');
}

async function scenariosIn(folder: string): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(bundled(folder));
  const found = await Promise.all(
    entries.map(([name, type]) => {
      const path = `${folder}/${name}`;
      return type === vscode.FileType.Directory ? scenariosIn(path) : Promise.resolve([bundled(path)]);
    }),
  );
  return found.flat();
}
