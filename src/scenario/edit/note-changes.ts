/** Notes that are written, rewritten and taken out on the diagram, as changes of the scenario's `notes:`. */
import type { Change, Refusal } from './change';
import { refuse } from './change';
import type { Draft } from './draft';
import type { NoteGesture } from './gesture';

export function noteChange({ value }: Draft, gesture: NoteGesture): Change | Refusal {
  const notes = value.notes ?? [];
  if (gesture.do === 'add-note') return { do: 'insert', path: ['notes'], at: notes.length, value: gesture.note };
  if (notes[gesture.note] === undefined) return refuse('no-note', 'this note is no longer there');
  if (gesture.do === 'remove-note') return { do: 'remove', path: ['notes', gesture.note] };
  if (gesture.as === undefined) return { do: 'set', path: ['notes', gesture.note, 'text'], value: gesture.text };
  const { at, until, lane, author, date } = gesture.as;
  const { see } = notes[gesture.note]!;
  // In the order in which a note is written.
  const note = Object.fromEntries(Object.entries({ at, until, lane, see, text: gesture.text, author, date }).filter(([, value]) => value !== undefined));
  return { do: 'set', path: ['notes', gesture.note], value: note };
}
