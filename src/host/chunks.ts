/**
 * Cutting columns into pieces that travel well. One message costs some milliseconds and an array buffer about
 * 40 ms a megabyte, so pieces are packed and large, but never over a megabyte: the view stays responsive between them.
 */
import type { ColumnsChunk } from '../protocol/messages';
import { MAX_ROW_BYTES, packColumns } from '../protocol/packed-columns';
import type { Trace } from '../trace/trace';

export const MAX_CHUNK_BYTES = 1_000_000;
export const MAX_CHUNK_EVENTS = MAX_CHUNK_BYTES / MAX_ROW_BYTES;

/** What a view has been sent of a run so far. */
export interface Sent {
  readonly events: number;
  readonly labels: number;
  readonly nodes: number;
}
export const NOTHING_SENT: Sent = { events: 0, labels: 0, nodes: 0 };

/** The next piece after what was sent, of at most so many events, or undefined when the view has all there is now. */
export function nextChunk(trace: Trace, sent: Sent, most = MAX_CHUNK_EVENTS): { readonly chunk: ColumnsChunk; readonly sent: Sent } | undefined {
  const from = sent.events;
  const to = Math.min(trace.length, from + most);
  if (to === from) return undefined;
  const chunk = {
    from,
    count: to - from,
    packed: packColumns(trace, from, to),
    labels: trace.labels.slice(sent.labels),
    nodes: trace.header.nodes.slice(sent.nodes),
  };
  return { chunk, sent: { events: to, labels: trace.labels.length, nodes: trace.header.nodes.length } };
}
