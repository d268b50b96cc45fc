import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventDetails } from '../../../src/kernel/event';
import { KIND } from '../../../src/kernel/event';
import type { WorldSpec } from '../../../src/kernel/spec';
import { createWorld, runSlice } from '../../../src/kernel/world';
import { createCausality, isNoticed } from '../../../src/trace/causality';
import { afterEvent, afterReceive, compareHybrid, createHybridClocks } from '../../../src/trace/clocks/hybrid';
import type { HybridTime } from '../../../src/trace/clocks/hybrid';
import { clockChanges, wallClocks } from '../../../src/trace/clocks/wall';
import type { Trace } from '../../../src/trace/trace';
import { traceOf } from '../../../src/trace/trace';
import { chatter, worldSpecs } from '../../kernel/worlds';
import { traceOfSteps } from '../traces';
import type { Step } from '../traces';

function runOf(spec: WorldSpec): Trace {
  const world = createWorld({ ...spec, limits: { ...spec.limits, events: 600 } });
  while (!runSlice(world, 1_000));
  const clocks = Object.fromEntries(
    Object.entries(spec.clocks).map(([id, { offsetUs, driftPpm, uncertaintyUs }]) => [id, { offset: offsetUs, drift: driftPpm, uncertainty: uncertaintyUs }]),
  );
  return traceOf({ faultline: 1, title: spec.title, nodes: spec.nodes, unit: 'us', clocks }, world.log);
}
const runs = fc.oneof(worldSpecs(chatter), worldSpecs()).map(runOf);

describe('wall clocks', () => {
  it('of a simulated run are known at every event: each reading in it is foretold by the header and the settings', () => {
    let readings = 0;
    fc.assert(
      fc.property(runs, (trace) => {
        const changes = clockChanges(trace);
        const settings = Array.from(trace.kind.subarray(0, trace.length)).filter((kind) => kind === KIND['clock-set'] || kind === KIND.restart).length;
        expect(changes.length).toBeLessThanOrEqual(trace.header.nodes.length + settings);
        const walls = wallClocks(changes);
        for (let i = 0; i < trace.length; i++) {
          if (trace.kind[i] !== KIND.clock) continue;
          const { clock, reading } = trace.detail(i) as EventDetails['clock'];
          if (clock !== 'wall') continue;
          readings++;
          expect(walls.at(trace.node[i]!, i, trace.t[i]!)).toBe(reading);
        }
      }),
      { numRuns: 100 },
    );
    expect(readings).toBeGreaterThan(50);
  });

  it('answers the same in any order of asking', () => {
    fc.assert(
      fc.property(runs, fc.array(fc.nat(), { maxLength: 20 }), (trace, asked) => {
        fc.pre(trace.length > 0);
        const changes = clockChanges(trace);
        const at = (walls: ReturnType<typeof wallClocks>, i: number) => walls.at(trace.node[i]!, i, trace.t[i]!);
        const walls = wallClocks(changes);
        for (const n of asked) expect(at(walls, n % trace.length)).toBe(at(wallClocks(changes), n % trace.length));
      }),
      { numRuns: 30 },
    );
  });

  it('of a recorded trace are as its readings say; before the first as far off as there; without any the trace’s own time', () => {
    const trace = traceOfSteps([
      { t: 100, node: 'a', kind: 'note', text: '' },
      { t: 200, node: 'a', kind: 'clock', clock: 'wall', reading: 1_200 },
      { t: 300, node: 'a', kind: 'note', text: '' },
      { t: 400, node: 'a', kind: 'clock', clock: 'wall', reading: 1_350 },
      { t: 500, node: 'a', kind: 'clock', clock: 'monotonic', reading: 7 },
      { t: 600, node: 'a', kind: 'clock-set', from: 1_550, to: 600 },
      { t: 700, node: 'a', kind: 'clock-set', drift: 100_000 },
      { t: 800, node: 'a', kind: 'note', text: '' },
      { t: 900, node: 'b', kind: 'note', text: '' },
    ]);
    const walls = wallClocks(clockChanges(trace));
    const shown = Array.from({ length: trace.length }, (_, i) => walls.at(trace.node[i]!, i, trace.t[i]!));
    expect(shown).toEqual([1_100, 1_200, 1_300, 1_350, 1_450, 600, 700, 810, 900]);
    expect([walls.known(0), walls.known(1)]).toEqual([true, false]);
  });
});

