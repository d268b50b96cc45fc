/** The one way in which a panel speaks: a DOM event that crosses shadow roots, with plain data. */
import type { Answered, Question } from '../../src/protocol/messages';
import type { EditedNote } from '../store/note-draft';

export interface PanelEvents {
  /** Go to an event of the trace. */
  go: { readonly index: number };
  /** Go on from the last row of the list, to what is not known yet. */
  beyond: { readonly to: 'forward' | 'last' };
  /** A link in a note was followed; `base` is the page it stands on. */
  'open-link': { readonly href: string; readonly base: string };
  /** Show a chapter note, `chapter/page#heading`. */
  'show-page': { readonly see: string };
  /** A question of the notes was answered. */
  'answer-question': { readonly question: string; readonly how: Answered };
  /** Ask a question on the diagram, with what lies ahead hidden; of none, show everything again. */
  'ask-question': { readonly question: Question | undefined };
  /** Take this event as the one to compare others with, or let go of it. */
  'mark-event': { readonly index: number };
  /** Show why the current event happened, or no longer. */
  'toggle-why': Record<string, never>;
  /** Put the chain of causes away. */
  'end-why': Record<string, never>;
  /** Show what came before and after the current event, or no longer. */
  'toggle-cones': Record<string, never>;
  /** Take the clock of a node as one of two to compare, or let go of it. */
  'compare-clock': { readonly node: string };
  /** Show what the signs of the diagram mean, or put that away. */
  'show-legend': Record<string, never>;
  /** Draw a field of a node’s state along its lane, or no longer. */
  'pin-field': { readonly node: string; readonly path: string };
  /** Show what is pinned to this event. */
  'show-note': { readonly index: number };
  /** Write a note on the current event, change one, or take one out; `note` is its place among those of the run. */
  'write-note': { readonly what: 'addNote' | 'editNote' | 'deleteNote'; readonly note?: number };
  /** What was typed into the note that is being written, or chosen for it. */
  'change-note': { readonly change: Partial<EditedNote> };
  /** How will this text look? */
  'preview-note': { readonly text: string };
  'save-note': Record<string, never>;
  'cancel-note': Record<string, never>;
  'delete-note': Record<string, never>;
  /** Show what one node can see, beside other runs. */
  'show-perspective': { readonly node: string; readonly beside?: string };
  /** Show the run as this node knows it. */
  'see-as': { readonly node: string };
}

/** Sends `name` from `source`; it bubbles out of every shadow root. */
export function emit<K extends keyof PanelEvents>(source: HTMLElement, name: K, detail: PanelEvents[K]): void {
  source.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
