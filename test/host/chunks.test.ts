import { describe, expect, test } from 'vitest';
import { MAX_CHUNK_BYTES, MAX_CHUNK_EVENTS, NOTHING_SENT, nextChunk } from '../../src/host/chunks';
import { createColumns } from '../../webview/store/columns';
import { traceWith } from './traces';

describe('columns in chunks', () => {
  test('a short trace is one chunk with all labels', () => {
    const { trace } = traceWith(3);
    const next = nextChunk(trace, NOTHING_SENT)!;
    expect(next.chunk).toMatchObject({ from: 0, count: 3, labels: ['', 'm0', 'm1', 'm2'], nodes: [{ id: 'a' }, { id: 'b' }] });
    const columns = createColumns(trace.header.nodes);
    expect(columns.ingest(next.chunk)).toBe(true);
    expect([...columns.t.subarray(0, 3)]).toEqual([0, 10, 20]);
    expect([...columns.label.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect([...columns.cause.subarray(0, 3)]).toEqual([-1, -1, -1]);
    expect(nextChunk(trace, next.sent)).toBeUndefined();
  });

  test('the first piece may be smaller', () => {
    const { trace } = traceWith(5);
    const first = nextChunk(trace, NOTHING_SENT, 2)!;
    expect(first.chunk.count).toBe(2);
    expect(nextChunk(trace, first.sent)!.chunk).toMatchObject({ from: 2, count: 3 });
  });

  test('a long trace comes in pieces under the limit that meet without gap or overlap', () => {
    const { trace } = traceWith(2 * MAX_CHUNK_EVENTS + 5);
    let sent = NOTHING_SENT;
    const pieces: [number, number][] = [];
    for (let next = nextChunk(trace, sent); next; next = nextChunk(trace, sent)) {
      expect(next.chunk.packed.byteLength).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
      pieces.push([next.chunk.from, next.chunk.count]);
      sent = next.sent;
    }
    expect(pieces).toEqual([[0, MAX_CHUNK_EVENTS], [MAX_CHUNK_EVENTS, MAX_CHUNK_EVENTS], [2 * MAX_CHUNK_EVENTS, 5]]);
  });

  test('labels and nodes that came later are sent once', () => {
    const { trace, append, nodes } = traceWith(1);
    const first = nextChunk(trace, NOTHING_SENT)!;
    nodes.push({ id: 'c' });
    append('later');
    const second = nextChunk(trace, first.sent)!;
    expect(second.chunk).toMatchObject({ from: 1, count: 1, labels: ['later'], nodes: [{ id: 'c' }] });
  });
});
