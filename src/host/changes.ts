/**
 * Changing a scenario on its diagram: each change is one edit of the text, made through the editor, so that it is seen, undone and saved
 * like typing. What cannot be changed is offered as a copy.
 *
 * An event means something in the run on screen only, so a change is refused when the text is another by now.
 */
import { Range, WorkspaceEdit, commands, window, workspace } from 'vscode';
import type { Disposable, TextDocument, Uri } from 'vscode';
import type { Drag, DragLimit } from '../protocol/drag';
import type { ChangeMade } from '../protocol/messages';
import type { Draft, openDraft } from '../scenario/edit/draft';
import type { Files } from '../scenario/extend';
import type { Gesture } from '../scenario/edit/gesture';
import type { TextEdit } from '../scenario/edit/text-edit';
import { asking } from './asking';
import type { Place } from './change-gesture';
import type { ChangeCommand } from './change-names';
import { copyToWorkspace } from './copy-to-workspace';
import type { Host } from './host';
import { SCENARIO_EDITOR, openSource } from './open';
import type { ScenarioStore } from './scenario-store';
import type { Trace } from '../trace/trace';
import type { View } from './views';
import { isWritable } from './writable';

export interface Changes extends Disposable {
  /** A command, with what its menu says of the place; without, at the current step of the view. */
  run(command: ChangeCommand, view: View, argument: unknown): Promise<void>;
  /** Something was dragged in a run. */
  drag(view: View, run: number, drag: Drag): Promise<void>;
  /** How far an event of a run can be dragged. */
  dragLimit(view: View, run: number, event: number): Promise<DragLimit>;
  /** Which commands would be refused at a place of a run; none when that cannot be told. */
  cannot(view: View, run: number, event: number, node: string): Promise<readonly ChangeCommand[]>;
  /** The same seed plus one. */
  anotherSeed(view: View): Promise<void>;
  /** Makes a change that was put in words elsewhere; resolves to why it was not made, or to nothing. */
  make(view: View, plan: (draft: Draft) => Gesture | { readonly problem: string }): Promise<string | undefined>;
  /** The text of which the view shows the newest run. */
  shownText(view: View): string | undefined;
  /** The files that it extends. */
  shownFiles(view: View): Files | undefined;
  /** A view has been opened: what was last changed in its scenario is told to it. */
  tell(view: View): void;
  /** Something about the last change of the view's scenario. */
  last(view: View, what: 'show' | 'undo' | 'compare' | 'keep'): Promise<void>;
}

/** The last change of a document, as long as nothing else was done to it. */
interface Last {
  readonly version: number;
  readonly made: Required<ChangeMade>;
}

/** What menus say of the place that was pointed at. */
export interface Pointed {
  readonly run?: number;
  readonly event?: number;
  readonly node?: string;
  readonly atUs?: number;
}

const CHANGED_SINCE = 'the text has changed since; try again on the run that is on screen now';

