import { describe, expect, it } from 'vitest';
import { changeCut, cloneNetwork, copyLatencyUs, createNetwork, isCut, linkProperties, linkSlot, pass } from '../../src/kernel/network';
import type { NetworkSpec } from '../../src/kernel/spec';

const ids = Array.from({ length: 5 }, (_, i) => `n${i}`);
const spec: NetworkSpec = { latency: { kind: 'exponential', meanUs: 1_000 }, loss: 0.25, duplicate: 0.1, links: [] };
const at = (id: string): number => ids.indexOf(id);

function latencies(network: ReturnType<typeof createNetwork>, from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, () => pass(network, linkSlot(network, from, to), 0).latencyUs);
}

describe('a link', () => {
  it('draws the same whatever the other links do', () => {
    const alone = latencies(createNetwork(spec, 1, ids), 0, 1, 50);
    const busy = createNetwork(spec, 1, ids);
    // More links than there is room for at first.
    for (const from of [4, 3, 2, 1]) for (const to of [0, 1, 2, 3]) if (from !== to) latencies(busy, from, to, 3);
    expect(latencies(busy, 0, 1, 50)).toEqual(alone);
    expect(latencies(createNetwork(spec, 2, ids), 0, 1, 50)).not.toEqual(alone);
    expect(latencies(busy, 1, 0, 50)).not.toEqual(alone);
  });

  it('loses and doubles as often as it should', () => {
    const network = createNetwork(spec, 1, ids);
    let lost = 0;
    let doubled = 0;
    for (let i = 0; i < 20_000; i++) {
      const passage = pass(network, linkSlot(network, 0, 1), 0);
      if (passage.lost) lost++;
      if (passage.duplicated) doubled++;
    }
    expect(Math.abs(lost / 20_000 - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / 20_000));
    expect(Math.abs(doubled / 20_000 - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / 20_000));
  });

  it('gives each copy of each message a latency of its own, and always the same', () => {
    const network = createNetwork(spec, 1, ids);
    const slot = linkSlot(network, 0, 1);
    const drawn = [1, 2, 3].flatMap((nth) => [0, 1, 2].map((copy) => copyLatencyUs(network, slot, nth, copy)));
    expect(new Set(drawn).size).toBe(9);
    latencies(network, 0, 1, 10);
    expect([1, 2, 3].flatMap((nth) => [0, 1, 2].map((copy) => copyLatencyUs(network, slot, nth, copy)))).toEqual(drawn);
  });

  it('is copied with its state', () => {
    const network = createNetwork(spec, 1, ids);
    latencies(network, 0, 1, 10);
    const copy = cloneNetwork(network);
    const next = latencies(network, 0, 1, 10);
    latencies(network, 2, 3, 10);
    expect(latencies(copy, 0, 1, 10)).toEqual(next);
    expect(copy.properties.length).toBe(1);
  });

  it('takes what each matching entry says, the last one last', () => {
    const links = [
      { from: 'n0', to: 'n1', loss: 0.5, queue: { capacity: 1, serviceUs: 1 } },
      { from: 'n1', to: 'n0', loss: 0.9 },
      { from: 'n0', to: 'n1', duplicate: 0.2, loss: 0 },
    ];
    expect(linkProperties({ ...spec, links }, 'n0', 'n1')).toEqual({ latency: spec.latency, loss: 0, duplicate: 0.2, queue: { capacity: 1, serviceUs: 1 } });
  });
});

describe('a cut', () => {
  it('separates groups from each other, and nobody who is in none', () => {
    const network = createNetwork(spec, 1, ids);
    const cut = { groups: [['n0', 'n1'], ['n2'], ['n3']] };
    changeCut(network, cut, at, 1);
    const pairs = ids.flatMap((from) => ids.filter((to) => isCut(network, at(from), at(to))).map((to) => from + to));
    expect(pairs).toEqual(['n0n2', 'n0n3', 'n1n2', 'n1n3', 'n2n0', 'n2n1', 'n2n3', 'n3n0', 'n3n1', 'n3n2']);
    changeCut(network, cut, at, -1);
    expect(network.cuts.every((count) => count === 0)).toBe(true);
  });

  it('one way leaves the other way, and never cuts a node from itself', () => {
    const network = createNetwork(spec, 1, ids);
    changeCut(network, { from: ['n0', 'n1'], to: ['n1', 'n2'] }, at, 1);
    const pairs = ids.flatMap((from) => ids.filter((to) => isCut(network, at(from), at(to))).map((to) => from + to));
    expect(pairs).toEqual(['n0n1', 'n0n2', 'n1n2']);
  });
});
