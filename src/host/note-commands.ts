/**
 * Writing notes on a diagram: on an event, a stretch, a lane or the whole. A scenario that can be written to gets them under `notes:`, by one edit; everything
 * else gets them into a file beside it, in plain Markdown. Loaded when the first note is written.
 */
import { Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { NoteTarget, PinnedNote } from '../protocol/messages';
import type { NoteOffer, NoteToWrite } from '../protocol/note-draft';
import { ruleFor } from '../notes/event-rule';
import { linkPath, markdownText } from '../notes/markdown-text';
import type { NotePlace } from '../notes/place-words';
import { addSideNote, changeSideNote, newSideText, parseSideFile, removeSideNote } from '../notes/side-file';
import type { SideEdit, SideFile } from '../notes/side-file';
import { MAX_NOTE_CHARS } from '../scenario/limits';
import { isBundled } from './bundled-files';
import type { Changes } from './changes';
import { exists } from './copy-to-workspace';
import type { LiveRun } from './feed';
import type { NoteCommand } from './note-names';
import { SCENARIO_EDITOR } from './open';
import { nameInLink } from './run-address';
import { sideName, sidePlaces } from './side-notes';
import type { View } from './views';

const MAX_AUTHOR_CHARS = 60;
const CAME_ALONG = 'this note came with the scenario; a copy of it in the workspace can be changed';
const NO_FILE = { problem: 'there is no file yet for the notes on it' };

/** From menus, keys and other extensions; what is not said is the current step, or is chosen in the view. */
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
  const offer = offerOf(command, run, wish, here);
  // Written in the view, beside what it is about; other extensions bring the text along.
  if (wish.text === undefined) return offered(view, offer);
  if (wish.text.trim() === '') return false;
  return told(await writeNote(view, changes, { place: offer, text: wish.text, author: offer.author, date: offer.date }));
}

/** Writes what the reader has put down in the view; resolves to why it was not written, or to nothing. */
export async function writeNote(view: View, changes: Changes | undefined, { place: pinned, note: at, was, ...written }: NoteToWrite): Promise<string | undefined> {
  const { run } = view.feed;
  if (run === undefined || !run.over || run.compared !== undefined) return 'notes are written on one run, when it is over';
  const text = written.text.trim();
  if (text === '') return 'the note says nothing yet';
  if (text.length > MAX_NOTE_CHARS) return `a note has at most ${MAX_NOTE_CHARS} characters`;
  const place = pinned && placeOf(run, pinned);
  if (pinned !== undefined && place === undefined) return 'there is no such event or lane';
  const author = written.author.trim().slice(0, MAX_AUTHOR_CHARS);
  const date = /^\d{4}-\d{2}-\d{2}$/.test(written.date) ? written.date : '';
  const signed = { ...(author === '' ? {} : { author }), ...(date === '' ? {} : { date }) };
  if (at !== undefined) {
    const before = run.notes[at];
    if (before === undefined || before.text !== was) return 'the note has changed since; look at it and try again';
    return rewritten(view, changes, at, before, text, place, signed);
  }
  if (place === undefined) return 'the note does not say what it is pinned to';
  if (changes !== undefined && writesItself(view)) {
    const problem = await changes.make(view, () => ({ do: 'add-note', note: { ...place, text, ...signed } }));
    // Where the scenario has its notes from another file, or is written in a way of its own, there is still the file beside it.
    if (problem === undefined || !problem.includes('written in a way')) return problem;
  }
  const target = await sideFor(view.uri);
  if ('problem' in target) return target.problem;
  return applied(target.document, (file) => addSideNote(file, { place, text, ...signed }), target.text(run.trace.header.title, view.uri));
}

async function rewritten(view: View, changes: Changes | undefined, at: number, before: PinnedNote, text: string, place: NotePlace | undefined, signed: { readonly author?: string; readonly date?: string }): Promise<string | undefined> {
  const sameHead = place === undefined && (before.author ?? '') === (signed.author ?? '') && (before.date ?? '') === (signed.date ?? '');
  const { side } = before;
  if (side === undefined) {
    if (changes === undefined || !writesItself(view)) return CAME_ALONG;
    return changes.make(view, ({ scenario }) => {
      const { at: rule, until, lane } = scenario.notes[at] ?? {};
      const where = place ?? { ...(rule && { at: rule }), ...(until && { until }), ...(lane === undefined ? {} : { lane }) };
      return { do: 'change-note', note: at, text, ...(sameHead ? {} : { as: { ...where, ...signed } }) };
    });
  }
  const document = await existingSide(view.uri);
  if (document === undefined) return 'the file with the notes is no longer there';
  const now = parseSideFile(document.getText()).notes[side];
  // What stands in the file may have moved since.
  if (now?.text !== (before.text ?? '')) return 'the notes have changed since; try again';
  // A heading that says no place is kept as long as the reader gives the note none.
  const where = place ?? now.place;
  return applied(document, (file) => changeSideNote(file, side, text, sameHead || where === undefined ? undefined : { place: where, ...signed }));
}

