import { describe, expect, it } from 'vitest';
import { hashText } from '../../src/kernel/hash';
import type { WorldSpec } from '../../src/kernel/spec';
import { cloneWorld, createWorld, hashWorld, pending, runPending, runSlice, runToEnd, seek, step, worldView } from '../../src/kernel/world';
import { eventsOf, modelOf, pick, puppets, ringProcess, specOf } from './models';
import type { Act } from './models';
import { textOf } from './log-facts';
import { chatter } from './worlds';

/** A run with chance in everything: latencies of every kind, loss, copies, drift, faults. */
const eventful: WorldSpec = specOf(modelOf(chatter), {
  seed: 42,
  network: {
    latency: { kind: 'mixture', parts: [{ weight: 4, of: { kind: 'normal', meanUs: 4_000, sdUs: 2_000 } }, { weight: 1, of: { kind: 'pareto', scaleUs: 5_000, shape: 1.5 } }] },
    loss: 0.1,
    duplicate: 0.1,
    links: [{ from: 'a', to: 'b', latency: { kind: 'exponential', meanUs: 6_000 } }, { from: 'b', to: 'c', latency: { kind: 'uniform', minUs: 1_000, maxUs: 9_000 } }],
  },
  clocks: { b: { offsetUs: 1_000, driftPpm: 333, uncertaintyUs: 50 } },
  faults: [
    { kind: 'crash', node: 'c', atUs: 60_000, restartUs: 90_000 },
    { kind: 'pause', node: 'a', atUs: 100_000, forUs: 20_000 },
    { kind: 'partition', atUs: 130_000, untilUs: 150_000, cut: { groups: [['a'], ['b', 'c']] } },
  ],
  untilUs: 200_000,
});

describe('a run', () => {
  it('writes the initial states, then what happens, each with its cause', () => {
    const world = createWorld(specOf(modelOf(ringProcess(2))), { freeze: true });
    runToEnd(world);
    expect(eventsOf(world).map(({ t, node, kind, cause, partner, label }) => [t, node, kind, cause, partner, label])).toEqual([
      [0, 0, 'state', -1, -1, 'node'],
      [0, 1, 'state', -1, -1, 'node'],
      [0, 2, 'state', -1, -1, 'node'],
      [0, 0, 'send', 0, 4, 'Ball'],
      [10_000, 1, 'deliver', 3, 3, 'Ball'],
      [10_000, 1, 'state', 4, -1, 'seen'],
      [10_000, 1, 'send', 4, 7, 'Ball'],
      [20_000, 2, 'deliver', 6, 6, 'Ball'],
      [20_000, 2, 'state', 7, -1, 'seen'],
    ]);
    expect(world.over?.reason).toBe('quiet');
  });

  it('never changes: a scenario kept from today must give the same trace in every later version', () => {
    const world = createWorld(eventful);
    runToEnd(world);
    expect([world.log.length, hashText(textOf(world)), hashWorld(world)]).toEqual([1343, 'a9520c444082195e2d49b1c45a02849e', 'e602c83fbba0a1cdcb071e4e008355c1']);
  });

  it('depends on the seed', () => {
    const [first, second] = [eventful, { ...eventful, seed: 43 }].map((spec) => textOf(seek(spec, Infinity)));
    expect(first).not.toBe(second);
  });
});

describe('pending', () => {
  const send = (to: string): Act => ({ act: 'send', to, type: 'x' });

  it('names what could come next, with what brought it about', () => {
    const world = createWorld(specOf(puppets, {
      workload: [{ atUs: 5, client: 'a', op: 'do', args: { acts: [send('b'), send('c'), { act: 'timer', name: 'p', us: 70 }] } }],
      faults: [{ kind: 'crash', node: 'b', atUs: 6, restartUs: 50_000 }, { kind: 'lose', to: 'c' }, { kind: 'slow', node: 'c', atUs: 9e9, factor: 2 }],
    }));
    expect(pending(world).map(({ kind, dueUs, node, label, cause }) => [kind, dueUs, node, label, cause])).toEqual([
      ['invoke', 5, 'a', 'do', -1],
      ['fault', 6, 'b', 'crash', -1],
    ]);
    step(world);
    step(world);
    const list = pending(world).map(({ kind, dueUs, node, label, cause }) => [kind, dueUs, node, label, eventsOf(world)[cause]?.['kind']]);
    expect(list).toEqual([
      ['timer', 75, 'a', 'p', 'timer-set'],
      ['lose', 5_005, 'c', 'x', 'send'],
      ['deliver', 10_005, 'b', 'x', 'send'],
      ['fault', 50_000, 'b', 'restart', 'crash'],
    ]);
  });

  it('may be run before its time: time goes on to it, and the rest happens late', () => {
    const world = createWorld(specOf(puppets, {
      workload: [{ atUs: 1, client: 'a', op: 'do', args: { acts: [send('b')] } }, { atUs: 2, client: 'b', op: 'do', args: { acts: [] } }],
    }));
    step(world);
    const deliver = pending(world).find(({ kind }) => kind === 'deliver')!;
    runPending(world, deliver.id);
    expect(world.nowUs).toBe(10_001);
    runToEnd(world);
    expect(pick(world, ['deliver', 'invoke'], ['t', 'kind', 'node'])).toEqual([
      { t: 1, kind: 'invoke', node: 0 }, { t: 10_001, kind: 'deliver', node: 1 }, { t: 10_001, kind: 'invoke', node: 1 },
    ]);
  });

  it('leaves out timers that were cancelled or lost in a crash', () => {
    const timer: Act = { act: 'timer', name: 'p', us: 50 };
    const world = createWorld(specOf(puppets, {
      workload: [{ atUs: 1, client: 'a', op: 'do', args: { acts: [timer, { act: 'cancel', name: 'p' }] } }, { atUs: 1, client: 'b', op: 'do', args: { acts: [timer] } }],
      faults: [{ kind: 'crash', node: 'b', atUs: 2 }],
    }));
    runSlice(world, 2);
    const [crash, lost] = pending(world);
    expect(pending(world).map(({ label }) => label)).toEqual(['crash', 'p']);
    runPending(world, crash!.id);
    expect(pending(world)).toEqual([]);
    expect(() => runPending(world, lost!.id)).toThrow(`nothing with id ${lost!.id} is pending`);
  });
});

