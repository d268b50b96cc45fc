/** Gestures where files are not simply files, and where several things happen at once: whatever happens, nothing is lost. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, fileWith, inWorkspace, openView, removed, until } from './support';

const REQUEST = 4;
const RULE = '- lose: { type: Charge, from: alice, to: shop, nth: 1 }';

test('a scenario of a virtual file system is changed, saved and follows what others write there', async () => {
  const files = memoryFiles('faultline-memory', false);
  const text = await scenarioText();
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
  await closeAll();
  files.dispose();
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

test('what is typed, what is done in one of two views, and undo keep each other whole', async () => {
  const text = await scenarioText();
  const document = await fileWith('twice.scenario.yaml', text);
  const api = await extensionApi();
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('vscode.openWith', document.uri, 'faultline.scenario', vscode.ViewColumn.Two);
  await until((listener) => api.onDidChangeViews(listener), () => views().length === 1 && views()[0]?.step !== undefined);
  await vscode.commands.executeCommand('vscode.openWith', document.uri, 'faultline.scenario', vscode.ViewColumn.Three);
  await until((listener) => api.onDidChangeViews(listener), () => views().length === 2 && views().every(({ step }) => step !== undefined));
  const first = await api.runOf(document.uri);

  const edited = until(vscode.workspace.onDidChangeTextDocument, () => document.getText().includes(RULE));
  await vscode.commands.executeCommand('faultline.loseMessage', { event: REQUEST });
  await edited;
  // While the run goes on, something is typed.
  const typed = new vscode.WorkspaceEdit();
  typed.insert(document.uri, new vscode.Position(0, 0), '# typed meanwhile\n');
  assert(await vscode.workspace.applyEdit(typed), 'what was typed was not taken');
  assert(document.getText().startsWith('# typed meanwhile\n') && document.getText().includes(RULE), 'one of the two edits is lost');
  const second = await api.runOf(document.uri);
  assert(second !== undefined && second.hash !== first?.hash, 'the run did not follow');
  await until((listener) => api.onDidChangeViews(listener), () => views().every(({ run }) => run === views()[0]?.run));
  // A gesture at a run that is no longer shown is refused.
  const before = document.getText();
  await vscode.commands.executeCommand('faultline.loseMessage', { run: -1, event: 6 });
  assertEqual(document.getText(), before);

  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const undone = until(vscode.workspace.onDidChangeTextDocument, () => document.getText() === text);
  await vscode.commands.executeCommand('undo');
  await vscode.commands.executeCommand('undo');
  await undone;
  assertEqual((await api.runOf(document.uri))?.hash, first?.hash, 'hash after undo');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
  await removed('twice.scenario.yaml');

  function views() {
    return api.views().filter(({ uri }) => uri.toString() === document.uri.toString());
  }
});

test('beside an older version in a comparison of texts, both sides stay as they are', async () => {
  const files = memoryFiles('faultline-older', true);
  const text = await scenarioText();
  files.write('/sides.scenario.yaml', text.replace(/^seed: .*$/m, 'seed: 7'));
  const document = await fileWith('sides.scenario.yaml', text);
  const older = vscode.Uri.parse('faultline-older:/sides.scenario.yaml');
  await vscode.commands.executeCommand('vscode.diff', older, document.uri);
  await until((listener) => vscode.window.tabGroups.onDidChangeTabs(listener), () => vscode.window.tabGroups.activeTabGroup.activeTab !== undefined);
  await vscode.commands.executeCommand('faultline.loseMessage', { event: REQUEST });
  const left = await vscode.workspace.openTextDocument(older);
  assert(!left.isDirty && left.getText() === files.read('/sides.scenario.yaml'), 'the older version was changed');
  assertEqual(new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri)), text, 'what is on disk');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
  await removed('sides.scenario.yaml');
  files.dispose();
});

async function scenarioText(): Promise<string> {
  return (await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'))).getText();
}

/** Files in memory that VS Code knows as any others. */
function memoryFiles(scheme: string, isReadonly: boolean) {
  const contents = new Map<string, { readonly bytes: Uint8Array; readonly mtime: number }>();
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let time = 1;
  const put = (path: string, bytes: Uint8Array): void => {
    const type = contents.has(path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    contents.set(path, { bytes, mtime: (time += 1000) });
    changes.fire([{ type, uri: vscode.Uri.from({ scheme, path }) }]);
  };
  const found = (uri: vscode.Uri) => {
    const file = contents.get(uri.path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  };
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const registration = vscode.workspace.registerFileSystemProvider(
    scheme,
    {
      onDidChangeFile: changes.event,
      watch: () => new vscode.Disposable(() => {}),
      stat(uri) {
        if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
        const { bytes, mtime } = found(uri);
        return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
      },
      readDirectory: () => [...contents.keys()].map((path): [string, vscode.FileType] => [path.slice(1), vscode.FileType.File]),
      readFile: (uri) => found(uri).bytes,
      writeFile: (uri, bytes) => (isReadonly ? refuse(uri) : put(uri.path, bytes)),
      createDirectory: refuse,
      delete: refuse,
      rename: refuse,
    },
    { isReadonly, isCaseSensitive: true },
  );
  return {
    write: (path: string, text: string) => put(path, new TextEncoder().encode(text)),
    read: (path: string) => new TextDecoder().decode(contents.get(path)?.bytes),
    dispose: () => vscode.Disposable.from(registration, changes).dispose(),
  };
}
