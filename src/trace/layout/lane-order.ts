/**
 * The order of the lanes as a reader made it: some hidden, some moved, told by the names of their nodes so that it holds for
 * another run of the same file, too.
 */
import type { LaneOrder } from './lanes';

/**
 * The order of `nodes` where those of `first` come in that order and the rest after them in their own; without `hidden` ones.
 * Undefined when that is the order of the trace with nothing hidden.
 */
export function laneOrder(nodes: readonly { readonly id: string }[], first: readonly string[], hidden: readonly string[]): LaneOrder | undefined {
  if (first.length === 0 && hidden.length === 0) return undefined;
  const all = orderedNodes(nodes, first);
  const away = new Set(hidden);
  const places = new Int32Array(nodes.length);
  const before = new Int32Array(nodes.length);
  const shown: number[] = [];
  let moved = false;
  all.forEach((node, k) => {
    if (node !== k) moved = true;
    before[node] = shown.length;
    places[node] = away.has(nodes[node]!.id) ? -1 : shown.push(node) - 1;
  });
  if (!moved && shown.length === nodes.length) return undefined;
  return {
    count: shown.length,
    placeOf: (node) => places[node] ?? -1,
    nodeAt: (place) => shown[place] ?? -1,
    placesBefore: (node) => before[node] ?? shown.length,
  };
}

/** Indices of all nodes, those named in `first` before the others. */
export function orderedNodes(nodes: readonly { readonly id: string }[], first: readonly string[]): number[] {
  if (first.length === 0) return nodes.map((_, node) => node);
  const rank = new Map(first.map((name, k) => [name, k]));
  const named: number[] = [];
  const others: number[] = [];
  nodes.forEach(({ id }, node) => (rank.has(id) ? named : others).push(node));
  named.sort((a, b) => rank.get(nodes[a]!.id)! - rank.get(nodes[b]!.id)!);
  return [...named, ...others];
}
