/**
 * Cutting columns into pieces that travel well. One message costs some milliseconds and an array buffer about
 * 40 ms a megabyte, so pieces are large but never over a megabyte: the view stays responsive between them.
 */
import type { ColumnsChunk } from '../protocol/messages';
import type { Trace } from '../trace/trace';

/** Bytes of one event in all columns: t 8, node 2, kind 1, cause 4, partner 4, label 2. */
export const EVENT_BYTES = 21;
export const MAX_CHUNK_BYTES = 1_000_000;
export const MAX_CHUNK_EVENTS = Math.floor(MAX_CHUNK_BYTES / EVENT_BYTES);

/** What a view has been sent of a run so far. */
export interface Sent {
  readonly events: number;
  readonly labels: number;
  readonly nodes: number;
}
export const NOTHING_SENT: Sent = { events: 0, labels: 0, nodes: 0 };

/** The next piece after what was sent, or undefined when the view has all there is now. */
export function nextChunk(trace: Trace, sent: Sent): { readonly chunk: ColumnsChunk; readonly sent: Sent } | undefined {
  const from = sent.events;
  const to = Math.min(trace.length, from + MAX_CHUNK_EVENTS);
  if (to === from) return undefined;
  const chunk = {
    from,
    count: to - from,
    t: copied(trace.t, from, to),
    node: copied(trace.node, from, to),
    kind: copied(trace.kind, from, to),
    cause: copied(trace.cause, from, to),
    partner: copied(trace.partner, from, to),
    label: copied(trace.label, from, to),
    labels: trace.labels.slice(sent.labels),
    nodes: trace.header.nodes.slice(sent.nodes),
  };
  return { chunk, sent: { events: to, labels: trace.labels.length, nodes: trace.header.nodes.length } };
}

// The column itself is longer and still grows; a message must own exactly its part.
function copied(column: { slice(from: number, to: number): { readonly buffer: ArrayBufferLike } }, from: number, to: number): ArrayBuffer {
  return column.slice(from, to).buffer as ArrayBuffer;
}
