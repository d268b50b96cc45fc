/**
 * Whatever a file holds, reading ends: in a trace that everything else can work with, and problems with places that
 * are in the file. Thousands of files, each spoilt in its own way, the same ones at every run.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAll, writeAll } from '../../src/formats/format';
import type { TraceReader } from '../../src/formats/format';
import { FORMATS, formatById } from '../../src/formats/formats';
import { createJsonlReader } from '../../src/formats/jsonl/read';
import { createShivizReader } from '../../src/formats/shiviz/read';
import { createCausality } from '../../src/trace/causality';
import { describe as inWords } from '../../src/trace/describe';
import { perspective } from '../../src/trace/perspective';
import { createStateIndex } from '../../src/trace/state-index';
import type { Trace } from '../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from '../trace/traces';

const JSONL = [EVERY_KIND, LOST_REPLY].map((steps) => writeAll(formatById('jsonl')!, traceOfSteps(steps, [], 'fuzz')));
const LOGS = ['own-pattern.log', 'holes.log', 'contradiction.log'].map((name) => readFileSync(new URL(`../fixtures/shiviz/${name}`, import.meta.url), 'utf8'));
const TOKENS = [
  '{', '}', '[', ']', '"', ',', ':', '\\', '\n', '\r\n', '\u0000', '\u2028', '\ud800', '😀', '__proto__', 'constructor', 'null', 'true', '-1', '1e999', '9007199254740993',
  '"cause":5,', '"kind":"send",', '"t":-5,', '"msg":1,', '[[[[[[[[', '{"a":{"a":{"a":', '(?<event>.*)', '(a+)+$', '(?<clock>', '=== x ===', '\ufeff', 'NaN', '"i":99999999999,',
];

/** Small, and the same everywhere; chance is all it is for. */
function createChance(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function spoil(text: string, chance: (below: number) => number): string {
  const times = 1 + chance(4);
  for (let n = 0; n < times; n++) {
    const at = chance(text.length + 1);
    const lines = text.split('\n');
    const a = chance(lines.length);
    const b = chance(lines.length);
    switch (chance(9)) {
      case 0: text = text.slice(0, at) + text.slice(at + 1 + chance(20)); break;
      case 1: text = text.slice(0, at) + TOKENS[chance(TOKENS.length)]! + text.slice(at); break;
      case 2: text = text.slice(0, at) + String.fromCharCode(chance(300)) + text.slice(at + 1); break;
      case 3: text = lines.filter((_, k) => k !== a).join('\n'); break;
      case 4: [lines[a], lines[b]] = [lines[b]!, lines[a]!]; text = lines.join('\n'); break;
      case 5: lines.splice(a, 0, lines[b]!); text = lines.join('\n'); break;
      case 6: text = text.slice(0, at); break;
      case 7: text = text.replace(/\d+/g, (digits) => (chance(12) === 0 ? String(chance(1000) - 200) : digits)); break;
      default: text = text.replace(/"\w+"/g, (word) => (chance(15) === 0 ? `"${word.slice(1, -1).split('').reverse().join('')}"` : word));
    }
  }
  return text;
}

/** Everything that the rest of the code takes for granted of a trace. */
function checkTrace(trace: Trace): void {
  const wrong: string[] = [];
  for (let i = 0; i < trace.length; i++) {
    if (!(trace.node[i]! < trace.header.nodes.length)) wrong.push(`${i}: no such node`);
    if (!(trace.cause[i]! < i && trace.cause[i]! >= -1)) wrong.push(`${i}: cause ${trace.cause[i]}`);
    if (i > 0 && !(trace.t[i]! >= trace.t[i - 1]!)) wrong.push(`${i}: time goes back`);
    if (!Number.isSafeInteger(trace.t[i])) wrong.push(`${i}: time ${trace.t[i]}`);
    const partner = trace.partner[i]!;
    if (partner < -1 || partner >= trace.length || partner === i) wrong.push(`${i}: partner ${partner}`);
    if (partner > i && trace.partner[partner] !== i) wrong.push(`${i}: partner does not know it`);
    if (trace.labels[trace.label[i]!] === undefined) wrong.push(`${i}: no label`);
    if (typeof inWords(trace, i) !== 'string') wrong.push(`${i}: no words`);
  }
  expect(wrong).toEqual([]);
}

function checkProblems({ problems, trace }: TraceReader, text: string): void {
  const lines = text.split('\n').length;
  const astray = problems.filter(
    ({ line, column, endLine, endColumn, message, severity }) =>
      !(line >= 1 && line <= lines + 1 && column >= 1 && endLine >= line && (endLine > line || endColumn > column) && message.length > 0 && /^(error|warning)$/.test(severity)),
  );
  expect(astray).toEqual([]);
  // No events and not a word about it: only when there is nothing but a header.
  if (trace.length === 0 && problems.length === 0) expect(text.trim().split('\n')).toHaveLength(1);
}

/** Uses the trace for all that traces are used for. */
function useTrace(trace: Trace): void {
  const states = createStateIndex(trace);
  states.update();
  states.at(trace.length >> 1);
  const causality = createCausality(trace);
  causality.update();
  if (trace.length > 0) {
    causality.past(trace.length - 1).events();
    causality.chain(0, trace.length - 1);
  }
  for (const { id } of trace.header.nodes.slice(0, 5)) perspective(trace, id);
  for (const format of FORMATS) {
    if (format.write !== undefined) expect(writeAll(format, trace, { step: trace.length >> 1 }).length).toBeGreaterThan(0);
  }
  const again = readAll(createJsonlReader(), writeAll(formatById('jsonl')!, trace));
  expect(again.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(again.trace.length).toBe(trace.length);
}

describe('spoilt files', () => {
  it('of traces: 4,000', () => {
    const opened = { whole: 0, partly: 0, not: 0 };
    for (let n = 0; n < 4000; n++) {
      const chance = createChance(n);
      const text = spoil(JSONL[n % JSONL.length]!, chance);
      const reader = createJsonlReader();
      const size = 1 + chance(400);
      for (let at = 0; at < text.length; at += size) {
        reader.feed(text.slice(at, at + size));
        if (chance(3) === 0) reader.step();
      }
      reader.finish();
      while (!reader.step());
      checkTrace(reader.trace);
      checkProblems(reader, text);
      if (n % 8 === 0) useTrace(reader.trace);
      if (reader.trace.length === 0) opened.not++;
      else if (reader.problems.length > 0) opened.partly++;
      else opened.whole++;
    }
    // Most open all the same, with what they have.
    expect(opened.partly).toBeGreaterThan(2000);
    expect(opened.not).toBeLessThan(1000);
  }, 180_000);

  it('of logs: 2,000', () => {
    let opened = 0;
    for (let n = 0; n < 2000; n++) {
      const chance = createChance(n + 100_000);
      const text = spoil(LOGS[n % LOGS.length]!, chance);
      const options = chance(5) === 0 ? { pattern: spoil('(?<host>\\w+) (?<clock>{.*})\\n(?<event>.*)', chance) } : chance(9) === 0 ? { delimiter: spoil('--- run (?<trace>\\d+)', chance) } : {};
      const reader = readAll(createShivizReader(options), text);
      checkTrace(reader.trace);
      checkProblems(reader, text);
      if (n % 8 === 0) useTrace(reader.trace);
      if (reader.trace.length > 0) opened++;
    }
    expect(opened).toBeGreaterThan(1000);
  }, 180_000);

  it('of bytes without any sense', () => {
    for (let n = 0; n < 200; n++) {
      const chance = createChance(n);
      const bytes = Uint8Array.from({ length: chance(3000) }, () => chance(256));
      for (const reader of [createJsonlReader(), createShivizReader()]) {
        readAll(reader, bytes);
        checkTrace(reader.trace);
        expect(reader.problems.length).toBeGreaterThan(0);
      }
    }
  });

  it('that are hostile: expressions and lines meant to take for ever', () => {
    const clock = 'a {"a":1}\nx\n';
    for (const [pattern, text] of [
      ['(?<event>(a+)+)$(?<host>x)(?<clock>y)', `${'a'.repeat(5000)}\n`.repeat(20)],
      ['(?<event>.*)(?<host>.*)(?<clock>.*)x\\n', `${'y'.repeat(3000)}\n`.repeat(20)],
      ['(?<event>[^]*)(?<host>[^]*)(?<clock>[^]*)!', clock.repeat(500)],
      ['(?=(?<event>.*))(?=(?<host>.*))(?=.*(?=.*z))(?<clock>.)', 'q'.repeat(20_000)],
      ['(?<event>(?:(?:a?){50}){20})(?<host>b)(?<clock>c)', 'a'.repeat(3000)],
    ] as const) {
      const reader = createShivizReader({ pattern });
      reader.feed(text);
      reader.finish();
      let steps = 0;
      while (!reader.step()) steps++;
      expect(steps).toBeLessThan(100_000);
      expect(reader.problems.length).toBeGreaterThan(0);
    }
    // One line of many millions of characters, never ending, is not kept.
    const reader = createJsonlReader();
    for (let k = 0; k < 20; k++) {
      reader.feed('x'.repeat(1_000_000));
      while (!reader.step());
    }
    reader.finish();
    while (!reader.step());
    expect(reader.problems.map(({ code }) => code)).toEqual(['too-long']);
  }, 180_000);
});
