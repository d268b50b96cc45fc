/** Recorded traces: ours and others', in the same editor, with what they lack said. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness';
import { closeAll, extensionApi, inWorkspace, openView, problemsOf } from './support';

test('a trace file opens as a diagram, with what it has', async () => {
  const api = await extensionApi();
  const uri = inWorkspace('traces/two-nodes.trace.jsonl');
  await openView(uri);
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  assert(input instanceof vscode.TabInputCustom && input.viewType === 'faultline.trace', 'the tab is not a trace');
  const run = await api.runOf(uri);
  assertEqual([run?.title, run?.events], ['Two nodes, one message, one line too many', 4]);
  assert(run!.missing.some((text) => text.includes('left out')), run!.missing.join(' '));
  const [problem] = await problemsOf(uri, (problems) => problems.length > 0);
  assertEqual(problem!.range.start.line, 4, 'line of the problem');
  await closeAll();
});

test('a log with vector clocks opens with “Open With…”', async () => {
  const api = await extensionApi();
  const uri = inWorkspace('logs/three-hosts.log');
  await openView(uri, 'faultline.recording');
  const run = await api.runOf(uri);
  assert(run, 'nothing was read');
  assert(run.events >= 10, `${run.events} events`);
  // The same in every host.
  assertEqual(run.hash, 'e09920c8648a425829d1cc5cc46fb29a');
  await closeAll();
});

test('a trace that is written anew is read anew', async () => {
  const api = await extensionApi();
  const uri = inWorkspace('growing.trace.jsonl');
  const header = '{"faultline":1,"title":"growing","nodes":[{"id":"a"}],"unit":"us"}\n';
  const line = (i: number): string => `{"i":${i},"t":${i},"node":"a","kind":"note","text":"event ${i}"}\n`;
  const write = (count: number): Thenable<void> =>
    vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(header + Array.from({ length: count }, (_, i) => line(i)).join('')));
  await write(2);
  await openView(uri);
  assertEqual((await api.runOf(uri))?.events, 2);
  const readAgain = new Promise<void>((resolve) => {
    const listening = api.onDidRead((read) => {
      if (read.toString() !== uri.toString()) return;
      listening.dispose();
      resolve();
    });
  });
  await write(5);
  await readAgain;
  assertEqual((await api.runOf(uri))?.events, 5);
  await closeAll();
});