describe('hybrid clocks', () => {
  it('order what happened before, stay within the bound of the clocks, and l is the highest physical time known of', () => {
    fc.assert(
      fc.property(runs, fc.nat(), (trace, seed) => {
        fc.pre(trace.length > 0);
        const walls = wallClocks(clockChanges(trace));
        const hybrid = createHybridClocks(trace, walls);
        hybrid.update();
        const causality = createCausality(trace);
        causality.update();
        // How far clocks are from true time, over all of them and the whole run: no clock is further from another than that.
        let [least, most] = [Infinity, -Infinity];
        for (let i = 0; i < trace.length; i++) {
          if (!isNoticed(trace.kind[i]!)) continue;
          const off = hybrid.at(i)!.pt - trace.t[i]!;
          [least, most] = [Math.min(least, off), Math.max(most, off)];
        }
        for (let i = 0; i < trace.length; i++) {
          const reading = hybrid.at(i);
          if (reading === undefined) continue;
          expect(reading.l).toBeGreaterThanOrEqual(reading.pt);
          expect(reading.l - reading.pt).toBeLessThanOrEqual(most - least);
        }
        for (let n = 0; n < 40; n++) {
          const a = (Math.imul(seed + n, 2_654_435_761) >>> 3) % trace.length;
          const b = (Math.imul(seed + 7 * n, 2_246_822_519) >>> 3) % trace.length;
          const [first, second] = [hybrid.at(a), hybrid.at(b)];
          if (first !== undefined && second !== undefined && causality.before(a, b)) expect(compareHybrid(first, second)).toBeLessThan(0);
        }
        const some = hybrid.at(seed % trace.length);
        if (some === undefined) return;
        const past = causality.past(seed % trace.length).events().filter((i) => isNoticed(trace.kind[i]!));
        expect(some.l).toBe(Math.max(...past.map((i) => hybrid.at(i)!.pt)));
      }),
      { numRuns: 80 },
    );
  });

  /**
   * The case that breaks the naive rule l := max(l + 1, pt) (§3.2): one clock stands at 10 while the others begin at 0, and messages go
   * round among the slow ones faster than their clocks tick.
   */
  it('the paper’s counterexample: the naive clock runs away, the hybrid one stays at the highest clock and starts anew with it', () => {
    const physical = [
      // The first node sends; then nodes 1, 2 and 3 pass it on, over and over.
      { node: 0, pt: 10 }, { node: 1, pt: 1 }, { node: 2, pt: 1 }, { node: 3, pt: 2 }, { node: 1, pt: 2 }, { node: 2, pt: 2 }, { node: 3, pt: 3 }, { node: 1, pt: 3 },
    ];
    const clocks: HybridTime[] = [0, 1, 2, 3].map(() => ({ l: 0, c: 0 }));
    const naive = [0, 0, 0, 0];
    const seen: string[] = [];
    let message: HybridTime | undefined;
    let naiveMessage = 0;
    for (const { node, pt } of physical) {
      clocks[node] = message === undefined ? afterEvent(clocks[node]!, pt) : afterReceive(clocks[node]!, message, pt);
      message = clocks[node];
      naive[node] = Math.max(naive[node]! + 1, message === undefined ? 0 : naiveMessage + 1, pt);
      naiveMessage = naive[node];
      seen.push(`${pt},${clocks[node].l},${clocks[node].c}`);
    }
    expect(seen).toEqual(['10,10,0', '1,10,1', '1,10,2', '2,10,3', '2,10,4', '2,10,5', '3,10,6', '3,10,7']);
    expect(naive[1]).toBe(17);
    // Once a clock has passed 10, l is its physical time again and c begins at 0.
    clocks[3] = afterEvent(clocks[3]!, 13);
    expect(clocks[3]).toEqual({ l: 13, c: 0 });
  });

  it('receives as each line of the algorithm says', () => {
    const at = (l: number, c: number): HybridTime => ({ l, c });
    expect(afterEvent(at(10, 2), 10)).toEqual(at(10, 3));
    expect(afterEvent(at(10, 2), 11)).toEqual(at(11, 0));
    expect(afterReceive(at(10, 2), at(10, 5), 9)).toEqual(at(10, 6));
    expect(afterReceive(at(10, 5), at(9, 9), 8)).toEqual(at(10, 6));
    expect(afterReceive(at(9, 9), at(10, 5), 8)).toEqual(at(10, 6));
    expect(afterReceive(at(9, 9), at(8, 5), 10)).toEqual(at(10, 0));
    expect(afterReceive(at(9, 2), at(10, 5), 10)).toEqual(at(10, 6));
  });

  it('takes part in a trace: a fast sender’s time arrives with its message', () => {
    const steps: Step[] = [
      { t: 0, node: 'fast', kind: 'send', msg: 1, to: 'slow', type: 'M', body: {} },
      { t: 5, node: 'slow', kind: 'note', text: 'before' },
      { t: 10, node: 'slow', kind: 'deliver', cause: 0, msg: 1, from: 'fast', type: 'M' },
      { t: 10, node: 'slow', kind: 'send', cause: 2, msg: 2, to: 'fast', type: 'M', body: {} },
      { t: 15, node: 'fast', kind: 'lose', cause: 3, msg: 2, reason: 'dropped', to: 'fast', type: 'M' },
      { t: 60, node: 'slow', kind: 'note', text: 'much later' },
    ];
    const trace = traceOfSteps(steps, ['fast', 'slow']);
    const described = { ...trace, header: { ...trace.header, clocks: { fast: { offset: 50 } } }, length: trace.length };
    const hybrid = createHybridClocks(trace, wallClocks(clockChanges(described)));
    hybrid.update();
    expect(steps.map((_, i) => hybrid.at(i))).toEqual([
      { l: 50, c: 0, pt: 50 }, { l: 5, c: 0, pt: 5 }, { l: 50, c: 1, pt: 10 }, { l: 50, c: 2, pt: 10 }, undefined, { l: 60, c: 0, pt: 60 },
    ]);
  });
});
