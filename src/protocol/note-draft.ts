/** A note that is being written in the view: what the host offers to begin with, and what the view asks it to write. */

/** What a note can be pinned to. */
export const NOTE_PLACES = ['event', 'stretch', 'lane', 'whole'] as const;
export type NoteOn = (typeof NOTE_PLACES)[number];

/** The host asks the view to open its editor of notes. */
export interface NoteOffer {
  readonly run: number;
  readonly on: NoteOn;
  readonly event: number;
  /** Of a stretch: its last event. */
  readonly until: number;
  /** The node of the lane. */
  readonly lane: string;
  /** Which of the notes of the run is to be edited, from 0; absent for a new one. */
  readonly note?: number;
  readonly author: string;
  /** As written: 2026-11-23, or ''. */
  readonly date: string;
}

export interface NoteToWrite {
  /** Absent: a note that is edited stays where it is. Events are those of the run. */
  readonly place?: { readonly on: 'whole' } | { readonly on: 'lane'; readonly lane: string } | { readonly on: 'event'; readonly event: number } | { readonly on: 'stretch'; readonly event: number; readonly until: number };
  readonly text: string;
  /** '' for none. */
  readonly author: string;
  readonly date: string;
  /** Of a note that is edited: which of the run's it is, and the text that it had when the reader began. */
  readonly note?: number;
  readonly was?: string;
}

/** Why a note was not written; '' where it was. */
export interface NoteWritten {
  readonly problem: string;
}
