import { expect, test } from 'vitest';
import { knownPart } from '../../src/trace/known-part';
import type { KnownPart } from '../../src/trace/known-part';
import { describe as words } from '../../src/trace/describe';
import { KIND, kindOf, nodeOf } from '../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from './traces';

function known(trace: Parameters<typeof knownPart>[0], node: number, event: number): KnownPart {
  const work = knownPart(trace, node, event);
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

test('holds what the node knows and nothing else, with causes and partners in its own numbers', () => {
  const whole = traceOfSteps(LOST_REPLY);
  const { trace, indexOf } = known(whole, 0, 9);
  expect(Array.from({ length: trace.length }, (_, i) => `${nodeOf(trace, i)} ${kindOf(trace, i)}`)).toEqual([
    'alice state', 'alice invoke', 'alice send', 'alice timer-set', 'alice timer',
  ]);
  expect([indexOf(9), indexOf(8), indexOf(5), indexOf(17), indexOf(-1)]).toEqual([4, -1, -1, -1, -1]);
  expect(trace.cause[4]).toBe(3);
  expect(trace.partner[3]).toBe(4);
  // The send has no fate.
  expect(trace.partner[2]).toBe(-1);
  expect(words(trace, 4)).toBe(words(whole, 9));
  expect(trace.header.nodes.map(({ id }) => id)).toEqual(['alice', 'shop']);
});

test('knows of others what messages brought, and nothing before anything happened', () => {
  const whole = traceOfSteps(LOST_REPLY);
  const { trace } = known(whole, 0, 17);
  expect(Array.from({ length: trace.length }, (_, i) => trace.kind[i])).not.toContain(KIND.lose);
  expect(Array.from({ length: trace.length }, (_, i) => trace.kind[i])).not.toContain(KIND.violation);
  expect(trace.length).toBe(16);
  expect(known(whole, 1, -1).trace.length).toBe(0);
  const every = traceOfSteps(EVERY_KIND);
  expect(known(every, 0, every.length - 1).indexOf(12)).toBe(-1);
});
