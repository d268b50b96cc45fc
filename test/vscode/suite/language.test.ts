/**
 * Help with writing, asked for as the editor asks for it: in both extension hosts, for a plain text editor, without another extension.
 * What the answers say in detail is tested without VS Code (test/scenario/language).
 */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, fileWith, inWorkspace, problemsOf, removed } from './support';

const TEXT = `# What happens to one order
# when its answer is lost.
faultline: 1
title: A short run
model: request-reply
params: { timeout: 100ms, retries: 1 }
nodes: { client: [alice], server: [shop] }
workload:
  - { at: 0ms, client: alice, op: charge }
faults:
  - lose: { type: Reply, from: shop, to: alice, nth: 1 }
until: 1s
expect:
  - violated: charged-at-most-once
  - holds: charged-at-most-once
notes:
  - at: { kind: lose, nth: 1 }
    see: ch8/unreliable-networks#lost-reply
compare:
  node: alice
  with: [reply-lost]
`;

test('completion knows the file', async () => {
  const document = await helped('completed.scenario.yaml', TEXT);
  const types = await offered(document, after(document, 'type: '));
  assertEqual(types.filter(({ kind }) => kind === vscode.CompletionItemKind.Event).map(label), ['Reply'], 'messages that the shop sends to alice');
  const parameters = await offered(document, after(document, 'params: { '));
  const key = parameters.find((item) => label(item) === 'idempotencyKey');
  assert(key?.documentation instanceof vscode.MarkdownString && key.documentation.value.includes('idempotencyKey'), 'a parameter is offered with what it means');
  assert(key.insertText instanceof vscode.SnippetString, 'its value is a place to fill in');
  assert((await offered(document, after(document, 'faults:\n  - '))).some((item) => label(item) === 'crash'), 'the kinds of faults');
  assert((await offered(document, after(document, 'see: '))).some((item) => label(item) === 'ch8/unreliable-networks#lost-reply'), 'the headings of the notes');
});

test('hovers say what a word means', async () => {
  const document = await helped('hovered.scenario.yaml', TEXT);
  const hovers = await ask<vscode.Hover[]>('executeHoverProvider', document, after(document, 'holds: charg'));
  const [hover] = hovers;
  assert(hover?.range, 'no hover');
  assertEqual(document.getText(hover.range), 'charged-at-most-once');
  const said = hover.contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')).join('');
  assert(said.includes('**charged-at-most-once**') && said.length > 60, said);
});

test('the outline names the sections and what is in them, and they fold', async () => {
  const document = await helped('outlined.scenario.yaml', TEXT);
  const symbols = await ask<vscode.DocumentSymbol[]>('executeDocumentSymbolProvider', document);
  assertEqual(symbols.map(({ name }) => name), ['faultline', 'title', 'model', 'params', 'nodes', 'workload', 'faults', 'until', 'expect', 'notes', 'compare']);
  assertEqual(symbols.find(({ name }) => name === 'faults')?.children.map(({ name }) => name), ['lose']);
  const folds = await ask<vscode.FoldingRange[]>('executeFoldingRangeProvider', document);
  const lines = folds.map(({ start, end, kind }) => [start, end, kind === vscode.FoldingRangeKind.Comment]);
  for (const fold of [[0, 1, true], [7, 8, false], [12, 14, false], [15, 17, false]]) assert(lines.some((each) => String(each) === String(fold)), `${String(fold)} is not among ${JSON.stringify(lines)}`);
});

test('from a name to its definition and its references', async () => {
  const document = await helped('followed.scenario.yaml', TEXT);
  const [definition] = await ask<vscode.Location[]>('executeDefinitionProvider', document, after(document, 'client: ali'));
  assert(definition, 'no definition of the node');
  assertEqual([definition.uri.path, definition.range.start.line, document.getText(definition.range)], [document.uri.path, 6, 'alice']);
  const places = await ask<vscode.Location[]>('executeReferenceProvider', document, after(document, 'client: ali'));
  assertEqual(places.map(({ range }) => range.start.line), [6, 8, 10, 19], 'lines that speak of alice');
  const [note] = await ask<vscode.Location[]>('executeDefinitionProvider', document, after(document, 'see: ch8'));
  assert(note, 'no definition of the note');
  assertEqual(note.uri.toString(), bundled('notes/ch8/unreliable-networks.md').toString());
});

test('a node is renamed throughout the file, a message is not', async () => {
  const document = await helped('renamed.scenario.yaml', TEXT);
  const edit = await ask<vscode.WorkspaceEdit>('executeDocumentRenameProvider', document, after(document, 'client: ali'), 'zoë');
  await vscode.workspace.applyEdit(edit);
  assertEqual(document.getText(), TEXT.replaceAll('alice', 'zoë'));
  const api = await extensionApi();
  assert(await api.runOf(document.uri), 'the renamed text does not run');
  const refused = await ask('executeDocumentRenameProvider', document, after(document, 'type: Rep'), 'Answer').then(() => false, () => true);
  assert(refused, 'a message type is the model’s, and got another name');
});

