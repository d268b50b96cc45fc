import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import { createWorld, runSlice } from '../../../src/kernel/world';
import { createCausality, isNoticed } from '../../../src/trace/causality';
import { compareLamport, createLamportClocks } from '../../../src/trace/clocks/lamport';
import { relationOf } from '../../../src/trace/clocks/order';
import { createVectorClocks, isBefore, vectorAt } from '../../../src/trace/clocks/vector';
import type { Trace } from '../../../src/trace/trace';
import { traceOf } from '../../../src/trace/trace';
import { worldSpecs } from '../../kernel/worlds';
import { randomTrace, traceOfSteps } from '../traces';
import type { Step } from '../traces';

/** Runs of the kernel under every kind of fault. */
const runs: fc.Arbitrary<Trace> = worldSpecs().map((spec) => {
  const world = createWorld({ ...spec, limits: { ...spec.limits, events: 400 } });
  while (!runSlice(world, 1_000));
  return traceOf({ faultline: 1, title: spec.title, nodes: spec.nodes, unit: 'us' }, world.log);
});
const anyTrace = fc.oneof(runs, randomTrace);

function pairs(trace: Trace, seed: number): [number, number][] {
  const found: [number, number][] = [];
  for (let n = 0; n < 60; n++) {
    found.push([(Math.imul(seed + n, 2_654_435_761) >>> 3) % trace.length, (Math.imul(seed + 7 * n, 2_246_822_519) >>> 3) % trace.length]);
  }
  return found;
}

