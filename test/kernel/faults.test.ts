import { describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../src/kernel/spec';
import { createWorld, runToEnd, worldView } from '../../src/kernel/world';
import { eventsOf, modelOf, pick, play, specOf } from './models';
import type { Act } from './models';

const send = (to: string, ...acts: Act[]): Act => ({ act: 'send', to, type: 'x', acts });
const timer = (name: string, us: number, ...acts: Act[]): Act => ({ act: 'timer', name, us, acts });
const note: Act = { act: 'note' };
const set = (kept: number, lost: number): Act => ({ act: 'set', set: { kept, lost } });
const ends = (world: ReturnType<typeof play>): unknown => pick(world, ['deliver', 'lose'], ['t', 'kind', 'msg', 'reason', 'arrived']);

describe('a crash', () => {
  const faults: FaultSpec[] = [{ kind: 'crash', node: 'b', atUs: 50_000, restartUs: 80_000 }];

  it('takes memory and timers, keeps stable fields; the restart says with what the node begins again', () => {
    const world = play([[0, 'b', set(7, 8), timer('p', 60_000, note), timer('q', 40_000, note)]], { faults });
    expect(pick(world, ['timer', 'note', 'crash', 'restart'], ['t', 'kind', 'name', 'text'])).toEqual([
      { t: 40_000, kind: 'timer', name: 'q' },
      { t: 40_000, kind: 'note', text: 'noted' },
      { t: 50_000, kind: 'crash' },
      { t: 80_000, kind: 'restart' },
      { t: 80_000, kind: 'note', text: 'restarted' },
    ]);
    const events = eventsOf(world);
    const crash = events.findIndex(({ kind }) => kind === 'crash');
    const restart = events.findIndex(({ kind }) => kind === 'restart');
    expect(events[crash]).toMatchObject({ cause: -1, partner: restart });
    expect(events[restart]).toMatchObject({ cause: crash, partner: crash });
    expect(events[restart + 1]).toMatchObject({
      kind: 'state', cause: restart, role: 'node', label: 'node', set: { kept: 7, lost: 0, op: 0, timers: {}, seen: [] },
    });
    expect(events[restart + 2]).toMatchObject({ kind: 'note', cause: restart });
  });

  it('loses what arrives meanwhile, but not what arrives after the restart', () => {
    const world = play([[30_000, 'a', send('b')], [40_000, 'a', send('b')], [70_000, 'a', send('b')]], { faults });
    expect(ends(world)).toEqual([
      { t: 40_000, kind: 'deliver', msg: 1 },
      // The crash comes before what arrives at the same moment.
      { t: 50_000, kind: 'lose', msg: 2, reason: 'receiver-down' },
      // The restart too.
      { t: 80_000, kind: 'deliver', msg: 3 },
    ]);
  });

  it('leaves a note where an operation was due, and its open operations open', () => {
    const world = play([[10_000, 'b'], [60_000, 'b', { act: 'return' }], [90_000, 'b', { act: 'return' }]], { faults });
    expect(pick(world, ['invoke', 'return', 'note'], ['t', 'kind', 'op', 'text', 'node'])).toEqual([
      { t: 10_000, kind: 'invoke', op: 1, node: 1 },
      { t: 60_000, kind: 'note', text: 'do is not invoked: b is down', node: 1 },
      { t: 80_000, kind: 'note', text: 'restarted', node: 1 },
      { t: 90_000, kind: 'invoke', op: 2, node: 1 },
      { t: 90_000, kind: 'return', op: 2, node: 1 },
    ]);
    expect(worldView(world).operations.map(({ status }) => status)).toEqual([undefined, 'ok']);
  });

  it('without a restart is for good, and the node cannot crash or pause again', () => {
    const world = play([[90_000, 'a', send('b')]], {
      faults: [{ kind: 'crash', node: 'b', atUs: 1 }, { kind: 'crash', node: 'b', atUs: 2, restartUs: 3 }, { kind: 'pause', node: 'b', atUs: 4, forUs: 5 }],
    });
    expect(pick(world, ['crash', 'restart', 'pause', 'resume', 'lose'], ['t', 'kind'])).toEqual([{ t: 1, kind: 'crash' }, { t: 100_000, kind: 'lose' }]);
    expect(worldView(world).nodes.map(({ up }) => up)).toEqual([true, false, true]);
  });

  it('runs onStart again where a process has no onRestart', () => {
    const model = modelOf({ init: () => ({}), onStart: (ctx) => ctx.note('begins') });
    const world = createWorld(specOf(model, { faults }));
    runToEnd(world);
    expect(pick(world, ['note'], ['t', 'node'])).toEqual([{ t: 0, node: 0 }, { t: 0, node: 1 }, { t: 0, node: 2 }, { t: 80_000, node: 1 }]);
  });

  it('at time 0 comes before anything runs', () => {
    const model = modelOf({ init: () => ({}), onStart: (ctx) => ctx.note('begins'), onRestart: (ctx) => ctx.note('restarts') });
    const world = createWorld(specOf(model, { faults: [{ kind: 'crash', node: 'a', atUs: 0, restartUs: 9 }] }));
    runToEnd(world);
    expect(pick(world, ['note'], ['t', 'node', 'text'])).toEqual([
      { t: 0, node: 1, text: 'begins' }, { t: 0, node: 2, text: 'begins' }, { t: 9, node: 0, text: 'restarts' },
    ]);
  });
});

describe('a pause', () => {
  const faults: FaultSpec[] = [{ kind: 'pause', node: 'b', atUs: 20_000, forUs: 30_000 }];

  it('lets messages, timers and operations wait, in order, and clocks go on', () => {
    const world = play([
      [0, 'b', timer('p', 25_000, { act: 'clock', clock: 'monotonic' })],
      [12_000, 'a', send('b')],
      [14_000, 'c', send('b')],
      [30_000, 'b'],
      [40_000, 'a', send('b')],
    ], { faults });
    expect(pick(world, ['pause', 'resume', 'deliver', 'timer', 'invoke', 'clock'], ['t', 'kind', 'msg', 'arrived', 'reading']).slice(1)).toEqual([
      { t: 12_000, kind: 'invoke' },
      { t: 14_000, kind: 'invoke' },
      { t: 20_000, kind: 'pause' },
      { t: 40_000, kind: 'invoke' },
      { t: 50_000, kind: 'resume' },
      { t: 50_000, kind: 'deliver', msg: 1, arrived: 22_000 },
      { t: 50_000, kind: 'deliver', msg: 2, arrived: 24_000 },
      { t: 50_000, kind: 'timer' },
      { t: 50_000, kind: 'clock', reading: 50_000 },
      { t: 50_000, kind: 'invoke' },
      // It arrives just then: after those that waited, and without having waited itself.
      { t: 50_000, kind: 'deliver', msg: 3 },
    ]);
  });

  it('is extended by another that overlaps', () => {
    const world = play([], { faults: [...faults, { kind: 'pause', node: 'b', atUs: 30_000, forUs: 40_000 }, { kind: 'pause', node: 'b', atUs: 31_000, forUs: 1_000 }] });
    const events = eventsOf(world);
    expect(events.slice(3)).toMatchObject([{ kind: 'pause', t: 20_000, partner: 4 }, { kind: 'resume', t: 70_000, cause: 3, partner: 3 }]);
    expect(events.length).toBe(5);
  });

  it('ends in a crash: what waited is lost', () => {
    const world = play([[15_000, 'a', send('b')], [30_000, 'b'], [0, 'b', timer('p', 25_000, note)]], {
      faults: [...faults, { kind: 'crash', node: 'b', atUs: 40_000, restartUs: 45_000 }],
    });
    expect(pick(world, ['crash', 'resume', 'restart', 'lose', 'timer', 'deliver', 'note'], ['t', 'kind', 'reason', 'text'])).toEqual([
      { t: 40_000, kind: 'crash' },
      { t: 40_000, kind: 'lose', reason: 'receiver-down' },
      { t: 40_000, kind: 'note', text: 'do is not invoked: b is down' },
      { t: 45_000, kind: 'restart' },
      { t: 45_000, kind: 'note', text: 'restarted' },
    ]);
  });

  it('that outlasts the run leaves what waited in flight', () => {
    expect(ends(play([[15_000, 'a', send('b')]], { faults, untilUs: 40_000 }))).toEqual([{ t: 40_000, kind: 'lose', msg: 1, reason: 'in-flight' }]);
  });

  it('at time 0 lets the node begin when it is over', () => {
    const model = modelOf({ init: () => ({}), onStart: (ctx) => ctx.note('begins') });
    const world = createWorld(specOf(model, { faults: [{ kind: 'pause', node: 'a', atUs: 0, forUs: 9 }] }));
    runToEnd(world);
    expect(pick(world, ['note'], ['t', 'node', 'cause'])).toEqual([{ t: 0, node: 1, cause: 1 }, { t: 0, node: 2, cause: 2 }, { t: 9, node: 0, cause: 0 }]);
  });
});

describe('a partition', () => {
  const cut = { groups: [['a'], ['b']] };

  it('kills what is sent over it half-way and what is under way on arrival, and lets the rest through', () => {
    const world = play([[5_000, 'a', send('b'), send('c')], [15_000, 'b', send('a')], [30_000, 'b', send('a')]], {
      faults: [{ kind: 'partition', atUs: 10_000, untilUs: 20_000, cut }],
    });
    expect(ends(world)).toEqual([
      { t: 15_000, kind: 'lose', msg: 1, reason: 'partition' },
      { t: 15_000, kind: 'deliver', msg: 2 },
      { t: 20_000, kind: 'lose', msg: 3, reason: 'partition' },
      { t: 40_000, kind: 'deliver', msg: 4 },
    ]);
    const [partition, heal] = pick(world, ['partition', 'heal'], ['i', 'node', 'cause', 'partner', 'groups']);
    expect(partition).toEqual({ i: partition!['i'], node: 0, cause: -1, partner: heal!['i'], groups: cut.groups });
    expect(heal).toEqual({ i: heal!['i'], node: 0, cause: partition!['i'], partner: partition!['i'], groups: cut.groups });
  });

  it('may cut one way only', () => {
    const world = play([[1, 'a', send('b')], [1, 'b', send('a')]], { faults: [{ kind: 'partition', atUs: 0, cut: { from: ['a'], to: ['b'] } }] });
    expect(pick(world, ['deliver', 'lose'], ['kind', 'msg'])).toEqual([{ kind: 'lose', msg: 1 }, { kind: 'deliver', msg: 2 }]);
  });

  it('that overlaps another holds until both are healed', () => {
    const world = play([[15_000, 'a', send('b')], [25_000, 'a', send('b')]], {
      faults: [{ kind: 'partition', atUs: 0, untilUs: 10_000, cut }, { kind: 'partition', atUs: 5_000, untilUs: 20_000, cut }],
    });
    expect(ends(world)).toEqual([{ t: 20_000, kind: 'lose', msg: 1, reason: 'partition' }, { t: 35_000, kind: 'deliver', msg: 2 }]);
  });
});

describe('slow', () => {
  it('stretches work and messages to and from the node, the slower end counting; not timers', () => {
    const world = play([[1, 'b', { act: 'work', name: 'w', us: 1_000 }, timer('p', 1_000), send('a')], [1, 'a', send('c')]], {
      faults: [
        { kind: 'slow', node: 'b', atUs: 0, untilUs: 500_000, factor: 10 },
        { kind: 'slow', node: 'a', atUs: 0, untilUs: 500_000, factor: 3 },
      ],
    });
    expect(pick(world, ['timer', 'deliver', 'note'], ['t', 'kind', 'name', 'msg', 'text'])).toEqual([
      { t: 0, kind: 'note', text: 'slow: work and messages take 10 times as long' },
      { t: 0, kind: 'note', text: 'slow: work and messages take 3 times as long' },
      { t: 1_001, kind: 'timer', name: 'p' },
      { t: 10_001, kind: 'timer', name: 'w' },
      { t: 30_001, kind: 'deliver', msg: 2 },
      { t: 100_001, kind: 'deliver', msg: 1 },
      { t: 500_000, kind: 'note', text: 'slow: over' },
      { t: 500_000, kind: 'note', text: 'slow: over' },
    ]);
  });

  it('does not change what was set before, and is over when it is over', () => {
    const work: Act = { act: 'work', name: 'w', us: 10_000 };
    const world = play([[0, 'a', work], [20_000, 'a', work]], { faults: [{ kind: 'slow', node: 'a', atUs: 5_000, untilUs: 15_000, factor: 10 }] });
    expect(pick(world, ['timer'], ['t'])).toEqual([{ t: 10_000 }, { t: 30_000 }]);
  });
});

describe('lie', () => {
  it('gives the behaviour its argument while it is in force', () => {
    const world = play([[0, 'a', { act: 'lie' }], [10, 'a', { act: 'lie' }], [20, 'a', { act: 'lie' }], [10, 'b', { act: 'lie' }]], {
      faults: [{ kind: 'lie', node: 'a', behaviour: 'lies', atUs: 5, untilUs: 15, args: { to: 'b' } }],
    });
    const last = worldView(world).nodes.map(({ state }) => (state as { seen: unknown }).seen);
    expect(last.slice(0, 2)).toEqual([[null, { to: 'b' }, null], [null]]);
  });
});

describe('disk', () => {
  const write = (file: string, content: string): Act => ({ act: 'write', file, content });
  const sync = (file?: string): Act => ({ act: 'sync', file });
  const crash: FaultSpec = { kind: 'crash', node: 'a', atUs: 50_000, restartUs: 60_000 };

  it('survives the end of the process, synced or not', () => {
    const world = play([[0, 'a', write('f', 'one')]], { faults: [crash] });
    expect(pick(world, ['disk'], ['op', 'file', 'durable', 'label'])).toEqual([{ op: 'write', file: 'f', durable: false, label: 'write f' }]);
  });

  it('loses what was not synced when the power is cut, and says so', () => {
    const world = play([[0, 'a', write('f', 'one'), sync('f'), write('f', 'two'), write('g', 'new'), { act: 'delete', file: 'f' }, write('f', 'one')]], {
      faults: [crash, { kind: 'disk', node: 'a', atUs: 10_000, loseUnsynced: true, torn: false }],
    });
    const crashed = eventsOf(world).findIndex(({ kind }) => kind === 'crash');
    // f reads as before after all; only g is gone.
    expect(pick(world, ['disk'], ['t', 'op', 'file', 'durable', 'cause']).slice(-1)).toEqual([
      { t: 50_000, op: 'lose', file: 'g', durable: false, cause: crashed },
    ]);
    expect(pick(world, ['disk'], ['op', 'durable']).slice(0, 2)).toEqual([{ op: 'write', durable: false }, { op: 'sync', durable: true }]);
  });

  it('is safe from a power cut before the fault begins', () => {
    const world = play([[0, 'a', write('f', 'one')]], { faults: [crash, { kind: 'disk', node: 'a', atUs: 51_000, loseUnsynced: true, torn: false }] });
    expect(pick(world, ['disk'], ['op'])).toEqual([{ op: 'write' }]);
  });
});
