/**
 * Which chapter page the notes pane shows: that of the note at the current event, else the last one shown, so that a page
 * stays open while the reader steps through events that have none. And the question that is being asked on the diagram, if there is one:
 * what lies ahead of its place is hidden until it was answered or put away.
 */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { NotePage, Question, SectionAbout } from '../../src/protocol/messages';
import type { NoteOffer } from '../../src/protocol/note-draft';
import { parseDestination } from '../../src/trace/find/go-to';
import type { PanelEvents } from '../panels/emit';
import type { Causal } from '../store/causal';
import type { Run, Store } from '../store/store';
import type { Transport } from '../transport';
import type { Glossary } from './glossary';
import { createNoteWriting } from './note-writing';
import { isTimed } from './words';

export interface Notes {
  /** Shows `chapter/page#heading`. */
  show(see: string): void;
  answer(answered: PanelEvents['answer-question']): void;
  /** Asks a question of the page on the diagram; of none, shows everything again. */
  ask(question: Question | undefined): void;
  /** Opens the editor of a note. */
  write(offer: NoteOffer): void;
  /** Whether a note is being written, for which the pane makes room. */
  readonly writing: boolean;
  template(): TemplateResult;
}

export function createNotes(store: Store, transport: Transport, causal: Causal, glossary: Glossary, changed: () => void, open: () => void): Notes {
  let page: NotePage | undefined;
  let anchor = '';
  let wanted = '';
  let loading = false;
  let problem = '';
  let notesSeen: Run['notes'] | undefined;
  let title = '';
  let about: readonly SectionAbout[] = [];
  let aboutRun: number | undefined;
  let asking: { readonly question: Question; readonly base: string; readonly event: number } | undefined;
  store.on('step', follow);
  store.on('run', follow);
  store.on('annotations', follow);
  glossary.onChange(changed);
  const writing = createNoteWriting(store, transport, changed, open);

  return {
    show,
    answer({ question, how }) {
      transport.send({ type: 'answered', question, how });
      if (asking?.question.id !== question || causal.covered === undefined) return;
      // The answer stands above the page until the reader puts it away; the diagram shows what did come.
      causal.cover(undefined);
      store.goTo(asking.event);
      changed();
    },
    ask,
    write: writing.begin,
    get writing() { return store.view.draft !== undefined; },
    template() {
      if (store.run !== undefined) askAbout(store.run);
      return html`<fl-notes-panel
        .notes=${store.run?.notes ?? []}
        .current=${store.step}
        .page=${page}
        .anchor=${anchor}
        .loading=${loading}
        .problem=${problem}
        .terms=${glossary.terms}
        .about=${about}
        .writing=${writing.template()}
        .asking=${asking?.question}
        .base=${asking?.base ?? ''}
      ></fl-notes-panel>`;
    },
  };

  function follow(): void {
    const { run, step } = store;
    if (run === undefined) return;
    if (asking !== undefined) {
      // The reader went on, or the run became another one: then there is nothing to say about what comes.
      if (causal.covered === undefined ? step !== asking.event : step >= asking.event) ask(undefined);
      else return;
    }
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

  function ask(question: Question | undefined): void {
    const { run } = store;
    asking = undefined;
    if (question?.predict !== undefined && run !== undefined && page !== undefined) {
      const place = parseDestination(question.predict.event, run.columns, isTimed(run));
      if (!place.ok || place.event < 1) store.say('This run has no such event: it is not the one that the question was written for');
      else {
        // A node’s own view hides something else; both at once nobody could tell apart.
        if (store.view.seeAs !== '') store.setView({ seeAs: '' });
        asking = { question, base: page.page, event: place.event };
        // First hidden, then gone to: whoever moves past what is not hidden has put the question away.
        causal.cover(place.event);
        store.goTo(place.event - 1);
        store.say('What lies ahead of this event is hidden until you answer');
        return changed();
      }
    }
    causal.cover(undefined);
    changed();
  }

  function askAbout({ number }: Run): void {
    if (number === aboutRun) return;
    aboutRun = number;
    transport.request('sectionsAbout', { run: number }).then(
      (found) => {
        if (aboutRun !== number) return;
        about = found;
        changed();
      },
      () => {
        // A newer run has come, and with it the next question.
      },
    );
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
