/**
 * How long a recorded trace takes to open: until its first window can be drawn, until all of it is there, and how long
 * the states at a step take then. Read as the extension host reads: pieces of 256 KB, step by step.
 */
import { createJsonlReader } from '../../src/formats/jsonl/read';
import { createMatcher } from '../../src/trace/find/match';
import { parseQuery } from '../../src/trace/find/parse';
import type { Trace } from '../../src/trace/trace';
import { createSpans } from '../../src/trace/layout/spans';
import { createStateIndex } from '../../src/trace/state-index';
import { inThousands, median } from './figure';
import type { Figure } from './figure';
import { NODES, traceBytes } from './trace-file';

const SIZES = [10_000, 100_000, 1_000_000];
const PIECE_BYTES = 256 * 1024;

export async function bench(): Promise<Figure[]> {
  // Compiled code is what counts; the first file of a session pays a few milliseconds more.
  openTrace(traceBytes(5000));
  const figures: Figure[] = [];
  for (const size of SIZES) {
    const bytes = traceBytes(size);
    figures.push(...searches(bytes, inThousands(size)));
    const runs = Array.from({ length: size >= 1_000_000 ? 3 : 5 }, () => openTrace(bytes));
    const name = inThousands(size);
    const megabytes = `${(bytes.length / 1e6).toFixed(1)} MB`;
    figures.push(
      { name: `trace of ${name} events: first window`, value: round(median(runs.map(({ firstMs }) => firstMs))), unit: 'ms', note: megabytes },
      { name: `trace of ${name} events: all read`, value: round(median(runs.map(({ allMs }) => allMs))), unit: 'ms', note: size >= 1_000_000 ? 'aim: under 3,000' : megabytes },
      { name: `trace of ${name} events: step of reading, 99 % under`, value: round(median(runs.map(({ stepMs }) => stepMs))), unit: 'ms', note: 'aim: under 10' },
      { name: `trace of ${name} events: index of states`, value: round(median(runs.map(({ indexMs }) => indexMs))), unit: 'ms', note: 'once, in slices' },
      { name: `trace of ${name} events: states at a step`, value: round(median(runs.map(({ statesMs }) => statesMs))), unit: 'ms', note: 'slowest of 200 places; aim: under 8' },
    );
  }
  return figures;
}

/** Processor time that a search of the whole trace takes, by what it has to look at. */
function searches(bytes: Uint8Array, name: string): Figure[] {
  const reader = createJsonlReader();
  for (let fed = 0; fed < bytes.length; fed += PIECE_BYTES) {
    reader.feed(bytes.subarray(fed, fed + PIECE_BYTES));
    while (!reader.step());
  }
  reader.finish();
  while (!reader.step());
  return [['columns', 'kind:send'], ['a field', 'term>3'], ['words that are there', '"some length"'], ['a word that is not', 'zebra']].map(([what, query]) => ({
    name: `trace of ${name} events: search for ${what!}`, value: round(searched(reader.trace, query!)), unit: 'ms', note: 'on the processor',
  }));
}

function searched(trace: Trace, text: string): number {
  const before = process.cpuUsage();
  const matcher = createMatcher(trace, parseQuery(text).query!);
  while (!matcher.prepare(100_000));
  for (let i = 0; i < trace.length; i++) matcher.test(i);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

interface Opened {
  readonly firstMs: number;
  readonly allMs: number;
  readonly stepMs: number;
  readonly indexMs: number;
  readonly statesMs: number;
}

/** Opens the file as the host does, with the indices that a view asks for. */
function openTrace(bytes: Uint8Array): Opened {
  const begin = performance.now();
  const reader = createJsonlReader();
  const states = createStateIndex(reader.trace);
  const spans = createSpans();
  const steps: number[] = [];
  let firstMs = 0;
  let fed = 0;
  for (;;) {
    const stepBegin = performance.now();
    const idle = reader.step();
    spans.update(reader.trace);
    steps.push(performance.now() - stepBegin);
    if (firstMs === 0 && reader.trace.length >= 100) {
      for (let i = 0; i < 100; i++) reader.trace.detail(i);
      firstMs = performance.now() - begin;
    }
    if (!idle) continue;
    if (fed >= bytes.length) break;
    reader.feed(bytes.subarray(fed, fed + PIECE_BYTES));
    fed += PIECE_BYTES;
    if (fed >= bytes.length) reader.finish();
  }
  const allMs = performance.now() - begin;
  if (reader.problems.length > 0) throw new Error(reader.problems[0]!.message);

  // As the host does it: when the first question comes.
  const indexBegin = performance.now();
  states.update();
  const indexMs = performance.now() - indexBegin;
  let statesMs = 0;
  for (let k = 0; k < 200; k++) {
    const step = Math.floor((reader.trace.length * (k + 0.5)) / 200);
    const stepBegin = performance.now();
    if (states.at(step).length !== NODES.length) throw new Error('a node is missing');
    statesMs = Math.max(statesMs, performance.now() - stepBegin);
  }
  steps.sort((a, b) => a - b);
  return { firstMs, allMs, stepMs: steps[Math.floor(steps.length * 0.99)]!, indexMs, statesMs };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
