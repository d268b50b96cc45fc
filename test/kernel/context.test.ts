import { describe, expect, it } from 'vitest';
import type { Plain, PlainObject } from '../../src/kernel/event';
import type { Context } from '../../src/kernel/process';
import type { WorkloadItem } from '../../src/kernel/spec';
import { createWorld, runToEnd, worldView } from '../../src/kernel/world';
import type { World } from '../../src/kernel/world';
import { eventsOf, modelOf, pick, specOf } from './models';

type Any = Context<{ [field: string]: Plain }>;

/** Node a does this at the start; the others do nothing. */
function doing(what: (ctx: Any) => void, init: PlainObject = {}, workload = specOf(modelOf({ init: () => ({}) })).workload): World {
  const model = modelOf({ init: () => init, onStart: (ctx: Any) => void (ctx.self === 'a' && what(ctx)) });
  const world = createWorld(specOf(model, { workload }), { freeze: true });
  runToEnd(world);
  return world;
}

describe('ctx.set', () => {
  it('writes only what changed, by structure; nothing where nothing did', () => {
    const world = doing((ctx) => {
      ctx.set({ n: 1, list: [1, { x: 2 }] });
      ctx.set({ n: 1 });
      ctx.set({ n: 2, list: [1, { x: 3 }], more: null });
      expect(ctx.state).toEqual({ n: 2, list: [1, { x: 3 }], more: null, other: 'o' });
    }, { n: 1, list: [1, { x: 2 }], other: 'o' });
    expect(pick(world, ['state'], ['set', 'label', 'cause', 'role']).slice(3)).toEqual([
      { set: { n: 2, list: [1, { x: 3 }], more: null }, label: 'n, list, more', cause: 0 },
    ]);
  });

  it('refuses what is not plain data', () => {
    expect(() => doing((ctx) => ctx.set({ n: undefined }))).toThrow('set({ n: undefined }): state is plain data; use null');
  });

  it('makes the only way to change a state: a model that changes it in place is caught', () => {
    const change = (what: (state: { list: number[] }) => void): (() => World) => () =>
      doing((ctx) => what(ctx.state as never), { list: [1] });
    expect(change((state) => state.list.push(2))).toThrow('object is not extensible');
    expect(change((state) => (state.list = []))).toThrow('read only property');
    expect(() => doing((ctx) => {
      ctx.set({ list: [{ x: 1 }] });
      (ctx.state as unknown as { list: { x: number }[] }).list[0]!.x = 2;
    })).toThrow('read only property');
    expect(() => doing((ctx) => {
      const body = { list: [1] };
      ctx.send('b', 'x', body);
      body.list.push(2);
    })).toThrow('object is not extensible');
  });
});

describe('what a process says', () => {
  it('is written with its own fields', () => {
    const world = doing((ctx) => {
      ctx.become('leader');
      ctx.vote(3, 'b', true);
      ctx.quorum(3, 1, 2, 3);
      ctx.quorum(3, 2, 2, 3);
      ctx.decide({ x: 1 });
      ctx.note('look', 'ch8/page#here');
      ctx.note('bare');
    });
    const fields = ['kind', 'cause', 'label', 'set', 'role', 'round', 'voter', 'for', 'granted', 'have', 'need', 'of', 'reached', 'value', 'text', 'see'];
    expect(pick(world, ['state', 'vote', 'quorum', 'decide', 'note'], fields).slice(3)).toEqual([
      { kind: 'state', cause: 0, label: 'leader', set: {}, role: 'leader' },
      { kind: 'vote', cause: 0, label: 'b', round: 3, voter: 'a', for: 'b', granted: true },
      { kind: 'quorum', cause: 0, label: '', round: 3, have: 1, need: 2, of: 3, reached: false },
      { kind: 'quorum', cause: 0, label: '', round: 3, have: 2, need: 2, of: 3, reached: true },
      { kind: 'decide', cause: 0, label: '', value: { x: 1 } },
      { kind: 'note', cause: 0, label: '', text: 'look', see: 'ch8/page#here' },
      { kind: 'note', cause: 0, label: '', text: 'bare' },
    ]);
  });

  it('knows itself, the parameters and the other nodes by role', () => {
    const model = {
      ...modelOf({ init: () => ({}) }),
      roles: {
        king: { summary: '', names: ['k'], min: 1, max: 1, process: { init: (self: string, params: PlainObject) => ({ self, params }), onStart: (ctx: Any) => ctx.note([...ctx.nodes(), '|', ...ctx.nodes('pawn'), '|', ...ctx.nodes('queen')].join(' ')) } },
        pawn: { summary: '', names: ['p', 'q'], min: 1, max: 9, process: { init: () => ({}) } },
      },
    };
    const world = createWorld(specOf(model, { params: { speed: 5 } }), { freeze: true });
    expect(pick(world, ['note'], ['text'])).toEqual([{ text: 'k p q | p q |' }]);
    expect(worldView(world).nodes[0]!.state).toEqual({ self: 'k', params: { speed: 5 } });
  });

  it('draws from its own stream, the same in every run', () => {
    const draw = (): Plain[] => {
      const drawn: Plain[] = [];
      doing((ctx) => void drawn.push(ctx.random(1000), ctx.random(1000), ctx.random(2)));
      return drawn;
    };
    expect(draw()).toEqual(draw());
    expect(() => doing((ctx) => void ctx.random(0))).toThrow('random(0): expected a whole number from 1 to 2^32');
  });
});

