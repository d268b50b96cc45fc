import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import { GrowingLog } from '../../../src/kernel/log';
import { crossings, leastCrossing, trafficOf } from '../../../src/trace/layout/cross-least';
import { laneOrder, orderedNodes } from '../../../src/trace/layout/lane-order';
import { isLastLane, laneAt, laneX, lanesBetween, layoutLanes, nodeAt, placeOf } from '../../../src/trace/layout/lanes';

const nodesOf = (count: number) => Array.from({ length: count }, (_, k) => ({ id: `n${k}` }));

describe('an order of lanes', () => {
  test('is none while nothing is hidden or moved', () => {
    expect(laneOrder(nodesOf(3), [], [])).toBeUndefined();
    expect(laneOrder(nodesOf(3), ['n0', 'n1', 'n2'], ['gone'])).toBeUndefined();
    expect(orderedNodes(nodesOf(3), ['n2'])).toEqual([2, 0, 1]);
  });
  test('puts named ones first, leaves hidden ones out and says where they would be', () => {
    const lanes = layoutLanes(4, 692, { gutterPx: 92, minLanePx: 100, maxLanePx: 280 }, laneOrder(nodesOf(4), ['n3', 'n1'], ['n1']));
    expect([0, 1, 2].map((place) => nodeAt(lanes, place))).toEqual([3, 0, 2]);
    expect([0, 1, 2, 3].map((node) => placeOf(lanes, node))).toEqual([1, -1, 2, 0]);
    // The hidden one stands between the first and the second.
    expect([3, 1, 0, 2].map((node) => laneX(lanes, node))).toEqual([192, 292, 392, 592]);
    expect([100, 300, 691, 692].map((x) => laneAt(lanes, x))).toEqual([3, 0, 2, -1]);
    expect([isLastLane(lanes, 2), isLastLane(lanes, 3)]).toEqual([true, false]);
    expect(lanesBetween(lanes, 0, 300)).toEqual({ from: 0, to: 2 });
  });
  test('never puts two lanes in one place, and every lane is found where it stands', () => {
    const names = fc.array(fc.constantFrom(...nodesOf(12).map(({ id }) => id)));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), names, names, (count, first, hidden) => {
        const lanes = layoutLanes(count, 900, undefined, laneOrder(nodesOf(count), first, hidden));
        const shown = Array.from({ length: lanes.count }, (_, place) => nodeAt(lanes, place));
        expect(new Set(shown).size).toBe(lanes.count);
        for (let node = 0; node < count; node++) {
          const away = hidden.includes(`n${node}`);
          expect(placeOf(lanes, node) < 0).toBe(away);
          if (!away) expect(laneAt(lanes, laneX(lanes, node))).toBe(node);
        }
        for (let place = 1; place < lanes.count; place++) expect(laneX(lanes, shown[place]!)).toBeGreaterThan(laneX(lanes, shown[place - 1]!));
      }),
    );
  });
});

describe('the order that crosses least', () => {
  const talk = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 60 });
  const trafficBetween = (pairs: readonly (readonly [number, number])[], nodes = 12) => {
    const log = new GrowingLog();
    for (const [from, to] of pairs) {
      const send = log.append(0, from, KIND.send, -1, -1, '', {} as never);
      log.append(0, to, KIND.deliver, send, send, '', {} as never);
    }
    return trafficOf(log, nodes);
  };
  test('is never worse than the given one and has the same lanes', () => {
    fc.assert(
      fc.property(talk, fc.shuffledSubarray(Array.from({ length: 12 }, (_, k) => k)), (pairs, order) => {
        const traffic = trafficBetween(pairs);
        const better = leastCrossing(order, traffic);
        expect([...better].sort()).toEqual([...order].sort());
        expect(crossings(better, traffic)).toBeLessThanOrEqual(crossings(order, traffic));
      }),
      { numRuns: 60 },
    );
  });
  test('puts a chain that was torn apart together', () => {
    const traffic = trafficBetween([[0, 3], [3, 1], [1, 4], [4, 2]], 5);
    expect(crossings([0, 1, 2, 3, 4], traffic)).toBeGreaterThan(0);
    expect(crossings(leastCrossing([0, 1, 2, 3, 4], traffic), traffic)).toBe(0);
  });
  test('is found for hundreds of lanes, too', () => {
    const pairs = Array.from({ length: 299 }, (_, k) => [(k * 7) % 300, ((k + 1) * 7) % 300] as const);
    const traffic = trafficBetween(pairs, 300);
    const order = Array.from({ length: 300 }, (_, k) => k);
    const better = leastCrossing(order, traffic);
    expect(crossings(better, traffic)).toBeLessThan(crossings(order, traffic) * 0.8);
    expect(new Set(better).size).toBe(300);
  });
  test('stays as it is where nobody talks', () => {
    const order = [2, 0, 1];
    expect(leastCrossing(order, trafficBetween([], 3))).toBe(order);
  });
});
