import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount } from '../../../src/trace/find/amount';
import { completionsAt } from '../../../src/trace/find/complete';
import { parseQuery } from '../../../src/trace/find/parse';
import { fits } from '../../../src/trace/find/query';
import type { Vocabulary } from '../../../src/trace/find/vocabulary';
import { KIND } from '../../../src/trace/trace';

const WORDS: Vocabulary = { nodes: ['n1', 'n2', 'the shop'], types: ['Vote', 'RequestVote'], names: ['Vote', 'timeout'], fields: ['term', 'votedFor', 'body'] };

/** Problems as `severity "the text" message → suggestion`. */
function problems(text: string, words?: Vocabulary): string[] {
  return parseQuery(text, words).problems.map(({ severity, start, end, message, suggestion }) => `${severity} "${text.slice(start, end)}" ${message}${suggestion === undefined ? '' : ` → ${suggestion}`}`);
}

describe('the find language', () => {
  test('joins what stands side by side, and knows not, or and brackets', () => {
    const lose = { is: 'kind', codes: [KIND.lose] };
    const vote = { is: 'label', name: { text: 'vote' }, messages: true };
    expect(parseQuery('kind:lose type:Vote').query).toEqual({ is: 'all', of: [lose, vote] });
    expect(parseQuery('-kind:lose or (type:Vote and "Free Text")').query).toEqual({
      is: 'any',
      of: [{ is: 'not', of: lose }, { is: 'all', of: [vote, { is: 'text', text: 'free text' }] }],
    });
    expect(parseQuery('--kind:lose').query).toEqual(lose);
    expect(parseQuery('not kind:lose').query).toEqual(parseQuery('kind!=lose').query);
    expect(parseQuery('   ').query).toEqual({ is: 'everything' });
  });

  test('reads numbers, times, ranges and paths', () => {
    expect(parseQuery('#14').query).toEqual({ is: 'index', than: { op: '=', text: '14', number: 14 } });
    expect(parseQuery('i:14..1,000').query).toMatchObject({ than: { number: 14, upTo: 1000 } });
    expect(parseQuery('t>1.5s').query).toMatchObject({ is: 'time', than: { op: '>', number: 1_500_000 } });
    expect(parseQuery('t < 200ms').query).toMatchObject({ is: 'time', than: { op: '<', number: 200_000 } });
    expect(parseQuery('body.Term ≥ 3').query).toMatchObject({ is: 'field', path: ['body', 'term'], than: { op: '>=', number: 3 } });
    expect(parseQuery('to:b').query).toMatchObject({ is: 'end', end: 'to' });
    expect(parseQuery('kind:timer*').query).toEqual({ is: 'kind', codes: [KIND['timer-set'], KIND.timer, KIND['timer-cancel']] });
  });

  test.each([
    ['kind:los', ['error "los" no kind “los” → lose']],
    ['kind:', ['unfinished "kind:" a value is missing behind “kind:”']],
    ['(kind:lose', ['unfinished "(" this bracket is not closed']],
    ['kind:lose)', ['error ")" this bracket was not opened']],
    ['a or', ['unfinished "or" nothing stands behind “or”']],
    ['or a', ['error "or" nothing stands before “or”; to look for the word, put it in quotes']],
    ['t>15', ['error "15" a time needs a unit: us, ms, s, m, h → 15ms']],
    ['term>x', ['error "x" “>” compares numbers: write 3, or a time such as 200ms']],
    ['node>n1', ['error "node>n1" “node” has no order; write node:n1 → node:n1']],
    ['is:overtakn', ['error "overtakn" an event cannot be “overtakn”; it can be fault, violation, lost, duplicate, ignored, overtaken, late → overtaken']],
    ['#x "', []],
  ])('%s', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test('names that the trace does not have are told, and still searched for', () => {
    expect(problems('node:n3 type:Vtoe type:Vot trem>1 node:N* term>1', WORDS)).toEqual([
      'unknown "n3" no node “n3” in this trace → n1',
      'unknown "Vtoe" no message “Vtoe” in this trace → Vote',
      'unknown "Vot" no message “Vot” in this trace → Vot*',
      'unknown "trem" no field “trem” was seen → term',
    ]);
    expect(parseQuery('node:n3', WORDS).query).toBeDefined();
  });

  test('anything at all can be typed', () => {
    const piece = fc.constantFrom('kind', ':', 'lose', '(', ')', '-', '"', '\\', ' ', 'or', 'not', '#', '14', '..', '>', '=', '!', 't', 'ms', '*', '.', 'é', '😀', 'body.term', '\n');
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.array(piece, { maxLength: 30 }).map((each) => each.join(''))), fc.nat(60), (text, at) => {
        const { query, problems: found } = parseQuery(text, WORDS);
        expect(query === undefined).toBe(found.some(({ severity }) => severity !== 'unknown'));
        for (const { start, end } of found) expect(0 <= start && start < end && end <= text.length).toBe(true);
        const { start, end, items } = completionsAt(text, Math.min(at, text.length), WORDS);
        expect(start <= end && end <= text.length).toBe(true);
        expect(items.every(({ insert }) => insert !== '')).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(parseQuery('('.repeat(1500)).query).toBeUndefined();
    expect(parseQuery('-'.repeat(1900) + 'a').problems).toEqual([]);
    expect(problems('x'.repeat(3000))[0]).toContain('2000 characters');
  });
});

test('completion offers fields, then their values, in quotes where they need them', () => {
  const offered = (text: string): string[] => completionsAt(text, text.length, WORDS).items.map(({ insert }) => insert);
  expect(offered('ki')).toEqual(['kind:']);
  expect(offered('vo')).toEqual(['votedFor:']);
  expect(offered('kind:los')).toEqual(['lose']);
  expect(offered('kind:lose')).toEqual([]);
  expect(offered('node:')).toEqual(['n1', 'n2', '"the shop"']);
  expect(offered('-(type:vote')).toEqual(['Vote', 'RequestVote']);
  expect(offered('"ki')).toEqual([]);
  expect(offered('')).toEqual([]);
  const { start, end } = completionsAt('a kind:los b', 10, WORDS);
  expect([start, end]).toEqual([7, 10]);
});

test('amounts', () => {
  expect(['3', '-0.5', '1,234', '200ms', '1.1ms', '2µs', '3min', '1h'].map((text) => parseAmount(text)!.value)).toEqual([3, -0.5, 1234, 200_000, 1100, 2, 180_000_000, 3_600_000_000]);
  expect(['', 'x', '1,23', '3 ms', '5parsec', '1.'].map((text) => parseAmount(text))).toEqual(Array(6).fill(undefined));
});

test('a star stands for anything, and many stars cost no more', () => {
  expect(['a*', '*c', 'a*c', '*b*', '*', 'a*b*c', 'abc'].map((text) => fits({ text }, 'abc'))).toEqual(Array(7).fill(true));
  expect(['b*', '*b', 'a*bc*c', 'ab', 'ab*bc'].map((text) => fits({ text }, 'abc'))).toEqual(Array(5).fill(false));
  expect(fits({ text: `${'a*'.repeat(200)}b` }, 'a'.repeat(5_000))).toBe(false);
});
