/**
 * "Did you mean …?" for readers of traces: the valid name nearest to what was written.
 *
 * Few slips of the hand change more than a third of a name; a suggestion beyond that would mislead.
 */

/** The nearest of `names`, or undefined when none is near enough. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  if (written.length === 0 || written.length > 60) return undefined;
  let best: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const limit = Math.max(1, Math.floor(Math.max(written.length, name.length) / 3));
    if (Math.abs(written.length - name.length) > limit) continue;
    const distance = slips(written.toLowerCase(), name.toLowerCase());
    if (distance <= limit && distance < least) {
      best = name;
      least = distance;
    }
  }
  return best;
}

/** Letters inserted, left out, replaced, or swapped with their neighbour. */
function slips(a: string, b: string): number {
  let older: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      let cost = Math.min(replaced, above[column]! + 1, here[column - 1]! + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, older[column - 2]! + 1);
      here.push(cost);
    }
    older = above;
    above = here;
  }
  return above[b.length]!;
}
