import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plain, PlainObject } from '../../../src/trace/trace';
import { childrenOf, same } from '../../../webview/panels/value-diff';
import { pieceText, preview } from '../../../webview/panels/value-preview';
import { SHOWN, valueRows } from '../../../webview/panels/value-rows';
import type { RowsOptions, ValueRow } from '../../../webview/panels/value-rows';

const closed: RowsOptions = { isOpen: () => false, shown: () => SHOWN, room: 64 };
const suggested: RowsOptions = { isOpen: (_, open) => open, shown: () => SHOWN, room: 64 };
const all: RowsOptions = { isOpen: () => true, shown: () => SHOWN, room: 64 };

const line = (row: ValueRow): string =>
  `${'  '.repeat(row.depth - 1)}${row.hidden === undefined ? `${row.name}: ${pieceText(row.pieces)}` : `… ${row.hidden}`}${row.mark === 'none' ? '' : ` [${row.mark}${row.was === undefined ? '' : `, was ${row.was}`}]`}`;
const lines = (value: PlainObject, options: RowsOptions): string[] => valueRows(value, options).map(line);

describe('what changed', () => {
  test('a field, with what it was', () => {
    expect(lines({ a: 2, b: 'x' }, { ...closed, previous: { a: 1, b: 'x' } })).toEqual(['a: 2 [changed, was 1]', 'b: x']);
  });

  test('a new field', () => {
    expect(lines({ a: 1, b: null }, { ...closed, previous: { a: 1 } })).toEqual(['a: 1', 'b: null [added]']);
  });

  test('deep inside a record only the part that changed, at every level', () => {
    const value = { votes: { round: 3, by: { a: true, b: true } } };
    const previous = { votes: { round: 3, by: { a: true, b: false } } };
    expect(lines(value, { ...all, previous })).toEqual([
      'votes: 2 fields [inside]',
      '  round: 3',
      '  by: 2 fields [inside]',
      '    a: true',
      '    b: true [changed, was false]',
    ]);
    const hot = valueRows(value, { ...closed, previous })[0]!.pieces.filter(({ changed }) => changed);
    expect(hot.map(({ text }) => text)).toEqual(['by', 'b', 'true']);
  });

  test('an entry appended to a list is new; the others are not touched', () => {
    expect(lines({ log: ['a', 'b', 'c'] }, { ...all, previous: { log: ['a', 'b'] } })).toEqual([
      'log: 3 entries [inside]',
      '  0: a',
      '  1: b',
      '  2: c [added]',
    ]);
  });

  test('an entry taken from the front of a queue marks no other', () => {
    expect(lines({ queue: ['b', 'c'] }, { ...all, previous: { queue: ['a', 'b', 'c'] } })).toEqual(['queue: 2 entries [inside]', '  0: b', '  1: c']);
  });

  test('without a step before, the fields the event set are marked', () => {
    expect(lines({ a: 1, b: 2 }, { ...closed, changed: ['b'] })).toEqual(['a: 1', 'b: 2 [changed]']);
  });

  test('a record emptied says what was in it', () => {
    expect(lines({ open: {} }, { ...closed, previous: { open: { x: 1 } } })).toEqual(['open: {} [changed, was {x: 1}]']);
  });
});

