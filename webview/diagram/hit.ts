/** Which event a pointer means: the nearest mark, else the nearer end of the message under it, else the row. */
import type { Spot, Stroke } from './frame';

const SPOT_PX = 13;
const STROKE_PX = 7;

export interface Hit {
  /** -1 when nothing is near. */
  readonly event: number;
  /** The badge of its note was meant. */
  readonly note: boolean;
}

/** Coordinates are of the picture. */
export function eventAt(spots: readonly Spot[], strokes: readonly Stroke[], x: number, y: number): Hit {
  let best = -1;
  let note = false;
  let least = SPOT_PX * SPOT_PX;
  for (const spot of spots) {
    const dx = spot.x - x;
    const dy = spot.y - y;
    const distance = dx * dx + dy * dy;
    // Later marks lie on top of earlier ones.
    if (distance <= least) {
      least = distance;
      best = spot.event;
      note = spot.note === true;
    }
  }
  if (best >= 0) return { event: best, note };
  let nearest = STROKE_PX;
  for (const stroke of strokes) {
    const { distance, along } = fromStroke(stroke, x, y);
    if (distance >= nearest) continue;
    nearest = distance;
    best = (along < 0.5 && stroke.from >= 0) || stroke.to < 0 ? stroke.from : stroke.to;
  }
  return { event: best, note: false };
}

function fromStroke({ x1, y1, x2, y2 }: Stroke, x: number, y: number): { readonly distance: number; readonly along: number } {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / square));
  const ex = x - (x1 + along * dx);
  const ey = y - (y1 + along * dy);
  return { distance: Math.sqrt(ex * ex + ey * ey), along };
}
