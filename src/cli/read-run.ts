/** A run named on the command line: a scenario, which is run, or a recorded trace, which is read. */
import { basename } from 'node:path';
import { runScenario } from '../scenario/run';
import type { Trace } from '../trace/trace';
import type { Args } from './args';
import { findInput } from './input';
import { reportError, reportProblems } from './io';
import type { Io } from './io';
import { readScenarios } from './read-scenarios';
import { READABLE, formatOf, readTrace } from './read-trace';

export interface Run {
  /** The file as it is called in messages. */
  readonly shown: string;
  readonly trace: Trace;
}

/** The run of the first file, or undefined when there is something wrong with it; that has been reported then. */
export async function readRun(args: Args, io: Io): Promise<Run | undefined> {
  const found = findInput(args.files[0]!);
  if (!('path' in found)) {
    reportError(io, found.message, found.suggestion);
    return undefined;
  }
  if (!args.has('from') && isScenario(found.path)) {
    const scenario = readScenarios(args, io)?.[0];
    return scenario && { shown: scenario.shown, trace: runScenario({ ...scenario.scenario, expect: [] }).trace };
  }
  const { shown } = found;
  const format = await formatOf(found.path, args.value('from'));
  if (format === undefined) {
    reportError(io, `cannot tell the format of ${shown}; say --from ${READABLE.join(' or ')}`);
    return undefined;
  }
  const reader = await readTrace(found.path, format, { fileName: basename(found.path) });
  reportProblems(io, shown, reader.problems);
  if (reader.moreProblems > 0) io.err(`${shown}: ${reader.moreProblems} more problems\n`);
  // A trace with holes proves nothing.
  return reader.problems.some(({ severity }) => severity === 'error') ? undefined : { shown, trace: reader.trace };
}

export function isScenario(path: string): boolean {
  return /\.scenario\.ya?ml$/.test(path);
}
