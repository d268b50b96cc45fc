import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describe as words } from '../../../src/trace/describe';
import { createMatcher } from '../../../src/trace/find/match';
import { ORIGIN } from '../../../src/trace/compare/merged';
import { completionsAt } from '../../../src/trace/find/complete';
import { parseQuery } from '../../../src/trace/find/parse';
import { vocabularyOf } from '../../../src/trace/find/vocabulary';
import { eventAt, kindOf, nodeOf } from '../../../src/trace/trace';
import type { Trace } from '../../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from '../traces';

function found(trace: Trace, text: string): number[] {
  const { query, problems } = parseQuery(text);
  expect(problems).toEqual([]);
  const matcher = createMatcher(trace, query!);
  while (!matcher.prepare(7));
  return Array.from({ length: trace.length }, (_, i) => i).filter((i) => matcher.test(i));
}

describe('what is found', () => {
  const reply = traceOfSteps(LOST_REPLY);
  const every = traceOfSteps(EVERY_KIND);

  test.each([
    ['kind:lose', [8]],
    ['type:Reply from:shop', [7, 8, 14, 15]],
    ['type:Charge to:shop -kind:send', [5, 11]],
    ['amount:10 node:alice', [2, 3, 10, 17]],
    ['body.amount>=10', [3, 5, 10, 11]],
    ['charged>10', [12]],
    ['set.charged:10..20', [6, 12]],
    ['reason:dropped', [8]],
    ['status:ok or is:violation', [13, 17]],
    ['name:timeout', [4, 9]],
    ['t:101ms kind:timer', [9]],
    ['t<1ms', [0, 1]],
    ['#14 or i:3', [3, 14]],
    ['"never gets"', [8]],
    ['fires', [9]],
    ['ALICE receives', [5, 11, 15]],
    ['done:true', [16]],
    ['done:*', [0, 16]],
    ['done!=true', [0]],
    ['events:12', [13]],
    ['is:fault', [8]],
  ])('in the lost reply: %s', (text, expected) => {
    expect(found(reply, text)).toEqual(expected);
  });

  test.each([
    ['is:duplicate', [9]],
    ['is:ignored', [9]],
    ['is:fault kind:disk', [13]],
    ['groups:a', [14, 17]],
    ['from:1000190', [21]],
    ['kind:disk to:wal.1', [11]],
    ['due>5ms kind:timer-set', [4, 5]],
    ['name:"give up"', [5, 27]],
    ['x:3 kind:send', [3]],
    ['granted:true reached:true or voter:b', [23]],
    ['value:3', [2, 25, 28]],
  ])('in one of every kind: %s', (text, expected) => {
    expect(found(every, text)).toEqual(expected);
  });

  test('messages that were overtaken', () => {
    const trace = traceOfSteps([
      { t: 0, node: 'a', kind: 'send', msg: 1, to: 'b', type: 'M', body: {} },
      { t: 1, node: 'a', kind: 'send', msg: 2, to: 'b', type: 'M', body: {} },
      { t: 2, node: 'b', kind: 'deliver', cause: 1, msg: 2, from: 'a', type: 'M' },
      { t: 3, node: 'b', kind: 'deliver', cause: 0, msg: 1, from: 'a', type: 'M' },
    ]);
    expect(found(trace, 'is:overtaken')).toEqual([3]);
  });
});

/** A piece of a query beside what it means, said in the most plain-spoken way. */
type Piece = { readonly text: string; readonly means: (trace: Trace, i: number) => boolean };

