import { describe, expect, it } from 'vitest';
import { comparePerspectives, perspective } from '../../src/trace/perspective';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from './traces';
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
