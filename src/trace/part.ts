/** A part of a trace: some of its events, in order, with its lanes in the reader's order and without those that are hidden. */
import type { Rows } from './layout/rows';
import { laneOrder, orderedNodes } from './layout/lane-order';
import type { LaneOrder } from './layout/lanes';
import { createTraceBuilder } from './builder';
import type { Trace } from './trace';

/** What of a trace a picture shows, as a view says it. */
export interface PartOfTrace {
  /** The events that are shown, ascending; absent: all. */
  readonly events?: ArrayLike<number>;
  /** Names of nodes whose lanes come first, and of those whose lanes are hidden. */
  readonly laneOrder?: readonly string[];
  readonly hiddenLanes?: readonly string[];
}

/** Rows of these events alone: a few among very many, found by search, so that nothing is made for the others. */
export function rowsOfEvents(events: ArrayLike<number>, length: number): Rows {
  const before = (event: number): number => {
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (events[middle]! < event) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    length,
    count: events.length,
    before,
    rowOf(event) {
      const row = before(event);
      return events[row] === event ? row : -1;
    },
    eventAt: (row) => (row >= 0 && row < events.length ? events[row]! : -1),
  };
}

/** The order of the lanes, of which at most `most` are shown; undefined when all stand as in the trace. */
export function lanesOfPart(trace: Trace, { laneOrder: first = [], hiddenLanes = [] }: PartOfTrace, most: number): LaneOrder | undefined {
  const order = laneOrder(trace.header.nodes, first, hiddenLanes);
  if (order === undefined || order.count <= most) return order;
  return {
    count: most,
    nodeAt: (place) => (place < most ? order.nodeAt(place) : -1),
    placeOf(node) {
      const place = order.placeOf(node);
      return place < most ? place : -1;
    },
    placesBefore: (node) => Math.min(most, order.placesBefore(node)),
  };
}

/** The part as a trace of its own, for forms that know nothing of parts. What lies outside of it is not in it: a message may lack an end. */
export function partOf(trace: Trace, part: PartOfTrace): Trace {
  const { events, laneOrder: first = [], hiddenLanes = [] } = part;
  if (events === undefined && first.length === 0 && hiddenLanes.length === 0) return trace;
  const { nodes, ...header } = trace.header;
  const away = new Set(hiddenLanes);
  const shown = orderedNodes(nodes, first).filter((node) => !away.has(nodes[node]!.id));
  const placeOf = new Map(shown.map((node, place) => [node, place]));
  const builder = createTraceBuilder({ ...header, nodes: shown.map((node) => nodes[node]!) });
  const indexOf = new Map<number, number>();
  const count = events === undefined ? trace.length : events.length;
  for (let k = 0; k < count; k++) {
    const i = events === undefined ? k : events[k]!;
    const place = placeOf.get(trace.node[i]!);
    if (place === undefined) continue;
    indexOf.set(i, builder.add(trace.t[i]!, place, trace.kind[i]!, indexOf.get(trace.cause[i]!) ?? -1, trace.detail(i)));
  }
  return builder.trace;
}
