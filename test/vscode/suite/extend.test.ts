/** Scenarios that extend others: what changes there is followed here, what is wrong there is told here, and copies take along what they need. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, fileWith, inWorkspace, openView, problemsOf, removed, stepOf, until } from './support';

const BASE = `faultline: 1
title: One order
model: request-reply
params: { timeout: 100ms, retries: 1, work: 20ms }
workload:
  - { at: 0ms, client: alice, op: charge }
faults:
  - lose: { type: Reply, from: shop, to: alice, nth: 1 }
until: 1s
expect:
  - violated: charged-at-most-once
`;
const VARIANT = `faultline: 1
extend: order.scenario.yaml
title: With a key
params: { idempotencyKey: true }
expect:
  - holds: charged-at-most-once
`;

test('a variant runs as the whole would, and again when what it extends has changed, typed or on the disk', async () => {
  const api = await extensionApi();
  const base = await fileWith('extending/order.scenario.yaml', BASE);
  const whole = await fileWith('extending/whole.scenario.yaml', BASE.replace('One order', 'With a key').replace('work: 20ms', 'work: 20ms, idempotencyKey: true').replace('violated', 'holds'));
  const variant = await fileWith('extending/variant.scenario.yaml', VARIANT);
  const run = await api.runOf(variant.uri);
  assert(run, 'the variant does not run');
  assertEqual(run.verdicts, [{ text: 'holds: charged-at-most-once', ok: true, event: -1 }]);
  assertEqual(run.hash, (await api.runOf(whole.uri))?.hash, 'hash of the variant and of the whole');

  await openView(variant.uri);
  const ran = api.views().find(({ uri }) => uri.toString() === variant.uri.toString())?.run;
  const another = (since: number | undefined): Promise<number> =>
    until((listener) => api.onDidChangeViews(listener), () => {
      const now = api.views().find(({ uri }) => uri.toString() === variant.uri.toString())?.run;
      return now !== undefined && now !== since && now;
    });
  const edit = new vscode.WorkspaceEdit();
  edit.replace(base.uri, new vscode.Range(7, 0, 8, 0), '');
  await vscode.workspace.applyEdit(edit);
  const second = await another(ran);
  assert((await api.runOf(variant.uri))!.hash !== run.hash, 'the run is the same without the fault');
  await base.save();
  await vscode.workspace.fs.writeFile(base.uri, new TextEncoder().encode(BASE));
  await another(second);
  // Saving alone may have run it again; what is on the disk counts once the editor has it.
  await until((listener) => vscode.workspace.onDidChangeTextDocument(listener), () => base.getText() === BASE);
  assertEqual((await api.runOf(variant.uri))?.hash, run.hash, 'hash when all is as it was');
  await closeAll();
});

test('what is wrong in the other file is told at “extend”, with the place where it stands', async () => {
  await fileWith('extending/wrong.scenario.yaml', BASE.replace('work: 20ms', 'wrok: 20ms'));
  const { uri } = await fileWith('extending/of-wrong.scenario.yaml', VARIANT.replace('order', 'wrong'));
  const [problem] = await problemsOf(uri, (all) => all.length > 0);
  assertEqual([problem!.range.start.line, problem!.range.start.character], [1, 8]);
  assert(problem!.message.startsWith('In extending/wrong.scenario.yaml, line 4: unknown key "wrok"'), problem!.message);
  const [related] = problem!.relatedInformation ?? [];
  assertEqual([related?.location.uri.path, related?.location.range.start.line], [inWorkspace('extending/wrong.scenario.yaml').path, 3]);
  // What was meant there cannot be put in here.
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, problem!.range, vscode.CodeActionKind.QuickFix.value);
  assertEqual(actions.filter(({ title }) => title.includes('work')).length, 0, 'fixes of another file');

  const { uri: missing } = await fileWith('extending/of-missing.scenario.yaml', VARIANT.replace('order', 'ordre'));
  const [none] = await problemsOf(missing, (all) => all.length > 0);
  assert(none!.message.includes('there is no file "ordre.scenario.yaml"'), none!.message);
  await fileWith('extending/ordre.scenario.yaml', BASE);
  await problemsOf(missing, (all) => all.length === 0);
  await vscode.workspace.fs.delete(inWorkspace('extending/ordre.scenario.yaml'));
});

test('help with writing knows what is extended', async () => {
  await fileWith('extending/named.scenario.yaml', BASE.replace('faults:', 'nodes: { client: [zoe, alice] }\nfaults:'));
  const document = await fileWith('extending/helped.scenario.yaml', `${VARIANT.replace('order', 'named')}faults:\n  - crash: { node: \n`);
  // Known once the text has been read.
  await problemsOf(document.uri, (all) => all.length > 0);
  const at = (words: string): vscode.Position => document.positionAt(document.getText().indexOf(words) + words.length);
  const labels = async (position: vscode.Position): Promise<readonly unknown[]> =>
    (await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, position)).items.map(({ label }) => label);
  const nodes = await labels(at('node: '));
  assert(nodes.includes('zoe') && nodes.includes('shop'), `nodes: ${nodes.join(', ')}`);
  const files = await labels(at('extend: '));
  assert(files.includes('whole.scenario.yaml') && !files.includes('helped.scenario.yaml'), `files: ${files.join(', ')}`);
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri, 5);
  assertEqual(links.map(({ target }) => target?.path), [inWorkspace('extending/named.scenario.yaml').path]);
  const [definition] = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, at('extend: nam'));
  assertEqual(definition?.uri.path, inWorkspace('extending/named.scenario.yaml').path);
});

test('a copy takes along what it extends', async () => {
  for (const name of ['reply-lost', 'reply-lost-with-key']) await removed(`${name}.scenario.yaml`);
  const source = bundled('scenarios/ch8/reply-lost-with-key.scenario.yaml');
  const api = await extensionApi();
  const run = await api.runOf(source);
  await openView(source);
  await vscode.commands.executeCommand('faultline.copyToWorkspace');
  const copy = inWorkspace('reply-lost-with-key.scenario.yaml');
  await stepOf(copy, (step) => step !== undefined);
  assertEqual((await api.runOf(copy))?.hash, run?.hash, 'hash of the copy');
  const base = await vscode.workspace.openTextDocument(inWorkspace('reply-lost.scenario.yaml'));
  assertEqual(base.getText(), (await vscode.workspace.openTextDocument(bundled('scenarios/ch8/reply-lost.scenario.yaml'))).getText());
  await closeAll();
  for (const name of ['reply-lost', 'reply-lost-with-key']) await removed(`${name}.scenario.yaml`);
});
