/** Pictures of what is on screen: exported by the command without questions, in each form; and as Mermaid into the clipboard. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { bundled, closeAll, inWorkspace, openView, removed } from './support';

const SCENARIO = 'scenarios/ch8/reply-lost.scenario.yaml';

test('the command exports what it is told to, and asks nothing', async () => {
  await openView(bundled(SCENARIO));
  const target = inWorkspace('picture.svg');
  assertEqual(await vscode.commands.executeCommand('faultline.exportPicture', { target, form: 'svg', part: 'whole', theme: 'light' }), true, 'exported');
  const svg = await text('picture.svg');
  assert(svg.startsWith('<svg ') && svg.trimEnd().endsWith('</svg>'), 'the file is no SVG');
  assert(svg.includes('class="message lost"') && svg.includes('dropped'), 'the lost reply is not in it');
  assert(!svg.includes('prefers-color-scheme'), 'the theme is not the one that was asked for');

  await vscode.commands.executeCommand('faultline.exportPicture', { target: inWorkspace('picture.png').toString(), form: 'png', part: 'whole', theme: 'dark' });
  const png = await vscode.workspace.fs.readFile(inWorkspace('picture.png'));
  assertEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47], 'the first bytes of the PNG');

  await vscode.commands.executeCommand('faultline.exportPicture', { target: inWorkspace('picture.md'), form: 'markdown', part: 'whole', theme: 'follow' });
  assert((await text('picture.md')).includes('](picture.svg)'), 'the Markdown does not show the picture');
  await closeAll();
  for (const name of ['picture.svg', 'picture.png', 'picture.md']) await removed(name);
});

test('seen as a node, the picture tells only what the node can know', async () => {
  await openView(bundled(SCENARIO));
  await vscode.commands.executeCommand('faultline.nextFault');
  await vscode.commands.executeCommand('faultline.seeAsNode');
  await vscode.commands.executeCommand('faultline.exportPicture', { target: inWorkspace('seen.svg'), form: 'svg', part: 'whole', theme: 'light' });
  const svg = await text('seen.svg');
  const node = /<title id="title">As (.+) can know it<\/title>/.exec(svg)?.[1];
  assert(node !== undefined, 'the picture does not say whose it is');
  assert(!/dropped|class="message lost/.test(svg), 'it tells of the loss');
  await vscode.commands.executeCommand('faultline.seeAsNode');
  await closeAll();
  await removed('seen.svg');
});

test('the Mermaid source goes into the clipboard', async () => {
  await openView(bundled(SCENARIO));
  await vscode.env.clipboard.writeText('');
  await vscode.commands.executeCommand('faultline.copyMermaid');
  for (let k = 0; (await vscode.env.clipboard.readText()) === '' && k < 200; k++) await breath();
  const source = await vscode.env.clipboard.readText();
  assert(source.startsWith('sequenceDiagram\n') && /-x\w+: /.test(source), `no sequence with a lost message: ${source.slice(0, 200)}`);
  await closeAll();
});

async function text(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(path)));
}

/** VS Code tells nobody when the clipboard changes. */
function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