describe('a timer', () => {
  it('fires once, with its data, and can be cancelled until then', () => {
    const fired: unknown[] = [];
    const model = modelOf({
      init: () => ({}),
      onStart(ctx: Any) {
        if (ctx.self !== 'a') return;
        ctx.setTimer('kept', 100, { x: 1 });
        ctx.cancelTimer(ctx.setTimer('cancelled', 50));
        ctx.cancelTimer(99);
        ctx.setTimer('now', 0);
      },
      onTimer(ctx: Any, timer) {
        fired.push([timer.name, timer.data]);
        ctx.cancelTimer(timer.id);
      },
    });
    const world = createWorld(specOf(model), { freeze: true });
    runToEnd(world);
    expect(fired).toEqual([['now', null], ['kept', { x: 1 }]]);
    const events = eventsOf(world).slice(3);
    expect(events.map(({ kind, timer, name, due, t }) => [t, kind, timer, name, due])).toEqual([
      [0, 'timer-set', 1, 'kept', 100],
      [0, 'timer-set', 4, 'cancelled', 50],
      [0, 'timer-cancel', 4, 'cancelled', undefined],
      [0, 'timer-set', 7, 'now', 0],
      [0, 'timer', 7, 'now', undefined],
      [100, 'timer', 1, 'kept', undefined],
    ]);
    expect(events.map(({ cause, partner }) => [cause, partner])).toEqual([[0, 8], [0, 5], [0, 4], [0, 7], [6, 6], [3, 3]]);
  });

  it('can be cancelled by name, all of that name', () => {
    const world = doing((ctx) => {
      ctx.setTimer('p', 10);
      ctx.setTimer('q', 10);
      ctx.setTimer('p', 20);
      ctx.cancelTimer('p');
      ctx.cancelTimer('p');
    });
    expect(pick(world, ['timer-cancel'], ['timer'])).toEqual([{ timer: 1 }, { timer: 7 }]);
    expect(pick(world, ['timer'], ['timer'])).toEqual([{ timer: 4 }]);
  });

  it('has a number of its own, which tells nothing of what other nodes do', () => {
    const ids = (busy: boolean): unknown => {
      const model = modelOf({ init: () => ({}), onStart: (ctx: Any) => void (busy || ctx.self === 'b' ? [1, 2].map((us) => ctx.setTimer('p', us)) : 0) });
      const all = pick(createWorld(specOf(model)), ['timer-set'], ['node', 'timer']);
      expect(new Set(all.map(({ timer }) => timer)).size).toBe(all.length);
      return all.filter(({ node }) => node === 1);
    };
    expect(ids(true)).toEqual(ids(false));
  });

  it('takes a duration and nothing else', () => {
    for (const us of [-1, NaN]) expect(() => doing((ctx) => void ctx.setTimer('p', us))).toThrow('is no duration');
    expect(pick(doing((ctx) => void ctx.setTimer('p', Infinity)), ['timer'], ['t'])).toEqual([]);
    expect(pick(doing((ctx) => void ctx.setTimer('p', 0.6)), ['timer'], ['t'])).toEqual([{ t: 1 }]);
  });

  it('set and cancelled over and over leaves nothing behind', () => {
    const model = modelOf({
      init: () => ({}),
      onStart: (ctx: Any) => void ctx.setTimer('tick', 10),
      onTimer(ctx: Any) {
        ctx.cancelTimer('long');
        ctx.setTimer('long', 500_000);
        ctx.setTimer('tick', 10);
      },
    });
    const world = createWorld(specOf(model, { untilUs: 20_000, limits: { events: 1_000_000, pending: 20, messageChars: 100 } }));
    runToEnd(world);
    expect(world.over?.reason).toBe('until');
    expect((world as unknown as { queue: { size: number } }).queue.size).toBeLessThan(150);
  });
});

