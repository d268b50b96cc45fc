/** Quick fixes of a scenario's text that know more than the nearest name. */
import { CodeAction, CodeActionKind, WorkspaceEdit, languages } from 'vscode';
import type { Disposable } from 'vscode';
import { MODELS } from '../models/registry';
import { understand } from '../scenario/language/draft';
import { fixesFor } from '../scenario/language/fixes';
import { DIAGNOSTIC_SOURCE, QUICK_FIX_KINDS, toDiagnostic } from './diagnostics';
import { SCENARIO_FILES, rangeOf } from './scenario-files';
import type { ScenarioStore } from './scenario-store';

export function registerWritingFixes(store: ScenarioStore): Disposable {
  return languages.registerCodeActionsProvider(
    SCENARIO_FILES,
    {
      provideCodeActions(document, _range, context) {
        const problems = store.find(document.uri)?.parsed?.problems ?? [];
        const ours = context.diagnostics.filter(({ source }) => source === DIAGNOSTIC_SOURCE);
        if (ours.length === 0) return [];
        const written = understand(document.getText(), MODELS, undefined, store.find(document.uri)?.files);
        return ours.flatMap((diagnostic) => {
          const problem = problems.find((each) => each.inFile === undefined && each.code === diagnostic.code && toDiagnostic(each).range.isEqual(diagnostic.range));
          return (problem ? fixesFor(problem, written) : []).map(({ title, edit }) => {
            const action = new CodeAction(title, CodeActionKind.QuickFix);
            action.edit = new WorkspaceEdit();
            action.edit.replace(document.uri, rangeOf(document, edit.span), edit.text);
            action.diagnostics = [diagnostic];
            return action;
          });
        });
      },
    },
    { providedCodeActionKinds: QUICK_FIX_KINDS },
  );
}
