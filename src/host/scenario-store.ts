/**
 * The scenario files that are open as documents, whether as text or as a diagram. Each is checked from the moment
 * it is open, so its problems stand in the Problems panel also when nobody looks at its diagram.
 */
import { Disposable, languages, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import { isBundled } from './bundled-files';
import { DIAGNOSTIC_SOURCE, QUICK_FIX_KINDS, diagnosticOf, quickFixes } from './diagnostics';
import { addressOf, filesAround, mayExtend, watchRoots } from './extended-files';
import { openScenario } from './open-scenario';
import type { OpenScenario } from './open-scenario';
import { isWritable } from './writable';

const SCENARIO_FILES = { pattern: '**/*.scenario.yaml' };

export interface ScenarioStore extends Disposable {
  /** The entry of an open document; it lives as long as the document is open. */
  of(document: TextDocument): OpenScenario;
  find(uri: Uri): OpenScenario | undefined;
}

export function openScenarioStore(onDefect: (defect: unknown) => void): ScenarioStore {
  const diagnostics = languages.createDiagnosticCollection(DIAGNOSTIC_SOURCE);
  const entries = new Map<string, OpenScenario>();
  /** By the open scenario, the addresses of the files that it extends. */
  const extending = new Map<OpenScenario, readonly string[]>();
  const others = watchRoots((uri) => {
    for (const [entry, uris] of extending) if (uris.includes(uri.toString())) entry.edited();
  });
  const find = (uri: Uri): OpenScenario | undefined => entries.get(uri.toString());

  const of = (document: TextDocument): OpenScenario => {
    const known = find(document.uri);
    if (known) return known;
    const bundled = isBundled(document.uri);
    const entry = openScenario({
      text: () => document.getText(),
      async files(text) {
        const around = mayExtend(text) ? await filesAround(document.uri, text) : undefined;
        if (around === undefined || around.uris.length === 0) extending.delete(entry);
        else {
          extending.set(entry, around.uris.map(String));
          others.watch(document.uri);
        }
        return around?.files;
      },
      place: { bundled, readOnly: bundled || !isWritable(document.uri) },
      onProblems: (problems) => diagnostics.set(document.uri, problems.map((problem) => diagnosticOf(problem, (path) => addressOf(document.uri, path)))),
      onDefect,
    });
    entries.set(document.uri.toString(), entry);
    return entry;
  };

  const isScenario = (document: TextDocument): boolean => languages.match(SCENARIO_FILES, document) > 0;
  const subscriptions = Disposable.from(
    diagnostics,
    others,
    workspace.onDidOpenTextDocument((document) => {
      if (isScenario(document)) of(document);
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) find(document.uri)?.edited();
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      const entry = find(uri);
      entry?.dispose();
      if (entry) extending.delete(entry);
      entries.delete(uri.toString());
      diagnostics.delete(uri);
    }),
    languages.registerCodeActionsProvider(
      SCENARIO_FILES,
      quickFixes(({ uri }) => find(uri)?.parsed?.problems ?? []),
      { providedCodeActionKinds: QUICK_FIX_KINDS },
    ),
  );
  for (const document of workspace.textDocuments) if (isScenario(document)) of(document);

  return {
    of,
    find,
    dispose() {
      subscriptions.dispose();
      for (const entry of entries.values()) entry.dispose();
      entries.clear();
    },
  };
}
