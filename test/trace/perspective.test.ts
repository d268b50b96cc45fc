import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignedPerspectives, comparePerspectives, perspective } from '../../src/trace/perspective';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from './traces';
import type { Step } from './traces';

describe('perspective', () => {
  it('tells what a node did and received, and nothing else', () => {
    const rows = perspective(traceOfSteps(LOST_REPLY), 'alice').map(({ text }) => text);
    expect(rows).toEqual([
      '0.000 ms  becomes client, sets asked = 0, done = false',
      '1.000 ms  is asked for charge(amount: 10) as operation 1',
      '1.000 ms  sends Charge to shop {amount: 10}',
      '1.000 ms  sets timer timeout #1 for 100 ms',
      '101.000 ms  timer timeout #1 fires',
      '101.000 ms  sends Charge to shop {amount: 10}',
      '121.000 ms  receives Reply from shop {ok: true}',
      '121.000 ms  sets done = true',
      '121.000 ms  ends operation 1: ok charged',
    ]);
  });

  it('hides that a message was a copy, had waited, or that the node itself was paused or crashed', () => {
    const rows = perspective(traceOfSteps(EVERY_KIND), 'b').map(({ what }) => what);
    expect(rows).toEqual([
      'becomes leader',
      'receives Write from a {x: 3, name: "A \\"quoted\\" <name> & \\n more"}',
      'receives Write from a {x: 3, name: "A \\"quoted\\" <name> & \\n more"}, ignores it: already seen',
      'writes wal, not yet durable',
      'renames wal to wal.1, not yet durable',
      'restarts',
      'b votes for a in round 2',
    ]);
  });

  it('counts time from the start of the process', () => {
    const steps: Step[] = [
      { t: 5000, node: 'a', kind: 'state', set: { x: 1 } },
      { t: 6000, node: 'a', kind: 'crash' },
      { t: 9000, node: 'a', kind: 'restart' },
      { t: 9500, node: 'a', kind: 'state', set: { x: 2 } },
    ];
    expect(perspective(traceOfSteps(steps), 'a').map(({ elapsedUs }) => elapsedUs)).toEqual([0, 0, 500]);
  });

  it('is empty for a node that is not there', () => {
    expect(perspective(traceOfSteps(LOST_REPLY), 'nobody')).toEqual([]);
  });
});

describe('comparing perspectives', () => {
  // The same to alice: the reply lost, the request lost, the shop down. Other numbers, other traffic elsewhere.
  const lostRequest: readonly Step[] = [
    { t: 0, node: 'shop', kind: 'state', set: { charged: 0 }, role: 'server' },
    { t: 0, node: 'shop', kind: 'timer-set', timer: 1, name: 'other', due: 7 },
    { t: 0, node: 'alice', kind: 'state', set: { asked: 0, done: false }, role: 'client' },
    { t: 500, node: 'shop', kind: 'crash' },
    { t: 1000, node: 'alice', kind: 'invoke', op: 7, f: 'charge', value: { amount: 10 } },
    { t: 1000, node: 'alice', kind: 'send', msg: 40, to: 'shop', type: 'Charge', body: { amount: 10 } },
    { t: 1000, node: 'alice', kind: 'timer-set', timer: 9, name: 'timeout', due: 101_000 },
    { t: 6000, node: 'shop', kind: 'lose', msg: 40, reason: 'receiver-down', to: 'shop', type: 'Charge' },
    { t: 101_000, node: 'alice', kind: 'timer', timer: 9, name: 'timeout' },
    { t: 101_000, node: 'alice', kind: 'send', msg: 41, to: 'shop', type: 'Charge', body: { amount: 10 } },
  ];
  it('finds them alike as long as the node could not tell', () => {
    const lostReply = LOST_REPLY.slice(0, 11);
    const compared = comparePerspectives([
      { title: 'reply lost', trace: traceOfSteps(lostReply), node: 'alice' },
      { title: 'shop down', trace: traceOfSteps(lostRequest), node: 'alice' },
    ]);
    expect(compared.firstDifference).toBe(-1);
    expect(compared.columns.map(({ title, rows }) => [title, rows.length])).toEqual([['reply lost', 6], ['shop down', 6]]);
    expect(compared.columns[1]!.events).toEqual([2, 4, 5, 6, 8, 9]);
  });

  it('finds the first row that differs, also where one ends earlier', () => {
    const later = LOST_REPLY.map((step) => (step.t >= 101_000 ? { ...step, t: step.t + 1 } : step));
    const runs = [LOST_REPLY, later].map((steps, k) => ({ title: String(k), trace: traceOfSteps(steps), node: 'alice' }));
    expect(comparePerspectives(runs).firstDifference).toBe(4);
    const shorter = { title: 'short', trace: traceOfSteps(lostRequest), node: 'alice' };
    expect(comparePerspectives([runs[0]!, shorter]).firstDifference).toBe(6);
    expect(comparePerspectives([])).toEqual({ columns: [], firstDifference: -1 });
  });
});

describe('aligned perspectives', () => {
  const of = (steps: readonly Step[], node = 'alice', title = node) => ({ title, trace: traceOfSteps(steps), node });

  it('keeps what is alike on one row and leaves the other side empty where only one has something', () => {
    const without = LOST_REPLY.filter((_, i) => i !== 4 && i !== 9).map((step) => ({ ...step, cause: -1 }));
    const { columns: [left, right], firstDifference } = alignedPerspectives(of(LOST_REPLY), of(without));
    expect(left!.rows.length).toBe(right!.rows.length);
    expect(left!.events).toEqual([0, 2, 3, 4, 9, 10, 15, 16, 17]);
    expect(right!.rows.map((row) => row === '')).toEqual([false, false, false, true, true, false, false, false, false]);
    expect(firstDifference).toBe(3);
  });

  it('loses nothing of either side, in order, and agrees with the comparison on the first difference', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(4), randomTrace, fc.nat(4), (a, x, b, y) => {
        const runs = [{ title: 'a', trace: a, node: `n${x}` }, { title: 'b', trace: b, node: `n${y}` }] as const;
        const plain = comparePerspectives(runs);
        const aligned = alignedPerspectives(...runs);
        aligned.columns.forEach(({ rows, events }, side) => {
          expect(rows.filter((row) => row !== '')).toEqual(plain.columns[side]!.rows);
          expect(events.filter((event) => event >= 0)).toEqual(plain.columns[side]!.events);
        });
        expect(aligned.firstDifference).toBe(plain.firstDifference);
      }),
      { numRuns: 60 },
    );
  });

  it('finds two nodes of one run that saw the same', () => {
    const steps: Step[] = ['b', 'c'].flatMap((node, k): Step[] => [
      { t: k, node: 'a', kind: 'send', msg: k + 1, to: node, type: 'Hello', body: {} },
      { t: 10 + k, node, kind: 'deliver', cause: 2 * k, msg: k + 1, from: 'a', type: 'Hello' },
    ]).sort((a, b) => a.t - b.t).map((step) => (step.kind === 'deliver' ? { ...step, cause: step.msg - 1 } : step));
    expect(alignedPerspectives(of(steps, 'b'), of(steps, 'c')).firstDifference).toBe(-1);
    expect(alignedPerspectives(of(steps, 'a'), of(steps, 'b')).firstDifference).toBe(0);
  });
});
