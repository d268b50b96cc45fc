/**
 * Notes pinned to events. A scenario pins them by rule ("where the first Reply is lost"), so they stay with what they
 * speak of when the run changes; a rule that matches nothing is told to whoever wrote it.
 */
import type { PinnedNote } from '../protocol/messages';
import type { Scenario, ScenarioNote, Span } from '../scenario/scenario';
import { find } from '../trace/match';
import type { Trace } from '../trace/trace';

export interface PinWarning {
  /** Where the note stands in the scenario's text. */
  readonly span: Span;
  readonly message: string;
}

/** All notes of a scenario, in its own order, and a warning for each that no event of the run matches. */
export function pinNotes(scenario: Pick<Scenario, 'notes'>, trace: Trace): { readonly notes: readonly PinnedNote[]; readonly warnings: readonly PinWarning[] } {
  const notes = scenario.notes.map((note) => pinNote(note, trace));
  const warnings = scenario.notes.flatMap((note, i) => unmatched(note, notes[i]!) ?? []);
  return { notes, warnings };
}

/** One note; looks through the trace once. `event` is -1 for a note on the whole, and for one that matches nothing. */
export function pinNote({ at, see, text }: ScenarioNote, trace: Trace): PinnedNote {
  return {
    event: at === undefined ? -1 : find(trace, at),
    ...(text === undefined || text === '' ? {} : { text }),
    ...(see === undefined || see === '' ? {} : { see }),
  };
}

/** A warning when a note has a rule and found no event. */
export function unmatched(note: ScenarioNote, pinned: PinnedNote): PinWarning | undefined {
  if (note.at === undefined || pinned.event >= 0) return undefined;
  const { kind, nth } = note.at;
  const which = nth === undefined || nth === 1 ? `no ${kind} event` : `no ${kind} event number ${nth}`;
  return { span: note.span, message: `${which} of this run matches; the note is shown with the whole` };
}
