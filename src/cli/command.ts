/** What a command of the command line is. */
import type { Args, Option } from './args';
import type { ExitStatus, Io } from './io';

export interface Command {
  readonly name: string;
  /** How it is called, without the name of the program. */
  readonly usage: string;
  readonly summary: string;
  /** Lines of explanation for the help. */
  readonly details?: readonly string[];
  readonly options: readonly Option[];
  readonly files: { readonly min: number; readonly max: number; readonly what: string };
  run(args: Args, io: Io): Promise<ExitStatus>;
}

export const NO_FILES = { min: 0, max: 0, what: 'nothing' } as const;
export const JSON_OPTION: Option = { name: 'json', summary: 'Print JSON, for scripts.' };
