import { describe, expect, test } from 'vitest';
import { ORIGIN } from '../../../src/trace/compare/merged';
import { createColumns } from '../../../webview/store/columns';
import { isFollowed, moved } from '../../../webview/store/step';
import { chunksOf, traceOfRows } from '../chunks';

const { both, left, right, changed, moved: late, shifted } = ORIGIN;
const CODES = Uint8Array.from([both, left, right, shifted, both, late, changed, both, both, right]);
const trace = traceOfRows(CODES.reduce<[number, number, 'send', string][]>((rows, _, i) => [...rows, [i, 0, 'send', 'Ping']], []));

function compared(cuts: readonly number[]) {
  const columns = createColumns(trace.header.nodes);
  for (const chunk of chunksOf(trace, cuts)) columns.ingest({ ...chunk, origins: CODES.slice(chunk.from, chunk.from + chunk.count) });
  return columns;
}

describe('differences', () => {
  test.each([[[]], [[2]], [[1, 6, 9]]])('stand together in stretches, however they arrive (cut at %j)', (cuts) => {
    const { origins } = compared(cuts);
    expect(Array.from(CODES, (_, i) => origins.of(i))).toEqual([...CODES]);
    expect(Array.from({ length: origins.groups.length }, (_, k) => origins.groups.at(k))).toEqual([1, 5, 9]);
  });

  test.each([
    ['nextDifference', 0, 1],
    ['nextDifference', 1, 5],
    ['nextDifference', 2, 5],
    ['nextDifference', 9, 9],
    ['previousDifference', 9, 5],
    ['previousDifference', 6, 5],
    ['previousDifference', 5, 1],
    ['previousDifference', 1, 1],
  ] as const)('%s from %i leads to %i', (move, from, to) => {
    expect(moved(compared([]), from, move)).toBe(to);
  });

  test('there are none in a single run', () => {
    const columns = createColumns(trace.header.nodes);
    for (const chunk of chunksOf(trace)) columns.ingest(chunk);
    expect([columns.origins.of(1), columns.origins.groups.length, moved(columns, 3, 'nextDifference')]).toEqual([0, 0, 3]);
  });
});

test('an event is followed in the left run, unless only the right one has it', () => {
  const columns = compared([]);
  const followedWith = (from: number): readonly number[] => Array.from(CODES, (_, i) => i).filter((i) => isFollowed(columns, from, i));
  expect(followedWith(0)).toEqual([0, 1, 3, 4, 5, 6, 7, 8]);
  expect(followedWith(1)).toEqual(followedWith(0));
  expect(followedWith(2)).toEqual([0, 2, 3, 4, 5, 6, 7, 8, 9]);
});
