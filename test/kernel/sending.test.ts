import { describe, expect, it } from 'vitest';
import type { Distribution, FaultSpec, NetworkSpec } from '../../src/kernel/spec';
import { createWorld } from '../../src/kernel/world';
import { pick, play, puppets, specOf } from './models';
import type { Act } from './models';

const send = (to: string, type = 'x', ...acts: Act[]): Act => ({ act: 'send', to, type, acts });
const constant = (us: number): Distribution => ({ kind: 'constant', us });
const network = (change: Partial<NetworkSpec> = {}): NetworkSpec => ({ latency: constant(10_000), loss: 0, duplicate: 0, links: [], ...change });
const ends = (world: ReturnType<typeof play>): unknown => pick(world, ['deliver', 'lose'], ['t', 'kind', 'msg', 'reason', 'duplicate', 'arrived']);

describe('a message', () => {
  it('arrives after its latency, and its receiver answers', () => {
    const world = play([[5_000, 'a', send('b', 'Ask', send('a', 'Answer'))]]);
    expect(pick(world, ['send', 'deliver'], ['t', 'node', 'kind', 'msg', 'from', 'to', 'type'])).toEqual([
      { t: 5_000, node: 0, kind: 'send', msg: 1, to: 'b', type: 'Ask' },
      { t: 15_000, node: 1, kind: 'deliver', msg: 1, from: 'a', type: 'Ask' },
      { t: 15_000, node: 1, kind: 'send', msg: 2, to: 'a', type: 'Answer' },
      { t: 25_000, node: 0, kind: 'deliver', msg: 2, from: 'b', type: 'Answer' },
    ]);
  });

  it('to oneself takes no time and meets no loss, rule or partition', () => {
    const faults: FaultSpec[] = [
      { kind: 'lose', type: 'x' }, { kind: 'delay', byUs: 9_000 }, { kind: 'partition', atUs: 0, cut: { from: ['a'], to: ['a'] } },
    ];
    const world = play([[0, 'a', send('a')]], { faults, network: network({ loss: 1, duplicate: 1 }) });
    expect(ends(world)).toEqual([{ t: 0, kind: 'deliver', msg: 1 }]);
  });

  it('not yet arrived when the time is up is lost in flight, at the end', () => {
    const world = play([[995_000, 'a', send('b')]]);
    expect(ends(world)).toEqual([{ t: 1_000_000, kind: 'lose', msg: 1, reason: 'in-flight' }]);
    expect(world.over?.reason).toBe('until');
  });

  it('that arrives at the very end is handled', () => {
    expect(ends(play([[990_000, 'a', send('b')]]))).toEqual([{ t: 1_000_000, kind: 'deliver', msg: 1 }]);
  });

  it('to nobody is a defect of the model', () => {
    expect(() => play([[0, 'a', send('nobody')]])).toThrow('test: onInvoke(do) of a (node) at 0us: no node is called "nobody"');
  });

  it('lost by the dice dies half-way, on the lane it did not reach', () => {
    const world = play([[0, 'a', send('b')]], { network: network({ loss: 1 }) });
    expect(pick(world, ['lose'], ['t', 'node', 'reason', 'to', 'type', 'cause', 'label'])).toEqual([
      { t: 5_000, node: 1, reason: 'dropped', to: 'b', type: 'x', cause: 5, label: 'x' },
    ]);
  });

  it('doubled by the dice arrives twice; the second time it is marked', () => {
    const latency: Distribution = { kind: 'uniform', minUs: 1_000, maxUs: 50_000 };
    const world = play([[0, 'a', send('b')]], { network: network({ duplicate: 1, latency }) });
    expect(pick(world, ['deliver'], ['msg', 'duplicate'])).toEqual([{ msg: 1 }, { msg: 1, duplicate: true }]);
    const [first, second] = pick(world, ['deliver'], ['t']);
    expect(second!['t']).not.toBe(first!['t']);
  });

  it('follows the last matching link, field by field', () => {
    const links = [
      { from: 'a', to: 'b', latency: constant(1_000) },
      { from: 'a', to: 'c', latency: constant(2_000) },
      { from: 'a', to: 'b', loss: 1 },
    ];
    const world = play([[0, 'a', send('b'), send('c')], [0, 'b', send('a')]], { network: network({ links }) });
    expect(ends(world)).toEqual([
      { t: 500, kind: 'lose', msg: 1, reason: 'dropped' },
      { t: 2_000, kind: 'deliver', msg: 2 },
      { t: 10_000, kind: 'deliver', msg: 3 },
    ]);
  });
});

