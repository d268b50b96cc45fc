import { describe, expect, it } from 'vitest';
import { KIND } from '../../src/kernel/event';
import { createTraceBuilder } from '../../src/trace/builder';
import { labelOf } from '../../src/trace/trace';
import { EVERY_KIND, traceOfSteps } from './traces';
import type { Step } from './traces';

describe('trace builder', () => {
  it('links both halves of every pair', () => {
    const { partner } = traceOfSteps(EVERY_KIND);
    const pairs: [number, number][] = [[3, 8], [15, 16], [31, 32], [4, 26], [5, 27], [2, 28], [12, 18], [6, 7], [14, 17]];
    for (const [first, second] of pairs) expect([partner[first], partner[second]]).toEqual([second, first]);
    // A further copy points to its send, which goes on pointing to the first.
    expect(partner[9]).toBe(3);
    expect(partner[25]).toBe(-1);
  });

  it('gives labels as the kernel does', () => {
    const trace = traceOfSteps(EVERY_KIND);
    const labels = [0, 2, 3, 4, 10, 11, 19, 23, 24, 29, 30].map((i) => labelOf(trace, i));
    expect(labels).toEqual(['follower', 'write', 'Write', 'retry', 'write wal', 'rename wal', 'wall', 'a', '', 'durable', '']);
    expect(labelOf(traceOfSteps([{ t: 0, node: 'a', kind: 'state', set: { x: 1, y: 2 } }]), 0)).toBe('x, y');
  });

  it('fills in the cause that follows from the pair', () => {
    const steps = EVERY_KIND.map(({ cause: _, ...step }) => step) as Step[];
    const { cause } = traceOfSteps(steps);
    expect([8, 16, 26, 27, 7, 17, 18].map((i) => cause[i])).toEqual([3, 15, 4, 5, 6, 14, 12]);
  });

  it('keeps numbers of nodes apart that count for themselves', () => {
    const trace = traceOfSteps([
      { t: 0, node: 'a', kind: 'timer-set', timer: 1, name: 'x', due: 5 },
      { t: 0, node: 'b', kind: 'timer-set', timer: 1, name: 'x', due: 5 },
      { t: 0, node: 'c', kind: 'timer-set', timer: 1, name: 'x', due: 5 },
      { t: 1, node: 'a', kind: 'timer', timer: 1, name: 'x' },
      { t: 2, node: 'c', kind: 'timer', timer: 1, name: 'x' },
      { t: 3, node: 'b', kind: 'timer', timer: 1, name: 'x' },
      { t: 4, node: 'd', kind: 'timer', timer: 1, name: 'x' },
    ]);
    expect([3, 4, 5, 6].map((i) => trace.partner[i])).toEqual([0, 2, 1, -1]);
  });

  it('finds messages by numbers of any size', () => {
    const numbers = [5, 3_000_000_000, 0.5, 1e15, 1200, 90_000];
    const steps: Step[] = numbers.map((msg) => ({ t: 0, node: 'a', kind: 'send', msg, to: 'b', type: 'm', body: {} }));
    for (const msg of numbers) steps.push({ t: 1, node: 'b', kind: 'deliver', msg, from: 'a', type: 'm' });
    steps.push({ t: 2, node: 'b', kind: 'deliver', msg: -1, from: 'a', type: 'm' });
    const trace = traceOfSteps(steps);
    expect(numbers.map((_, k) => trace.partner[k])).toEqual([6, 7, 8, 9, 10, 11]);
    expect(trace.partner[12]).toBe(-1);
  });

  it('discovers nodes as they are named', () => {
    const builder = createTraceBuilder({ title: 'x', nodes: [{ id: 'a', role: 'client' }] });
    expect([builder.node('a'), builder.node('b'), builder.node('b', 'server'), builder.nodeIndex('c')]).toEqual([0, 1, 1, -1]);
    builder.add(0, 1, KIND.crash, -1, {});
    builder.describe({ title: 'y', model: 'm' });
    expect(builder.trace.header).toEqual({
      faultline: 1, unit: 'us', title: 'y', model: 'm', nodes: [{ id: 'a', role: 'client' }, { id: 'b' }],
    });
  });
});
