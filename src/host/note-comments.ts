/**
 * Notes in VS Code's Comments view: those of the scenarios and of the files with notes that are open, each at its line. They are read here; they are
 * written on the diagram or in the text.
 *
 * VS Code opens its Comments view by itself with the first file that has an unresolved thread. Notes ask for no answer: they are resolved
 * threads, and a default of ours (`configurationDefaults` in package.json) opens the view for unresolved ones only, whoever has them.
 */
import { CommentMode, CommentThreadCollapsibleState, CommentThreadState, Disposable, MarkdownString, Range, comments, languages, workspace } from 'vscode';
import type { CommentController, CommentThread, TextDocument, Uri } from 'vscode';
import { SCENARIO_FILES } from './scenario-files';
import type { ScenarioStore } from './scenario-store';

/** Longer than a scenario takes to be read after a letter was typed. */
const PAUSE_MS = 400;
const MOST_THREADS = 500;
const SIDE_FILES = { pattern: '**/*.notes.md' };

interface Listed {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly text: string;
  readonly author: string;
}

export function registerNoteComments(store: ScenarioStore, onDefect: (defect: unknown) => void): Disposable {
  let controller: CommentController | undefined;
  const threads = new Map<string, { readonly shown: string; readonly threads: readonly CommentThread[] }>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const isOurs = (document: TextDocument): boolean => languages.match(SCENARIO_FILES, document) > 0 || languages.match(SIDE_FILES, document) > 0;
  const soon = (document: TextDocument): void => {
    if (!isOurs(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => {
      timers.delete(key);
      notesIn(document, store).then((notes) => show(document, notes), onDefect);
    }, PAUSE_MS));
  };
  const forget = (uri: Uri): void => {
    clearTimeout(timers.get(uri.toString()));
    for (const thread of threads.get(uri.toString())?.threads ?? []) thread.dispose();
    threads.delete(uri.toString());
  };
  workspace.textDocuments.forEach(soon);
  return Disposable.from(
    workspace.onDidOpenTextDocument(soon),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) soon(document);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => forget(uri)),
    new Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
      controller?.dispose();
    }),
  );

  function show(document: TextDocument, notes: readonly Listed[]): void {
    const key = document.uri.toString();
    const shown = JSON.stringify(notes);
    if (document.isClosed || threads.get(key)?.shown === shown) return;
    forget(document.uri);
    if (notes.length === 0) return;
    const from = (controller ??= comments.createCommentController('faultline.notes', 'Faultline'));
    const made = notes.map(({ start, end, label, text, author }) => {
      const range = new Range(document.positionAt(start), document.positionAt(end));
      const thread = from.createCommentThread(document.uri, new Range(range.start.line, 0, range.start.line, 0), [{ body: new MarkdownString(text), mode: CommentMode.Preview, author: { name: author } }]);
      thread.canReply = false;
      thread.state = CommentThreadState.Resolved;
      thread.collapsibleState = CommentThreadCollapsibleState.Collapsed;
      thread.label = label;
      return thread;
    });
    threads.set(key, { shown, threads: made });
  }
}

async function notesIn(document: TextDocument, store: ScenarioStore): Promise<Listed[]> {
  const { placeWords } = await import('../notes/place-words');
  const signed = (author: string | undefined, date: string | undefined): string => [author, date].filter((each) => each !== undefined).join(', ') || 'Note';
  if (languages.match(SCENARIO_FILES, document) > 0) {
    const { length } = document.getText();
    // What stands behind the text is that of another file.
    const notes = (store.find(document.uri)?.parsed?.scenario?.notes ?? []).filter(({ span }) => span.end <= length);
    return notes.slice(0, MOST_THREADS).flatMap(({ text, span, author, date, ...place }) => (text === undefined ? [] : [{ ...span, label: placeWords(place), text, author: signed(author, date) }]));
  }
  const { parseSideFile } = await import('../notes/side-file');
  return parseSideFile(document.getText()).notes.slice(0, MOST_THREADS).flatMap(({ heading, headingSpan, text, author, date }) => (text === '' ? [] : [{ ...headingSpan, label: heading, text, author: signed(author, date) }]));
}
