/** What one node knows of a trace, as a trace of its own: whatever is made of it tells nothing else, not by oversight either. */
import { createTraceBuilder } from './builder';
import { startKnowledge } from './knowledge';
import type { Trace } from './trace';

export interface KnownPart {
  readonly trace: Trace;
  /** The index in it of an event of the whole trace; -1 when the node does not know of it. */
  indexOf(event: number): number;
}

const EVENTS_AT_ONCE = 5_000;

/**
 * What `node` (an index) knows with its own event `event`, -1 for nothing. Nodes stay what they are, since who there is, is known. Yields
 * after each piece of the work.
 */
export function* knownPart(trace: Trace, node: number, event: number): Generator<undefined, KnownPart> {
  const walk = startKnowledge(trace, trace.header.nodes.length, node, event);
  while (!walk.advance(EVENTS_AT_ONCE)) yield undefined;
  const { knows } = walk.result!;
  const { nodes, ...header } = trace.header;
  const builder = createTraceBuilder({ ...header, nodes });
  const places = new Int32Array(event + 1).fill(-1);
  for (let i = 0; i <= event; i++) {
    if (i % EVENTS_AT_ONCE === 0) yield undefined;
    if (!knows(i)) continue;
    const cause = trace.cause[i]!;
    places[i] = builder.add(trace.t[i]!, trace.node[i]!, trace.kind[i]!, cause >= 0 && cause < i ? places[cause]! : -1, trace.detail(i));
  }
  return { trace: builder.trace, indexOf: (i) => places[i] ?? -1 };
}
