import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KIND } from '../../src/kernel/event';
import { createCausality, rootCauses } from '../../src/trace/causality';
import type { Trace } from '../../src/trace/trace';
import { LOST_REPLY, randomTrace, traceOfSteps } from './traces';

const FOR_THE_EYE = new Set([KIND.lose, KIND.partition, KIND.heal, KIND.violation]);

/** reach[b] has a when a could have influenced b: by the definition, edge by edge. */
function closure(trace: Trace): Set<number>[] {
  const reach: Set<number>[] = [];
  const last = new Map<number, number>();
  for (let i = 0; i < trace.length; i++) {
    const set = new Set([i]);
    const edges = [trace.cause[i]!];
    if (trace.kind[i] === KIND.deliver || trace.kind[i] === KIND.lose) edges.push(trace.partner[i]!);
    if (!FOR_THE_EYE.has(trace.kind[i]!)) {
      edges.push(last.get(trace.node[i]!) ?? -1);
      last.set(trace.node[i]!, i);
    }
    for (const edge of edges) if (edge >= 0) for (const earlier of reach[edge]!) set.add(earlier);
    reach.push(set);
  }
  return reach;
}

const ascending = (events: Iterable<number>): number[] => [...events].sort((a, b) => a - b);

describe('causality', () => {
  it('finds past, future and concurrency as the definition does', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(249), fc.nat(249), (trace, x, y) => {
        fc.pre(trace.length > 0);
        const a = x % trace.length;
        const b = y % trace.length;
        const reach = closure(trace);
        const causality = createCausality(trace);
        causality.update();
        const past = causality.past(a);
        expect(past.events()).toEqual(ascending(reach[a]!));
        expect(past.size).toBe(reach[a]!.size);
        expect(past.has(b)).toBe(reach[a]!.has(b));
        const after = reach.flatMap((set, i) => (set.has(a) ? [i] : []));
        const future = causality.future(a);
        expect(future.events()).toEqual(after);
        expect(future.size).toBe(after.length);
        expect(future.has(b)).toBe(reach[b]!.has(a));
        expect(causality.before(a, b)).toBe(a !== b && reach[b]!.has(a));
        expect(causality.concurrent(a, b)).toBe(a !== b && !reach[b]!.has(a) && !reach[a]!.has(b));
      }),
      { numRuns: 150 },
    );
  });

  it('finds a shortest chain: every link holds, and no chain has fewer messages', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(249), fc.nat(249), (trace, x, y) => {
        fc.pre(trace.length > 1);
        const from = Math.min(x, y) % trace.length;
        const to = Math.max(x, y) % trace.length;
        fc.pre(from < to);
        const reach = closure(trace);
        const causality = createCausality(trace);
        causality.update();
        const chain = causality.chain(from, to);
        if (!reach[to]!.has(from)) {
          expect(chain).toEqual([]);
          return;
        }
        expect(chain[0]).toBe(from);
        expect(chain[chain.length - 1]).toBe(to);
        for (let k = 1; k < chain.length; k++) expect(reach[chain[k]!]!.has(chain[k - 1]!)).toBe(true);
        const hops = chain.slice(1).filter((event, k) => trace.node[event] !== trace.node[chain[k]!]).length;
        expect(hops).toBe(fewestHops(trace, from, to));
      }),
      { numRuns: 150 },
    );
  });

  it('does not let a loss influence the lane it is drawn on', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const causality = createCausality(trace);
    causality.update();
    expect(causality.past(9).has(8)).toBe(false);
    expect(causality.concurrent(7, 9)).toBe(true);
    expect(causality.past(8).events()).toContain(7);
    expect(causality.chain(6, 16)).toEqual([6, 14, 15, 16]);
  });

  it('may be built in pieces', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const pieces = createCausality(trace);
    while (!pieces.update(3));
    const whole = createCausality(trace);
    whole.update();
    expect(pieces.past(17).events()).toEqual(whole.past(17).events());
    expect(pieces.future(2).events()).toEqual(whole.future(2).events());
  });

  it('goes back along the named causes to the first', () => {
    const trace = traceOfSteps(LOST_REPLY);
    expect(rootCauses(trace, 16)).toEqual([2, 4, 9, 10, 11, 14, 15, 16]);
    expect(rootCauses(trace, 0)).toEqual([0]);
  });
});

/** Fewest changes of lane on any way from one event to another, by dynamic programming over all of them. */
function fewestHops(trace: Trace, from: number, to: number): number {
  const hops = new Array<number>(trace.length).fill(Infinity);
  hops[from] = 0;
  const last = new Map<number, number>();
  for (let i = 0; i < trace.length; i++) {
    const edges = [trace.cause[i]!];
    if (trace.kind[i] === KIND.deliver || trace.kind[i] === KIND.lose) edges.push(trace.partner[i]!);
    if (!FOR_THE_EYE.has(trace.kind[i]!)) {
      edges.push(last.get(trace.node[i]!) ?? -1);
      last.set(trace.node[i]!, i);
    }
    if (i <= from) continue;
    for (const edge of edges) {
      if (edge >= 0) hops[i] = Math.min(hops[i]!, hops[edge]! + (trace.node[edge] === trace.node[i] ? 0 : 1));
    }
  }
  return hops[to]!;
}
