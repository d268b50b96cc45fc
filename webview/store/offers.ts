/** Which changes cannot be made at an event, asked before a menu is opened there: when it is, there is no time to ask. */
export interface Offers {
  /** What the host said, or nothing as long as it has not. */
  get(run: number, event: number, node: string): readonly string[];
  want(run: number, event: number, node: string): void;
}

const MOST_KNOWN = 200;

export function createOffers(fetch: (run: number, event: number, node: string) => Promise<readonly string[]>): Offers {
  const known = new Map<string, readonly string[]>();
  const keyOf = (run: number, event: number, node: string): string => `${run} ${event} ${node}`;
  return {
    get: (run, event, node) => known.get(keyOf(run, event, node)) ?? [],
    want(run, event, node) {
      const key = keyOf(run, event, node);
      if (known.has(key)) return;
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(key, []);
      fetch(run, event, node).then(
        (cannot) => known.set(key, cannot),
        () => known.delete(key),
      );
    },
  };
}
