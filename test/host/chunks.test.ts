import { describe, expect, test } from 'vitest';
import { EVENT_BYTES, MAX_CHUNK_BYTES, MAX_CHUNK_EVENTS, NOTHING_SENT, nextChunk } from '../../src/host/chunks';
import { traceWith } from './traces';

describe('columns in chunks', () => {
  test('a short trace is one chunk with all labels', () => {
    const { trace } = traceWith(3);
    const next = nextChunk(trace, NOTHING_SENT)!;
    expect(next.chunk).toMatchObject({ from: 0, count: 3, labels: ['', 'm0', 'm1', 'm2'], nodes: [{ id: 'a' }, { id: 'b' }] });
    expect([...new Float64Array(next.chunk.t)]).toEqual([0, 10, 20]);
    expect([...new Uint16Array(next.chunk.label)]).toEqual([1, 2, 3]);
    expect([...new Int32Array(next.chunk.cause)]).toEqual([-1, -1, -1]);
    expect(nextChunk(trace, next.sent)).toBeUndefined();
  });

  test('each buffer holds its part and no more', () => {
    const { trace } = traceWith(3);
    const { chunk } = nextChunk(trace, NOTHING_SENT)!;
    const bytes = [chunk.t, chunk.node, chunk.kind, chunk.cause, chunk.partner, chunk.label].map((buffer) => buffer.byteLength);
    expect(bytes).toEqual([24, 6, 3, 12, 12, 6]);
    expect(bytes.reduce((a, b) => a + b)).toBe(3 * EVENT_BYTES);
  });

  test('a long trace comes in pieces under the limit that meet without gap or overlap', () => {
    const { trace } = traceWith(2 * MAX_CHUNK_EVENTS + 5);
    let sent = NOTHING_SENT;
    const pieces: [number, number][] = [];
    for (let next = nextChunk(trace, sent); next; next = nextChunk(trace, sent)) {
      expect(next.chunk.count * EVENT_BYTES).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
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