describe('what is shown of much', () => {
  const long = { log: Array.from({ length: 1000 }, (_, i) => i) };

  test('a long list shows its first and last entries, and how many are between', () => {
    const shown = lines(long, suggested);
    expect(shown[0]).toBe('log: 1000 entries');
    expect(shown.slice(1, 7)).toEqual(['  0: 0', '  1: 1', '  2: 2', '  3: 3', '  4: 4', '  5: 5']);
    expect(shown[7]).toBe('  … 989');
    expect(shown.at(-1)).toBe('  999: 999');
    expect(shown.length).toBe(1 + SHOWN);
  });

  test('an entry that changed in the middle is shown as well', () => {
    const changed = { log: long.log.map((n, i) => (i === 500 ? -1 : n)) };
    expect(lines(changed, { ...suggested, previous: long })).toContain('  500: -1 [changed, was 500]');
  });

  test('a list asked for in full is shown in full', () => {
    expect(lines(long, { ...suggested, shown: () => 1000 }).length).toBe(1001);
  });

  test('a short record stays on one line, a long one opens', () => {
    expect(lines({ a: { x: 1, y: 2 } }, suggested)).toEqual(['a: {x: 1, y: 2}']);
    expect(lines({ a: { first: 'a text of some length', second: 'another text of some length' } }, suggested).length).toBe(3);
  });

  test('a long text is shortened, and there in full when opened', () => {
    const text = 'word '.repeat(1000);
    const [shut] = valueRows({ text }, closed);
    expect(pieceText(shut!.pieces).length).toBeLessThan(90);
    expect(shut!.expandable).toBe(true);
    expect(shut!.full).toBeUndefined();
    expect(valueRows({ text }, all)[0]!.full).toBe(text);
  });

  test('nesting without end stops', () => {
    let deep: Plain = 'bottom';
    for (let i = 0; i < 500; i++) deep = { d: deep };
    const rows = valueRows({ deep }, all);
    expect(rows.length).toBeLessThan(40);
    expect(rows.at(-1)!.expandable).toBe(false);
  });

  test('names that look like paths or markup do not mix up rows', () => {
    const rows = valueRows({ 'a/b': { c: 1 }, a: { 'b/c': 2, b: { c: 3 } }, '~1': 4, '<b>': 5, '': 6, ['__proto__']: 7 }, all);
    expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
  });
});

describe('one line of a value', () => {
  test('what changed is never left out', () => {
    const before = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`field${i}`, i]));
    const now = { ...before, field33: 'new' };
    const pieces = preview(now, before, true, 64);
    expect(pieceText(pieces)).toMatch(/^\{field0: 0, .*…, field33: new, …\}$/);
    expect(pieces.filter(({ changed }) => changed).map(({ text }) => text)).toEqual(['field33', 'new']);
  });

  test('control characters take room instead of breaking the line', () => {
    expect(pieceText(preview('a\nb\u0000', undefined, false, 64))).toBe('"a\\nb\\u0000"');
  });
});

const plain = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Plain>;
const record = fc.dictionary(fc.string(), plain) as fc.Arbitrary<PlainObject>;

test('any record gives rows with places of their own, and none is marked against itself', () => {
  fc.assert(
    fc.property(record, (value) => {
      const rows = valueRows(value, { ...all, previous: structuredClone(value) });
      expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
      expect(rows.every(({ mark }) => mark === 'none')).toBe(true);
    }),
  );
});

test('any change of a record marks a row, and every row but removed ones', () => {
  fc.assert(
    fc.property(record, record, (value, previous) => {
      const rows = valueRows(value, { ...closed, previous });
      for (const row of rows) {
        const before = Object.hasOwn(previous, row.name) ? previous[row.name] : undefined;
        const equal = before !== undefined && same(before, value[row.name]!);
        expect(row.mark === 'none').toBe(equal);
      }
    }),
  );
});

test('equality is that of the data, whatever the order of keys', () => {
  expect(same({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toBe(true);
  for (const [a, b] of [[1, '1'], [null, {}], [[], {}], [[1], [1, 2]], [{ a: 1 }, { b: 1 }], [{ a: 1 }, { a: 1, b: 2 }]] as [Plain, Plain][]) {
    expect(same(a, b)).toBe(false);
    expect(same(b, a)).toBe(false);
  }
});

test('lists are lined up by their ends', () => {
  const before = (now: Plain[], old: Plain[]): (Plain | undefined)[] => childrenOf(now, old).map(({ before: was }) => was);
  expect(before([1, 2, 9, 4], [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  expect(before([0, 1, 2], [1, 2])).toEqual([undefined, 1, 2]);
  expect(before([1, 1, 1], [1, 1])).toEqual([1, 1, undefined]);
});
