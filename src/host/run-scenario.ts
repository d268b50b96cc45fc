/** Running a scenario from its text: once, with a check of what the clients got, or with many seeds; results are said, not drawn. */
import { ProgressLocation, QuickPickItemKind, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { resultText, startCheck } from '../check/check';
import { historyOf } from '../check/history';
import { fitting, SPECIFICATIONS } from '../check/specification';
import { MAX_CHECK_STATES } from '../scenario/limits';
import { manyRuns } from '../scenario/many-runs';
import type { ManyRuns, Tally } from '../scenario/many-runs';
import type { Scenario } from '../scenario/scenario';
import type { LiveRun } from './feed';
import { openDiagram, openSource, showProblem } from './open';
import { rangeOf } from './scenario-files';
import type { ScenarioStore } from './scenario-store';
import { withSeed } from './seed-edit';
import { inSlices } from './slices';

const RUNS = 100;

/** Runs the text as it stands and says what came of it. */
export async function runOnce(store: ScenarioStore, uri: Uri): Promise<void> {
  const done = await finished(store, uri);
  if (!done) return;
  const { verdicts, trace } = done.run;
  const failed = verdicts.filter(({ ok }) => !ok);
  const events = `${trace.length} events`;
  const said = verdicts.length === 0 ? `${events}; the scenario expects nothing.`
    : failed.length === 0 ? `${events}; all ${verdicts.length} expectations came true.`
    : `${events}; ${failed.length} of ${verdicts.length} expectations did not come true: ${failed.map(({ text }) => text).join('; ')}`;
  await offerDiagram(uri, said, failed.length > 0);
}

/** Whether what the clients got can be explained by one object; asks which, where several fit. */
export async function checkOperations(store: ScenarioStore, uri: Uri): Promise<void> {
  const done = await finished(store, uri);
  if (!done) return;
  const fits = fitting(Object.keys(done.scenario.world.model.operations));
  if (fits.length === 0) {
    await window.showInformationMessage(`The operations of ${done.scenario.world.model.id} are not those of an object that can be checked.`);
    return;
  }
  const picked = fits.length === 1 ? fits[0] : (await window.showQuickPick(fits.map((id) => ({ label: SPECIFICATIONS[id].title, id })), { placeHolder: 'Which object should explain the clients’ operations?' }))?.id;
  if (picked === undefined) return;
  const check = startCheck(historyOf(done.run.trace), { specification: picked, maxStates: MAX_CHECK_STATES });
  await inSlices(() => check.advance(2_000), { isCancellationRequested: false });
  const { result } = check;
  if (result) await offerDiagram(uri, `As ${SPECIFICATIONS[picked].title}: ${resultText(result)}`, result.verdict !== 'linearizable');
}

/** Runs seed after seed and lists how often each expectation and invariant held; a seed with which one did not can be opened. */
export async function runManySeeds(store: ScenarioStore, uri: Uri): Promise<void> {
  const scenario = await scenarioOf(store, uri);
  if (!scenario) return;
  const result = await window.withProgress({ location: ProgressLocation.Notification, title: 'Running with many seeds', cancellable: true }, async (progress, token) => {
    const going = manyRuns(scenario, RUNS);
    let told = 0;
    let done = 0;
    let counted: ManyRuns | undefined;
    const whole = await inSlices(() => {
      const next = going.next();
      if (next.done) counted = next.value;
      else done = next.value;
      return next.done === true;
    }, token, () => {
      progress.report({ increment: ((done - told) / RUNS) * 100, message: `${done} of ${RUNS}` });
      told = done;
    });
    return whole ? counted : undefined;
  });
  if (result) await listResult(result, uri);
}

type Choice = QuickPickItem & { readonly tally?: Tally };

async function listResult({ runs, seeds, expectations, invariants, stats }: ManyRuns, uri: Uri): Promise<void> {
  const counted = (label: string, tally: Tally): Choice => ({
    label: `${tally.held === runs ? '$(check)' : '$(error)'} ${label}`,
    description: `${tally.held} of ${runs}`,
    ...(tally.failedSeeds.length > 0 ? { detail: `not with seed ${tally.failedSeeds.join(', ')}${runs - tally.held > tally.failedSeeds.length ? ', …' : ''}`, tally } : {}),
  });
  const separator = (label: string): Choice => ({ label, kind: QuickPickItemKind.Separator });
  const choices: Choice[] = [
    ...(expectations.length > 0 ? [separator('Expectations that came true'), ...expectations.map(({ expect, ...tally }) => counted(expect, tally))] : []),
    ...(invariants.length > 0 ? [separator('Invariants that held'), ...invariants.map(({ id, ...tally }) => counted(id, tally))] : []),
    ...(Object.keys(stats).length > 0 ? [separator('Numbers (least, median, most)'), ...Object.entries(stats).map(([name, { min, p50, max }]) => ({ label: name, description: `${short(min)}, ${short(p50)}, ${short(max)}` }))] : []),
  ];
  const chosen = await window.showQuickPick(choices, { title: `${runs} runs, seeds ${seeds.from} to ${seeds.to}`, placeHolder: 'Choose what did not always hold to open a seed with which it did not' });
  const failed = chosen?.tally?.failedSeeds ?? [];
  if (failed.length === 0) return;
  const seed = failed.length === 1 ? failed[0] : (await window.showQuickPick(failed.map((each) => ({ label: `Seed ${each}`, seed: each })), { placeHolder: 'The seed to open' }))?.seed;
  if (seed !== undefined) await openSeed(uri, seed);
}

/** Writes the seed into the text; where that cannot be written to, a new text with it is opened. */
async function openSeed(uri: Uri, seed: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const before = document.getText();
  const after = withSeed(before, seed);
  const edit = new WorkspaceEdit();
  if (workspace.fs.isWritableFileSystem(uri.scheme) !== false && uri.scheme !== 'faultline') {
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start]) start++;
    let end = 0;
    while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
    edit.replace(uri, rangeOf(document, { start, end: before.length - end }), after.slice(start, after.length - end));
    await workspace.applyEdit(edit);
    await openDiagram(uri);
    return;
  }
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace('.scenario.yaml', `-seed-${seed}.scenario.yaml`);
  const fresh = await workspace.openTextDocument(Uri.from({ scheme: 'untitled', path: name }));
  edit.replace(fresh.uri, rangeOf(fresh, { start: 0, end: fresh.getText().length }), after);
  await workspace.applyEdit(edit);
  await openDiagram(fresh.uri);
}

