import { expect, test } from 'vitest';
import { createWorld, runToEnd } from '../../src/kernel/world';
import { eventsOf, modelOf, specOf } from './models';

test('cancelling by name cancels every timer of that name, on this node only', () => {
  const model = modelOf({
    init: () => ({}),
    onStart(ctx) {
      ctx.setTimer('wait', 10);
      ctx.setTimer('wait', 20);
      ctx.setTimer('other', 30);
      if (ctx.self === 'a') ctx.cancelTimer('wait');
    },
  }, [], ['a', 'b']);
  const world = createWorld(specOf(model));
  runToEnd(world);
  const events = eventsOf(world).filter(({ kind }) => kind === 'timer' || kind === 'timer-cancel');
  expect(events.map(({ t, node, kind, label }) => [t, node, kind, label])).toEqual([
    [0, 0, 'timer-cancel', 'wait'],
    [0, 0, 'timer-cancel', 'wait'],
    [10, 1, 'timer', 'wait'],
    [20, 1, 'timer', 'wait'],
    [30, 0, 'timer', 'other'],
    [30, 1, 'timer', 'other'],
  ]);
});

test('a name no timer has, or has any more, is no error', () => {
  const model = modelOf({
    init: () => ({}),
    onStart: (ctx) => void ctx.setTimer('once', 10),
    onTimer: (ctx) => ctx.cancelTimer('once'),
  }, [], ['a']);
  const world = createWorld(specOf(model));
  runToEnd(world);
  expect(eventsOf(world).map(({ kind }) => kind)).toEqual(['state', 'timer-set', 'timer']);
});
