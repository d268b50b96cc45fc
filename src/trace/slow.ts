/**
 * When a node was slow. The kernel has no event for it: a note on the node's lane says that it begins, that it changes and that it is over, and
 * these are the words of that note. They count only in traces of our own models.
 */

/** What is read of a note: how many times as long everything takes from there on, 1 when that is over; undefined for any other note. */
export function slowFactorOf(text: string): number | undefined {
  if (!text.startsWith('slow: ')) return undefined;
  if (text === 'slow: over') return 1;
  const [, factor] = /^slow: (?:work and messages take|now) (\d+(?:\.\d+)?) times(?: as long)?$/.exec(text) ?? [];
  return factor === undefined ? undefined : Math.max(1, Number(factor));
}
