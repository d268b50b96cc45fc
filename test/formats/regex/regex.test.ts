import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../../src/formats/regex/match';
import type { Matcher } from '../../../src/formats/regex/match';
import { isFault, parsePattern } from '../../../src/formats/regex/parse';

function matcherOf(source: string): Matcher {
  const pattern = parsePattern(source);
  if (isFault(pattern)) throw new Error(pattern.message);
  return createMatcher(pattern)!;
}

/** What we find, in the shape of the engine's own match. */
function ours(source: string, text: string): { index: number; whole: string; groups: { [name: string]: string | undefined } } | undefined {
  const matcher = matcherOf(source);
  const match = matcher.find(text, 0, text.length, 1e7);
  if (match === undefined || match === 'too long') return undefined;
  return {
    index: match.start,
    whole: text.slice(match.start, match.end),
    groups: Object.fromEntries(matcher.names.map((name) => [name, match.group(name)])),
  };
}
function theirs(source: string, text: string): ReturnType<typeof ours> {
  const match = new RegExp(source, 'm').exec(text);
  return match === null ? undefined : { index: match.index, whole: match[0], groups: { ...match.groups } };
}

const PATTERNS = [
  '(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})', '(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)', '^(?<a>a+?)(?<b>a*)$',
  '(?<x>a|ab)(?<y>c|bcd)(?<z>d*)', '\\bfoo\\b', '\\Boo', '[^\\d\\s]+', '[\\w-]+', '[a-c\\]x]*z?', 'a{2}', 'a{2,}', 'a{1,2}?b', '(?:ab|a)(?=b)b?',
  'x(?!y)', '(?<n>\\d+)\\.(?<m>\\d*)', '(a|b)*c', '(?:a?){3}a{3}', '\\x41\\u0042', '.', '$', '^', '', 'a|', '\\/\\\\', '(?<q>"(?:[^"\\\\]|\\\\.)*")', '{', 'a{,2}', '}', ']',
];

describe('regular expressions', () => {
  it('find what the engine’s own find, in the same order of preference', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ababc{}"\\ d\n1.-xyzAB_fo]é'.split('')), maxLength: 24 });
    fc.assert(
      fc.property(fc.constantFrom(...PATTERNS), text, (source, subject) => {
        expect(ours(source, subject)).toEqual(theirs(source, subject));
      }),
      { numRuns: 6000 },
    );
  });

  it('of any shape', () => {
    const atom = fc.constantFrom('a', 'b', '.', '\\w', '[ab]', '[^a]', '\\n', '^', '$', '\\b');
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => a + b),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(?:${a}|${b})`),
        fc.tuple(tie('tree'), fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{1,3}')).map(([a, q]) => `(?:${a})${q}`),
        tie('tree').map((a) => `(${a})`),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n', ' '), maxLength: 10 }), (source, subject) => {
        const [mine, native] = [ours(source, subject), theirs(source, subject)];
        // Whether and where there is a match does not depend on how empty repetitions are counted; its length may.
        expect(mine?.index).toBe(native?.index);
      }),
      { numRuns: 2000 },
    );
  });

  it('take bounded time where the engine’s own would not come back', () => {
    for (const [source, text] of [
      ['(?:a+)+$', `${'a'.repeat(5000)}b`],
      ['(?:a|a)*c', 'a'.repeat(5000)],
      ['(?:.*)(?:.*)(?:.*)(?:.*)(?:.*)(?:.*)x', 'y'.repeat(2000)],
      ['(?:(?:(?:a*)*)*)*b', 'a'.repeat(3000)],
      ['(?:a?){500}a{500}', 'a'.repeat(500)],
    ] as const) {
      const matcher = matcherOf(source);
      expect(matcher.find(text, 0, 0, 20_000_000)).not.toBe('too long');
      expect(matcher.steps).toBeLessThan(4_000_000);
    }
    // Looking ahead at every place is work that adds up: then the limit ends it.
    expect(matcherOf('(?=.*(?=.*(?=.*x)))q').find('y'.repeat(5000), 0, 5000, 100_000)).toBe('too long');
  });

  it('that cannot be used are refused, with the place', () => {
    const faults = ['(a', 'a)', '*a', 'a**', '[a', '(?<x>a)(?<x>b)', '(a)\\1', '(?<=a)b', 'a{2,1}', 'a{5000}', '[z-a]', '\\', '(?#x)', '\\p{L}', '^*', '('.repeat(100)];
    expect(faults.map((source) => parsePattern(source)).map((found) => (isFault(found) ? [found.offset, found.message] : 'accepted'))).toMatchInlineSnapshot(`
      [
        [
          0,
          "this ( is not closed",
        ],
        [
          1,
          "this ) closes nothing",
        ],
        [
          0,
          "nothing to repeat",
        ],
        [
          3,
          "nothing to repeat",
        ],
        [
          0,
          "this [ is not closed",
        ],
        [
          7,
          "there are two groups named x",
        ],
        [
          3,
          "references back to a group are not supported",
        ],
        [
          0,
          "look-behind is not supported",
        ],
        [
          1,
          "the numbers in braces are out of order",
        ],
        [
          1,
          "a count of more than 1000",
        ],
        [
          2,
          "the range is out of order",
        ],
        [
          0,
          "\\ at the end",
        ],
        [
          0,
          "this kind of group is not known",
        ],
        [
          0,
          "\\p is not supported",
        ],
        [
          0,
          "nothing to repeat",
        ],
        [
          50,
          "groups are nested too deeply",
        ],
      ]
    `);
    expect(isFault(parsePattern('a'.repeat(3000)))).toBe(true);
    const huge = parsePattern('(?:a{1000}){1000}');
    expect(isFault(huge) ? undefined : createMatcher(huge)).toBeUndefined();
  });

  it('of any text are read or refused, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab()[]{}?*+|\\^$.<>:=!-,0123dwsbP'.split('')), maxLength: 30 }), (source) => {
        const pattern = parsePattern(source);
        if (isFault(pattern)) expect(pattern.offset).toBeLessThanOrEqual(source.length);
        else createMatcher(pattern)?.find('aab ba\n12', 0, 9, 10_000);
      }),
      { numRuns: 3000 },
    );
  });

  it('know how many lines they can cover', () => {
    expect(['a', 'a\\nb', '(?:\\n.*){3}', '\\s', '\\s*', '[^x]+', '(?:a|\\n\\n)', '.*'].map((source) => matcherOf(source).maxLines)).toEqual([
      1, 2, 4, 2, Infinity, Infinity, 3, 1,
    ]);
  });
});
