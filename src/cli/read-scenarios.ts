/** The scenarios named on the command line, with what `--seed` and `--set` change. */
import { MODELS } from '../models/registry';
import { MAX_TEXT_CHARS } from '../scenario/limits';
import { override } from '../scenario/overrides';
import { parseScenario } from '../scenario/parse';
import type { Scenario } from '../scenario/scenario';
import type { Args } from './args';
import { filesAround } from './files-around';
import { findInput, readText } from './input';
import { reportError, reportProblems } from './io';
import type { Io } from './io';

export interface NamedScenario {
  /** The file as it is called in messages. */
  readonly shown: string;
  readonly scenario: Scenario;
}

/** All of them, or undefined when something is wrong with any; that has been reported then. */
export function readScenarios(args: Args, io: Io): readonly NamedScenario[] | undefined {
  const read: NamedScenario[] = [];
  let told = new Set<string>();
  for (const name of args.files) {
    const scenario = readScenario(name, io);
    if (scenario === undefined) continue;
    const seed = args.value('seed');
    const changed = override(scenario.scenario, { set: args.values('set'), ...(seed === undefined ? {} : { seed }) });
    if (changed.scenario !== undefined) read.push({ ...scenario, scenario: changed.scenario });
    for (const { option, message, suggestion } of changed.problems) {
      // Several files of one model would all complain of the same option.
      if (told.has(option + message)) continue;
      told = told.add(option + message);
      reportError(io, `${option}: ${message}`, suggestion);
    }
  }
  return read.length === args.files.length ? read : undefined;
}

function readScenario(name: string, io: Io): NamedScenario | undefined {
  const found = findInput(name);
  if (!('path' in found)) {
    reportError(io, found.message, found.suggestion);
    return undefined;
  }
  if (/\.(jsonl|log)$/.test(found.path)) {
    reportError(io, `${found.shown} is a trace, not a scenario; \`faultline convert\` prints it in another form`);
    return undefined;
  }
  // A character takes at most three bytes.
  const text = found.size > 3 * MAX_TEXT_CHARS ? undefined : readText(found.path);
  if (text === undefined) {
    reportProblems(io, found.shown, [
      {
        severity: 'error', line: 1, column: 1, endLine: 1, endColumn: 1, code: 'too-large',
        message: found.size > 3 * MAX_TEXT_CHARS ? `the file has ${found.size} bytes; that is too large for a scenario` : 'the file is not text in UTF-8',
      },
    ]);
    return undefined;
  }
  const { scenario, problems } = parseScenario(text, MODELS, filesAround(found));
  reportProblems(io, found.shown, problems);
  return scenario === undefined ? undefined : { shown: found.shown, scenario };
}
