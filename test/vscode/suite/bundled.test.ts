/** What comes with the extension: readable, not writable, and to be had as a copy. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, removed, stepOf } from './support';

const SCENARIO = bundled('scenarios/ch8/reply-lost.scenario.yaml');

test('bundled files are listed and read', async () => {
  assertEqual((await vscode.workspace.fs.readDirectory(bundled(''))).map(([name]) => name).sort(), ['notes', 'scenarios']);
  const note = new TextDecoder().decode(await vscode.workspace.fs.readFile(bundled('notes/ch8/unreliable-networks.md')));
  assert(note.startsWith('# '), 'the note has no title');
  const { type, size } = await vscode.workspace.fs.stat(SCENARIO);
  assertEqual([type, size > 0], [vscode.FileType.File, true]);
});

test('nothing beside them can be reached', async () => {
  await fails(vscode.workspace.fs.readFile(bundled('../package.json')), 'FileNotFound');
  await fails(vscode.workspace.fs.readFile(bundled('icons/faultline.svg')), 'FileNotFound');
});

test('bundled files cannot be changed', async () => {
  assertEqual(vscode.workspace.fs.isWritableFileSystem('faultline'), false);
  const before = await vscode.workspace.fs.readFile(SCENARIO);
  await fails(vscode.workspace.fs.writeFile(SCENARIO, new Uint8Array()), 'NoPermissions');
  await fails(vscode.workspace.fs.delete(SCENARIO), 'NoPermissions');
  assertEqual((await vscode.workspace.fs.readFile(SCENARIO)).length, before.length);
});

test('a copy goes into the workspace, overwrites nothing, and opens', async () => {
  // Another host may have run the suite in this folder before.
  await Promise.all(['', '-2'].map((suffix) => removed(`reply-lost${suffix}.scenario.yaml`)));
  const first = await copied();
  assert(first.path.endsWith('/reply-lost.scenario.yaml'), first.path);
  await stepOf(first, (step) => step !== undefined);
  await vscode.workspace.fs.writeFile(first, new TextEncoder().encode('mine'));
  const second = await copied();
  assert(second.path.endsWith('/reply-lost-2.scenario.yaml'), second.path);
  assertEqual(new TextDecoder().decode(await vscode.workspace.fs.readFile(first)), 'mine', 'what was there');
  assertEqual(
    new TextDecoder().decode(await vscode.workspace.fs.readFile(second)),
    new TextDecoder().decode(await vscode.workspace.fs.readFile(SCENARIO)),
    'the copy',
  );
  await closeAll();
});

test('items of the list open by id', async () => {
  await vscode.commands.executeCommand('faultline.openItem', 'request-lost');
  const uri = bundled('scenarios/ch8/request-lost.scenario.yaml');
  await stepOf(uri, (step) => step !== undefined);
  await closeAll();
});

async function copied(): Promise<vscode.Uri> {
  const copy = await vscode.commands.executeCommand<vscode.Uri | undefined>('faultline.copyToWorkspace', SCENARIO);
  assert(copy, 'no copy was made');
  return copy;
}

async function fails(attempt: Thenable<unknown>, code: string): Promise<void> {
  try {
    await attempt;
  } catch (error) {
    // Over the bridge between the hosts an error keeps its code, or only its text.
    const said = error instanceof vscode.FileSystemError ? error.code : String(error);
    assert(said.includes(code) || /read-?only|not found|nonexistent/i.test(String(error)), `failed otherwise: ${said}, ${String(error)}`);
    return;
  }
  throw new Error(`did not fail with ${code}`);
}
