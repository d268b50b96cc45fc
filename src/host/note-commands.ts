/**
 * Writing notes on a diagram: on an event, a stretch, a lane or the whole. A scenario that can be written to gets them under `notes:`, by one edit; everything
 * else gets them into a file beside it, in plain Markdown. Loaded when the first note is written.
 */
import { InputBoxValidationSeverity, Range, Uri, ViewColumn, WorkspaceEdit, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { NoteTarget, PinnedNote } from '../protocol/messages';
import { captionOf } from '../notes/copied';
import { ruleFor } from '../notes/event-rule';
import { linkPath, markdownText } from '../notes/markdown-text';
import { placeWords } from '../notes/place-words';
import type { NotePlace } from '../notes/place-words';
import { addSideNote, changeSideNote, newSideText, parseSideFile, removeSideNote } from '../notes/side-file';
import type { SideEdit, SideFile } from '../notes/side-file';
import { MAX_NOTE_CHARS } from '../scenario/limits';
import { isBundled } from './bundled-files';
import type { Changes } from './changes';
import { exists } from './copy-to-workspace';
import type { LiveRun } from './feed';
import { destinationOf } from './find';
import type { NoteCommand } from './note-names';
import { SCENARIO_EDITOR } from './open';
import { nameInLink } from './run-address';
import { sideName, sidePlaces } from './side-notes';
import type { View } from './views';

/** From menus, keys and other extensions; what is not said is the current step, or is asked. */
interface Wish extends NoteTarget {
  readonly run?: number;
  readonly node?: string;
  readonly text?: string;
  /** Which of the notes of the run is meant, from 0. */
  readonly note?: number;
}

export async function runNoteCommand(command: NoteCommand, view: View, changes: Changes, argument: unknown): Promise<boolean> {
  const { run } = view.feed;
  const wish: Wish = argument !== null && typeof argument === 'object' ? (argument as Wish) : {};
  if (run === undefined || !run.over || run.compared !== undefined) return refuse('notes are written on one run, when it is over');
  if (wish.run !== undefined && wish.run !== run.number) return refuse('the run is another by now; try again');
  const here = typeof wish.event === 'number' ? wish.event : (view.step?.event ?? 0);
  if (!(here >= 0 && here < run.trace.length)) return refuse('there is no such event');
  if (command === 'editNote' || command === 'deleteNote') return changeNote(command, view, changes, run, wish, here);
  const place = await placeOf(command, run, wish, here);
  if (place === undefined) return false;
  const text = wish.text ?? (await askText('Add Note', place, ''));
  if (text === undefined || text.trim() === '') return false;
  const note = { ...place, text: text.trim(), ...signature() };
  if (writesItself(view)) {
    const problem = await changes.make(view, () => ({ do: 'add-note', note }));
    // Where the scenario has its notes from another file, or is written in a way of its own, there is still the file beside it.
    if (problem === undefined || !problem.includes('written in a way')) return told(problem);
  }
  const target = await sideFor(view.uri);
  return target === undefined ? false : applied(target.document, (file) => addSideNote(file, { place, text: note.text, ...signature() }), target.text(run.trace.header.title, view.uri));
}

async function placeOf(command: NoteCommand, run: LiveRun, { node, until }: Wish, event: number): Promise<NotePlace | undefined> {
  const { trace } = run;
  switch (command) {
    case 'addNoteToWhole':
      return {};
    case 'addNoteToLane':
      return { lane: node !== undefined && trace.header.nodes.some(({ id }) => id === node) ? node : trace.header.nodes[trace.node[event]!]!.id };
    case 'addNoteToStretch': {
      const last = until ?? (await askUntil(run, event));
      if (last === undefined) return undefined;
      const [from, to] = last < event ? [last, event] : [event, last];
      return from === to ? { at: ruleFor(trace, from) } : { at: ruleFor(trace, from), until: ruleFor(trace, to) };
    }
    default:
      return { at: ruleFor(trace, event) };
  }
}

async function changeNote(command: 'editNote' | 'deleteNote', view: View, changes: Changes, run: LiveRun, wish: Wish, here: number): Promise<boolean> {
  const at = wish.note ?? (await choose(run, here, command === 'editNote' ? 'Which note is to be edited?' : 'Which note is to be deleted?'));
  const note = at === undefined ? undefined : run.notes[at];
  if (at === undefined || note === undefined) return false;
  if (note.side === undefined && !writesItself(view)) return refuse('this note came with the scenario; a copy of it in the workspace can be changed');
  const isEdit = command === 'editNote';
  // An input box has one line.
  if (isEdit && wish.text === undefined && note.text?.includes('\n') === true) return openNote(view, note, at);
  const text = isEdit ? (wish.text ?? (await askText('Edit Note', undefined, note.text ?? ''))) : '';
  if (text === undefined || (isEdit && text.trim() === '')) return false;
  if (note.side === undefined) return told(await changes.make(view, () => (isEdit ? { do: 'change-note', note: at, text: text.trim() } : { do: 'remove-note', note: at })));
  const { side } = note;
  const document = await existingSide(view.uri);
  if (document === undefined) return refuse('the file with the notes is no longer there');
  // What stands in the file may have moved since.
  if (parseSideFile(document.getText()).notes[side]?.text !== (note.text ?? '')) return refuse('the notes have changed since; try again');
  return applied(document, (file) => (isEdit ? changeSideNote(file, side, text.trim()) : removeSideNote(file, side)));
}

/** Shows where a note is written, with the cursor on it. */
async function openNote(view: View, note: PinnedNote, at: number): Promise<boolean> {
  const document = note.side === undefined ? await workspace.openTextDocument(view.uri) : await existingSide(view.uri);
  if (document === undefined) return false;
  let offset = 0;
  if (note.side !== undefined) offset = parseSideFile(document.getText()).notes[note.side]?.bodySpan.start ?? 0;
  else {
    const [{ parseScenario }, { MODELS }] = await Promise.all([import('../scenario/parse'), import('../models/registry')]);
    offset = parseScenario(document.getText(), MODELS).scenario?.notes[at]?.span.start ?? 0;
  }
  const place = document.positionAt(offset);
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, selection: new Range(place, place) });
  return true;
}