/** The place as it is written, by rule, so that it means the same in other runs; undefined where there is no such place. */
function placeOf({ trace }: LiveRun, place: NonNullable<NoteToWrite['place']>): NotePlace | undefined {
  const isEvent = (event: number): boolean => Number.isInteger(event) && event >= 0 && event < trace.length;
  switch (place.on) {
    case 'whole':
      return {};
    case 'lane':
      return trace.header.nodes.some(({ id }) => id === place.lane) ? { lane: place.lane } : undefined;
    case 'event':
      return isEvent(place.event) ? { at: ruleFor(trace, place.event) } : undefined;
    case 'stretch': {
      const [from, to] = place.until < place.event ? [place.until, place.event] : [place.event, place.until];
      if (!isEvent(from) || !isEvent(to)) return undefined;
      return from === to ? { at: ruleFor(trace, from) } : { at: ruleFor(trace, from), until: ruleFor(trace, to) };
    }
  }
}

const ON = { addNote: 'event', addNoteToStretch: 'stretch', addNoteToLane: 'lane', addNoteToWhole: 'whole' } as const;

/** With what the editor of notes begins. */
function offerOf(command: keyof typeof ON, { number, trace }: LiveRun, { node, until }: Wish, event: number): NoteOffer {
  const lane = node !== undefined && trace.header.nodes.some(({ id }) => id === node) ? node : trace.header.nodes[trace.node[event]!]!.id;
  const author = workspace.getConfiguration('faultline').get<string>('notes.author', '').trim().slice(0, MAX_AUTHOR_CHARS);
  // A name brings the date along.
  const date = author === '' ? '' : new Date().toISOString().slice(0, 10);
  return { run: number, on: ON[command], event, until: until ?? Math.min(trace.length - 1, event + 1), lane, author, date };
}

function offered(view: View, offer: NoteOffer): true {
  view.send({ type: 'writeNote', offer });
  return true;
}

async function changeNote(command: 'editNote' | 'deleteNote', view: View, changes: Changes, run: LiveRun, wish: Wish, here: number): Promise<boolean> {
  const at = wish.note ?? (await choose(run, here, command === 'editNote' ? 'Which note is to be edited?' : 'Which note is to be deleted?'));
  const note = at === undefined ? undefined : run.notes[at];
  if (at === undefined || note === undefined) return false;
  if (note.side === undefined && !writesItself(view)) return refuse(CAME_ALONG);
  const { text = '', author = '', date = '' } = note;
  if (command === 'editNote') {
    if (wish.text !== undefined) return told(await writeNote(view, changes, { text: wish.text, author, date, note: at, was: text }));
    return offered(view, { ...offerOf('addNote', run, {}, Math.max(0, note.event)), note: at, author, date });
  }
  if (note.side === undefined) return told(await changes.make(view, () => ({ do: 'remove-note', note: at })));
  const { side } = note;
  const document = await existingSide(view.uri);
  if (document === undefined) return refuse('the file with the notes is no longer there');
  // What stands in the file may have moved since.
  if (parseSideFile(document.getText()).notes[side]?.text !== text) return refuse('the notes have changed since; try again');
  return told(await applied(document, (file) => removeSideNote(file, side)));
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
async function sideFor(run: Uri): Promise<Target | { readonly problem: string }> {
  const places = sidePlaces(run);
  const text = (title: string, of: Uri): string => {
    const link = isBundled(of) ? nameInLink(of) : linkPath(of.path.slice(of.path.lastIndexOf('/') + 1));
    return newSideText(markdownText(title), link);
  };
  for (const place of places) if ((await exists(place)) || isOpen(place)) return { document: place, text };
  if (!isBundled(run)) return { document: places[0]!, text };
  if (places.length === 0) return { problem: 'open a folder first: notes on a scenario that came with Faultline are kept in a file of the workspace' };
  const create = 'Create the File';
  const chosen = await window.showInformationMessage(`This scenario came with Faultline and cannot be changed. Your notes on it go into ${sideName(run)} in the workspace.`, { modal: true }, create);
  if (chosen !== create) return NO_FILE;
  const folder = places.length === 1 ? workspace.workspaceFolders![0] : await window.showWorkspaceFolderPick({ placeHolder: 'Folder for the notes' });
  return folder === undefined ? NO_FILE : { document: Uri.joinPath(folder.uri, sideName(run)), text };
}

function isOpen(uri: Uri): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}

async function existingSide(run: Uri): Promise<TextDocument | undefined> {
  for (const place of sidePlaces(run)) if ((await exists(place)) || isOpen(place)) return workspace.openTextDocument(place);
  return undefined;
}

/** Makes the edit through the editor, so that it can be undone there, and saves the file unless the reader has unsaved work in it. */
async function applied(at: Uri | TextDocument, plan: (file: SideFile) => SideEdit, fresh = ''): Promise<string | undefined> {
  const isNew = at instanceof Uri && !(await exists(at)) && !isOpen(at);
  if (at instanceof Uri && isNew) await workspace.fs.writeFile(at, new TextEncoder().encode(fresh));
  const document = at instanceof Uri ? await workspace.openTextDocument(at) : at;
  const planned = plan(parseSideFile(document.getText()));
  if (!planned.ok) return planned.message;
  const wasDirty = document.isDirty;
  const { start, end, text } = planned.edit;
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text);
  if (!(await workspace.applyEdit(edit))) return 'the editor did not take the note';
  if (!wasDirty) await document.save();
  return undefined;
}

function told(problem: string | undefined): boolean {
  return problem === undefined ? true : refuse(problem);
}

function refuse(why: string): false {
  void window.showWarningMessage(`Not written: ${why}.`);
  return false;
}
