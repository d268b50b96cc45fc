/**
 * Where each node's lane stands. Pure arithmetic and no table, so that a trace of sixty thousand nodes
 * costs no more than one of two, and a renderer may ask for the lanes on screen only.
 */

/** Lanes stand side by side from the left; x grows to the right, in pixels. */
export interface Lanes {
  readonly count: number;
  /** Space left of the first lane, for times and markers. */
  readonly gutterPx: number;
  readonly lanePx: number;
  readonly widthPx: number;
}

export interface LaneOptions {
  readonly gutterPx: number;
  /** A lane is never narrower: the diagram grows wider than the page instead. */
  readonly minLanePx: number;
  readonly maxLanePx: number;
}

export const DEFAULT_LANES: LaneOptions = { gutterPx: 92, minLanePx: 120, maxLanePx: 280 };

/** Spreads `count` lanes over `availablePx`, within the narrowest and widest lane allowed. */
export function layoutLanes(count: number, availablePx: number, options: LaneOptions = DEFAULT_LANES): Lanes {
  const fair = (availablePx - options.gutterPx) / Math.max(1, count);
  const lanePx = Math.floor(Math.min(options.maxLanePx, Math.max(options.minLanePx, fair)));
  return { count, gutterPx: options.gutterPx, lanePx, widthPx: options.gutterPx + lanePx * count };
}

/** The middle of a lane. */
export function laneX(lanes: Lanes, node: number): number {
  return lanes.gutterPx + (node + 0.5) * lanes.lanePx;
}

/** The lane at x, or -1 when x lies left of the first or right of the last. */
export function laneAt(lanes: Lanes, x: number): number {
  const lane = Math.floor((x - lanes.gutterPx) / lanes.lanePx);
  return lane >= 0 && lane < lanes.count ? lane : -1;
}

/** The lanes that reach into [left, right), as `from` (inclusive) and `to` (exclusive). */
export function lanesBetween(lanes: Lanes, left: number, right: number): { readonly from: number; readonly to: number } {
  const from = Math.floor((left - lanes.gutterPx) / lanes.lanePx);
  const to = Math.ceil((right - lanes.gutterPx) / lanes.lanePx);
  return { from: Math.min(lanes.count, Math.max(0, from)), to: Math.min(lanes.count, Math.max(0, to)) };
}