describe('hashWorld', () => {
  it('tells apart worlds that differ in anything that decides what they do', () => {
    const base = specOf(puppets, { workload: [{ atUs: 1, client: 'a', op: 'do', args: { acts: [] } }] });
    const acting = (...acts: Act[]): WorldSpec => ({ ...base, workload: [{ ...base.workload[0]!, args: { acts: acts as never } }] });
    const write: Act = { act: 'write', file: 'f', content: 'x' };
    const specs = [
      base, { ...base, seed: 2 },
      acting({ act: 'set', set: { kept: 5 } }), acting({ act: 'send', to: 'b', type: 'x' }), acting({ act: 'send', to: 'b', type: 'y' }),
      acting({ act: 'send', to: 'c', type: 'x' }), acting({ act: 'timer', name: 'p', us: 9 }), acting({ act: 'timer', name: 'p', us: 8 }),
      acting(write), acting(write, { act: 'sync' }), acting({ act: 'random', below: 5 }), acting({ act: 'return' }),
      ...([
        { kind: 'crash', node: 'a', atUs: 0 }, { kind: 'pause', node: 'a', atUs: 0, forUs: 9 }, { kind: 'pause', node: 'a', atUs: 0, forUs: 8 },
        { kind: 'partition', atUs: 0, cut: { from: ['a'], to: ['b'] } }, { kind: 'clock', node: 'a', atUs: 0, jumpUs: 1 }, { kind: 'clock', node: 'a', atUs: 0, driftPpm: 1 },
        { kind: 'slow', node: 'a', atUs: 0, factor: 2 }, { kind: 'lie', node: 'a', behaviour: 'x', atUs: 0, args: {} }, { kind: 'disk', node: 'a', atUs: 0, loseUnsynced: true, torn: false },
      ] as const).map((fault) => ({ ...base, faults: [fault] })),
    ];
    const hashes = specs.map((spec) => {
      const world = createWorld(spec);
      runSlice(world, 1);
      expect(hashWorld(world)).toBe(hashWorld(cloneWorld(world)));
      return hashWorld(world);
    });
    expect(hashes.map((hash) => hashes.indexOf(hash))).toEqual(hashes.map((_, i) => i));
  });
});

describe('seek', () => {
  it('stops at the first step that has written so many events, or at the end', () => {
    const spec = specOf(modelOf(ringProcess(3)));
    expect([0, 1, 5, 7, 8].map((events) => seek(spec, events).log.length)).toEqual([4, 4, 7, 7, 10]);
    expect(seek(spec, 1_000).over?.reason).toBe('quiet');
  });
});

describe('worldView', () => {
  it('shows the world as it is now, and where a field was changed', () => {
    const world = createWorld(specOf(modelOf(ringProcess(5)), { params: { p: 1 } }));
    const view = worldView(world);
    expect(worldView(world)).toBe(view);
    expect([view.nowUs, view.params, view.nodes.map(({ id }) => id), view.changes('a', 'seen')]).toEqual([0, { p: 1 }, ['a', 'b', 'c'], [0]]);
    runToEnd(world);
    expect(view.nowUs).toBe(50_000);
    expect(view.nodes.map(({ state }) => state)).toEqual([{ seen: 3 }, { seen: 4 }, { seen: 5 }]);
    const changes = view.changes('b', 'seen');
    expect(changes.map((i) => eventsOf(world)[i]!['set'])).toEqual([{ seen: 0 }, { seen: 1 }, { seen: 4 }]);
    expect(view.changes('b', 'other')).toEqual([]);
    expect(view.byRole('node').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(view.byRole('king')).toEqual([]);
    const copy = cloneWorld(world);
    expect(worldView(copy)).not.toBe(view);
    expect(worldView(copy).changes('b', 'seen')).toEqual(changes);
  });
});