describe('an operation', () => {
  const workload: readonly WorkloadItem[] = [
    { atUs: 5, client: 'a', op: 'put', args: { key: 'k', value: [1] } },
    { atUs: 6, client: 'a', op: 'charge', args: { amount: 10, to: 'x' } },
    { atUs: 7, client: 'a', op: 'get', args: {} },
    { atUs: 7, client: 'a', op: 'one', args: { amount: 3 } },
  ];

  it('is invoked with its arguments, and returns with what it was called with', () => {
    const model = modelOf({
      init: () => ({}),
      onInvoke(ctx: Any, { id, name, args }) {
        if (name === 'put') ctx.return(id, 'ok', args['value']);
        if (name === 'charge') ctx.return(id, 'fail');
      },
    });
    const world = createWorld(specOf(model, { workload }), { freeze: true });
    runToEnd(world);
    const events = eventsOf(world).slice(3).map(({ cause: _, ...rest }) => rest);
    expect(events).toEqual([
      { i: 3, t: 5, node: 0, kind: 'invoke', partner: 4, label: 'put', op: 1, f: 'put', key: 'k', value: [1] },
      { i: 4, t: 5, node: 0, kind: 'return', partner: 3, label: 'put', op: 1, f: 'put', key: 'k', value: [1], result: [1], status: 'ok' },
      { i: 5, t: 6, node: 0, kind: 'invoke', partner: 6, label: 'charge', op: 2, f: 'charge', value: { amount: 10, to: 'x' } },
      { i: 6, t: 6, node: 0, kind: 'return', partner: 5, label: 'charge', op: 2, f: 'charge', value: { amount: 10, to: 'x' }, status: 'fail' },
      { i: 7, t: 7, node: 0, kind: 'invoke', partner: -1, label: 'get', op: 3, f: 'get' },
      { i: 8, t: 7, node: 0, kind: 'invoke', partner: -1, label: 'one', op: 4, f: 'one', value: { amount: 3 } },
    ]);
    expect(worldView(world).operations).toEqual([
      { id: 1, client: 'a', name: 'put', args: { key: 'k', value: [1] }, invokedUs: 5, invoke: 3, returnedUs: 5, status: 'ok', result: [1] },
      { id: 2, client: 'a', name: 'charge', args: { amount: 10, to: 'x' }, invokedUs: 6, invoke: 5, returnedUs: 6, status: 'fail' },
      { id: 3, client: 'a', name: 'get', args: {}, invokedUs: 7, invoke: 7 },
      { id: 4, client: 'a', name: 'one', args: { amount: 3 }, invokedUs: 7, invoke: 8 },
    ]);
  });

  it('returns once, on the client that was asked', () => {
    const returning = (what: (ctx: Any, id: number) => void): (() => void) => () => {
      const model = modelOf({ init: () => ({}), onInvoke: (ctx: Any, { id }) => what(ctx, id), onMessage: (ctx: Any) => ctx.return(1, 'ok') });
      runToEnd(createWorld(specOf(model, { workload: workload.slice(0, 1) })));
    };
    expect(returning((ctx, id) => [1, 2].forEach(() => ctx.return(id, 'ok')))).toThrow('return(1): put has returned before');
    expect(returning((ctx) => ctx.return(7, 'ok'))).toThrow('return(7): no such operation was invoked on a');
    expect(returning((ctx) => ctx.send('b', 'x'))).toThrow('test: onMessage(x) of b (node) at 10005us: return(1): no such operation was invoked on b');
  });
});

describe('ctx.ignore', () => {
  it('says on the delivery why it was discarded, once its step is over and not later', () => {
    const model = modelOf({
      init: () => ({}),
      onStart: (ctx: Any) => void (ctx.self === 'a' && ctx.send('b', 'x', { n: 1 })),
      onMessage(ctx: Any) {
        ctx.note('before');
        ctx.ignore('stale');
      },
    });
    const world = createWorld(specOf(model), { freeze: true });
    runToEnd(world);
    expect(pick(world, ['deliver'], ['msg', 'from', 'type', 'ignored', 'label'])).toEqual([{ msg: 1, from: 'a', type: 'x', ignored: 'stale', label: 'x' }]);
  });

  it('is a defect where no message is handled', () => {
    expect(() => doing((ctx) => ctx.ignore('why'))).toThrow('ignore("why"): no message is being handled');
  });
});

describe('an exception in a handler', () => {
  it('passes through with model, handler, node and time named, and the original as its cause', () => {
    const model = modelOf({
      init: () => ({}),
      onStart: (ctx: Any) => void ctx.setTimer('boom', 7),
      onTimer() {
        throw new RangeError('deep inside');
      },
    });
    const world = createWorld(specOf(model));
    try {
      runToEnd(world);
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).toBe('test: onTimer(boom) of a (node) at 7us: deep inside');
      expect((error as Error).cause).toBeInstanceOf(RangeError);
    }
  });

  it('is named too when it comes from init or from an invariant', () => {
    const fail = (): never => {
      throw new Error('oops');
    };
    expect(() => createWorld(specOf(modelOf({ init: fail })))).toThrow('test: init of a (node) at 0us: oops');
    const invariant = { id: 'sound', summary: '-', when: 'always' as const, check: fail };
    expect(() => createWorld(specOf(modelOf({ init: () => ({}) }, [invariant])))).toThrow('test: invariant sound at 0us: oops');
  });
});