export function createChanges(host: Host, store: ScenarioStore): Changes {
  const lasts = new Map<string, Last>();
  /** What menus asked about last. */
  let lookedAt: { readonly run: number; readonly draft: Draft } | undefined;
  const listening = [
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const last = lasts.get(document.uri.toString());
      if (contentChanges.length === 0 || last === undefined || last.version === document.version) return;
      lasts.delete(document.uri.toString());
      tellAll(document.uri, undefined);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => void lasts.delete(uri.toString())),
  ];

  return {
    async run(command, view, argument) {
      if (view.viewType !== SCENARIO_EDITOR) return;
      const document = await workspace.openTextDocument(view.uri);
      const draft = await draftFor(view, document);
      if (draft === undefined) return;
      const { run } = view.feed;
      const place = run && (await placeIn(run.number, run.trace.length, view, argument));
      if (run === undefined || place === undefined) return refuse(view, CHANGED_SINCE);
      const { gestureFor } = await import('./change-gesture');
      const gesture = await gestureFor(command, place, draft, run.trace, asking);
      if (gesture === undefined) return;
      if ('no' in gesture) return refuse(view, gesture.no);
      // While the reader was asked, the text may have become another.
      if (document.getText() !== draft.text) return refuse(view, CHANGED_SINCE);
      await change(view, document, draft, gesture);
    },
    async drag(view, number, drag) {
      if (view.viewType !== SCENARIO_EDITOR) return;
      const document = await workspace.openTextDocument(view.uri);
      const draft = await draftFor(view, document);
      if (draft === undefined) return;
      const { run } = view.feed;
      if (run?.number !== number) return refuse(view, CHANGED_SINCE);
      const { gestureOfDrag } = await import('./drag-gesture');
      const gesture = await gestureOfDrag(drag, draft, run.trace, asking);
      if (gesture === undefined) return;
      if ('no' in gesture) return refuse(view, gesture.no);
      if (document.getText() !== draft.text) return refuse(view, CHANGED_SINCE);
      await change(view, document, draft, gesture);
    },
    async dragLimit(view, number, event) {
      const place = await shownPlace(view, number, event);
      if (place === undefined) return { no: CHANGED_SINCE };
      return (await import('./drag-gesture')).dragLimit(place.draft, place.trace, event);
    },
    async cannot(view, number, event, node) {
      const place = await shownPlace(view, number, event);
      if (place === undefined) return [];
      return (await import('./change-offers')).cannotHere(place.draft, place.trace, { event, node, atUs: place.trace.t[event]! });
    },
    async anotherSeed(view) {
      if (view.viewType !== SCENARIO_EDITOR) return;
      const document = await workspace.openTextDocument(view.uri);
      const draft = await openedDraft(view, document);
      if (draft === undefined) return;
      const { MAX_SEED } = await import('../scenario/limits');
      const { seed } = draft.scenario.world;
      await change(view, document, draft, { do: 'set-seed', value: seed < MAX_SEED ? seed + 1 : 0 });
    },
    async make(view, plan) {
      if (view.viewType !== SCENARIO_EDITOR) return 'only the run of a scenario can be changed';
      const document = await workspace.openTextDocument(view.uri);
      const scenario = store.of(document);
      if (scenario.problems.length === 0 && scenario.runText !== document.getText()) await scenario.settled();
      const opened = await opening(document);
      if (!opened.ok) return opened.message;
      if (scenario.runText !== opened.draft.text) return CHANGED_SINCE;
      const gesture = plan(opened.draft);
      if ('do' in gesture && gesture.do.startsWith('expect') && scenario.tried !== undefined) return ofOtherSeed(scenario.tried);
      return 'problem' in gesture ? gesture.problem : making(view, document, opened.draft, gesture);
    },
    shownText: (view) => store.find(view.uri)?.runText,
    shownFiles: (view) => store.find(view.uri)?.files,
    tell(view) {
      const last = lasts.get(view.uri.toString());
      if (last !== undefined) view.send({ type: 'changed', change: last.made });
    },
    async last(view, what) {
      if (view.viewType !== SCENARIO_EDITOR) return;
      const document = await workspace.openTextDocument(view.uri);
      // What was typed can be compared as well.
      if (what === 'compare') return compareWithBefore(view.uri);
      const last = lasts.get(view.uri.toString());
      if (last === undefined) return;
      if (what === 'show') {
        const { range } = document.lineAt(Math.min(document.lineCount, last.made.line) - 1);
        return openSource(view.uri, undefined, range);
      }
      if (what === 'keep') return void (await (await import('./keep-variant')).keepVariant(view.uri));
      if (document.version !== last.version) return;
      view.panel.reveal();
      await commands.executeCommand('undo');
    },
    dispose() {
      for (const each of listening) each.dispose();
    },
  };

  /** The run that is on screen with what it is of, as long as that is the text as it stands; read once. */
  async function shownPlace(view: View, number: number, event: number): Promise<{ readonly draft: Draft; readonly trace: Trace } | undefined> {
    const { run } = view.feed;
    if (view.viewType !== SCENARIO_EDITOR || run?.number !== number || !(event >= 0 && event < run.trace.length)) return undefined;
    const document = await workspace.openTextDocument(view.uri);
    if (store.of(document).runText !== document.getText()) return undefined;
    if (lookedAt?.run !== number) {
      const opened = await opening(document);
      if (!opened.ok) return undefined;
      lookedAt = { run: number, draft: opened.draft };
    }
    return { draft: lookedAt.draft, trace: run.trace };
  }

  /** The document as it stands, for a view that shows its newest run; else the reader is told why not. */
  async function draftFor(view: View, document: TextDocument): Promise<Draft | undefined> {
    const scenario = store.of(document);
    if (scenario.problems.length === 0 && scenario.runText !== document.getText()) await scenario.settled();
    const draft = await openedDraft(view, document);
    if (draft !== undefined && scenario.tried !== undefined) return void refuse(view, ofOtherSeed(scenario.tried));
    if (draft === undefined || scenario.runText === draft.text) return draft;
    refuse(view, CHANGED_SINCE);
    return undefined;
  }

  async function openedDraft(view: View, document: TextDocument): Promise<Draft | undefined> {
    const opened = await opening(document);
    if (opened.ok) return opened.draft;
    refuse(view, opened.message);
    return undefined;
  }

  async function opening(document: TextDocument): Promise<ReturnType<typeof openDraft>> {
    const [draft, { MODELS }] = await Promise.all([import('../scenario/edit/draft'), import('../models/registry')]);
    return draft.openDraft(document.getText(), MODELS, store.of(document).files);
  }

  async function change(view: View, document: TextDocument, draft: Draft, gesture: Gesture): Promise<void> {
    const why = await making(view, document, draft, gesture);
    if (why !== undefined) refuse(view, why);
  }

  async function making(view: View, document: TextDocument, draft: Draft, gesture: Gesture): Promise<string | undefined> {
    const [{ editScenario }, { changeMade }] = await Promise.all([import('../scenario/edit/edit-scenario'), import('./change-words')]);
    const edited = editScenario(draft, gesture, view.feed.run?.trace);
    if (!edited.ok) return edited.message;
    const target = await writable(document);
    if (target === undefined) return undefined;
    // A copy has the text of what it is a copy of, and nobody has typed in it.
    if (target.getText() !== draft.text) return CHANGED_SINCE;
    const made = changeMade(draft, edited.draft, edited.edit);
    store.of(target).editAnew();
    if (!(await apply(target, edited.edit))) return 'the editor did not take the change';
    lasts.set(target.uri.toString(), { version: target.version, made });
    tellAll(target.uri, made);
    return undefined;
  }

  async function compareWithBefore(uri: Uri): Promise<void> {
    const before = store.find(uri)?.textBefore;
    if (before === undefined) return void (await commands.executeCommand('faultline.compareWith', uri));
    const { keepTextBefore } = await import('./texts-before');
    await commands.executeCommand('faultline.compare', { left: { uri: uri.toString(), before: keepTextBefore(before) }, right: { uri: uri.toString() } });
  }

  /** The document itself, or a copy that can be written to where the reader wants one. */
  async function writable(document: TextDocument): Promise<TextDocument | undefined> {
    if (isWritable(document.uri)) return document;
    const copy = 'Open a Copy in the Workspace';
    const chosen = await window.showInformationMessage('This scenario cannot be changed where it is. The change can be made in a copy of it.', copy);
    const uri = chosen === copy ? await copyToWorkspace(document.uri) : undefined;
    return uri && workspace.openTextDocument(uri);
  }

  function refuse(view: View, why: string): void {
    view.send({ type: 'changed', change: { words: why } });
  }

  function tellAll(uri: Uri, made: ChangeMade | undefined): void {
    for (const view of host.views.all) if (view.uri.toString() === uri.toString()) view.send({ type: 'changed', change: made });
  }
}

