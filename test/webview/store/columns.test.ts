import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import type { EventKind } from '../../../src/kernel/event';
import type { ViewColumns } from '../../../webview/store/columns';
import { chunksOf, columnsOf, traceOfRows } from '../chunks';
import type { Row } from '../chunks';

const ROWS: readonly Row[] = [
  [0, 0, 'state', 'x'],
  [1, 0, 'send', 'Ping'],
  [2, 0, 'timer-set', 'timeout'],
  [3, 1, 'deliver', 'Ping', 1, 1],
  [3, 1, 'send', 'Pong', 3],
  [4, 1, 'deliver', 'Ping', 1, 1],
  [5, 0, 'lose', 'Pong', 4, 4],
  [6, 0, 'timer', 'timeout', 2, 2],
  [7, 1, 'crash'],
  [8, 0, 'disk', 'lose wal'],
  [9, 0, 'disk', 'write wal'],
  [9, 1, 'restart', '', 8, 8],
  [10, 0, 'violation', 'safe', 7],
];

function list(columns: ViewColumns, name: 'faults' | 'violations'): number[] {
  return Array.from({ length: columns[name].length }, (_, k) => columns[name].at(k));
}

function effects(columns: ViewColumns, i: number): number[] {
  const found: number[] = [];
  for (let effect = columns.firstEffect(i); effect >= 0; effect = columns.nextEffect(effect)) found.push(effect);
  return found;
}

describe('taking in a trace', () => {
  const columns = columnsOf(traceOfRows(ROWS));

  test('keeps the columns as they came', () => {
    expect(columns.length).toBe(ROWS.length);
    expect(columns.labels[columns.label[1]!]).toBe('Ping');
    expect(columns.t[12]).toBe(10);
  });

  test('both halves of a pair know each other, and a further copy keeps to its send', () => {
    expect(columns.partner[1]).toBe(3);
    expect(columns.partner[5]).toBe(1);
    expect(columns.partner[8]).toBe(11);
    expect(columns.spans.further(1)).toEqual([5]);
  });

  test('faults are losses, crashes, further copies and lost writes, but no write', () => {
    expect(list(columns, 'faults')).toEqual([5, 6, 8, 9]);
    expect(list(columns, 'violations')).toEqual([12]);
  });

  test('effects of an event in order', () => {
    expect(effects(columns, 1)).toEqual([3, 5]);
    expect(effects(columns, 7)).toEqual([12]);
    expect(effects(columns, 12)).toEqual([]);
  });

  test('what each lane and its ups and downs are', () => {
    expect(columns.eventsOf(1).length).toBe(5);
    expect(columns.statusOf(1).at(0)).toBe(8);
    expect(columns.statusOf(0).length).toBe(0);
    expect(columns.nodeIndex('b')).toBe(1);
    expect(columns.nodeIndex('nobody')).toBe(-1);
  });
});

test('a chunk that is here already or leaves a gap is refused', () => {
  const trace = traceOfRows(ROWS);
  const columns = columnsOf(trace, [4]);
  const [first, second] = chunksOf(trace, [4]);
  expect(columns.ingest(first!)).toBe(false);
  expect(columns.ingest({ ...second!, from: ROWS.length + 1 })).toBe(false);
  expect(columns.length).toBe(ROWS.length);
});

test('operations open at once take places side by side, and give them back', () => {
  const columns = columnsOf(
    traceOfRows([[0, 0, 'invoke', 'a'], [1, 0, 'invoke', 'b'], [2, 1, 'invoke', 'c'], [3, 0, 'return', 'a', 0, 0], [4, 0, 'invoke', 'd'], [5, 0, 'invoke', 'e']]),
  );
  expect([0, 1, 2, 4, 5].map((i) => columns.slotOf(i))).toEqual([0, 1, 0, 0, 2]);
});

test('how a trace is cut into chunks makes no difference', () => {
  const kinds: readonly EventKind[] = ['send', 'state', 'crash', 'violation', 'timer-set', 'invoke'];
  const row = fc.record({ node: fc.nat(2), kind: fc.nat(kinds.length), back: fc.nat(8), label: fc.constantFrom('p', 'q') });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.array(fc.nat(60), { maxLength: 5 }), (wishes, cuts) => {
      const rows: Row[] = wishes.map(({ node, kind, back, label }, i) => {
        const other = i - 1 - back;
        // A deliver where there is a send to belong to, so that partners reach across the cuts.
        if (kind === kinds.length && other >= 0 && wishes[other]!.kind === 0) return [i, node, 'deliver', label, other, other];
        return [i, node, kinds[kind] ?? 'note', label, other];
      });
      const trace = traceOfRows(rows);
      const whole = columnsOf(trace);
      const pieces = columnsOf(trace, cuts);
      for (const name of ['t', 'node', 'kind', 'cause', 'partner', 'label'] as const) {
        expect(Array.from(pieces[name].subarray(0, pieces.length))).toEqual(Array.from(whole[name].subarray(0, whole.length)));
      }
      expect(list(pieces, 'faults')).toEqual(list(whole, 'faults'));
      for (let i = 0; i < whole.length; i++) {
        expect(effects(pieces, i)).toEqual(effects(whole, i));
        expect(pieces.slotOf(i)).toBe(whole.slotOf(i));
      }
    }),
    { numRuns: 200 },
  );
});

test('a partner that has not arrived yet is none', () => {
  const trace = traceOfRows([[0, 0, 'send', 'Ping'], [1, 0, 'state'], [2, 1, 'deliver', 'Ping', 0, 0]]);
  const [first, second] = chunksOf(trace, [2]);
  const columns = columnsOf(traceOfRows([]));
  columns.ingest(first!);
  expect(columns.partner[0]).toBe(-1);
  columns.ingest(second!);
  expect(columns.partner[0]).toBe(2);
  expect(columns.kind[2]).toBe(KIND.deliver);
});
