/** Problems of a text as VS Code shows them, and the quick fix for those that know what was meant. */
import { CodeAction, CodeActionKind, Diagnostic, DiagnosticSeverity, Range, WorkspaceEdit } from 'vscode';
import type { CodeActionProvider, TextDocument } from 'vscode';
import type { Problem } from '../trace/problem';

export const DIAGNOSTIC_SOURCE = 'faultline';

export function toDiagnostic(problem: Problem): Diagnostic {
  const severity = problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const diagnostic = new Diagnostic(rangeOf(problem), problem.message, severity);
  diagnostic.source = DIAGNOSTIC_SOURCE;
  diagnostic.code = problem.code;
  return diagnostic;
}

/**
 * “Did you mean …” for each problem with a suggestion. What VS Code hands back is a copy of the diagnostic
 * without the suggestion, so the problem is looked up again by its place and code.
 */
export function quickFixes(problemsOf: (document: TextDocument) => readonly Problem[]): CodeActionProvider {
  return {
    provideCodeActions(document, _range, context) {
      const problems = problemsOf(document);
      return context.diagnostics.flatMap((diagnostic) => {
        if (diagnostic.source !== DIAGNOSTIC_SOURCE) return [];
        const problem = problems.find((each) => each.code === diagnostic.code && rangeOf(each).isEqual(diagnostic.range));
        return problem?.suggestion === undefined ? [] : [fix(document, diagnostic, problem.suggestion)];
      });
    },
  };
}

export const QUICK_FIX_KINDS = [CodeActionKind.QuickFix];

function fix(document: TextDocument, diagnostic: Diagnostic, suggestion: string): CodeAction {
  const action = new CodeAction(`Did you mean “${suggestion}”?`, CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.replace(document.uri, diagnostic.range, suggestion);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return action;
}

function rangeOf(problem: Problem): Range {
  return new Range(problem.line - 1, problem.column - 1, problem.endLine - 1, problem.endColumn - 1);
}
