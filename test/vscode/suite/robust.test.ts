/** A gesture where the file cannot be written to: nothing is lost, and the change is to be had in a copy. */
import * as vscode from 'vscode';
import { assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, inWorkspace, openView, removed, until } from './support';

const REQUEST = 4;
const RULE = '- lose: { type: Charge, from: alice, to: shop, nth: 1 }';

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
