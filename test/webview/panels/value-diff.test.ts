import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plain } from '../../../src/trace/trace';
import { childrenOf, goneFrom, same } from '../../../webview/panels/value-diff';

/** `7` for one that was there, `+7` for a new one, `5→7` for one that changed. */
function told(now: Plain, before: Plain): string {
  const text = (value: Plain): string => JSON.stringify(value).replace(/"/g, '');
  return childrenOf(now, before).map(({ value, before: was }) => (was === undefined ? `+${text(value)}` : same(value, was) ? text(value) : `${text(was)}→${text(value)}`)).join(' ');
}

describe('entries of a list', () => {
  test('put in at several places are new, and no other is', () => {
    expect(told([1, 9, 2, 3, 8, 4], [1, 2, 3, 4])).toBe('1 +9 2 3 +8 4');
    expect(told([9, 1, 2, 8], [1, 2])).toBe('+9 1 2 +8');
  });
  test('that are gone change no other, and are counted', () => {
    expect(told([1, 3, 5], [1, 2, 3, 4, 5])).toBe('1 3 5');
    expect(goneFrom([1, 3, 5], [1, 2, 3, 4, 5])).toBe(2);
    expect([goneFrom({ a: 1 }, { a: 0, b: 1 }), goneFrom([1], null), goneFrom([1], { a: 1 })]).toEqual([1, 0, 0]);
  });
  test('that changed within are held against what they were, beside new ones', () => {
    const [a, b] = [{ id: 'a', n: 1 }, { id: 'b', n: 1 }];
    expect(told([{ id: 'x', n: 9 }, { ...a, n: 2 }, b, { id: 'y', n: 7 }], [a, b])).toBe('+{id:x,n:9} {id:a,n:1}→{id:a,n:2} {id:b,n:1} +{id:y,n:7}');
  });
  test('of very long lists are lined up by their ends alone', () => {
    const long = Array.from({ length: 5000 }, (_, i) => i);
    const now = [...long.slice(0, 2500), -1, ...long.slice(2500)];
    expect(childrenOf(now, long).filter(({ before }) => before === undefined).map(({ value }) => value)).toEqual([-1]);
  });
  test('keep as many as the longest common sequence has, whatever the lists', () => {
    const small = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(small, small, (now, before) => {
        const kept = childrenOf(now, before).filter(({ value, before: was }) => was !== undefined && same(value, was)).length;
        expect(kept).toBe(longest(now, before));
      }),
      { seed: 4 },
    );
  });
});

/** The definition: the longest sequence that is within both. */
function longest(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [first, ...rest] = a;
  const at = b.indexOf(first!);
  return Math.max(longest(rest, b), at < 0 ? 0 : 1 + longest(rest, b.slice(at + 1)));
}
