/** How a run ends: by its time, by quiet, by a limit; and what invariants say on the way. */
import { describe, expect, it } from 'vitest';
import type { Plain, PlainObject } from '../../src/kernel/event';
import type { Invariant, RoleSpec } from '../../src/kernel/model';
import type { Context, Process } from '../../src/kernel/process';
import { DEFAULT_LIMITS } from '../../src/kernel/spec';
import type { Limits } from '../../src/kernel/spec';
import { cloneWorld, createWorld, pending, runToEnd, step } from '../../src/kernel/world';
import type { World } from '../../src/kernel/world';
import { eventsOf, modelOf, pick, ringProcess, specOf } from './models';
import { untruths } from './log-facts';

type Any = Context<{ [field: string]: Plain }>;

function limited(process: RoleSpec['process'], limits: Partial<Limits>): World {
  const world = createWorld(specOf(modelOf(process), { untilUs: 60_000_000, limits: { ...DEFAULT_LIMITS, ...limits } }));
  runToEnd(world);
  expect(untruths(world)).toEqual([]);
  return world;
}

describe('a run', () => {
  it('is over when its time is up, and stays over', () => {
    const world = createWorld(specOf(modelOf(ringProcess(1_000)), { untilUs: 25_000 }));
    runToEnd(world);
    expect(world.over).toEqual({ reason: 'until', text: 'the time of the run is up' });
    expect(world.nowUs).toBe(25_000);
    const { length } = world.log;
    expect(step(world)).toBe(false);
    expect(world.log.length).toBe(length);
  });

  it('is over when nothing is left to happen, at the time of the last event', () => {
    const world = createWorld(specOf(modelOf(ringProcess(3))));
    runToEnd(world);
    expect([world.over?.reason, world.nowUs]).toEqual(['quiet', 30_000]);
  });

  it('of no length still begins', () => {
    const world = createWorld(specOf(modelOf(ringProcess(3)), { untilUs: 0 }));
    runToEnd(world);
    expect(eventsOf(world).map(({ kind }) => kind)).toEqual(['state', 'state', 'state', 'send', 'lose']);
  });
});

describe('a limit', () => {
  it('on events ends the run with a note that names it', () => {
    const world = limited(ringProcess(1_000_000), { events: 99 });
    expect(world.over).toEqual({ reason: 'limit', text: 'the run has written 100 events (limits.events: 99)' });
    expect(pick(world, ['note'], ['i', 'cause', 'text'])).toEqual([
      { i: 100, cause: 99, text: 'Stopped: the run has written 100 events (limits.events: 99). Raise the limit to see more.' },
    ]);
    expect(pick(world, ['lose'], ['reason'])).toEqual([{ reason: 'in-flight' }]);
    expect(pending(world)).toEqual([]);
  });

  it('on events holds from the very start', () => {
    expect(limited(ringProcess(5), { events: 2 }).over?.reason).toBe('limit');
  });

  it('on what is pending ends the run', () => {
    const process: Process<object> = {
      init: () => ({}),
      onStart: (ctx) => void ctx.setTimer('t', 1),
      onTimer(ctx) {
        ctx.setTimer('t', 1);
        ctx.setTimer('t', 1_000_000);
      },
    };
    expect(limited(process, { pending: 50 }).over?.text).toBe('more than 50 things are waiting to happen (limits.pending)');
  });

  it('on what is pending counts what waits for a paused node', () => {
    const process: Process<object> = {
      init: () => ({}),
      onStart: (ctx) => void ctx.setTimer('t', 1),
      onTimer(ctx) {
        if (ctx.self !== 'b') ctx.send('b', 'x');
        ctx.setTimer('t', 1_000);
      },
    };
    const world = createWorld(specOf(modelOf(process), {
      faults: [{ kind: 'pause', node: 'b', atUs: 5, forUs: 900_000 }], limits: { ...DEFAULT_LIMITS, pending: 60 },
    }));
    runToEnd(world);
    expect(world.over?.text).toContain('limits.pending');
    expect(untruths(world)).toEqual([]);
  });

  it('on the size of a message ends the run, and nothing of the message is sent', () => {
    const sending = (body: PlainObject): World =>
      limited({ init: () => ({}), onStart: (ctx) => ctx.send('b', 'Big', body) } satisfies Process<object>, { messageChars: 100 });
    const bodies: PlainObject[] = [{ text: 'x'.repeat(101) }, { list: new Array<number>(60).fill(1) }, { deep: { a: { b: ['y'.repeat(90)] } } }];
    for (const body of bodies) {
      const world = sending(body);
      expect(world.over?.text).toBe('the body of Big sent by a is longer than 100 characters (limits.messageChars)');
      expect(pick(world, ['send'], ['msg'])).toEqual([]);
    }
    expect(sending({ text: 'x'.repeat(60) }).over?.reason).toBe('quiet');
  });

  it('on the depth of a message keeps endless data from being walked endlessly', () => {
    const endless: { [field: string]: Plain } = {};
    endless['self'] = endless;
    const world = limited({ init: () => ({}), onStart: (ctx) => ctx.send('b', 'Big', endless) } satisfies Process<object>, {});
    expect(world.over?.text).toContain('nests deeper than 200 levels');
  });

  it('on one step catches a handler that does not come to an end', () => {
    const world = limited({
      init: () => ({}),
      onStart(ctx: Any) {
        for (let n = 0; ; n++) ctx.set({ n });
      },
    }, {});
    expect(world.over?.text).toBe('one step wrote 20000 events: a handler of a does not come to an end');
    expect(world.log.length).toBe(20_000 + 3 + 1);
  });
});

