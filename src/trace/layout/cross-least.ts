/**
 * An order of the lanes in which messages pass over as few other lanes as can be found quickly: nodes that talk to each other stand
 * side by side. The best order is a hard problem (minimum linear arrangement); this begins with each node in the middle of those it talks
 * to and then moves single lanes for as long as that helps, and never returns anything worse than what it was given.
 */
import { KIND } from '../../kernel/event';
import type { Columns } from '../../kernel/log';

/** How many messages went between two nodes, either way: by node, then by the other node. */
export type Traffic = readonly ReadonlyMap<number, number>[];

const ROUNDS = 24;
/** Up to so many lanes every place is tried for each. */
const MOST_TRIED = 64;

/** Counts the messages between the nodes of a trace. */
export function trafficOf(columns: Columns, nodes: number): Traffic {
  const traffic = noTraffic(nodes);
  addTraffic(traffic, columns, 0, columns.length);
  return traffic;
}

export function noTraffic(nodes: number): Map<number, number>[] {
  return Array.from({ length: nodes }, () => new Map<number, number>());
}

/** Counts the messages that end among the events [from, to) as well. */
export function addTraffic(traffic: Map<number, number>[], { node, kind, partner }: Columns, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    if (kind[i] !== KIND.deliver && kind[i] !== KIND.lose) continue;
    const send = partner[i]!;
    if (send < 0) continue;
    const [a, b] = [node[send]!, node[i]!];
    if (a === b) continue;
    add(traffic[a], b);
    add(traffic[b], a);
  }
}

/** Lanes that the messages pass over, all together. */
export function crossings(order: readonly number[], traffic: Traffic): number {
  const place = placesOf(order, traffic.length);
  let sum = 0;
  for (const a of order) {
    for (const [b, count] of traffic[a]!) if (b > a && place[b]! >= 0) sum += count * (Math.abs(place[a]! - place[b]!) - 1);
  }
  return sum;
}

/** The same nodes in an order with as few crossings as could be found; `order` itself when none was better. */
export function leastCrossing(order: readonly number[], traffic: Traffic): readonly number[] {
  let best = order;
  let least = crossings(order, traffic);
  const consider = (candidate: readonly number[]): void => {
    const improved = order.length <= MOST_TRIED ? tryPlaces(candidate, traffic) : swapNeighbours(candidate, traffic);
    const sum = crossings(improved, traffic);
    if (sum < least) [best, least] = [improved, sum];
  };
  consider(order);
  consider(outwards(order, traffic));
  let next = order;
  for (let round = 0; round < ROUNDS && least > 0; round++) {
    const middle = towardsMiddle(next, traffic);
    if (middle.every((each, k) => each === next[k])) break;
    next = middle;
    if (round === 0 || round === ROUNDS - 1 || crossings(next, traffic) < least) consider(next);
  }
  return best;
}

/** Group by group from the node that talks to fewest others outwards, those that talk most first (after Cuthill and McKee). */
function outwards(order: readonly number[], traffic: Traffic): number[] {
  const wanted = new Set(order);
  const starts = [...order].sort((a, b) => traffic[a]!.size - traffic[b]!.size);
  const found: number[] = [];
  for (const start of starts) {
    if (!wanted.delete(start)) continue;
    found.push(start);
    for (let at = found.length - 1; at < found.length; at++) {
      const others = [...traffic[found[at]!]!].filter(([other]) => wanted.has(other)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      for (const [other] of others) {
        wanted.delete(other);
        found.push(other);
      }
    }
  }
  return found;
}

/** Each node goes to the mean place of those it talks to; those that talk to nobody stay. */
function towardsMiddle(order: readonly number[], traffic: Traffic): number[] {
  const place = placesOf(order, traffic.length);
  const wish = order.map((each, k) => {
    let [sum, weight] = [0, 0];
    for (const [other, count] of traffic[each]!) {
      if (place[other]! < 0) continue;
      sum += place[other]! * count;
      weight += count;
    }
    return { each, k, at: weight === 0 ? k : sum / weight };
  });
  return wish.sort((a, b) => a.at - b.at || a.k - b.k).map(({ each }) => each);
}

/** Moves single lanes to wherever they do best, until no move helps. */
function tryPlaces(order: readonly number[], traffic: Traffic): number[] {
  let best = [...order];
  let least = crossings(best, traffic);
  for (let round = 0, improved = true; improved && round < ROUNDS; round++) {
    improved = false;
    for (const each of [...best]) {
      const without = best.filter((other) => other !== each);
      for (let place = 0; place <= without.length; place++) {
        const candidate = [...without.slice(0, place), each, ...without.slice(place)];
        const sum = crossings(candidate, traffic);
        if (sum >= least) continue;
        [best, least, improved] = [candidate, sum, true];
      }
    }
  }
  return best;
}

/** The same for very many lanes: only neighbours change places, which is quick to judge. */
function swapNeighbours(order: readonly number[], traffic: Traffic): number[] {
  const best = [...order];
  const place = placesOf(best, traffic.length);
  /** What moving a node by one place changes, its neighbour on that side aside. */
  const gain = (node: number, other: number, by: 1 | -1): number => {
    let sum = 0;
    for (const [each, count] of traffic[node]!) if (each !== other && place[each]! >= 0) sum += (place[each]! - place[node]!) * by > 0 ? count : -count;
    return sum;
  };
  for (let round = 0, improved = true; improved && round < ROUNDS; round++) {
    improved = false;
    for (let k = 0; k + 1 < best.length; k++) {
      const [a, b] = [best[k]!, best[k + 1]!];
      if (gain(a, b, 1) + gain(b, a, -1) <= 0) continue;
      [best[k], best[k + 1]] = [b, a];
      [place[a], place[b]] = [k + 1, k];
      improved = true;
    }
  }
  return best;
}

function placesOf(order: readonly number[], nodes: number): Int32Array {
  const place = new Int32Array(nodes).fill(-1);
  order.forEach((node, k) => (place[node] = k));
  return place;
}

function add(counts: Map<number, number> | undefined, other: number): void {
  counts?.set(other, (counts.get(other) ?? 0) + 1);
}
