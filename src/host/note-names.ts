/** The commands that write notes on a diagram; each has a command of VS Code with the same name behind `faultline.`. */
export const NOTE_COMMANDS = ['addNote', 'addNoteToStretch', 'addNoteToLane', 'addNoteToWhole', 'editNote', 'deleteNote'] as const;
export type NoteCommand = (typeof NOTE_COMMANDS)[number];
