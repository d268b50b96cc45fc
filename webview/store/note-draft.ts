/**
 * A note that is being written. Events are remembered by what they are, not by their number, so that the note stays with what it speaks of
 * when the run becomes another one meanwhile; and the whole of it is part of the view's state, so that hiding the tab loses nothing.
 */
import { NOTE_PLACES } from '../../src/protocol/note-draft';
import type { NoteOn } from '../../src/protocol/note-draft';
import type { StepSignature } from './step';

export interface NoteDraft {
  /** `kept`: where the note that is edited is pinned already. */
  readonly on: NoteOn | 'kept';
  readonly event?: StepSignature;
  /** The last event of a stretch. */
  readonly until?: StepSignature;
  readonly lane: string;
  readonly text: string;
  readonly author: string;
  readonly date: string;
  /** The note that is edited: its text when the reader began, its place among those of the run then, and what it was about. */
  readonly editing?: { readonly was: string; readonly note: number; readonly about: string };
}

/** A draft with its events as numbers of the run on screen. */
export interface EditedNote extends Omit<NoteDraft, 'event' | 'until'> {
  readonly event: number;
  readonly until: number;
}

/** The longest note that a scenario takes is shorter; what is longer is told, and not cut off. */
const MOST_CHARS = 20_000;

export function readNoteDraft(stored: unknown, readSignature: (stored: unknown) => StepSignature | undefined): NoteDraft | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const from = stored as { readonly [K in keyof NoteDraft]?: unknown };
  const [text, author, date, lane] = [from.text, from.author, from.date, from.lane].map((value) => (typeof value === 'string' ? value.slice(0, MOST_CHARS) : undefined));
  const on = [...NOTE_PLACES, 'kept' as const].find((each) => each === from.on);
  if (text === undefined || author === undefined || date === undefined || lane === undefined || on === undefined) return undefined;
  const { was, note, about } = (from.editing ?? {}) as { readonly was?: unknown; readonly note?: unknown; readonly about?: unknown };
  const editing = typeof was === 'string' && typeof note === 'number' && typeof about === 'string' ? { was, note, about } : undefined;
  if (on === 'kept' && editing === undefined) return undefined;
  const [event, until] = [readSignature(from.event), readSignature(from.until)];
  return { on, lane, text, author, date, ...(event === undefined ? {} : { event }), ...(until === undefined ? {} : { until }), ...(editing === undefined ? {} : { editing }) };
}
