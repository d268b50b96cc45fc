/**
 * The command line: the same core as the editor, for documents, for continuous integration, for scripts.
 */
import { nearest } from '../trace/suggest';
import { parseArgs } from './args';
import { version } from './bundled';
import { check } from './check';
import type { Command } from './command';
import { convert } from './convert';
import { diff } from './diff';
import { commandHelp, generalHelp } from './help';
import { EXIT, processIo, reportError } from './io';
import type { ExitStatus, Io } from './io';
import { models } from './models';
import { notes } from './notes';
import { run } from './run';
import { scenarios } from './scenarios';

const COMMANDS: readonly Command[] = [models, scenarios, run, diff, convert, check, notes];
/** Named in the contract of the command line, and not part of this version. */
const LATER = ['explore'];

async function main(words: readonly string[], io: Io): Promise<ExitStatus> {
  const [name, ...rest] = words;
  if (name === undefined) {
    io.err(generalHelp(COMMANDS));
    return EXIT.wrongInput;
  }
  if (name === '--help' || name === '-h' || name === 'help') return print(io, generalHelp(COMMANDS));
  if (name === '--version') return print(io, `${version()}\n`);
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) {
    if (LATER.includes(name)) reportError(io, `\`${name}\` is not part of this version (${version()})`);
    else reportError(io, `unknown command "${name}"; valid: ${COMMANDS.map((each) => each.name).join(', ')}`, nearest(name, COMMANDS.map((each) => each.name)));
    return EXIT.wrongInput;
  }
  const end = rest.indexOf('--');
  if ((end < 0 ? rest : rest.slice(0, end)).some((word) => word === '--help' || word === '-h')) return print(io, commandHelp(command));
  const parsed = parseArgs(rest, command.options, command.files);
  if (!('args' in parsed)) {
    reportError(io, parsed.message, parsed.suggestion);
    io.err(`usage: faultline ${command.usage}\n`);
    return EXIT.wrongInput;
  }
  return command.run(parsed.args, io);
}

async function print(io: Io, text: string): Promise<ExitStatus> {
  await io.out(text);
  return EXIT.ok;
}

const io = processIo();
main(process.argv.slice(2), io).then(
  (status) => {
    // Not `process.exit`: what is still on its way to a slow reader must get there.
    process.exitCode = status;
  },
  (error: unknown) => {
    io.err(`faultline: this is a defect of Faultline, not of your input:\n${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = EXIT.defect;
  },
);
