/** `faultline diff`: where two runs part, aligned by cause. */
import { cannotCompare, changeOf, differs, isShifted, startComparing } from '../trace/compare/compare';
import type { Change, RunComparison } from '../trace/compare/compare';
import { fieldDifferences } from '../trace/compare/content';
import { changeWords, eventWords, firstDifferenceWords, isTimed } from '../trace/compare/words';
import { orderedEvent } from '../trace/lines';
import { timeText } from '../trace/text';
import type { Args } from './args';
import { JSON_OPTION } from './command';
import type { Command } from './command';
import { findInput } from './input';
import { EXIT, reportError } from './io';
import type { Io } from './io';
import { isScenario, readRun } from './read-run';
import type { Run } from './read-run';
import { READABLE } from './read-trace';

const CONTEXT = 3;
const SIGNS: { readonly [K in Change]: string } = { same: '  ', later: '~ ', earlier: '~ ', changed: '~ ', left: '- ', right: '+ ' };
const NAMES = { left: 'A', right: 'B' };
/** Lines are put together before they are printed, this many at a time. */
const LINES_AT_ONCE = 500;

export const diff: Command = {
  name: 'diff',
  usage: 'diff A [B] [--seed N] [--seed-b N] [--set NAME=VALUE]… [--set-b NAME=VALUE]… [--json]',
  summary: 'Compare two runs: where they part, and what only one of them has.',
  details: [
    'A and B are scenarios, which are run first, or recorded traces. Without B, A is compared with itself under --seed-b or --set-b.',
    'Events are aligned by cause: the same thing on the same node from the same cause, whatever the hour. A line begins with',
    '`- ` when only A has the event, `+ ` when only B has it, `~ ` when it says something else or took another time;',
    'what is only late or early with its cause is no difference of its own and stands without a sign, with both times.',
    '',
    'Exit status: 0 the same, 1 different, 2 the input is wrong.',
  ],
  options: [
    { name: 'seed', value: 'N', summary: 'Another seed for both scenarios.' },
    { name: 'seed-a', value: 'N', summary: 'Another seed for A.' },
    { name: 'seed-b', value: 'N', summary: 'Another seed for B.' },
    { name: 'set', value: 'NAME=VALUE', many: true, summary: 'Another value of a parameter in both; may stand several times.' },
    { name: 'set-a', value: 'NAME=VALUE', many: true, summary: 'The same for A alone.' },
    { name: 'set-b', value: 'NAME=VALUE', many: true, summary: 'The same for B alone.' },
    { name: 'from', value: 'FORMAT', choices: READABLE, summary: `The form the traces are in, where that cannot be told: ${READABLE.join(', ')}.` },
    { name: 'context', value: 'N', summary: `Rows shown around each difference; ${CONTEXT} if not said.` },
    JSON_OPTION,
  ],
  files: { min: 1, max: 2, what: 'A' },
  async run(args, io) {
    const context = args.value('context') ?? String(CONTEXT);
    if (!/^\d{1,9}$/.test(context)) return wrong(io, `--context must be a number, not "${context}"`);
    if (args.files.length === 1 && !args.has('seed-b') && !args.has('set-b')) {
      return wrong(io, 'B is missing; name another file, or say how B differs with --seed-b or --set-b');
    }
    const sides = ['a', 'b'].map((side) => sideOf(args, side));
    for (const side of sides) {
      const option = onlyForScenarios(side);
      if (option !== undefined) return wrong(io, `--${option} is for scenarios; ${side.files[0]} is a trace`);
    }
    const left = await readRun(sides[0]!, io);
    const right = await readRun(sides[1]!, io);
    if (left === undefined || right === undefined) return EXIT.wrongInput;
    const refused = cannotCompare(left.trace, right.trace);
    if (refused !== undefined) return wrong(io, refused);
    const comparing = startComparing(left.trace, right.trace);
    while (!comparing.advance(100_000));
    const comparison = comparing.result!;
    if (args.has('json')) await printJson(comparison, [left, right], io);
    else await print(comparison, [left, right], Number(context), io);
    return comparison.first < 0 ? EXIT.ok : EXIT.notHeld;
  },
};

/** The words of one side as if they stood alone. */
function sideOf(args: Args, side: string): Args {
  const file = args.files[side === 'b' && args.files.length > 1 ? 1 : 0]!;
  const values = (option: string): readonly string[] =>
    option === 'set' ? [...args.values('set'), ...args.values(`set-${side}`)] : option === 'seed' ? [...args.values('seed'), ...args.values(`seed-${side}`)] : args.values(option);
  return { files: [file], has: (option) => values(option).length > 0, value: (option) => values(option).at(-1), values };
}

