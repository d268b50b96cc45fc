/**
 * The note that is being written: kept with the view, so that neither another run nor hiding the tab loses it, written through the host, and put
 * away only when it is written or the reader says so. What was put away last can be had back.
 */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Block } from '../../src/protocol/messages';
import type { NoteOffer, NoteToWrite } from '../../src/protocol/note-draft';
import { eventSentence } from '../panels/event-words';
import type { NoteEditor } from '../panels/note-editor';
import '../panels/note-editor';
import { aboutWords } from '../panels/pinned-notes';
import { glyph } from '../panels/glyphs';
import type { EditedNote, NoteDraft } from '../store/note-draft';
import { findAgain, signatureOf } from '../store/step';
import type { StepSignature } from '../store/step';
import type { Run, Store } from '../store/store';
import type { Transport } from '../transport';
import { eventRef } from './words';

export interface NoteWriting {
  /** Opens the editor with what the host offers; a note that is being written already comes first. */
  begin(offer: NoteOffer): void;
  template(): TemplateResult | typeof nothing;
}

/** `focus` is called when the editor is to be seen, before it takes the focus. */
export function createNoteWriting(store: Store, transport: Transport, changed: () => void, focus: () => void): NoteWriting {
  let saving = false;
  let problem = '';
  let preview: { readonly text: string; readonly blocks: readonly Block[] } | undefined;
  let dropped: NoteDraft | undefined;

  return {
    begin(offer) {
      const { run } = store;
      const { draft } = store.view;
      if (run === undefined || run.number !== offer.run) return;
      if (draft !== undefined && isChanged(draft)) store.say('Another note is being written; save or cancel it first');
      else set(draftOf(run, offer));
      problem = '';
      take();
    },
    template() {
      const { run } = store;
      const { draft } = store.view;
      if (run === undefined || run.info.comparison !== undefined) return nothing;
      if (draft === undefined) {
        return dropped === undefined
          ? nothing
          : html`<button class="row add-note" @click=${() => restore()}>${glyph('undo')}<span>Bring back the note that was cancelled</span></button>`;
      }
      const edited = numbered(run, draft);
      const words = (event: number): string => (event >= 0 && event < run.columns.length ? eventSentence(eventRef(run, event), run.details.get(event)) : '');
      return html`<fl-note-editor
        .draft=${edited}
        .lanes=${run.columns.nodes.map(({ id }) => id)}
        .last=${Math.max(0, run.columns.length - 1)}
        .words=${[words(edited.event), words(edited.until)]}
        .current=${store.step}
        .blocks=${preview?.text === draft.text ? preview.blocks : undefined}
        .problem=${problem}
        .saving=${saving}
        @change-note=${(event: CustomEvent<{ readonly change: Partial<EditedNote> }>) => change(event.detail.change)}
        @preview-note=${(event: CustomEvent<{ readonly text: string }>) => void show(event.detail.text)}
        @save-note=${() => void save()}
        @cancel-note=${() => cancel()}
        @delete-note=${() => remove()}
      ></fl-note-editor>`;
    },
  };

  function set(draft: NoteDraft | undefined): void {
    store.setView({ draft });
    changed();
  }

  function take(): void {
    focus();
    // The pane is drawn with one of the next frames, or later while it is out of sight.
    let frames = 300;
    const look = (): void => {
      const editor = document.querySelector('fl-notes-panel')?.shadowRoot?.querySelector<NoteEditor>('fl-note-editor');
      if (editor) {
        document.querySelector('[data-pane="notes"]')?.scrollIntoView({ block: 'nearest' });
        void editor.takeFocus();
        return;
      }
      document.querySelector('[data-pane="notes"]')?.scrollIntoView({ block: 'nearest' });
      if (frames-- > 0) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  function change({ event, until, ...others }: Partial<EditedNote>): void {
    const { run } = store;
    const { draft } = store.view;
    if (run === undefined || draft === undefined) return;
    const [first, last] = [signatureIn(run, event), signatureIn(run, until)];
    problem = '';
    set({ ...draft, ...others, ...(first === undefined ? {} : { event: first }), ...(last === undefined ? {} : { until: last }) });
  }

  async function show(text: string): Promise<void> {
    if (text.trim() === '' || preview?.text === text) return;
    try {
      preview = { text, blocks: await transport.request('notePreview', { text }) };
    } catch (error) {
      problem = messageOf(error);
    }
    changed();
  }

  async function save(): Promise<void> {
    const { run } = store;
    const { draft } = store.view;
    if (run === undefined || draft === undefined || saving) return;
    const note = toWrite(run, draft);
    if (typeof note === 'string') {
      problem = note;
      return changed();
    }
    saving = true;
    changed();
    try {
      problem = (await transport.request('writeNote', { run: run.number, note })).problem;
    } catch (error) {
      problem = messageOf(error);
    }
    saving = false;
    if (problem !== '') return changed();
    dropped = undefined;
    set(undefined);
    leave();
    store.say('The note is written');
  }

  function cancel(): void {
    const { draft } = store.view;
    dropped = draft !== undefined && isChanged(draft) ? draft : undefined;
    problem = '';
    set(undefined);
    leave();
    if (dropped !== undefined) store.say('The note was cancelled; it can be brought back in the notes pane');
  }

  function restore(): void {
    if (dropped === undefined) return;
    set(dropped);
    dropped = undefined;
    take();
  }

  function remove(): void {
    const { run } = store;
    const { draft } = store.view;
    const at = run === undefined || draft === undefined ? -1 : noteOf(run, draft);
    if (run === undefined || at < 0) {
      problem = 'the note is no longer there';
      return changed();
    }
    transport.send({ type: 'note', what: 'deleteNote', run: run.number, note: at });
    set(undefined);
    leave();
  }

  /** Back to the diagram, where the reader came from. */
  function leave(): void {
    document.querySelector<HTMLElement>('.diagram .view')?.focus({ preventScroll: true });
  }
}

function draftOf(run: Run, offer: NoteOffer): NoteDraft {
  const { on, lane, author, date } = offer;
  const event = signatureIn(run, offer.event);
  const until = signatureIn(run, offer.until);
  const places = { lane, author, date, ...(event === undefined ? {} : { event }), ...(until === undefined ? {} : { until }) };
  const note = offer.note === undefined ? undefined : run.notes[offer.note];
  if (note === undefined || offer.note === undefined) return { on, text: '', ...places };
  const was = note.text ?? '';
  return { on: 'kept', text: was, ...places, lane: note.lane ?? lane, editing: { was, note: offer.note, about: aboutWords(note) } };
}

function signatureIn(run: Run, event: number | undefined): StepSignature | undefined {
  return event === undefined ? undefined : signatureOf(run.columns, event);
}

function numbered({ columns, complete }: Run, { event, until, ...draft }: NoteDraft): EditedNote {
  const at = (signature: StepSignature | undefined): number => (signature === undefined || columns.length === 0 ? 0 : Math.max(0, findAgain(columns, signature, complete)));
  return { ...draft, event: at(event), until: at(until) };
}

/** Something would be lost if the draft went away. */
function isChanged({ text, editing, on }: NoteDraft): boolean {
  return text.trim() !== (editing?.was ?? '').trim() || (editing !== undefined && on !== 'kept');
}

/** Where the note that is edited stands among those of the run by now; -1 where it is no longer there. */
function noteOf({ notes }: Run, { editing }: NoteDraft): number {
  if (editing === undefined) return -1;
  return notes[editing.note]?.text === editing.was ? editing.note : notes.findIndex(({ text }) => text === editing.was);
}

function toWrite(run: Run, draft: NoteDraft): NoteToWrite | string {
  const { text, author, date, editing } = draft;
  const { on, event, until, lane } = numbered(run, draft);
  const words = { text, author, date };
  const place = on === 'kept' ? undefined : on === 'lane' ? { on, lane } : on === 'stretch' ? { on, event, until } : on === 'event' ? { on, event } : { on };
  if (editing === undefined) return place === undefined ? 'the note is pinned to nothing' : { ...words, place };
  const note = noteOf(run, draft);
  // Taken out or rewritten elsewhere meanwhile: what was written here is not lost with it.
  if (note < 0) return place === undefined ? 'the note is no longer there as it was; choose what to pin it to, and it is written as a new one' : { ...words, place };
  return { ...words, note, was: editing.was, ...(place === undefined ? {} : { place }) };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
