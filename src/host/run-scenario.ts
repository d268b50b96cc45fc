/** Running a scenario from its text: once, or with a check of what the clients got; results are said, not drawn. */
import { window, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { resultText, startCheck } from '../check/check';
import { historyOf } from '../check/history';
import { fitting, SPECIFICATIONS } from '../check/specification';
import { MAX_CHECK_STATES } from '../scenario/limits';
import type { Scenario } from '../scenario/scenario';
import type { LiveRun } from './feed';
import { openDiagram, openSource, showProblem } from './open';
import type { ScenarioStore } from './scenario-store';
import { inSlices } from './slices';

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
