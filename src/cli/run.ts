/** `faultline run`: one run of each scenario, or many runs of one. */
import type { Trace } from '../trace/trace';
import { formatById } from '../formats/formats';
import { eventLine, headerLine } from '../trace/lines';
import { durationText } from '../trace/text';
import { hashOf, runScenario } from '../scenario/run';
import type { Outcome } from '../scenario/run';
import type { Scenario } from '../scenario/scenario';
import type { Args } from './args';
import { themeOf } from './theme';
import type { Command } from './command';
import { EXIT, reportError } from './io';
import type { ExitStatus, Io } from './io';
import { readScenarios } from './read-scenarios';
import { parseRuns, runMany } from './run-many';

const FORMATS = ['summary', 'jsonl', 'json', 'mermaid', 'svg', 'text'] as const;
/** Forms in which one file is one run. */
const ONE_RUN = ['jsonl', 'mermaid', 'svg'];

export const run: Command = {
  name: 'run',
  usage: `run FILE… [--seed N] [--set NAME=VALUE]… [--format ${FORMATS.join('|')}] [--theme light|dark] [--runs N]`,
  summary: 'Run scenarios and print what happened, or how often what was expected came true.',
  details: [
    '`summary` has a line for each expectation and the counts; `json` has everything; the others are the trace in',
    'that form. With --runs the seeds are N numbers from the scenario’s (or --seed) on.',
  ],
  options: [
    { name: 'seed', value: 'N', summary: 'Another seed than the scenario’s.' },
    { name: 'set', value: 'NAME=VALUE', many: true, summary: 'Another value of a parameter; may stand several times.' },
    { name: 'format', value: 'FORMAT', choices: FORMATS, summary: `${FORMATS.join(', ')}; summary if not said.` },
    { name: 'theme', value: 'THEME', choices: ['light', 'dark'], summary: 'For svg: light or dark; if not said, as whoever looks at it prefers.' },
    { name: 'runs', value: 'N', summary: 'Run N times and print statistics (summary or json).' },
  ],
  files: { min: 1, max: 10_000, what: 'FILE' },
  async run(args, io) {
    const format = args.value('format') ?? 'summary';
    const wrong = wrongUse(args, format);
    if (wrong !== undefined) {
      reportError(io, wrong);
      return EXIT.wrongInput;
    }
    const read = readScenarios(args, io);
    if (read === undefined) return EXIT.wrongInput;
    if (args.has('runs')) return runMany(read[0]!, args.value('runs')!, format === 'json', io);
    let status: ExitStatus = EXIT.ok;
    if (format === 'json' && read.length > 1) await io.out('[');
    for (const [i, { shown, scenario }] of read.entries()) {
      if (format === 'json' && i > 0) await io.out(',\n');
      if (!(await runOne(shown, scenario, format, i > 0, args, io))) status = EXIT.notHeld;
    }
    if (format === 'json') await io.out(read.length > 1 ? ']\n' : '\n');
    return status;
  },
};

function wrongUse(args: Args, format: string): string | undefined {
  if (args.files.length > 1 && ONE_RUN.includes(format)) return `--format ${format} takes one FILE`;
  if (args.has('theme') && format !== 'svg') return '--theme goes with --format svg';
  if (!args.has('runs')) return undefined;
  if (args.files.length > 1) return '--runs takes one FILE';
  if (format !== 'summary' && format !== 'json') return '--runs goes with --format summary or json';
  return parseRuns(args.value('runs')!) === undefined ? `--runs must be a number from 1 to 100000, not "${args.value('runs')}"` : undefined;
}

/** Runs and prints; false when an expectation did not hold. */
async function runOne(shown: string, scenario: Scenario, format: string, further: boolean, args: Args, io: Io): Promise<boolean> {
  const outcome = runScenario(scenario);
  if (outcome.end.reason === 'limit') io.err(`${shown}: warning: the run was stopped early: ${outcome.end.text}\n`);
  const held = outcome.expectations.every(({ ok }) => ok);
  if (format === 'summary') await io.out(`${further ? '\n' : ''}${summary(shown, outcome)}`);
  else if (format === 'json') await writeJson(outcome, io);
  else {
    if (further) await io.out('\n');
    for (const piece of formatById(format)!.write!(outcome.trace, themeOf(args))) await io.out(piece);
    if (!held) for (const { ok, text, found, detail } of outcome.expectations) if (!ok) io.err(`${shown}: expected, but not so: ${text} (${detail ?? `${found} found`})\n`);
  }
  return held;
}

function summary(shown: string, outcome: Outcome): string {
  const { trace, stats } = outcome;
  const lines = outcome.expectations.map(({ ok, text, event, found, detail }) => {
    const none = detail ?? (text.startsWith('event') ? 'no event matches' : 'never violated');
    if (detail !== undefined && event >= 0) return `  ${ok ? 'ok  ' : 'FAIL'}  ${text}: ${detail} (event ${event} at ${durationText(trace.t[event]!)})\n`;
    const where = event < 0 ? none : `${found === 1 ? 'event' : `${found} events, the first is`} ${event} at ${durationText(trace.t[event]!)}`;
    return `  ${ok ? 'ok  ' : 'FAIL'}  ${text}: ${where}\n`;
  });
  const { events, messages, lost, virtualTime } = stats;
  return [
    `${trace.header.title} (${shown}, seed ${trace.header.seed})\n`,
    ...lines,
    `  ${counted(events, 'event')}, ${counted(messages, 'message')}, ${lost} lost, ${durationText(virtualTime)}, hash ${hashOf(outcome)}\n`,
  ].join('');
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

/** The whole run as one JSON object, piece by piece: a trace may be larger than the longest string. */
async function writeJson(outcome: Outcome, io: Io): Promise<void> {
  const { trace, expectations, invariants, stats } = outcome;
  await io.out(`{"header":${headerLine(trace.header)},\n"events":[`);
  for (const piece of eventPieces(trace)) await io.out(piece);
  const told = expectations.map(({ text, ok }) => ({ expect: text, ok }));
  await io.out(`\n],\n"expectations":${JSON.stringify(told)},\n"invariants":${JSON.stringify(invariants)},\n"stats":${JSON.stringify({ ...stats, hash: hashOf(outcome) })}}`);
}

function* eventPieces(trace: Trace): Generator<string> {
  for (let from = 0; from < trace.length; from += 500) {
    let piece = '';
    for (let i = from; i < Math.min(trace.length, from + 500); i++) piece += `${i === 0 ? '\n' : ',\n'}${eventLine(trace, i)}`;
    yield piece;
  }
}
