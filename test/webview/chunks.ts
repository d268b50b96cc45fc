/** Chunks and columns of small traces, as the host would send them. */
import { MAX_CHUNK_EVENTS, NOTHING_SENT, nextChunk } from '../../src/host/chunks';
import type { ColumnsChunk } from '../../src/protocol/messages';
import { KIND } from '../../src/kernel/event';
import type { EventKind } from '../../src/kernel/event';
import { GrowingLog } from '../../src/kernel/log';
import { traceOf } from '../../src/trace/trace';
import type { Trace } from '../../src/trace/trace';
import { createColumns } from '../../webview/store/columns';
import type { ViewColumns } from '../../webview/store/columns';

/** `[t, node, kind, label, cause, partner]`; partner and cause are -1 when absent. */
export type Row = readonly [t: number, node: number, kind: EventKind, label?: string, cause?: number, partner?: number];

export function traceOfRows(rows: readonly Row[], names = ['a', 'b', 'c']): Trace {
  const log = new GrowingLog();
  for (const [t, node, kind, label = '', cause = -1, partner = -1] of rows) log.append(t, node, KIND[kind], cause, partner, label, {});
  return traceOf({ faultline: 1, title: 'Test', nodes: names.map((id) => ({ id })), unit: 'us' }, log);
}

/** The columns of a trace cut at the given places, and where a chunk is full. */
export function chunksOf(trace: Trace, cuts: readonly number[] = []): ColumnsChunk[] {
  const edges = [...new Set(cuts)].filter((cut) => cut > 0 && cut < trace.length).sort((a, b) => a - b);
  const chunks: ColumnsChunk[] = [];
  let sent = { ...NOTHING_SENT, nodes: trace.header.nodes.length };
  for (;;) {
    const edge = edges.find((cut) => cut > sent.events) ?? trace.length;
    const next = nextChunk(trace, sent, Math.min(MAX_CHUNK_EVENTS, edge - sent.events));
    if (next === undefined) return chunks;
    chunks.push(next.chunk);
    sent = next.sent;
  }
}

export function columnsOf(trace: Trace, cuts: readonly number[] = []): ViewColumns {
  const columns = createColumns(trace.header.nodes);
  for (const chunk of chunksOf(trace, cuts)) columns.ingest(chunk);
  return columns;
}
