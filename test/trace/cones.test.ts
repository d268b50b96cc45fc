import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCausality } from '../../src/trace/causality';
import { startCones } from '../../src/trace/cones';
import type { Cones } from '../../src/trace/cones';
import type { Trace } from '../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from './traces';

function conesOf(trace: Trace, event: number, piece = Infinity): Cones {
  const walk = startCones(trace, trace.header.nodes.length, event);
  while (!walk.advance(piece));
  return walk.result!;
}

function agree(trace: Trace, event: number, piece: number): void {
  const causality = createCausality(trace);
  causality.update();
  const [past, future] = [causality.past(event), causality.future(event)];
  const cones = conesOf(trace, event, piece);
  const all = Array.from({ length: trace.length }, (_, i) => i);
  expect(all.filter((i) => cones.past.has(i))).toEqual(past.events());
  expect(all.filter((i) => cones.future.has(i))).toEqual(future.events());
  expect(cones.past.events).toBe(past.size - 1);
  expect(cones.future.events).toBe(future.size - 1);
  expect(cones.concurrent).toBe(trace.length + 1 - past.size - future.size);
}

describe('cones', () => {
  it('are what causality finds by walking from cause to cause, in pieces of any size', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(249), fc.integer({ min: 1, max: 80 }), (trace, x, piece) => {
        fc.pre(trace.length > 0);
        agree(trace, x % trace.length, piece);
      }),
      { numRuns: 150 },
    );
  });

  it('hold for every kind of event, those that no process notices among them', () => {
    const trace = traceOfSteps(EVERY_KIND);
    for (let event = 0; event < trace.length; event++) agree(trace, event, 7);
  });

  it('tell where each lane stops being the past and begins to be the future', () => {
    // The second request: alice had asked, the shop had charged, but no word of that had come back.
    const { past, future, concurrent } = conesOf(traceOfSteps(LOST_REPLY), 10);
    expect([past.last(0), past.last(1), past.events, past.nodes]).toEqual([10, -1, 5, 1]);
    expect([future.first(0), future.first(1), future.events, future.nodes]).toEqual([10, 11, 7, 2]);
    expect(concurrent).toBe(5);
  });
});
