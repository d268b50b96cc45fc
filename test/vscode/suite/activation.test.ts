import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';

const extension = (): vscode.Extension<{ readonly activationMs?: number } | undefined> => {
  const found = vscode.extensions.getExtension('faultline.faultline');
  assert(found, 'the extension is not installed');
  return found;
};

test('the extension activates', async () => {
  await extension().activate();
  assert(extension().isActive, 'not active');
});

test('every command that the manifest names exists', async () => {
  await extension().activate();
  const known = new Set(await vscode.commands.getCommands(true));
  const manifest = extension().packageJSON as { contributes?: { commands?: { command: string }[] } };
  const named = (manifest.contributes?.commands ?? []).map(({ command }) => command);
  assertEqual(named.filter((command) => !known.has(command)), [], 'commands without a handler');
});