describe('a rule', () => {
  const three: [number, string, ...Act[]] = [0, 'a', send('b', 'x'), send('c', 'x'), send('b', 'y')];

  it('strikes every match, or the one whose number it gives', () => {
    expect(ends(play([three], { faults: [{ kind: 'lose', type: 'x' }] }))).toEqual([
      { t: 5_000, kind: 'lose', msg: 1, reason: 'dropped' },
      { t: 5_000, kind: 'lose', msg: 2, reason: 'dropped' },
      { t: 10_000, kind: 'deliver', msg: 3 },
    ]);
    expect(pick(play([three], { faults: [{ kind: 'lose', to: 'b', nth: 2 }] }), ['lose'], ['msg'])).toEqual([{ msg: 3 }]);
    expect(pick(play([three], { faults: [{ kind: 'lose', from: 'b' }] }), ['lose'], ['msg'])).toEqual([]);
  });

  it('delays; several delays add up', () => {
    const faults: FaultSpec[] = [{ kind: 'delay', type: 'x', byUs: 300_000 }, { kind: 'delay', to: 'b', nth: 1, byUs: 1_000 }];
    expect(ends(play([three], { faults }))).toEqual([
      { t: 10_000, kind: 'deliver', msg: 3 },
      { t: 310_000, kind: 'deliver', msg: 2 },
      { t: 311_000, kind: 'deliver', msg: 1 },
    ]);
  });

  it('doubles: the copy comes so much later, or takes a latency of its own', () => {
    expect(ends(play([three], { faults: [{ kind: 'duplicate', nth: 1, afterUs: 20_000 }, { kind: 'delay', nth: 1, byUs: 5_000 }] }))).toEqual([
      { t: 10_000, kind: 'deliver', msg: 2 },
      { t: 10_000, kind: 'deliver', msg: 3 },
      { t: 15_000, kind: 'deliver', msg: 1 },
      { t: 35_000, kind: 'deliver', msg: 1, duplicate: true },
    ]);
    const latency: Distribution = { kind: 'uniform', minUs: 10_000, maxUs: 90_000 };
    const [first, second] = pick(play([[0, 'a', send('b')]], { faults: [{ kind: 'duplicate' }], network: network({ latency }) }), ['deliver'], ['t']);
    expect(second!['t']).toBeGreaterThan(first!['t'] as number);
  });

  it('that loses a doubled message leaves it to its copy', () => {
    const faults: FaultSpec[] = [{ kind: 'lose', nth: 1 }, { kind: 'duplicate', nth: 1, afterUs: 20_000 }];
    expect(ends(play([[0, 'a', send('b')]], { faults }))).toEqual([{ t: 30_000, kind: 'deliver', msg: 1 }]);
  });

  it('never lets the network double what was lost', () => {
    const world = play([[0, 'a', send('b')]], { faults: [{ kind: 'lose' }], network: network({ duplicate: 1 }) });
    expect(ends(world)).toEqual([{ t: 5_000, kind: 'lose', msg: 1, reason: 'dropped' }]);
  });

  it('whose copies all die writes one loss, that of the last', () => {
    const faults: FaultSpec[] = [{ kind: 'duplicate', afterUs: 20_000 }, { kind: 'crash', node: 'b', atUs: 5_000 }];
    expect(ends(play([[0, 'a', send('b')]], { faults }))).toEqual([{ t: 30_000, kind: 'lose', msg: 1, reason: 'receiver-down' }]);
  });

  it('whose copy dies after the message was handled writes no loss', () => {
    const faults: FaultSpec[] = [{ kind: 'duplicate', afterUs: 20_000 }, { kind: 'crash', node: 'b', atUs: 15_000 }];
    expect(ends(play([[0, 'a', send('b')]], { faults }))).toEqual([{ t: 10_000, kind: 'deliver', msg: 1 }]);
  });
});

describe('the queue of a link', () => {
  const queue = { capacity: 1, serviceUs: 4_000 };

  it('sends one message at a time, lets so many wait, and loses the next at once', () => {
    const world = play([[0, 'a', send('b'), send('b'), send('b'), send('c')], [4_000, 'a', send('b')]], { network: network({ queue }) });
    expect(ends(world)).toEqual([
      { t: 0, kind: 'lose', msg: 3, reason: 'queue-full' },
      { t: 14_000, kind: 'deliver', msg: 1 },
      { t: 14_000, kind: 'deliver', msg: 4 },
      { t: 18_000, kind: 'deliver', msg: 2 },
      { t: 22_000, kind: 'deliver', msg: 5 },
    ]);
  });

  it('holds lost messages too: a loss does not speed up the next', () => {
    const world = play([[0, 'a', send('b'), send('b')]], { network: network({ queue }), faults: [{ kind: 'lose', nth: 1 }] });
    expect(ends(world)).toEqual([
      { t: 9_000, kind: 'lose', msg: 1, reason: 'dropped' },
      { t: 18_000, kind: 'deliver', msg: 2 },
    ]);
  });
});

describe('a specification', () => {
  it('that names unknown nodes is refused at the start', () => {
    const refuse = (change: Parameters<typeof specOf>[1], message: string): void => {
      expect(() => createWorld(specOf(puppets, change))).toThrow(message);
    };
    refuse({ workload: [{ atUs: 0, client: 'zed', op: 'do', args: {} }] }, 'no node is called "zed"');
    refuse({ faults: [{ kind: 'crash', node: 'zed', atUs: 9 }] }, 'no node is called "zed"');
    refuse({ faults: [{ kind: 'partition', atUs: 9, cut: { groups: [['a'], ['zed']] } }] }, 'no node is called "zed"');
    refuse({ nodes: [{ id: 'a', role: 'king' }] }, 'model test has no role "king"');
  });

  it('may give nodes any name, also those every object has', () => {
    const names = ['constructor', '__proto__', 'toString'];
    const world = play([[0, 'constructor', send('__proto__', 'x', send('toString')), { act: 'clock', clock: 'wall' }]], {
      nodes: names.map((id) => ({ id, role: 'node' })),
    });
    expect(ends(world)).toEqual([{ t: 10_000, kind: 'deliver', msg: 1 }, { t: 20_000, kind: 'deliver', msg: 2 }]);
    expect(pick(world, ['clock'], ['reading'])).toEqual([{ reading: 0 }]);
  });
});