async function choose({ notes }: LiveRun, here: number, placeHolder: string): Promise<number | undefined> {
  const written = notes.flatMap((note, at) => (note.text === undefined ? [] : [{ note, at }]));
  const current = written.filter(({ note }) => note.event === here);
  const offered = current.length > 0 ? current : written;
  if (offered.length === 0) {
    void window.showInformationMessage('There is no note here yet.');
    return undefined;
  }
  if (offered.length === 1 && current.length === 1) return offered[0]!.at;
  const items = offered.map(({ note, at }) => ({ label: (note.text ?? '').split('\n', 1)[0]!, description: note.event >= 0 ? `event #${note.event}` : (note.lane ?? 'on the whole'), at }));
  return (await window.showQuickPick(items, { placeHolder }))?.at;
}

function askText(title: string, place: NotePlace | undefined, value: string): Thenable<string | undefined> {
  return window.showInputBox({
    title,
    prompt: place === undefined ? 'Markdown' : `${placeWords(place)}. Markdown; a note of several lines is written in its file.`,
    value,
    validateInput: (text) => (text.length <= MAX_NOTE_CHARS ? undefined : `At most ${MAX_NOTE_CHARS} characters`),
  });
}

async function askUntil(run: LiveRun, from: number): Promise<number | undefined> {
  const typed = await window.showInputBox({
    title: 'Add Note to a Stretch',
    prompt: `From ${captionOf(run.trace, from).slice(0, 80)} up to which event? A number (#14), a time (1.5s), or the n-th of a kind (lose:2)`,
    value: `#${Math.min(run.trace.length - 1, from + 1)}`,
    validateInput(text) {
      const { to, sentence } = destinationOf(run, text);
      return { message: sentence, severity: to.ok ? InputBoxValidationSeverity.Info : InputBoxValidationSeverity.Error };
    },
  });
  if (typed === undefined) return undefined;
  const { to } = destinationOf(run, typed);
  return to.ok ? to.event : undefined;
}

/** Who writes, where that is set; a name brings the date along. */
function signature(): { readonly author?: string; readonly date?: string } {
  const author = workspace.getConfiguration('faultline').get<string>('notes.author', '').trim();
  return author === '' ? {} : { author: author.slice(0, 60), date: new Date().toISOString().slice(0, 10) };
}

/** Whether notes on the run are written into its own text. */
function writesItself(view: View): boolean {
  return view.viewType === SCENARIO_EDITOR && workspace.fs.isWritableFileSystem(view.uri.scheme) !== false;
}

interface Target {
  readonly document: Uri;
  /** With what a file begins that is not there yet. */
  text(title: string, run: Uri): string;
}

/** The file for notes; for a run that came with the extension the reader is asked once, and then the file is there. */
async function sideFor(run: Uri): Promise<Target | undefined> {
  const places = sidePlaces(run);
  const text = (title: string, of: Uri): string => {
    const link = isBundled(of) ? nameInLink(of) : linkPath(of.path.slice(of.path.lastIndexOf('/') + 1));
    return newSideText(markdownText(title), link);
  };
  for (const place of places) if ((await exists(place)) || isOpen(place)) return { document: place, text };
  if (!isBundled(run)) return { document: places[0]!, text };
  if (places.length === 0) {
    void refuse('open a folder first: notes on a scenario that came with Faultline are kept in a file of the workspace');
    return undefined;
  }
  const create = 'Create the File';
  const chosen = await window.showInformationMessage(`This scenario came with Faultline and cannot be changed. Your notes on it go into ${sideName(run)} in the workspace.`, { modal: true }, create);
  if (chosen !== create) return undefined;
  const folder = places.length === 1 ? workspace.workspaceFolders![0] : await window.showWorkspaceFolderPick({ placeHolder: 'Folder for the notes' });
  return folder && { document: Uri.joinPath(folder.uri, sideName(run)), text };
}

function isOpen(uri: Uri): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}

async function existingSide(run: Uri): Promise<TextDocument | undefined> {
  for (const place of sidePlaces(run)) if ((await exists(place)) || isOpen(place)) return workspace.openTextDocument(place);
  return undefined;
}

/** Makes the edit through the editor, so that it can be undone there, and saves the file unless the reader has unsaved work in it. */
async function applied(at: Uri | TextDocument, plan: (file: SideFile) => SideEdit, fresh = ''): Promise<boolean> {
  const isNew = at instanceof Uri && !(await exists(at)) && !isOpen(at);
  if (at instanceof Uri && isNew) await workspace.fs.writeFile(at, new TextEncoder().encode(fresh));
  const document = at instanceof Uri ? await workspace.openTextDocument(at) : at;
  const planned = plan(parseSideFile(document.getText()));
  if (!planned.ok) return refuse(planned.message);
  const wasDirty = document.isDirty;
  const { start, end, text } = planned.edit;
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text);
  if (!(await workspace.applyEdit(edit))) return refuse('the editor did not take the note');
  if (!wasDirty) await document.save();
  return true;
}

function told(problem: string | undefined): boolean {
  return problem === undefined ? true : refuse(problem);
}

function refuse(why: string): false {
  void window.showWarningMessage(`Not written: ${why}.`);
  return false;
}
