/** The commands above a scenario's first line, and the last result above each of its expectations. */
import { CodeLens, Disposable, EventEmitter, Range, languages, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import { understand } from '../scenario/language/draft';
import { expectationOffsets, inheritedTitle, inheritingOffset, outcomeTitle } from '../scenario/language/lenses';
import type { OpenScenario } from './open-scenario';
import { SCENARIO_FILES } from './scenario-files';
import { seedSettings } from './settings';
import type { ScenarioStore } from './scenario-store';

export function registerLenses(store: ScenarioStore): Disposable {
  const changed = new EventEmitter<void>();
  const watched = new Map<OpenScenario, { dispose(): void }>();
  const watch = (entry: OpenScenario): void => {
    if (watched.has(entry)) return;
    let over = entry.run?.over;
    watched.set(entry, entry.changed(() => {
      // Of a run, its end is what counts.
      if (entry.run?.over === over && !over) return;
      over = entry.run?.over;
      changed.fire();
    }));
  };
  const forget = workspace.onDidCloseTextDocument(() => {
    const open = new Set(workspace.textDocuments.map(({ uri }) => store.find(uri)));
    for (const [entry, listening] of watched) {
      if (open.has(entry)) continue;
      listening.dispose();
      watched.delete(entry);
    }
  });
  const provider = languages.registerCodeLensProvider(SCENARIO_FILES, {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const entry = store.find(document.uri);
      if (entry) watch(entry);
      return [...commandsFor(document.uri), ...(entry ? resultsOf(document, entry) : [])];
    },
  });
  return new Disposable(() => {
    provider.dispose();
    forget.dispose();
    changed.dispose();
    for (const listening of watched.values()) listening.dispose();
  });
}

function commandsFor(uri: Uri): CodeLens[] {
  const { runs } = seedSettings();
  const top = new Range(0, 0, 0, 0);
  const lens = (title: string, command: string, tooltip: string): CodeLens => new CodeLens(top, { title, command: `faultline.${command}`, tooltip, arguments: [uri] });
  return [
    lens('Open Diagram', 'openDiagram', 'Show the run as a space-time diagram beside the text'),
    lens('Run', 'runScenario', 'Run once and say which expectations came true'),
    lens('Check', 'checkScenario', 'Is what the clients got what one object would have given them (linearizability)?'),
    lens(`${runs} Seeds`, 'manySeeds', `Run with ${runs} seeds and count how often each expectation came true`),
  ];
}

function resultsOf(document: TextDocument, { run, runText, tried }: OpenScenario): CodeLens[] {
  if (!run?.over) return [];
  const text = document.getText();
  const isOfThisText = runText === text;
  const understood = understand(text, []);
  const of = tried === undefined ? '' : ` (with seed ${tried})`;
  const lens = (offset: number, title: string): CodeLens => {
    const at = document.positionAt(offset);
    return new CodeLens(new Range(at, at), { title: `${title}${of}`, command: 'faultline.openDiagram', arguments: [document.uri] });
  };
  const inheriting = inheritingOffset(understood);
  if (inheriting !== undefined) return run.verdicts.length === 0 ? [] : [lens(inheriting, inheritedTitle(run.verdicts, isOfThisText))];
  const offsets = expectationOffsets(understood);
  // Results are told apart by their order; with another number of expectations that means nothing.
  if (offsets.length !== run.verdicts.length) return [];
  return offsets.map((offset, i) => lens(offset, outcomeTitle(run.verdicts[i]!, isOfThisText)));
}
