/**
 * Laying two sequences side by side: what is alike stays together, as much of it as can be without crossing (Myers, "An O(ND)
 * Difference Algorithm and Its Variations", 1986), and what is left between is paired in order.
 */

/** Whether element x of the one is alike element y of the other. */
export type Alike = (x: number, y: number) => boolean;

/** Beyond so many differences in one stretch the rest is paired in order: what differs that much says nothing better. */
const MOST_DIFFERENCES = 256;

/**
 * Calls `pair` for elements that belong together, in ascending order on both sides within each stretch. `alike` is a list of
 * demands from the strictest to the loosest; whatever meets none is paired in order between those that do, unless `only` what meets one is
 * to be paired.
 */
export function alignSequences(lengthA: number, lengthB: number, alike: readonly Alike[], pair: (x: number, y: number) => void, only = false): void {
  stretch(0, lengthA, 0, lengthB, 0);

  function stretch(fromA: number, toA: number, fromB: number, toB: number, level: number): void {
    const demand = alike[level];
    if (demand === undefined) {
      if (!only) for (let k = 0; k < Math.min(toA - fromA, toB - fromB); k++) pair(fromA + k, fromB + k);
      return;
    }
    let a = fromA;
    let b = fromB;
    while (a < toA && b < toB && demand(a, b)) pair(a++, b++);
    let endA = toA;
    let endB = toB;
    while (endA > a && endB > b && demand(endA - 1, endB - 1)) pair(--endA, --endB);
    if (a === endA || b === endB) return;
    for (const [x, y] of commonOf(a, endA, b, endB, demand)) {
      stretch(a, x, b, y, level + 1);
      pair(x, y);
      a = x + 1;
      b = y + 1;
    }
    stretch(a, endA, b, endB, level + 1);
  }
}

/** The longest common subsequence of two stretches, as far as it is found with few differences. */
function commonOf(fromA: number, toA: number, fromB: number, toB: number, alike: Alike): (readonly [number, number])[] {
  const n = toA - fromA;
  const m = toB - fromB;
  const most = Math.min(n + m, MOST_DIFFERENCES);
  const furthest = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const history: Int32Array[] = [];
  let best = { d: 0, k: 0, x: 0 };
  for (let d = 0; d <= most; d++) {
    history.push(furthest.slice(middle - d - 1, middle + d + 2));
    for (let k = -d; k <= d; k += 2) {
      let x = d === 0 ? 0 : k === -d || (k !== d && furthest[middle + k - 1]! < furthest[middle + k + 1]!) ? furthest[middle + k + 1]! : furthest[middle + k - 1]! + 1;
      while (x < n && x - k < m && x - k >= 0 && alike(fromA + x, fromB + x - k)) x++;
      furthest[middle + k] = x;
      if (x <= n && x - k <= m && 2 * x - k > 2 * best.x - best.k) best = { d, k, x };
      if (x >= n && x - k >= m) return back(d, k, n);
    }
  }
  return back(best.d, best.k, best.x);

  /** The diagonals of the path to x on diagonal k with d differences. */
  function back(d: number, k: number, x: number): (readonly [number, number])[] {
    const found: (readonly [number, number])[] = [];
    for (; d >= 0; d--) {
      const at = (diagonal: number): number => history[d]![diagonal + d + 1]!;
      const down = d > 0 && (k === -d || (k !== d && at(k - 1) < at(k + 1)));
      const startX = d === 0 ? 0 : down ? at(k + 1) : at(k - 1) + 1;
      while (x > startX) {
        x--;
        if (x - k >= 0) found.push([fromA + x, fromB + x - k]);
      }
      if (d === 0) break;
      k = down ? k + 1 : k - 1;
      x = at(k);
    }
    return found.reverse();
  }
}