function onlyForScenarios(side: Args): string | undefined {
  const found = findInput(side.files[0]!);
  if (!('path' in found) || (!side.has('from') && isScenario(found.path))) return undefined;
  return ['seed', 'set'].find((option) => side.has(option));
}

async function print(comparison: RunComparison, runs: readonly Run[], context: number, io: Io): Promise<void> {
  const { counts, length, first } = comparison;
  const [a, b] = runs.map(titleOf);
  if (first < 0) {
    await io.out(`--- ${a}\n+++ ${b}\nThe same: ${counted(length, 'event')}.\n`);
    return;
  }
  const told = [
    `${counts.same} the same`,
    counts.left > 0 ? `${counts.left} only in A` : '',
    counts.right > 0 ? `${counts.right} only in B` : '',
    counts.changed > 0 ? `${counts.changed} with other content` : '',
    counts.later > 0 ? `${counts.later} later in B` : '',
    counts.earlier > 0 ? `${counts.earlier} earlier in B` : '',
  ].filter((part) => part !== '');
  await io.out(`--- ${a}\n+++ ${b}\n${counted(length, 'row')}: ${told.join(', ')}.\nThe first difference: ${firstDifferenceWords(comparison, NAMES).join(' ')}\n`);
  const widths = widthsOf(comparison);
  let lines: string[] = [];
  for (const [from, to] of hunks(comparison, context)) {
    lines.push('', `@@ rows ${from + 1} to ${to} of ${length} @@`);
    for (let row = from; row < to; row++) {
      lines.push(lineOf(comparison, row, widths));
      if (lines.length < LINES_AT_ONCE) continue;
      await io.out(`${lines.join('\n')}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) await io.out(`${lines.join('\n')}\n`);
}

/** Stretches of rows with a difference, and so many rows around each; `to` exclusive. */
function* hunks(comparison: RunComparison, context: number): Generator<readonly [number, number]> {
  let from = -1;
  let to = -1;
  for (let row = 0; row < comparison.length; row++) {
    if (!differs(comparison, row)) continue;
    if (from >= 0 && row - context > to) {
      yield [from, to];
      from = -1;
    }
    if (from < 0) from = Math.max(0, row - context);
    to = Math.min(comparison.length, row + context + 1);
  }
  if (from >= 0) yield [from, to];
}

interface Widths {
  readonly time: number;
}

function lineOf(comparison: RunComparison, row: number, { time }: Widths): string {
  const { left, right, ofLeft, ofRight } = comparison;
  const i = ofLeft[row]!;
  const [trace, event] = i >= 0 ? [left, i] as const : [right, ofRight[row]!] as const;
  const change = isShifted(comparison, row) ? 'same' : changeOf(comparison, row);
  const words = changeWords(comparison, row);
  const moment = isTimed(comparison) ? `${timeText(trace.t[event]!).padStart(time)}  ` : '';
  return `${SIGNS[change]}${moment}${eventWords(trace, event)}${words === '' ? '' : `  [${words}]`}`;
}

function widthsOf({ left, right }: RunComparison): Widths {
  const last = Math.max(...[left, right].map(({ t, length }) => (length > 0 ? t[length - 1]! : 0)));
  return { time: timeText(last).length };
}

function titleOf({ shown, trace }: Run): string {
  const { title, seed } = trace.header;
  return `${shown}${seed === undefined ? '' : ` (seed ${seed})`}: ${title}, ${counted(trace.length, 'event')}`;
}

async function printJson(comparison: RunComparison, runs: readonly Run[], io: Io): Promise<void> {
  const { left, right, ofLeft, ofRight, counts, first, length } = comparison;
  const [a, b] = runs.map(({ shown, trace }) => ({ file: shown, title: trace.header.title, seed: trace.header.seed, events: trace.length }));
  const told = { left: a, right: b, same: first < 0, rows: length, counts, first, explanation: firstDifferenceWords(comparison, NAMES) };
  await io.out(`${JSON.stringify(told).slice(0, -1)},"differences":[`);
  let separator = '\n';
  for (let row = 0; row < length; row++) {
    const change = changeOf(comparison, row);
    if (change === 'same') continue;
    const [i, j] = [ofLeft[row]!, ofRight[row]!];
    const difference = {
      row,
      change,
      ...(isShifted(comparison, row) ? { withCause: true } : {}),
      ...(i >= 0 ? { left: orderedEvent(left, i) } : {}),
      ...(j >= 0 ? { right: orderedEvent(right, j) } : {}),
      ...(change === 'changed' ? { fields: fieldDifferences(left, i, right, j) } : {}),
    };
    await io.out(`${separator}${JSON.stringify(difference)}`);
    separator = ',\n';
  }
  await io.out('\n]}\n');
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

function wrong(io: Io, message: string): typeof EXIT.wrongInput {
  reportError(io, message);
  return EXIT.wrongInput;
}
