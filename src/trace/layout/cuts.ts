/** Where a cut of the network lies in the picture: the spaces between neighbouring lanes that cannot talk while it lasts. */
import { laneX, placeOf } from './lanes';
import type { Lanes } from './lanes';

/** A space between two lanes, and which way is cut: 0 both, 1 what goes to the right, -1 what goes to the left. */
export interface CutGap {
  readonly x1: number;
  readonly x2: number;
  readonly way: -1 | 0 | 1;
}

/** As a `partition` event has it, or nothing of it while its details are not there. */
export interface CutFields {
  readonly groups?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
}

/** From left to right. Lanes that the cut does not name are passed over: they can talk to both sides. */
export function cutGaps(lanes: Lanes, cut: CutFields | undefined, nodeIndex: (id: string) => number): CutGap[] {
  const side = new Map<number, number>();
  const put = (names: unknown, number: number): void => {
    if (!Array.isArray(names)) return;
    for (const name of names) {
      const node = nodeIndex(String(name));
      if (node >= 0 && placeOf(lanes, node) >= 0) side.set(node, number);
    }
  };
  const oneWay = !Array.isArray(cut?.groups);
  if (Array.isArray(cut?.groups)) cut.groups.forEach(put);
  else {
    put(cut?.from, 0);
    put(cut?.to, 1);
  }
  const named = [...side].sort(([a], [b]) => placeOf(lanes, a) - placeOf(lanes, b));
  const gaps: CutGap[] = [];
  for (let k = 1; k < named.length; k++) {
    const [[left, leftSide], [right, rightSide]] = [named[k - 1]!, named[k]!];
    if (leftSide === rightSide) continue;
    gaps.push({ x1: laneX(lanes, left), x2: laneX(lanes, right), way: !oneWay ? 0 : leftSide === 0 ? 1 : -1 });
  }
  return gaps;
}

/** A barred arrow to the right (1) or to the left (-1), around (0, 0). */
export function oneWaySign(way: 1 | -1): string {
  return `M${-9 * way} 0H${9 * way}M${4 * way} -4.5L${9 * way} 0L${4 * way} 4.5M-3 5L3 -5`;
}
