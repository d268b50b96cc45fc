/** Gestures where files are not simply files, and where several things happen at once: whatever happens, nothing is lost. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { memoryFiles } from './memory-files';
import { bundled, closeAll, extensionApi, fileWith, inWorkspace, openView, removed, stepOf, until } from './support';

const REQUEST = 4;
const RULE = '- lose: { type: Charge, from: alice, to: shop, nth: 1 }';

test('a scenario of a virtual file system is changed, saved, and follows what others write there', async () => {
  const text = await scenarioText();
  const files = memoryFiles('faultline-memory', false);
  try {
    files.write('/virtual.scenario.yaml', text);
    const uri = vscode.Uri.parse('faultline-memory:/virtual.scenario.yaml');
    const api = await extensionApi();
    const document = await vscode.workspace.openTextDocument(uri);
    await openView(uri);
    const first = await api.runOf(uri);
    const edited = until(vscode.workspace.onDidChangeTextDocument, () => document.getText().includes(RULE));
    await vscode.commands.executeCommand('faultline.loseMessage', { event: REQUEST });
    await edited;
    const second = await api.runOf(uri);
    assert(second !== undefined && second.hash !== first?.hash, 'the run did not follow');
    assert(await document.save(), 'it was not saved');
    assert(files.read('/virtual.scenario.yaml').includes(RULE), 'what was saved lacks the change');
    // Another program writes the old text again.
    const reloaded = until(vscode.workspace.onDidChangeTextDocument, () => document.getText() === text);
    files.write('/virtual.scenario.yaml', text);
    await reloaded;
    assertEqual((await api.runOf(uri))?.hash, first?.hash, 'hash of what was written outside');
  } finally {
    await closeAll();
    files.dispose();
  }
});

test('a read-only scenario stays as it is, and the change is made in a copy when that is wished', async () => {
  const files = memoryFiles('faultline-readonly', true);
  const text = await scenarioText();
  files.write('/kept-as-is.scenario.yaml', text);
  await removed('kept-as-is.scenario.yaml');
  const uri = vscode.Uri.parse('faultline-readonly:/kept-as-is.scenario.yaml');
  const api = await extensionApi();
  await vscode.commands.executeCommand('notifications.clearAll');
  await openView(uri);
  await api.runOf(uri);
  const copy = inWorkspace('kept-as-is.scenario.yaml');
  const copied = until(vscode.workspace.onDidChangeTextDocument, () => vscode.workspace.textDocuments.some((each) => each.uri.toString() === copy.toString() && each.getText().includes(RULE)));
  let done = false;
  // The offer is a notification; it is there some time after the command.
  const offer = (async () => {
    while (!done) {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  try {
    await vscode.commands.executeCommand('faultline.loseMessage', { event: REQUEST });
    await copied;
  } finally {
    done = true;
    await offer;
  }
  const original = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  assertEqual([original?.getText(), original?.isDirty, files.read('/kept-as-is.scenario.yaml')], [text, false, text]);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
  await removed('kept-as-is.scenario.yaml');
  files.dispose();
});

test('of two views and a text that is typed in while it runs, all end with the last text', async () => {
  const text = await scenarioText();
  const document = await fileWith('twice.scenario.yaml', text);
  const api = await extensionApi();
  const views = () => api.views().filter(({ uri }) => uri.toString() === document.uri.toString());
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  for (const column of [vscode.ViewColumn.Two, vscode.ViewColumn.Three]) {
    await vscode.commands.executeCommand('vscode.openWith', document.uri, 'faultline.scenario', column);
    await until((listener) => api.onDidChangeViews(listener), () => views().length === column - 1 && views().every(({ step }) => step !== undefined));
  }
  const first = await api.runOf(document.uri);
  const shown = views()[0]!.run!;
  const edited = until(vscode.workspace.onDidChangeTextDocument, () => document.getText().includes(RULE));
  await vscode.commands.executeCommand('faultline.loseMessage', { event: REQUEST });
  await edited;
  // While that runs, another seed is typed, one digit after the other: no run between is waited for.
  for (const digits of ['9', '97', '971']) {
    const seed = /^seed: \d+$/m.exec(document.getText())!;
    const typed = new vscode.WorkspaceEdit();
    typed.replace(document.uri, new vscode.Range(document.positionAt(seed.index), document.positionAt(seed.index + seed[0].length)), `seed: ${digits}`);
    assert(await vscode.workspace.applyEdit(typed), 'what was typed was not taken');
  }
  assert(document.getText().includes('seed: 971\n') && document.getText().includes(RULE), 'one of the edits is lost');
  const last = await api.runOf(document.uri);
  await until((listener) => api.onDidChangeViews(listener), () => views().every(({ run, step }) => step !== undefined && run === views()[0]!.run && run !== shown));
  const alone = await fileWith('alone.scenario.yaml', document.getText());
  assertEqual(last?.hash, (await api.runOf(alone.uri))?.hash, 'hash of the run that both show');
  assert(last!.hash !== first?.hash, 'the run did not follow');
  // What a view that is behind asks for is not done.
  const before = document.getText();
  await vscode.commands.executeCommand('faultline.loseMessage', { run: shown, event: 6 });
  assertEqual(document.getText(), before, 'text after a gesture on an older run');
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  for (let i = 0; i < 9 && document.getText() !== text; i++) await vscode.commands.executeCommand('undo');
  assertEqual(document.getText(), text, 'text after undo');
  await closeSaved();
  for (const name of ['twice', 'alone']) await removed(`${name}.scenario.yaml`);
});

test('an older version beside the file is only looked at: nothing on either side is written', async () => {
  const text = await scenarioText();
  const older = text.replace(/^seed: \d+$/m, 'seed: 7');
  // As VS Code's git shows it: with a file system that cannot be written to; and as others do, with none.
  const files = memoryFiles('faultline-older', true);
  const shown = vscode.workspace.registerTextDocumentContentProvider('faultline-shown', { provideTextDocumentContent: () => older });
  const document = await fileWith('sides.scenario.yaml', text);
  const api = await extensionApi();
  try {
    files.write('/sides.scenario.yaml', older);
    for (const scheme of ['faultline-older', 'faultline-shown']) {
      const uri = vscode.Uri.from({ scheme, path: '/sides.scenario.yaml' });
      await vscode.commands.executeCommand('vscode.diff', uri, document.uri);
      const left = await vscode.workspace.openTextDocument(uri);
      assert(await api.runOf(uri), `${scheme} does not run`);
      await vscode.commands.executeCommand('vscode.openWith', uri, 'faultline.scenario');
      await stepOf(uri, (step) => step !== undefined);
      // The offer of a copy is not taken.
      let over = false;
      const refused = Promise.resolve(vscode.commands.executeCommand('faultline.loseMessage', { event: REQUEST })).finally(() => (over = true));
      for (; !over; await new Promise((resolve) => setTimeout(resolve, 100))) await vscode.commands.executeCommand('notifications.clearAll');
      await refused;
      assertEqual([left.getText() === older, left.isDirty], [true, false], `${scheme} as it was, and nothing unsaved`);
      await closeAll();
    }
    const onDisk = new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
    assertEqual([document.getText() === text, document.isDirty, onDisk === text], [true, false, true], 'the file beside it');
  } finally {
    await closeAll();
    files.dispose();
    shown.dispose();
    await removed('sides.scenario.yaml');
  }
});

async function scenarioText(): Promise<string> {
  return (await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'))).getText();
}

/** Closes everything; what is unsaved in the file that has the focus is given up. */
async function closeSaved(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
}