describe('an invariant', () => {
  const below = (bound: number, when: Invariant['when']): Invariant => ({
    id: `below-${bound}`,
    summary: '-',
    when,
    check(view) {
      const node = view.nodes.find(({ state }) => (state as { seen: number }).seen >= bound);
      return node && { detail: `${node.id} has seen ${(node.state as { seen: number }).seen}`, events: view.changes(node.id, 'seen').slice(-1) };
    },
  });

  it('is looked at after every step that changes something; its violation is written once, caused by the last event', () => {
    const world = createWorld(specOf(modelOf(ringProcess(5), [below(3, 'always'), below(99, 'always')])), { freeze: true });
    runToEnd(world);
    const [violation, ...more] = pick(world, ['violation'], ['i', 't', 'node', 'cause', 'label', 'invariant', 'detail', 'events']);
    expect(more).toEqual([]);
    const state = eventsOf(world).findIndex(({ kind, set }) => kind === 'state' && (set as { seen?: number }).seen === 3);
    expect(violation).toEqual({
      // The send of the same step comes between the change and the violation.
      i: state + 2, t: 30_000, node: 0, cause: state + 1, label: 'below-3', invariant: 'below-3', detail: 'a has seen 3', events: [state],
    });
  });

  it('is written again when it held in between', () => {
    const even: Invariant = { id: 'even', summary: '-', when: 'always', check: ({ nodes }) => (nodes[0]!.state as { n: number }).n % 2 === 1 ? { detail: 'odd', events: [] } : undefined };
    const model = modelOf({
      init: () => ({ n: 0 }),
      onStart: (ctx) => void (ctx.self === 'a' && ctx.setTimer('t', 10)),
      onTimer(ctx) {
        ctx.set({ n: ctx.state.n + 1 });
        if (ctx.state.n < 4) ctx.setTimer('t', 10);
      },
    }, [even]);
    const world = createWorld(specOf(model));
    runToEnd(world);
    expect(pick(world, ['violation'], ['t'])).toEqual([{ t: 10 }, { t: 30 }]);
    // Where it held again stands beside the log, not in it; and a copy knows it too.
    expect(world.restored.map(({ invariant, event }) => [invariant, world.log.t[event]])).toEqual([['even', 20], ['even', 40]]);
    expect(cloneWorld(world).restored).toEqual(world.restored);
  });

  it('of the end is looked at once, at the end', () => {
    const world = createWorld(specOf(modelOf(ringProcess(5), [below(3, 'end'), below(99, 'end')])));
    runToEnd(world);
    const last = world.log.length - 1;
    expect(pick(world, ['violation'], ['i', 'invariant', 'cause'])).toEqual([{ i: last, invariant: 'below-3', cause: last - 1 }]);
  });

  it('may look at crashed and paused nodes, and at operations', () => {
    const seen: unknown[] = [];
    const look: Invariant = {
      id: 'look', summary: '-', when: 'always',
      check(view) {
        seen.push([view.nowUs, view.byRole('node').map(({ up, paused }) => [up, paused]).join(' '), view.operations.length]);
        return undefined;
      },
    };
    const world = createWorld(specOf(modelOf({ init: () => ({ n: 0 }), onInvoke: (ctx, { id }) => ctx.set({ n: id }) }, [look]), {
      faults: [{ kind: 'crash', node: 'a', atUs: 10, restartUs: 30 }, { kind: 'pause', node: 'b', atUs: 5, forUs: 20 }],
      workload: [{ atUs: 20, client: 'c', op: 'x', args: {} }],
    }));
    runToEnd(world);
    expect(seen).toEqual([
      [0, 'true,false true,false true,false', 0],
      [10, 'false,false true,true true,false', 0],
      [20, 'false,false true,true true,false', 1],
      [30, 'true,false true,false true,false', 1],
    ]);
  });
});