async function scenarioOf(store: ScenarioStore, uri: Uri): Promise<Scenario | undefined> {
  const entry = store.of(await workspace.openTextDocument(uri));
  await entry.settled();
  const [first] = entry.problems;
  if (!first) return entry.parsed?.scenario;
  const show = 'Show the First';
  const answer = await window.showWarningMessage('The scenario has errors, so it does not run.', show);
  if (answer === show) await showProblem(uri, first);
  return undefined;
}

async function finished(store: ScenarioStore, uri: Uri): Promise<{ readonly scenario: Scenario; readonly run: LiveRun } | undefined> {
  const entry = store.of(await workspace.openTextDocument(uri));
  const shown = entry.show();
  try {
    const scenario = await scenarioOf(store, uri);
    await entry.settled();
    return scenario && entry.run?.over ? { scenario, run: entry.run } : undefined;
  } finally {
    shown.dispose();
  }
}

async function offerDiagram(uri: Uri, said: string, isBad: boolean): Promise<void> {
  const diagram = 'Open Diagram';
  const text = 'Show Text';
  const shown = window.activeTextEditor?.document.uri.toString() === uri.toString();
  const buttons = shown ? [diagram] : [diagram, text];
  const answer = isBad ? await window.showWarningMessage(said, ...buttons) : await window.showInformationMessage(said, ...buttons);
  if (answer === diagram) await openDiagram(uri);
  if (answer === text) await openSource(uri);
}

function short(n: number): string {
  return Number.isInteger(n) ? String(n) : n.toPrecision(3);
}
