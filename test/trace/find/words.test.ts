/** What is not parsed because its text lacks a word would not have been found either. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJsonlReader } from '../../../src/formats/jsonl/read';
import { describe as words } from '../../../src/trace/describe';
import { createMatcher } from '../../../src/trace/find/match';
import { parseQuery } from '../../../src/trace/find/parse';
import { nameWord, textWord } from '../../../src/trace/find/words';
import { eventLine, headerLine } from '../../../src/trace/lines';
import { nodeOf, traceOf } from '../../../src/trace/trace';
import type { Trace } from '../../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from '../traces';

/** The trace as it is read from a file, and the same without its text. */
function asText(trace: Trace): { readonly kept: Trace; readonly plain: Trace } {
  const reader = createJsonlReader();
  reader.feed([headerLine(trace.header), ...Array.from({ length: trace.length }, (_, i) => eventLine(trace, i))].join('\n'));
  reader.finish();
  while (!reader.step());
  return { kept: reader.trace, plain: traceOf(reader.trace.header, reader.trace) };
}

function found(trace: Trace, text: string): number[] {
  const { query, problems } = parseQuery(text);
  expect(problems).toEqual([]);
  const matcher = createMatcher(trace, query!);
  while (!matcher.prepare(1_000));
  return Array.from({ length: trace.length }, (_, i) => i).filter((i) => matcher.test(i));
}

/** A text as it is typed, so that nothing in it means anything else. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '')}"`;

test('a text is found in the same events, whichever words of theirs it is made of', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constant(traceOfSteps(LOST_REPLY)), fc.constant(traceOfSteps(EVERY_KIND)), randomTrace), fc.nat(), fc.nat(), fc.nat(), (trace, at, from, length) => {
      if (trace.length === 0) return;
      const { kept, plain } = asText(trace);
      const i = at % trace.length;
      const sentence = `${nodeOf(plain, i)} ${words(plain, i, 2000)}`;
      const begin = from % sentence.length;
      const text = sentence.slice(begin, begin + 1 + (length % 24)).trim();
      if (parseQuery(quoted(text)).query === undefined) return;
      expect(found(kept, quoted(text))).toEqual(found(plain, quoted(text)));
    }),
    { numRuns: 300 },
  );
});

test('so is a field', () => {
  const names = ['amount', 'body.amount', 'AMOUNT', 'charged', 'set.charged', 'to', 'from', 'msg', 'name', 'reason', 'groups', 'events', 'x', 'done', 'term', 'votedFor', 'log', 'i', 'node'];
  for (const trace of [traceOfSteps(LOST_REPLY), traceOfSteps(EVERY_KIND)]) {
    const { kept, plain } = asText(trace);
    for (const name of names) for (const rest of [':*', '>3', '!=10', ':10']) if (parseQuery(name + rest).problems.length === 0) expect([name + rest, found(kept, name + rest)]).toEqual([name + rest, found(plain, name + rest)]);
  }
});

test('only the events that hold the word are parsed', () => {
  const { kept } = asText(traceOfSteps(LOST_REPLY));
  const parsed: number[] = [];
  const counting: Trace = { ...traceOf(kept.header, kept), length: kept.length, raw: kept.raw, detail: (i) => (parsed.push(i), kept.detail(i)) };
  for (const text of ['nowhere:1', '"zzz"']) {
    const matcher = createMatcher({ ...counting, t: kept.t, node: kept.node, kind: kept.kind, cause: kept.cause, partner: kept.partner, label: kept.label, labels: kept.labels }, parseQuery(text).query!);
    for (let i = 0; i < kept.length; i++) matcher.test(i);
  }
  // Kinds that are seldom are not read quickly, and so are not kept as plain text.
  const quick = Array.from({ length: kept.length }, (_, i) => i).filter((i) => kept.raw!.holds(i, nameWord(['nowhere'])!) < 0);
  expect(quick.length).toBeGreaterThan(10);
  expect(quick.filter((i) => parsed.includes(i))).toEqual([]);
});

test('what any sentence may hold says nothing of an event', () => {
  expect(['sends', 'never gets', 'to', 'ms', '42', 'é'].map((text) => textWord(text))).toEqual(Array(6).fill(undefined));
  expect(textWord('sends charge to')?.text).toBe('charge');
  expect(['charge', 'eve', 'amount: 10', 'of some length'].map((text) => textWord(text)?.all !== undefined)).toEqual([true, false, false, true]);
  expect([nameWord(['0']), nameWord(['größe']), nameWord(['a b'])]).toEqual([undefined, undefined, undefined]);
});
