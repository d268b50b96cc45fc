/**
 * Which chapter page the notes pane shows: that of the note at the current event, else the last one shown, so that a page
 * stays open while the reader steps through events that have none.
 */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { NotePage } from '../../src/protocol/messages';
import type { Run, Store } from '../store/store';
import type { Transport } from '../transport';

export interface Notes {
  /** Shows `chapter/page#heading`. */
  show(see: string): void;
  template(): TemplateResult;
}

export function createNotes(store: Store, transport: Transport, changed: () => void): Notes {
  let page: NotePage | undefined;
  let anchor = '';
  let wanted = '';
  let loading = false;
  let problem = '';
  let notesSeen: Run['notes'] | undefined;
  let title = '';
  store.on('step', follow);
  store.on('run', follow);
  store.on('annotations', follow);

  return {
    show,
    template: () => html`<fl-notes-panel
      .notes=${store.run?.notes ?? []}
      .current=${store.step}
      .page=${page}
      .anchor=${anchor}
      .loading=${loading}
      .problem=${problem}
    ></fl-notes-panel>`,
  };

  function follow(): void {
    const { run, step } = store;
    if (run === undefined) return;
    const here = run.notes.find((note) => note.event === step && note.see !== undefined)?.see;
    if (here !== undefined) return show(here);
    // Before the first note of the run has been passed, the page of the whole scenario, or the first there is.
    const fresh = run.notes !== notesSeen && run.info.title !== title;
    notesSeen = run.notes;
    if (run.notes.length === 0 || (!fresh && page !== undefined)) return;
    title = run.info.title;
    const first = run.notes.find((note) => note.event < 0 && note.see !== undefined) ?? run.notes.find((note) => note.see !== undefined);
    if (first?.see !== undefined) show(first.see);
  }

  function show(see: string): void {
    const hash = see.indexOf('#');
    const name = hash < 0 ? see : see.slice(0, hash);
    anchor = hash < 0 ? '' : see.slice(hash + 1);
    if (name === wanted && problem === '') return changed();
    wanted = name;
    loading = true;
    problem = '';
    changed();
    transport.request('notePage', { page: name }).then(
      (found) => finish(name, () => (page = found)),
      (reason: unknown) => finish(name, () => (problem = reason instanceof Error ? reason.message : String(reason))),
    );
  }

  function finish(name: string, set: () => void): void {
    if (name !== wanted) return;
    loading = false;
    set();
    changed();
  }
}