test('what is pointed to can be followed', async () => {
  const document = await helped('linked.scenario.yaml', TEXT);
  const links = await ask<vscode.DocumentLink[]>('executeLinkProvider', document, 10);
  assertEqual(links.map(({ target }) => target?.path), ['/notes/ch8/unreliable-networks.md', '/scenarios/ch8/reply-lost.scenario.yaml']);
});

test('above the text stand commands, above each expectation how it came out', async () => {
  const document = await helped('lensed.scenario.yaml', TEXT);
  const lenses = async (): Promise<readonly (readonly [number, string | undefined])[]> =>
    (await ask<vscode.CodeLens[]>('executeCodeLensProvider', document, 20)).map(({ range, command }) => [range.start.line, command?.title]);
  const top = [[0, 'Open Diagram'], [0, 'Run'], [0, 'Check'], [0, '100 Seeds']];
  assertEqual(await lenses(), top, 'before a run');
  await (await extensionApi()).runOf(document.uri);
  assertEqual(await lenses(), [...top, [13, '✓ as expected'], [14, '✗ not as expected']], 'after it');
});

test('names and durations have colours', async () => {
  const document = await helped('coloured.scenario.yaml', TEXT);
  const legend = await ask<vscode.SemanticTokensLegend>('provideDocumentSemanticTokensLegend', document);
  const { data } = await ask<vscode.SemanticTokens>('provideDocumentSemanticTokens', document);
  const words = new Map<string, string>();
  let [line, column] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    const [lines, columns, length, type] = data.subarray(i, i + 4) as unknown as [number, number, number, number];
    [line, column] = lines > 0 ? [line + lines, columns] : [line, column + columns];
    words.set(document.getText(new vscode.Range(line, column, line, column + length)), legend.tokenTypes[type]!);
  }
  assertEqual(['100ms', 'alice', 'Reply', 'charge', 'request-reply'].map((word) => words.get(word)), ['number', 'variable', 'event', 'function', 'class']);
});

test('quick fixes add a unit, create a node, take the nearest name', async () => {
  const broken = TEXT.replace('100ms', '100').replace('client: alice', 'client: bob').replace('type: Reply', 'type: Replay');
  const document = await helped('mended.scenario.yaml', broken);
  const mend = async (code: string, title: string): Promise<void> => {
    const [problem] = await problemsOf(document.uri, (all) => all.some((each) => each.code === code)).then((all) => all.filter((each) => each.code === code));
    const actions = await ask<vscode.CodeAction[]>('executeCodeActionProvider', document, problem!.range, vscode.CodeActionKind.QuickFix.value);
    const fix = actions.find((action) => action.title.includes(title));
    assert(fix?.edit, `“${title}” is not among ${actions.map((action) => action.title).join(', ') || 'none'}`);
    await vscode.workspace.applyEdit(fix.edit);
    await problemsOf(document.uri, (all) => all.every((each) => each.code !== code));
  };
  await mend('unknown-unit', '100ms');
  await mend('unknown-node', 'Create the node “bob”');
  await mend('unknown-message', 'Reply');
  assertEqual(document.getText(), TEXT.replace('client: alice', 'client: bob').replace('[alice]', '[alice, bob]'));
});

test('a new scenario of a protocol runs as it is', async () => {
  const uri = await vscode.commands.executeCommand<vscode.Uri | undefined>('faultline.newScenario', 'request-reply');
  assert(uri, 'no file was made');
  const document = await vscode.workspace.openTextDocument(uri);
  assertEqual([document.languageId, document.isUntitled], ['yaml', true]);
  // It is saved under its name without a question, so that has to be one in the workspace.
  assert(uri.path.startsWith(inWorkspace('').path), uri.path);
  const run = await (await extensionApi()).runOf(uri);
  assert(run !== undefined && run.events > 0, 'it does not run');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await closeAll();
});

/** A file of the workspace, once the editor gets help with it. */
async function helped(path: string, text: string): Promise<vscode.TextDocument> {
  await removed(path);
  const document = await fileWith(path, text);
  // What helps is loaded with the first scenario; nothing tells of that but an answer.
  while (((await ask<vscode.DocumentSymbol[] | undefined>('executeDocumentSymbolProvider', document))?.length ?? 0) === 0);
  return document;
}

function ask<T>(command: string, document: vscode.TextDocument, ...rest: unknown[]): Promise<T> {
  return Promise.resolve(vscode.commands.executeCommand<T>(`vscode.${command}`, document.uri, ...rest));
}

async function offered(document: vscode.TextDocument, position: vscode.Position): Promise<readonly vscode.CompletionItem[]> {
  return (await ask<vscode.CompletionList>('executeCompletionItemProvider', document, position)).items;
}

function label({ label: said }: vscode.CompletionItem): string {
  return typeof said === 'string' ? said : said.label;
}

function after(document: vscode.TextDocument, words: string): vscode.Position {
  const start = document.getText().indexOf(words);
  assert(start >= 0, `the text has no “${words}”`);
  return document.positionAt(start + words.length);
}
