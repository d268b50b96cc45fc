/** The reader's own notes: written on a diagram into the scenario or a file beside the run; links that lead to a place. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, extensionApi, fileWith, inWorkspace, openView, removed, stepOf, until } from './support';

const SCENARIO = 'scenarios/ch8/reply-lost.scenario.yaml';
/** The event at which the reply is lost. */
const LOST = 14;

test('a link leads to its place, and a copied one back to it', async () => {
  const document = await fileWith('linked to.scenario.yaml', (await vscode.workspace.openTextDocument(bundled(SCENARIO))).getText());
  assertEqual(await vscode.commands.executeCommand('faultline.openPlace', { uri: document.uri.toString(), place: 'event=lose:1' }), true, 'led there');
  await stepOf(document.uri, (step) => step === LOST);
  const link = await vscode.commands.executeCommand<string>('faultline.copyLink');
  assertEqual(link, '/linked%20to.scenario.yaml#event=lose:1&type=Reply&from=shop&to=alice');
  assertEqual(await vscode.env.clipboard.readText(), link, 'clipboard');
  const block = await vscode.commands.executeCommand<string>('faultline.copyMarkdown');
  assert(block.startsWith('```faultline\nscenario: "/linked to.scenario.yaml"\n'), block);
  await closeAll();
  await removed('linked to.scenario.yaml');
});

test('links in Markdown that lead to a place are links, and others are left alone', async () => {
  const text = await fileWith('links.md', '[there](/reply-lost.scenario.yaml#event=lose:1) [nowhere](reply-lost.scenario.yaml#stop=1)\n');
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', text.uri);
  const ours = links.filter(({ target }) => target?.scheme === 'command');
  assertEqual(ours.map(({ target }) => JSON.parse(target!.query)), [[{ uri: inWorkspace('reply-lost.scenario.yaml').toString(), place: 'event=lose:1' }]]);
  await removed('links.md');
});

test('a note on a scenario is one edit of its text, which undo takes back', async () => {
  const api = await extensionApi();
  const before = (await vscode.workspace.openTextDocument(bundled(SCENARIO))).getText();
  const document = await fileWith('noted.scenario.yaml', before);
  await openView(document.uri);
  await api.runOf(document.uri);
  assertEqual(await vscode.commands.executeCommand('faultline.addNote', { event: LOST, text: 'My **own** words.' }), true, 'written');
  assertEqual(document.getText().split('\n').filter((line) => !before.split('\n').includes(line)), ['  - at: { kind: lose, type: Reply, from: shop, to: alice }', '    text: "My **own** words."'], 'new lines');
  await api.runOf(document.uri);
  await vscode.commands.executeCommand('undo');
  await until(vscode.workspace.onDidChangeTextDocument, () => document.getText() === before);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
  await removed('noted.scenario.yaml');
});

test('notes on a recorded trace stand in a file beside it, are changed there and taken out', async () => {
  const trace = inWorkspace('traces/two-nodes.trace.jsonl');
  await openView(trace);
  const api = await extensionApi();
  await api.runOf(trace);
  assertEqual(await vscode.commands.executeCommand('faultline.addNote', { event: 1, text: 'First.\n\n- seen' }), true, 'added');
  assertEqual(await vscode.commands.executeCommand('faultline.addNoteToStretch', { event: 0, until: 2, text: 'A stretch.' }), true, 'a stretch');
  const file = await vscode.workspace.openTextDocument(inWorkspace('traces/two-nodes.notes.md'));
  const written = file.getText();
  assert(/^# Notes on \[.+\]\(two-nodes\.trace\.jsonl\)\n\n## At the first .+\n\nFirst\.\n\n- seen\n\n## From the first .+ up to the .+\n\nA stretch\.\n$/.test(written), written);
  assert(!file.isDirty, 'the file is not saved');
  const broken = new vscode.WorkspaceEdit();
  broken.insert(file.uri, file.positionAt(written.length), '\n## Thoughts\n\nMore.\n');
  await vscode.workspace.applyEdit(broken);
  await until((listener) => vscode.languages.onDidChangeDiagnostics(listener), () => vscode.languages.getDiagnostics(file.uri).some(({ code }) => code === 'unknown-place'));
  await file.save();
  await closeAll();
  await removed('traces/two-nodes.notes.md');
});

test('a run that is renamed takes its notes along', async () => {
  await fileWith('before.scenario.yaml', 'faultline: 1\ntitle: Renamed\nmodel: request-reply\n');
  await fileWith('before.notes.md', '# Notes\n\n## The whole\n\nKept.\n');
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(inWorkspace('before.scenario.yaml'), inWorkspace('after.scenario.yaml'));
  assert(await vscode.workspace.applyEdit(edit), 'the file was not renamed');
  const kept = new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace('after.notes.md')));
  assert(kept.includes('Kept.'), kept);
  await removed('after.scenario.yaml');
  await removed('after.notes.md');
});

test('study notes of a run and the file beside it become one page, a document with its pictures, or slides', async () => {
  const text = (await vscode.workspace.openTextDocument(bundled(SCENARIO))).getText();
  const scenario = await fileWith('studied.scenario.yaml', text);
  const beside = await fileWith('studied.notes.md', '# Notes\n\n## At the first lose\n\nMy <b>own</b> words.\n');
  const read = async (name: string): Promise<string> => new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(name)));
  const exported = (name: string, form: string): Thenable<unknown> => vscode.commands.executeCommand('faultline.exportNotes', { of: [scenario.uri], target: inWorkspace(name), form });
  assertEqual(await exported('study.html', 'page'), true, 'page');
  const page = await read('study.html');
  assert(page.includes('My &#60;b&#62;own&#60;/b&#62; words.') && page.includes('Only its answer died.') && page.includes('Chapter 8, Unreliable networks: Lost reply'), page.slice(-3000));
  assertEqual(await exported('study.md', 'document'), true, 'document');
  assert((await read('study.md')).includes('](<study.files/1.svg>)'), 'no picture');
  assert((await read('study.files/1.svg')).startsWith('<svg'), 'no SVG');
  assertEqual(await exported('slides.html', 'slides'), true, 'slides');
  assert((await read('slides.html')).includes('id="slide-5"'), 'too few slides');
  // Where nothing is annotated there is nothing to export.
  const bare = await fileWith('bare/plain.notes.md', '');
  assertEqual(await vscode.commands.executeCommand('faultline.exportNotes', { of: [bare.uri], target: inWorkspace('none.html'), form: 'page' }), false, 'nothing');
  for (const name of ['study.html', 'study.md', 'study.files', 'slides.html', 'bare']) await vscode.workspace.fs.delete(inWorkspace(name), { recursive: true });
  await closeAll();
  await removed('studied.scenario.yaml');
  await removed(beside.uri.path.slice(beside.uri.path.lastIndexOf('/') + 1));
});
