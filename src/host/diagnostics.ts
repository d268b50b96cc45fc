/** Problems of a text as VS Code shows them, and the quick fix for those that know what was meant. */
import { CodeAction, CodeActionKind, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range, WorkspaceEdit } from 'vscode';
import type { CodeActionProvider, TextDocument, Uri } from 'vscode';
import type { Problem } from '../trace/problem';

export const DIAGNOSTIC_SOURCE = 'faultline';

export function toDiagnostic(problem: Problem): Diagnostic {
  return diagnosticOf(problem, () => undefined);
}

/** Of a problem in a file that is extended, that file is told as well; `addressOf` says where it is. */
export function diagnosticOf(problem: Problem, addressOf: (path: string) => Uri | undefined): Diagnostic {
  const severity = problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const { inFile } = problem;
  const message = inFile === undefined ? problem.message : `In ${inFile.file}, line ${inFile.line}: ${problem.message}`;
  const diagnostic = new Diagnostic(rangeOf(problem), message, severity);
  const uri = inFile && addressOf(inFile.file);
  if (uri) diagnostic.relatedInformation = [new DiagnosticRelatedInformation(new Location(uri, rangeOf(inFile)), problem.message)];
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

function rangeOf(problem: Pick<Problem, 'line' | 'column' | 'endLine' | 'endColumn'>): Range {
  return new Range(problem.line - 1, problem.column - 1, problem.endLine - 1, problem.endColumn - 1);
}