/** An event of one run is not an event of the next. */
function ofOtherSeed(seed: number): string {
  return `this run has seed ${seed} and the text has another; keep this seed in the text first`;
}

/** Where the change is to be; undefined when the menu was of an older run. */
async function placeIn(run: number, length: number, view: View, argument: unknown): Promise<Place | undefined> {
  const { placeOf } = await import('./change-gesture');
  const pointed: Pointed = argument !== null && typeof argument === 'object' ? (argument as Pointed) : {};
  if (pointed.run !== undefined && pointed.run !== run) return undefined;
  if (pointed.run === undefined && view.step !== undefined && view.step.run !== run) return undefined;
  const event = typeof pointed.event === 'number' ? pointed.event : (view.step?.event ?? 0);
  const { trace } = view.feed.run!;
  if (!(event >= 0 && event < length)) return undefined;
  const place = placeOf(trace, event);
  const known = trace.header.nodes.some(({ id }) => id === pointed.node);
  return { event, node: known ? pointed.node! : place.node, atUs: Number.isSafeInteger(pointed.atUs) && pointed.atUs! >= 0 ? pointed.atUs! : place.atUs };
}

function apply(document: TextDocument, { start, end, text }: TextEdit): Thenable<boolean> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text);
  return workspace.applyEdit(edit);
}
