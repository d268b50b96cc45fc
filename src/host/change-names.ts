/**
 * The commands that change a scenario on its diagram. Each has a command of VS Code with the same name behind `faultline.`, which menus
 * call with the place under the pointer and the palette with none: then the current step is meant.
 */
export const CHANGE_COMMANDS = [
  'loseMessage', 'delayMessage', 'duplicateMessage', 'overtakePrevious', 'overtakeNext', 'undoFault',
  'crashHere', 'restartHere', 'pauseHere', 'slowHere', 'stepClock', 'driftClock', 'partitionHere',
  'addOperation', 'moveOperation', 'removeOperation',
] as const;

export type ChangeCommand = (typeof CHANGE_COMMANDS)[number];
