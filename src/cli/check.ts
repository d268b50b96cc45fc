/** `faultline check`: is the history in a trace linearizable? */
import { performance } from 'node:perf_hooks';
import { resultText, startCheck } from '../check/check';
import type { CheckResult } from '../check/check';
import { historyOf, operationText } from '../check/history';
import { SPECIFICATIONS, SPECIFICATION_IDS, fitting } from '../check/specification';
import type { SpecificationId } from '../check/specification';
import type { Plain } from '../kernel/event';
import { durationText } from '../trace/text';
import type { Trace } from '../trace/trace';
import { JSON_OPTION } from './command';
import type { Command } from './command';
import { EXIT, reportError } from './io';
import type { ExitStatus, Io } from './io';
import { readRun } from './read-run';
import type { Run } from './read-run';
import { READABLE } from './read-trace';

const DEFAULT_MAX_STATES = 2_000_000;
/** Operations of an order that are printed; `--json` has all of them. */
const SHOWN = 20;

export const check: Command = {
  name: 'check',
  usage: `check HISTORY --model ${SPECIFICATION_IDS.join('|')} [--from ${READABLE.join('|')}] [--json]`,
  summary: 'Say whether what clients got can be explained by one object, operation by operation (linearizability).',
  details: [
    'HISTORY is a trace with invoke and return events (*.trace.jsonl), or a scenario, which is run first. Histories of other',
    'tools, such as Jepsen’s, cannot be read yet. Operations with a key are checked key by key. An operation with status fail never',
    'took effect; one with unknown, or without a return, may have at any later time, or never.',
    '',
    ...SPECIFICATION_IDS.flatMap((id) => [
      `  ${id}`,
      ...Object.entries(SPECIFICATIONS[id].operations).map(([f, words]) => `    ${f.padEnd(8)} ${words}`),
    ]),
    '',
    'Exit status: 0 linearizable, 1 not so or undecided, 2 the input is wrong.',
  ],
  options: [
    { name: 'model', value: 'MODEL', choices: SPECIFICATION_IDS, summary: 'What the object is.' },
    { name: 'from', value: 'FORMAT', choices: READABLE, summary: `The form the trace is in, where that cannot be told: ${READABLE.join(', ')}.` },
    { name: 'initial', value: 'JSON', summary: 'What each object holds at the start: null, or [] for a queue, if not said.' },
    { name: 'max-states', value: 'N', summary: `When to give up, undecided; ${DEFAULT_MAX_STATES} if not said. A million takes about a hundred megabytes.` },
    JSON_OPTION,
  ],
  files: { min: 1, max: 1, what: 'HISTORY' },
  async run(args, io) {
    const specification = args.value('model') as SpecificationId | undefined;
    if (specification === undefined) return wrong(io, `--model is missing; valid: ${SPECIFICATION_IDS.join(', ')}`);
    const maxStates = args.value('max-states') ?? String(DEFAULT_MAX_STATES);
    if (!/^[1-9]\d{0,8}$/.test(maxStates)) return wrong(io, `--max-states must be a number from 1 on, not "${maxStates}"`);
    const initial = initialOf(args.value('initial'));
    if ('message' in initial) return wrong(io, initial.message);
    const read = await readRun(args, io);
    if (read === undefined) return EXIT.wrongInput;
    return checkTrace(read, { specification, maxStates: Number(maxStates), ...initial }, args.has('json'), io);
  },
};

async function checkTrace({ shown, trace }: Run, options: Parameters<typeof startCheck>[1], json: boolean, io: Io): Promise<ExitStatus> {
  const { specification } = options;
  const history = historyOf(trace);
  const begun = performance.now();
  const going = startCheck(history, options);
  while (!going.advance(100_000));
  const result = going.result!;
  const timeMs = Math.round((performance.now() - begun) * 1000) / 1000;
  if (result.operations === 0) {
    const names = [...new Set(history.map(({ f }) => f))];
    const { title, operations } = SPECIFICATIONS[specification];
    return wrong(io, `${shown} has no operation of ${title} (${Object.keys(operations).join(', ')}); it has ${names.length === 0 ? 'none at all' : names.join(', ')}`, fitting(names)[0]);
  }
  if (result.others.length > 0) io.err(`${shown}: note: left aside, for ${SPECIFICATIONS[specification].title} does not know them: ${result.others.join(', ')}\n`);
  await io.out(json ? `${JSON.stringify({ file: shown, model: specification, timeMs, ...result }, null, 1)}\n` : told(shown, trace, specification, result, timeMs));
  return result.verdict === 'linearizable' ? EXIT.ok : EXIT.notHeld;
}

function told(shown: string, trace: Trace, specification: SpecificationId, result: CheckResult, timeMs: number): string {
  const { verdict, operations, states } = result;
  const at = (event: number) => `event ${event}${trace.header.timed === false ? '' : ` at ${durationText(trace.t[event]!)}`}`;
  const lines = [`${verdict.replace('-', ' ')} as ${SPECIFICATIONS[specification].title}: ${shown}`];
  if (verdict === 'not-linearizable') {
    const { unplaced } = result;
    lines.push(`  ${resultText(result)}`, `  it was invoked by ${at(unplaced.invoke)} and returned by ${at(unplaced.returned)}`);
  }
  if (verdict !== 'undecided' && result.order.length > 0) {
    const left = result.order.length - SHOWN;
    lines.push(verdict === 'linearizable' ? '  an order that explains everything:' : '  up to there, this order explains it:');
    lines.push(...(left > 0 ? [`    … ${left} before that`] : []), ...result.order.slice(-SHOWN).map((operation) => `    ${operationText(operation)}`));
  }
  if (verdict === 'undecided') lines.push('  --max-states sets how much may be tried');
  lines.push(`  ${operations} operation${operations === 1 ? '' : 's'}, ${states} states, ${timeMs} ms`, '');
  return lines.join('\n');
}

function initialOf(text: string | undefined): { readonly initial?: Plain } | { readonly message: string } {
  if (text === undefined) return {};
  try {
    return { initial: JSON.parse(text) as Plain };
  } catch {
    return { message: `--initial must be JSON, such as 0 or "a", not ${text}` };
  }
}

function wrong(io: Io, message: string, suggestion?: string): typeof EXIT.wrongInput {
  reportError(io, message, suggestion);
  return EXIT.wrongInput;
}