const whole = (trace: Trace, i: number): string => JSON.stringify(eventAt(trace, i));
const ATOMS: readonly Piece[] = [
  ...(['send', 'deliver', 'lose', 'state', 'crash'] as const).map((kind): Piece => ({ text: `kind:${kind}`, means: (trace, i) => kindOf(trace, i) === kind })),
  ...['n0', 'n3'].map((id): Piece => ({ text: `node:${id}`, means: (trace, i) => nodeOf(trace, i) === id })),
  { text: 'type:m', means: (trace, i) => whole(trace, i).includes('"type":"M"') },
  { text: 't>=300us', means: (trace, i) => trace.t[i]! >= 300 },
  { text: 'i:10..40', means: (_, i) => i >= 10 && i <= 40 },
  {
    text: 'pick>500',
    means: (trace, i) => {
      const of = ['deliver', 'lose'].includes(kindOf(trace, i)) ? trace.partner[i]! : i;
      return Number(/"pick":(\d+)/.exec(whole(trace, of))?.[1] ?? 0) > 500;
    },
  },
  { text: 'set.f2:*', means: (trace, i) => whole(trace, i).includes('"f2":') },
  { text: 'to:n1', means: (trace, i) => (kindOf(trace, i) === 'deliver' ? nodeOf(trace, i) === 'n1' : whole(trace, i).includes('"to":"n1"')) },
  { text: 'from:n2', means: (trace, i) => (['deliver', 'lose'].includes(kindOf(trace, i)) ? nodeOf(trace, trace.partner[i]!) === 'n2' : kindOf(trace, i) === 'send' && nodeOf(trace, i) === 'n2') },
  { text: '"sends M to n4"', means: (trace, i) => words(trace, i).includes('sends M to n4') },
];

const piece: fc.Arbitrary<Piece> = fc.letrec<{ one: Piece }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...ATOMS),
    tie('one').map(({ text, means }) => ({ text: `-(${text})`, means: (trace: Trace, i: number) => !means(trace, i) })),
    fc.tuple(tie('one'), tie('one')).map(([a, b]) => ({ text: `(${a.text}) ${b.text.includes(' or ') ? `(${b.text})` : b.text}`, means: (trace: Trace, i: number) => a.means(trace, i) && b.means(trace, i) })),
    fc.tuple(tie('one'), tie('one')).map(([a, b]) => ({ text: `${a.text} or ${b.text}`, means: (trace: Trace, i: number) => a.means(trace, i) || b.means(trace, i) })),
  ),
})).one;

test('any query finds what looking at each event finds', () => {
  fc.assert(
    fc.property(randomTrace, piece, (trace, { text, means }) => {
      expect(found(trace, text)).toEqual(Array.from({ length: trace.length }, (_, i) => i).filter((i) => means(trace, i)));
    }),
    { numRuns: 150 },
  );
});

test('the words of a trace are those one can search for', () => {
  const { nodes, types, names, fields } = vocabularyOf(traceOfSteps(EVERY_KIND));
  expect(nodes).toEqual(['a', 'b']);
  expect(types).toEqual(['Bye', 'Write']);
  expect(names).toEqual(expect.arrayContaining(['retry', 'give up', 'durable', 'leader']));
  expect(fields).toEqual(expect.arrayContaining(['term', 'log', 'reason', 'x', 'granted']));
});

test('of two compared runs it finds what one has alone, and what differs', () => {
  const trace = traceOfSteps(EVERY_KIND.slice(0, 6));
  const origins = Uint8Array.from([ORIGIN.both, ORIGIN.left, ORIGIN.right, ORIGIN.changed, ORIGIN.moved, ORIGIN.shifted]);
  const foundIn = (text: string, of?: Uint8Array): number[] => {
    const matcher = createMatcher(trace, parseQuery(text, { ...vocabularyOf(trace), compared: true }).query!, of);
    while (!matcher.prepare(3));
    return Array.from({ length: trace.length }, (_, i) => i).filter((i) => matcher.test(i));
  };
  expect(['is:left', 'is:right', 'is:changed', 'is:moved', 'is:left or is:right', '-is:left'].map((text) => foundIn(text, origins))).toEqual([[1], [2], [3], [4], [1, 2], [0, 2, 3, 4, 5]]);
  expect(foundIn('is:left')).toEqual([]);
  // In one run alone it means something, and finds nothing; it is not offered there.
  expect(parseQuery('is:left', vocabularyOf(trace)).problems).toMatchObject([{ severity: 'unknown', start: 3, end: 7 }]);
  const offered = (compared: boolean): string[] => completionsAt('is:', 3, { ...vocabularyOf(trace), ...(compared ? { compared } : {}) }).items.map(({ label }) => label);
  expect(offered(true)).toContain('left');
  expect(offered(false)).not.toContain('left');
});
