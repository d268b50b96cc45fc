/**
 * Study notes as one thing to take away: of each run its picture, the reader's notes with where they are pinned, and the chapters they lead to.
 * What becomes of it (a page, a document, slides) is said beside this file.
 */
import type { Block, PinnedNote } from '../../protocol/messages';
import type { Trace } from '../../trace/trace';
import { captionOf } from '../copied';

export interface StudyNote {
  /** `#14, 35 ms: alice never gets Reply from shop`, `Lane shop`, or `On the whole`. */
  readonly where: string;
  /** Author and date; '' for neither. */
  readonly by: string;
  readonly blocks: readonly Block[];
  /** The section of the chapter notes that explains it; '' for none. */
  readonly see: string;
  /** Its event; -1 for a note on a lane or the whole. */
  readonly event: number;
}

export interface StudyRun {
  readonly title: string;
  /** The file it is in, as a reader would name it. */
  readonly file: string;
  /** Rows of the chapters it shows. */
  readonly rows: readonly string[];
  /** On the whole and on lanes first, then in the order of the events. */
  readonly notes: readonly StudyNote[];
  readonly pictures: readonly StudyPicture[];
}

/** A part of the run as a picture. */
export interface StudyPicture {
  /** Its first and last event. */
  readonly from: number;
  readonly to: number;
  /** The event that is marked; -1 for none. */
  readonly step: number;
  /** The note it belongs to, by its place; -1 for the run. */
  readonly note: number;
  readonly words: string;
  /** Where it is: a relative path, or all of it as a `data:` address. */
  readonly address: string;
}

export interface Study {
  readonly title: string;
  readonly runs: readonly StudyRun[];
}

/** Up to so many events are one picture; of a longer run each note has its own. */
const WHOLE_EVENTS = 120;
/** Events before and behind the one that a picture is about. */
const AROUND = 9;

/** `seeTitle` names a section (`chapter/page#heading`) for readers; '' for none that is known. */
export function studyNotes(trace: Trace, notes: readonly PinnedNote[], seeTitle: (see: string) => string): StudyNote[] {
  return notes
    .filter(({ text }) => text !== undefined)
    .map((note) => ({
      where: whereWords(trace, note),
      by: [note.author, note.date].filter((each) => each !== undefined).join(', '),
      blocks: note.blocks ?? [{ kind: 'paragraph' as const, inline: [{ kind: 'text' as const, text: note.text! }] }],
      see: note.see === undefined ? '' : seeTitle(note.see),
      event: note.event,
    }))
    .sort((a, b) => a.event - b.event);
}

/** The pictures a document needs, not drawn yet: the whole run, or of a long one its beginning and the surroundings of each note. */
export function documentPictures(trace: Trace, notes: readonly StudyNote[]): Omit<StudyPicture, 'address'>[] {
  if (trace.length === 0) return [];
  if (trace.length <= WHOLE_EVENTS) return [{ from: 0, to: trace.length - 1, step: -1, note: -1, words: 'The whole run' }];
  const around = notes.flatMap(({ event, where }, note) => (event < 0 ? [] : [{ ...surroundings(trace, event), step: event, note, words: where }]));
  return around.length > 0 ? around : [{ from: 0, to: WHOLE_EVENTS - 1, step: -1, note: -1, words: `The first ${WHOLE_EVENTS} of ${trace.length} events` }];
}

/** One for each slide: the beginning, each note at its event, the end. */
export function slidePictures(trace: Trace, notes: readonly StudyNote[]): Omit<StudyPicture, 'address'>[] {
  if (trace.length === 0) return [];
  const last = trace.length - 1;
  const steps = notes.flatMap(({ event, where }, note) => (event < 0 ? [] : [{ ...surroundings(trace, event), step: event, note, words: where }]));
  return [
    { from: 0, to: Math.min(last, 2 * AROUND), step: 0, note: -1, words: `The beginning. ${captionOf(trace, 0)}` },
    ...steps,
    ...(steps.at(-1)?.step === last ? [] : [{ ...surroundings(trace, last), step: last, note: -1, words: `The end. ${captionOf(trace, last)}` }]),
  ];
}

function surroundings(trace: Trace, event: number): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.min(event - AROUND, trace.length - 1 - 2 * AROUND));
  return { from, to: Math.min(trace.length - 1, from + 2 * AROUND) };
}

function whereWords(trace: Trace, { event, until, lane, was }: PinnedNote): string {
  if (was !== undefined) return `${was.charAt(0).toUpperCase()}${was.slice(1)}, which does not happen in this run`;
  if (lane !== undefined) return `Lane ${lane}`;
  if (event < 0) return 'On the whole';
  return `${captionOf(trace, event)}${until === undefined ? '' : ` (up to #${until})`}`;
}
