/**
 * Where the command line writes: results to standard output, diagnostics to standard error.
 */
import type { Problem } from '../trace/problem';

export interface Io {
  /** Resolves when the reader of the output has kept up, so that large results do not pile up in memory. */
  out(text: string): Promise<void>;
  err(text: string): void;
}

/** Exit statuses, as users and scripts rely on them. */
export const EXIT = { ok: 0, notHeld: 1, wrongInput: 2, defect: 70 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Standard output and error of this process. A reader that goes away early (`| head`) is no error. */
export function processIo(): Io {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
  return {
    out: (text) =>
      new Promise((resolve) => {
        if (process.stdout.write(text)) resolve();
        else process.stdout.once('drain', resolve);
      }),
    err: (text) => void process.stderr.write(text),
  };
}

/** `file:line:column: error: message (did you mean …?)` for each problem; what stands in a file that is extended is told at its place there. */
export function reportProblems(io: Io, file: string, problems: readonly Problem[]): void {
  for (const { line, column, severity, message, suggestion, inFile } of problems) {
    const at = inFile ?? { file, line, column, suggestion };
    io.err(`${at.file}:${at.line}:${at.column}: ${severity}: ${message}${meant(at.suggestion)}\n`);
  }
}

/** An error that has no place in a file: a wrong option, a file that is not there. */
export function reportError(io: Io, message: string, suggestion?: string): void {
  io.err(`faultline: error: ${message}${meant(suggestion)}\n`);
}

function meant(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
}
