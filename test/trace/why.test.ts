import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCausality, rootCauses } from '../../src/trace/causality';
import { whyChain, whyChains } from '../../src/trace/why';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from './traces';
import type { Step } from './traces';

describe('why', () => {
  it('goes from the first cause to the event, every step a cause of the next', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const { steps, cut } = whyChain(trace, 16);
    expect(steps.map(({ event }) => event)).toEqual([2, 4, 9, 10, 11, 14, 15, 16]);
    expect(steps.map(({ link }) => link)).toEqual(['first', ...Array<string>(7).fill('cause')]);
    expect(cut).toBe(false);
  });

  it('names only what could have influenced the event, and all causes that the trace names', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(249), (trace, x) => {
        fc.pre(trace.length > 0);
        const to = x % trace.length;
        const causality = createCausality(trace);
        causality.update();
        const past = causality.past(to);
        const events = whyChain(trace, to).steps.map(({ event }) => event);
        expect(events.every((event) => past.has(event))).toBe(true);
        expect(events).toEqual([...events].sort((a, b) => a - b));
        expect(events.slice(-rootCauses(trace, to).length)).toEqual(rootCauses(trace, to));
      }),
      { numRuns: 100 },
    );
  });

  it('takes what an event ends where the trace names no cause', () => {
    const trace = traceOfSteps(EVERY_KIND.map((step, i) => (i === 28 ? ({ ...step, cause: -1 } as Step) : step)));
    expect(whyChain(trace, 28).steps).toEqual([{ event: 2, link: 'first' }, { event: 28, link: 'pair' }]);
  });

  it('guesses by what a node heard last, only when told to', () => {
    const steps: Step[] = [
      { t: 0, node: 'a', kind: 'send', msg: 1, to: 'b', type: 'M', body: {} },
      { t: 1, node: 'b', kind: 'deliver', cause: 0, msg: 1, from: 'a', type: 'M' },
      { t: 2, node: 'a', kind: 'note', text: 'elsewhere' },
      { t: 3, node: 'b', kind: 'note', text: 'at work' },
    ];
    const trace = traceOfSteps(steps);
    expect(whyChain(trace, 3).steps).toEqual([{ event: 3, link: 'first' }]);
    expect(whyChain(trace, 3, { guess: true }).steps).toEqual([
      { event: 0, link: 'first' }, { event: 1, link: 'cause' }, { event: 3, link: 'heard' },
    ]);
  });

  it('explains a violation by each event that shows it, and stops at a number of steps', () => {
    const trace = traceOfSteps(LOST_REPLY);
    expect(whyChains(trace, 13, [12, 6, 12]).map(({ steps }) => steps.map(({ event }) => event))).toEqual([[2, 3, 5, 6], [2, 4, 9, 10, 11, 12]]);
    expect(whyChains(trace, 13, []).map(({ to }) => to)).toEqual([13]);
    const short = whyChain(trace, 16, { most: 3 });
    expect(short.steps.map(({ event }) => event)).toEqual([14, 15, 16]);
    expect(short.cut).toBe(true);
  });
});
