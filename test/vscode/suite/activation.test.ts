import * as vscode from 'vscode';
import { assert, assertEqual, note, test } from './harness';
import { extensionApi } from './support';

/** Measured are some 5 ms (`npm run bench`); the bound is generous because a busy machine may be elsewhere meanwhile. */
const MOST_MS = 200;

test('the extension activates, in little time of its own', async () => {
  const { activationMs } = await extensionApi();
  note('activationMs', activationMs);
  assert(activationMs > 0 && activationMs < MOST_MS, `activation took ${activationMs} ms`);
});

test('every command that the manifest names exists', async () => {
  await extensionApi();
  const known = new Set(await vscode.commands.getCommands(true));
  const manifest = vscode.extensions.getExtension('faultline.faultline')!.packageJSON as { contributes: { commands: { command: string }[] } };
  const named = manifest.contributes.commands.map(({ command }) => command);
  assert(named.length > 20, `only ${named.length} commands`);
  assertEqual(named.filter((command) => !known.has(command)), [], 'commands without a handler');
});
