import { describe, expect, test } from 'vitest';
import { findAgain, moved, signatureOf } from '../../../webview/store/step';
import { columnsOf, traceOfRows } from '../chunks';
import type { Row } from '../chunks';

const ROWS: readonly Row[] = [
  [0, 0, 'send', 'Ping'],
  [5, 1, 'deliver', 'Ping', 0, 0],
  [5, 1, 'send', 'Pong', 1],
  [8, 0, 'lose', 'Pong', 2, 2],
  [9, 0, 'send', 'Ping'],
  [12, 1, 'violation', 'safe', 4],
  [14, 1, 'deliver', 'Ping', 4, 4],
  [20, 1, 'violation', 'safe', 6],
];
const columns = columnsOf(traceOfRows(ROWS));

describe('moving', () => {
  test.each([
    ['first', 4, 0],
    ['back', 4, 3],
    ['back', 0, 0],
    ['forward', 4, 5],
    ['forward', 7, 7],
    ['last', 0, 7],
    ['nextFault', 0, 3],
    ['nextFault', 3, 3],
    ['previousFault', 7, 3],
    ['previousFault', 3, 3],
    ['nextViolation', 0, 5],
    ['nextViolation', 5, 7],
    ['cause', 3, 2],
    ['cause', 0, 0],
    ['effect', 0, 1],
    ['effect', 2, 3],
    ['effect', 7, 7],
  ] as const)('%s from %i leads to %i', (move, from, to) => {
    expect(moved(columns, from, move)).toBe(to);
  });

  test('after the last violation the first comes again', () => {
    expect(moved(columns, 7, 'nextViolation')).toBe(5);
  });

  test('an empty trace has one place', () => {
    const none = columnsOf(traceOfRows([]));
    expect(moved(none, 0, 'last')).toBe(0);
  });
});

describe('the same event in another run', () => {
  test('is the nth of its kind, wherever that is now', () => {
    const signature = signatureOf(columns, 4)!;
    expect(signature).toMatchObject({ node: 'a', label: 'Ping', nth: 2 });
    const later = columnsOf(traceOfRows([[0, 2, 'state', 'x'], [0, 2, 'state', 'y'], ...ROWS.map(([t, node, kind, label]): Row => [t + 3, node, kind, label])]));
    expect(findAgain(later, signature, true)).toBe(6);
  });

  test('is the last one not later, when there is none like it', () => {
    const signature = signatureOf(columns, 3)!;
    const without = columnsOf(traceOfRows(ROWS.filter(([, , kind]) => kind !== 'lose').map(([t, node, kind, label]): Row => [t, node, kind, label])));
    expect(findAgain(without, signature, true)).toBe(2);
  });

  test('among simultaneous events stays where it was', () => {
    const rows = [0, 1, 2, 3].map((n): Row => [10, 0, 'state', `f${n}`]);
    const signature = signatureOf(columnsOf(traceOfRows(rows)), 1)!;
    const renamed = columnsOf(traceOfRows(rows.map(([t, node, kind, label]): Row => [t, node, kind, `${label}!`])));
    expect(findAgain(renamed, signature, true)).toBe(1);
  });

  test('may still come while the run is not complete', () => {
    const signature = signatureOf(columns, 4)!;
    const start = columnsOf(traceOfRows(ROWS.slice(0, 2)));
    expect(findAgain(start, signature, false)).toBe(-1);
    expect(findAgain(start, signature, true)).toBe(1);
  });

  test('is none of an empty trace', () => {
    expect(signatureOf(columnsOf(traceOfRows([])), 0)).toBeUndefined();
  });
});
