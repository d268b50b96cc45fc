/**
 * Where each node's lane stands. Pure arithmetic and no table, so that a trace of sixty thousand nodes
 * costs no more than one of two, and a renderer may ask for the lanes on screen only.
 */

/** Lanes stand side by side from the left, at places from 0; x grows to the right, in pixels. */
export interface Lanes {
  readonly count: number;
  /** Space left of the first lane, for times and markers. */
  readonly gutterPx: number;
  readonly lanePx: number;
  readonly widthPx: number;
  /** Which lane stands where; absent while all stand in the order of the trace. */
  readonly order?: LaneOrder | undefined;
}

/** Lanes in an order of the reader's, without those that are hidden. */
export interface LaneOrder {
  /** Lanes that are shown. */
  readonly count: number;
  /** The place of a node's lane from the left, or -1 when it is hidden. */
  placeOf(node: number): number;
  /** The node at a place, or -1 where there is none. */
  nodeAt(place: number): number;
  /** Places left of a hidden node's lane, were it shown; the own place of one that is shown. */
  placesBefore(node: number): number;
}

export interface LaneOptions {
  readonly gutterPx: number;
  /** A lane is never narrower: the diagram grows wider than the page instead. */
  readonly minLanePx: number;
  readonly maxLanePx: number;
}

export const DEFAULT_LANES: LaneOptions = { gutterPx: 92, minLanePx: 120, maxLanePx: 280 };

/** Spreads `count` lanes over `availablePx`, within the narrowest and widest lane allowed; or those of `order` in its order. */
export function layoutLanes(nodes: number, availablePx: number, options: LaneOptions = DEFAULT_LANES, order?: LaneOrder): Lanes {
  const count = order === undefined ? nodes : order.count;
  const fair = (availablePx - options.gutterPx) / Math.max(1, count);
  const lanePx = Math.floor(Math.min(options.maxLanePx, Math.max(options.minLanePx, fair)));
  return { count, gutterPx: options.gutterPx, lanePx, widthPx: options.gutterPx + lanePx * count, ...(order === undefined ? {} : { order }) };
}

/** The middle of a node's lane; of a hidden one the line between the lanes beside it. */
export function laneX(lanes: Lanes, node: number): number {
  const { order, gutterPx, lanePx } = lanes;
  if (order === undefined) return gutterPx + (node + 0.5) * lanePx;
  const place = order.placeOf(node);
  return place >= 0 ? gutterPx + (place + 0.5) * lanePx : gutterPx + order.placesBefore(node) * lanePx;
}

/** The node whose lane is at x, or -1 when x lies left of the first or right of the last. */
export function laneAt(lanes: Lanes, x: number): number {
  const place = Math.floor((x - lanes.gutterPx) / lanes.lanePx);
  return place >= 0 && place < lanes.count ? nodeAt(lanes, place) : -1;
}

/** The node at a place from the left. */
export function nodeAt({ order }: Lanes, place: number): number {
  return order === undefined ? place : order.nodeAt(place);
}

/** The place of a node's lane from the left, or -1 when it is hidden. */
export function placeOf({ order }: Lanes, node: number): number {
  return order === undefined ? node : order.placeOf(node);
}

/** Whether nothing stands right of a node's lane. */
export function isLastLane(lanes: Lanes, node: number): boolean {
  return placeOf(lanes, node) === lanes.count - 1;
}

/** The places that reach into [left, right), as `from` (inclusive) and `to` (exclusive). */
export function lanesBetween(lanes: Lanes, left: number, right: number): { readonly from: number; readonly to: number } {
  const from = Math.floor((left - lanes.gutterPx) / lanes.lanePx);
  const to = Math.ceil((right - lanes.gutterPx) / lanes.lanePx);
  return { from: Math.min(lanes.count, Math.max(0, from)), to: Math.min(lanes.count, Math.max(0, to)) };
}
