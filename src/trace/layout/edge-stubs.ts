/**
 * Messages that leave a window, at the edge where their lines cross it: which of them get a label there, and where along the edge.
 *
 * Labels never cover one another and never reach out of the edge. Who finds no place is counted. In order of importance: the message of the
 * current event; one that is lost; one that begins or ends in the window before one that only passes through; the sooner it ends.
 */

export interface EdgeLine {
  /** Events at its ends. */
  readonly from: number;
  readonly to: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface EdgeStub<T extends EdgeLine> {
  readonly line: T;
  /** Left end of its label. */
  readonly x: number;
  readonly widthPx: number;
}

export interface EdgeStubs<T extends EdgeLine> {
  readonly stubs: readonly EdgeStub<T>[];
  /** How many found no place. */
  readonly more: number;
}

export interface EdgeOptions<T extends EdgeLine> {
  readonly edge: 'top' | 'bottom';
  readonly top: number;
  readonly bottom: number;
  /** Extent of the edge that labels may take. */
  readonly left: number;
  readonly right: number;
  /** At most so many labels. */
  readonly most: number;
  /** Width of the words `+7 more` with what is around them. */
  readonly morePx: number;
  readonly widthOf: (line: T) => number;
  /** More than 0 for lines that matter more than others. */
  readonly weight: (line: T) => number;
}

/** Lines that end nearer than this beyond the edge are as good as in sight. */
const BEYOND_PX = 14;
const GAP_PX = 4;

export function edgeStubs<T extends EdgeLine>(lines: readonly T[], options: EdgeOptions<T>): EdgeStubs<T> {
  const { edge, top, bottom, left, right, most, morePx, widthOf, weight } = options;
  const y = edge === 'top' ? top : bottom;
  const crossing: { readonly line: T; readonly x: number; readonly rank: number; readonly farPx: number }[] = [];
  for (const line of lines) {
    const leaves = edge === 'top' ? line.y1 < y - BEYOND_PX && line.y2 > y : line.y2 > y + BEYOND_PX && line.y1 < y;
    if (!leaves) continue;
    const x = line.x1 + ((line.x2 - line.x1) * (y - line.y1)) / (line.y2 - line.y1);
    if (x < left || x > right) continue;
    const passes = line.y1 < top && line.y2 > bottom;
    crossing.push({ line, x, rank: weight(line) * 2 + (passes ? 0 : 1), farPx: edge === 'top' ? y - line.y1 : line.y2 - y });
  }
  crossing.sort((a, b) => b.rank - a.rank || a.farPx - b.farPx || a.line.to - b.line.to);
  const placed: EdgeStub<T>[] = [];
  for (const { line, x } of crossing) {
    if (placed.length >= most) break;
    const widthPx = widthOf(line);
    const place = [x - widthPx / 2, x - widthPx + 8, x - 8].map((at) => Math.max(left, Math.min(right - widthPx, at))).find((at) => isFree(at, widthPx));
    if (place !== undefined) placed.push({ line, x: place, widthPx });
  }
  let more = crossing.length - placed.length;
  if (more === 0) return { stubs: placed, more };
  // The count stands at the right end, and what is there makes way.
  const stubs = placed.filter((stub) => stub.x + stub.widthPx + GAP_PX <= right - morePx);
  more = crossing.length - stubs.length;
  return { stubs, more };

  function isFree(at: number, widthPx: number): boolean {
    return at >= left && placed.every((other) => at + widthPx + GAP_PX <= other.x || other.x + other.widthPx + GAP_PX <= at);
  }
}
