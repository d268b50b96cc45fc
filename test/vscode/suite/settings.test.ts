/** Settings, seeds and expectations of a scenario: each change is one edit of the text; another seed is looked at without one. */
import * as vscode from 'vscode';
import type { SeedsState } from '../../../src/protocol/seeds';
import type { SettingAnswer } from '../../../src/protocol/settings';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, fileWith, openView, stepOf, until } from './support';

const LOST_REPLY = 14;

async function copyOf(name: string): Promise<{ readonly document: vscode.TextDocument; readonly before: string }> {
  const before = (await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'))).getText();
  const document = await fileWith(name, before);
  await openView(document.uri);
  await (await extensionApi()).runOf(document.uri);
  return { document, before };
}

function set(id: string, value: string): Thenable<SettingAnswer | undefined> {
  return vscode.commands.executeCommand('faultline.setParameter', { id, value });
}

function newLines(document: vscode.TextDocument, before: string): readonly string[] {
  const old = before.split('\n');
  return document.getText().split('\n').filter((line) => !old.includes(line)).map((line) => line.trim());
}

test('a parameter is set by one edit, out of range by none, and undo gives back the text', async () => {
  const api = await extensionApi();
  const { document, before } = await copyOf('set.scenario.yaml');
  const refused = await set('param.retries', '1000');
  assertEqual(refused, { problem: 'must be from 0 to 100' });
  assertEqual(document.getText(), before, 'the text after a value out of range');
  const hash = (await api.runOf(document.uri))?.hash;
  assertEqual(await set('param.timeout', '150ms'), {});
  assert(/timeout: 150ms/.test(document.getText()), newLines(document, before).join('\n'));
  assertEqual(newLines(document, before).length, 1, 'lines that are new');
  assert((await api.runOf(document.uri))?.hash !== hash, 'the run did not follow');
  const undone = until(vscode.workspace.onDidChangeTextDocument, () => document.getText() === before);
  await vscode.commands.executeCommand('undo');
  await undone;
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});

test('many seeds are counted, and another seed is shown without a change of the text', async () => {
  const api = await extensionApi();
  const { document, before } = await copyOf('seeds.scenario.yaml');
  await set('loss', '0.3');
  await api.runOf(document.uri);
  const text = document.getText();
  const state = await vscode.commands.executeCommand<SeedsState>('faultline.manySeeds', document.uri, 20);
  assertEqual([state.going, state.done, state.result?.runs, state.stale], [false, 20, 20, false]);
  assert(state.result!.held.length > 2 && state.result!.stats.length >= 4, 'nothing was counted');
  const shown = (await api.runOf(document.uri))?.hash;
  const found = await vscode.commands.executeCommand<number>('faultline.findSeed', document.uri, { unmet: 0 });
  assertEqual(found, Math.min(...state.result!.held[0]!.seeds), 'the first seed with which the first expectation fails');
  const after = await api.runOf(document.uri);
  assert(after!.hash !== shown || /^seed: (\d+)/m.exec(text)?.[1] === String(found), 'the seed is not shown');
  assertEqual(document.getText(), text, 'the text');
  assert(text !== before, 'the loss was not set');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});

test('an event becomes an expectation that the run meets', async () => {
  const api = await extensionApi();
  const { document, before } = await copyOf('expected.scenario.yaml');
  await stepOf(document.uri, (step) => step !== undefined);
  const edited = until(vscode.workspace.onDidChangeTextDocument, () => document.getText() !== before);
  await vscode.commands.executeCommand('faultline.expectThis', { event: LOST_REPLY });
  await edited;
  assertEqual(newLines(document, before), ['- event: { kind: lose, type: Reply, from: shop, to: alice, reason: dropped, count: 1 }']);
  const run = await api.runOf(document.uri);
  assertEqual(run?.verdicts.filter(({ ok }) => !ok), [], 'expectations that are not met');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});
