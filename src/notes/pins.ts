/**
 * Notes pinned to events. A scenario and the file of notes beside it pin them by rule ("where the first Reply is lost"), so they stay with what
 * they speak of when the run changes; a rule that matches nothing is told to whoever wrote it, and the note is kept with where it was.
 */
import type { PinnedNote } from '../protocol/messages';
import type { Scenario, ScenarioNote, Span } from '../scenario/scenario';
import { find } from '../trace/match';
import type { EventRule } from '../trace/match';
import type { Trace } from '../trace/trace';
import { markdownBlocks } from './note-blocks';
import { ruleWords } from './place-words';

export interface PinWarning {
  /** Where the note stands in the scenario's text. */
  readonly span: Span;
  readonly message: string;
}

/** What a note says and where, wherever it is written. */
export type NoteToPin = Omit<ScenarioNote, 'span'>;

/** All notes of a scenario, in its own order, and a warning for each that no event of the run matches. */
export function pinNotes(scenario: Pick<Scenario, 'notes'>, trace: Trace): { readonly notes: readonly PinnedNote[]; readonly warnings: readonly PinWarning[] } {
  const notes = scenario.notes.map((note) => pinNote(note, trace));
  const warnings = scenario.notes.flatMap((note, i) => unmatched(note, notes[i]!) ?? []);
  return { notes, warnings };
}

/** One note; looks through the trace once or twice. `event` is -1 for a note on the whole or a lane, and for one that matches nothing. */
export function pinNote({ at, until, lane, see, text, author, date }: NoteToPin, trace: Trace): PinnedNote {
  const event = at === undefined ? -1 : find(trace, at);
  const last = event < 0 || until === undefined ? -1 : find(trace, until);
  const blocks = text === undefined ? undefined : markdownBlocks(text);
  return {
    event,
    ...(last > event ? { until: last } : {}),
    ...(lane === undefined ? {} : { lane }),
    ...(text === undefined || text === '' ? {} : { text }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(see === undefined || see === '' ? {} : { see }),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    ...wasAt(at, event, lane, trace),
  };
}

/** A warning when a note has a rule and found no event. */
export function unmatched(note: ScenarioNote, pinned: PinnedNote): PinWarning | undefined {
  if (note.at === undefined || pinned.event >= 0) return undefined;
  const { kind, nth } = note.at;
  const which = nth === undefined || nth === 1 ? `no ${kind} event` : `no ${kind} event number ${nth}`;
  return { span: note.span, message: `${which} of this run matches; the note is shown with the whole` };
}

function wasAt(at: EventRule | undefined, event: number, lane: string | undefined, trace: Trace): { readonly was?: string } {
  if (at !== undefined && event < 0) return { was: `at ${ruleWords(at)}` };
  if (lane !== undefined && !trace.header.nodes.some(({ id }) => id === lane)) return { was: `on lane ${lane}` };
  return {};
}
