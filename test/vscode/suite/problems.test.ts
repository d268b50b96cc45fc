/** Problems of a scenario: at their places, also when only its text is open, and with a quick fix where we know better. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { closeAll, fileWith, inWorkspace, problemsOf } from './support';

const TEXT = `faultline: 1
title: Slips
model: request-reply
params: { timeout: 100ms, retires: 1 }
seed: 1
faults:
  - lose: { type: Replay, nth: 1 }
until: 1 fortnight
`;

test('every problem of a text stands at its place', async () => {
  const { uri } = await fileWith('slips.scenario.yaml', TEXT);
  const found = await problemsOf(uri, (problems) => problems.length >= 3);
  const places = found.map(({ range: { start, end }, severity }) => [start.line, start.character, end.line, end.character, severity]);
  assertEqual(places, [
    [3, 26, 3, 33, vscode.DiagnosticSeverity.Error],
    [6, 18, 6, 24, vscode.DiagnosticSeverity.Error],
    [7, 7, 7, 18, vscode.DiagnosticSeverity.Error],
  ]);
  assert(found.every(({ code }) => typeof code === 'string' && code.length > 0), 'a problem has no code');
  assert(found[0]!.message.includes('retires'), found[0]!.message);
});

test('a quick fix puts the nearest name in its place, and the problem goes', async () => {
  const document = await fileWith('fixed.scenario.yaml', TEXT.replace('1 fortnight', '1s'));
  const { uri } = document;
  const [first] = await problemsOf(uri, (problems) => problems.length === 2);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, first!.range);
  const fix = actions.find(({ title }) => title.includes('retries'));
  assert(fix?.edit, `no fix among ${actions.map(({ title }) => title).join(', ') || 'none'}`);
  await vscode.workspace.applyEdit(fix.edit);
  assert(document.getText().includes('retries: 1'), 'the text is not mended');
  const [left] = await problemsOf(uri, (problems) => problems.length === 1);
  assert(left!.message.includes('Replay'), left!.message);
});

test('the problems of a file go when it is closed', async () => {
  // Opened as a reader does: what an extension opens stays open for minutes.
  const uri = inWorkspace('closed.scenario.yaml');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('faultline: 2\n'));
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
  await problemsOf(uri, (problems) => problems.length > 0);
  await closeAll();
  await problemsOf(uri, (problems) => problems.length === 0);
});

test('other YAML files are left alone', async () => {
  const { uri } = await fileWith('other.yaml', TEXT);
  const { uri: ours } = await fileWith('another.scenario.yaml', TEXT);
  await problemsOf(ours, (problems) => problems.length === 3);
  assertEqual(vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'faultline').length, 0);
});
