import { expect, it } from 'vitest';
import { lineEnd, lineStarts, positionAt } from '../../src/scenario/lines';

it('ends lines at every kind of line break', () => {
  expect(lineStarts('a\nb\r\nc\rd')).toEqual([0, 2, 5, 7]);
  expect(lineStarts('')).toEqual([0]);
  expect(lineStarts('\n')).toEqual([0, 1]);
});

it('turns offsets into lines and columns from 1', () => {
  const starts = lineStarts('ab\ncd\n');
  expect([0, 2, 3, 4, 5, 6].map((offset) => positionAt(starts, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 2, column: 2 },
    { line: 2, column: 3 },
    { line: 3, column: 1 },
  ]);
});

it('counts UTF-16 code units, as editors do', () => {
  expect(positionAt(lineStarts('😀x'), 2)).toEqual({ line: 1, column: 3 });
});

it('finds the end of a line before its break', () => {
  expect(lineEnd('ab\r\ncd', 1)).toBe(2);
  expect(lineEnd('ab', 1)).toBe(2);
});
