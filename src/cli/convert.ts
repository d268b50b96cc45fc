/** `faultline convert`: a trace that can be read, in any form that can be written. */
import { basename } from 'node:path';
import { FORMATS, formatById } from '../formats/formats';
import type { ReadOptions } from '../formats/format';
import type { Args } from './args';
import type { Command } from './command';
import { themeOf } from './theme';
import { findInput } from './input';
import { EXIT, reportError, reportProblems } from './io';
import type { Io } from './io';
import { READABLE, formatOf, readTrace } from './read-trace';

const WRITABLE = FORMATS.filter(({ write }) => write !== undefined).map(({ id }) => id);

export const convert: Command = {
  name: 'convert',
  usage: `convert IN --to ${WRITABLE.join('|')} [--from ${READABLE.join('|')}]`,
  summary: 'Print a recorded trace in another form.',
  details: ['What is wrong with a trace or missing from it is told on standard error; the rest is converted.'],
  options: [
    { name: 'to', value: 'FORMAT', choices: WRITABLE, summary: `The form to print: ${WRITABLE.join(', ')}.` },
    { name: 'from', value: 'FORMAT', choices: READABLE, summary: `The form it is in, where that cannot be told: ${READABLE.join(', ')}.` },
    { name: 'theme', value: 'THEME', choices: ['light', 'dark'], summary: 'For svg: light or dark; if not said, as whoever looks at it prefers.' },
    { name: 'pattern', value: 'REGEX', summary: 'For logs: the regular expression of an event, with the groups event, host and clock.' },
    { name: 'delimiter', value: 'REGEX', summary: 'For logs: the regular expression of the line between two executions.' },
    { name: 'execution', value: 'N', summary: 'For logs with several executions: which to convert, from 1.' },
  ],
  files: { min: 1, max: 1, what: 'IN' },
  async run(args, io) {
    const to = args.value('to');
    if (to === undefined) return wrong(io, `--to is missing; valid: ${WRITABLE.join(', ')}`);
    if (args.has('theme') && to !== 'svg') return wrong(io, '--theme goes with --to svg');
    const execution = args.value('execution');
    if (execution !== undefined && !/^[1-9]\d{0,8}$/.test(execution)) return wrong(io, `--execution must be a number from 1 on, not "${execution}"`);
    const found = findInput(args.files[0]!);
    if (!('path' in found)) return wrong(io, found.message, found.suggestion);
    if (/\.scenario\.ya?ml$/.test(found.path)) return wrong(io, `${found.shown} is a scenario, not a trace; \`faultline run\` makes a trace of it`);
    const from = await formatOf(found.path, args.value('from'));
    if (from === undefined) return wrong(io, `cannot tell the format of ${found.shown}; say --from ${READABLE.join(' or ')}`);
    const reader = await readTrace(found.path, from, optionsOf(args));
    reportProblems(io, found.shown, reader.problems);
    if (reader.moreProblems > 0) io.err(`${found.shown}: ${reader.moreProblems} more problems\n`);
    const executions = reader.executions?.length ?? 1;
    if (executions > 1) io.err(`${found.shown}: note: The log has ${executions} executions; this is number ${execution ?? 1}.\n`);
    for (const line of reader.missing) io.err(`${found.shown}: note: ${line}\n`);
    const broken = reader.problems.some(({ severity }) => severity === 'error');
    if (reader.trace.length > 0 || !broken) {
      for (const piece of formatById(to)!.write!(reader.trace, themeOf(args))) await io.out(piece);
    }
    return broken ? EXIT.wrongInput : EXIT.ok;
  },
};

function wrong(io: Io, message: string, suggestion?: string): typeof EXIT.wrongInput {
  reportError(io, message, suggestion);
  return EXIT.wrongInput;
}

function optionsOf(args: Args): ReadOptions {
  const [pattern, delimiter, execution] = [args.value('pattern'), args.value('delimiter'), args.value('execution')];
  return {
    fileName: basename(args.files[0]!),
    ...(pattern === undefined ? {} : { pattern }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(execution === undefined ? {} : { execution: Number(execution) }),
  };
}