describe('logical clocks', () => {
  it('Lamport: a → b implies L(a) < L(b), and L(a) is one more than the highest before it', () => {
    fc.assert(
      fc.property(anyTrace, fc.nat(), (trace, seed) => {
        fc.pre(trace.length > 0);
        const causality = createCausality(trace);
        causality.update();
        const lamport = createLamportClocks(trace);
        lamport.update();
        for (const [a, b] of pairs(trace, seed)) {
          if (!isNoticed(trace.kind[a]!) || !isNoticed(trace.kind[b]!)) continue;
          if (causality.before(a, b)) expect(lamport.at(a)!).toBeLessThan(lamport.at(b)!);
        }
        const some = seed % trace.length;
        if (isNoticed(trace.kind[some]!)) {
          const past = causality.past(some).events().filter((i) => i !== some && isNoticed(trace.kind[i]!));
          const allNoticed = causality.past(some).size === past.length + 1;
          if (allNoticed) expect(lamport.at(some)).toBe(1 + Math.max(0, ...past.map((i) => lamport.at(i)!)));
        }
      }),
      { numRuns: 80 },
    );
  });

  it('vector: a → b exactly when V(a) < V(b), and each entry counts the events of the past', () => {
    fc.assert(
      fc.property(anyTrace, fc.nat(), (trace, seed) => {
        fc.pre(trace.length > 0);
        const causality = createCausality(trace);
        causality.update();
        const vector = createVectorClocks(trace);
        vector.update();
        expect(vector.length).toBe(trace.length);
        for (const [a, b] of pairs(trace, seed)) {
          if (!isNoticed(trace.kind[a]!) || !isNoticed(trace.kind[b]!)) continue;
          expect(isBefore(vector.at(a)!, vector.at(b)!)).toBe(causality.before(a, b));
        }
        const some = seed % trace.length;
        expect(vector.at(some)).toEqual(vectorAt(trace, some));
        expect(vector.at(some) === undefined).toBe(!isNoticed(trace.kind[some]!));
        if (!isNoticed(trace.kind[some]!)) return;
        const counts = new Map<number, number>();
        for (const i of causality.past(some).events()) {
          if (isNoticed(trace.kind[i]!)) counts.set(trace.node[i]!, (counts.get(trace.node[i]!) ?? 0) + 1);
        }
        expect(vector.at(some)).toEqual(counts);
        expect(vector.sizeAt(some)).toEqual({ own: counts.get(trace.node[some]!), others: counts.size - 1 });
      }),
      { numRuns: 80 },
    );
  });

  it('the relation of two events is that of their pasts, also where no process notices them', () => {
    fc.assert(
      fc.property(anyTrace, fc.nat(), (trace, seed) => {
        fc.pre(trace.length > 0);
        const causality = createCausality(trace);
        causality.update();
        for (const [a, b] of pairs(trace, seed).slice(0, 20)) {
          const expected = a === b ? 'same' : causality.before(a, b) ? 'before' : causality.before(b, a) ? 'after' : 'concurrent';
          expect(relationOf(trace, a, b)).toBe(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reads the same in slices as in one go', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 40 }), (trace, slice) => {
        const [whole, sliced] = [createVectorClocks(trace), createVectorClocks(trace)];
        const [wholeL, slicedL] = [createLamportClocks(trace), createLamportClocks(trace)];
        whole.update();
        wholeL.update();
        while (!sliced.update(slice));
        while (!slicedL.update(slice));
        for (let i = 0; i < trace.length; i += 5) {
          expect(sliced.at(i)).toEqual(whole.at(i));
          expect(slicedL.at(i)).toBe(wholeL.at(i));
        }
      }),
      { numRuns: 20 },
    );
  });

  // P sends to Q, Q to R; R acts on its own before it hears of either.
  const THREE: readonly Step[] = [
    { t: 0, node: 'P', kind: 'note', text: 'p1' },
    { t: 1, node: 'R', kind: 'note', text: 'r1' },
    { t: 2, node: 'P', kind: 'send', msg: 1, to: 'Q', type: 'M', body: {} },
    { t: 3, node: 'Q', kind: 'deliver', cause: 2, msg: 1, from: 'P', type: 'M' },
    { t: 4, node: 'R', kind: 'note', text: 'r2' },
    { t: 5, node: 'Q', kind: 'send', msg: 2, to: 'R', type: 'M', body: {} },
    { t: 6, node: 'R', kind: 'lose', cause: 5, msg: 2, reason: 'dropped', to: 'R', type: 'M' },
    { t: 7, node: 'Q', kind: 'send', msg: 3, to: 'R', type: 'M', body: {} },
    { t: 8, node: 'R', kind: 'deliver', cause: 7, msg: 3, from: 'Q', type: 'M' },
  ];

  it('count as Lamport’s and Mattern’s rules say, step by step', () => {
    const trace = traceOfSteps(THREE, ['P', 'Q', 'R']);
    const lamport = createLamportClocks(trace);
    const vector = createVectorClocks(trace);
    lamport.update();
    vector.update();
    expect(THREE.map((_, i) => lamport.at(i))).toEqual([1, 1, 2, 3, 2, 4, undefined, 5, 6]);
    const vectors = THREE.map((_, i) => vector.at(i) && [0, 1, 2].map((node) => vector.at(i)!.get(node) ?? 0));
    expect(vectors).toEqual([[1, 0, 0], [0, 0, 1], [2, 0, 0], [2, 1, 0], [0, 0, 2], [2, 2, 0], undefined, [2, 3, 0], [2, 3, 3]]);
    // Lamport cannot tell: R's second act has a lower count than Q's first, though neither knew of the other.
    expect(lamport.at(4)!).toBeLessThan(lamport.at(3)!);
    expect(relationOf(trace, 4, 3)).toBe('concurrent');
    expect(isBefore(vector.at(4)!, vector.at(3)!) || isBefore(vector.at(3)!, vector.at(4)!)).toBe(false);
  });

  it('Lamport’s total order breaks ties by process', () => {
    const sorted = [{ count: 2, process: 'b' }, { count: 1, process: 'c' }, { count: 2, process: 'a' }].sort(compareLamport);
    expect(sorted.map(({ count, process }) => `${count}${process}`)).toEqual(['1c', '2a', '2b']);
    expect(compareLamport({ count: 3, process: 'x' }, { count: 3, process: 'x' })).toBe(0);
  });

  it('a trace too wide for all vectors stops at the limit; single ones are still found', () => {
    const steps: Step[] = [];
    for (let n = 0; n < 200; n++) {
      steps.push({ t: 2 * n, node: `n${n}`, kind: 'send', msg: n, to: `n${n + 1}`, type: 'M', body: {} });
      steps.push({ t: 2 * n + 1, node: `n${n + 1}`, kind: 'deliver', cause: 2 * n, msg: n, from: `n${n}`, type: 'M' });
    }
    const trace = traceOfSteps(steps);
    const vector = createVectorClocks(trace, { kept: 20_000, work: 1e9 });
    expect(vector.update()).toBe(true);
    expect(vector.full).toBe(true);
    expect(vector.length).toBeGreaterThan(50);
    expect(vector.length).toBeLessThan(120);
    expect(vector.at(399)).toBeUndefined();
    expect(vectorAt(trace, 399)!.size).toBe(201);
    const lazy = createVectorClocks(trace, { kept: 1e9, work: 500 });
    expect(lazy.update()).toBe(true);
    expect(lazy.full).toBe(true);
    expect(trace.kind[399]).toBe(KIND.deliver);
  });
});
