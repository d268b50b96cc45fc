/** A scenario changed on its diagram: one edit of the text, which undo takes back byte for byte. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, fileWith, inWorkspace, openView, removed, stepOf, until } from './support';

/** The event with which alice sends her first Charge. */
const REQUEST = 4;

test('a message is lost by a command, the run follows at the same event, and undo gives back the text', async () => {
  const api = await extensionApi();
  const source = await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'));
  const before = source.getText();
  const document = await fileWith('changed.scenario.yaml', before);
  await openView(document.uri);
  const first = await api.runOf(document.uri);
  await vscode.commands.executeCommand('faultline.first');
  await stepOf(document.uri, (step) => step === 0);
  for (let at = 1; at <= REQUEST; at++) {
    await vscode.commands.executeCommand('faultline.forward');
    await stepOf(document.uri, (step) => step === at);
  }
  const shown = viewOf()?.run;

  const edited = until(vscode.workspace.onDidChangeTextDocument, () => document.getText() !== before);
  await vscode.commands.executeCommand('faultline.loseMessage');
  await edited;
  const lines = document.getText().split('\n');
  assertEqual(lines.filter((line) => !before.split('\n').includes(line)), ['  - lose: { type: Charge, from: alice, to: shop, nth: 1 }'], 'lines that are new');
  const second = await api.runOf(document.uri);
  assert(second !== undefined && second.hash !== first?.hash, 'the run did not follow');
  await until((listener) => api.onDidChangeViews(listener), () => viewOf()?.run !== shown && viewOf()?.step !== undefined);
  assertEqual(viewOf()?.step, REQUEST, 'where the reader stands after the change');

  const undone = until(vscode.workspace.onDidChangeTextDocument, () => document.getText() === before);
  await vscode.commands.executeCommand('undo');
  await undone;
  assertEqual((await api.runOf(document.uri))?.hash, first?.hash, 'hash after undo');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();

  function viewOf() {
    return api.views().find(({ uri }) => uri.toString() === document.uri.toString());
  }
});

test('a menu that was opened on an older run changes nothing', async () => {
  const api = await extensionApi();
  const text = (await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'))).getText();
  const document = await fileWith('stale.scenario.yaml', text);
  await openView(document.uri);
  await api.runOf(document.uri);
  await vscode.commands.executeCommand('faultline.loseMessage', { run: -1, event: 2 });
  assertEqual(document.getText(), text);
  await vscode.commands.executeCommand('faultline.undoFault', { event: 14 });
  await until(vscode.workspace.onDidChangeTextDocument, () => !document.getText().includes('- lose: {'));
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});

test('what was changed is kept in a file of its own, and the old file is what it was', async () => {
  const text = (await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'))).getText();
  const document = await fileWith('kept.scenario.yaml', text);
  await removed('kept-late.scenario.yaml');
  await openView(document.uri);
  const edited = until(vscode.workspace.onDidChangeTextDocument, () => document.getText() !== text);
  await vscode.commands.executeCommand('faultline.undoFault', { event: 14 });
  await edited;
  const changed = document.getText();
  const kept = await vscode.commands.executeCommand<vscode.Uri>('faultline.keepVariant', 'kept-late.scenario.yaml');
  assertEqual(kept.toString(), inWorkspace('kept-late.scenario.yaml').toString());
  const decode = async (uri: vscode.Uri): Promise<string> => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  assertEqual([await decode(kept), await decode(document.uri), document.getText(), document.isDirty], [changed, text, text, false]);
  await stepOf(kept, (step) => step !== undefined);
  await closeAll();
  await removed('kept-late.scenario.yaml');
});
