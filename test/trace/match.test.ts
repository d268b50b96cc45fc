import { describe, expect, it } from 'vitest';
import { find, matches } from '../../src/trace/match';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from './traces';

describe('finding events by rule', () => {
  const lostReply = traceOfSteps(LOST_REPLY);
  const every = traceOfSteps(EVERY_KIND);

  it('counts matches from one', () => {
    expect(find(lostReply, { kind: 'send', type: 'Charge' })).toBe(3);
    expect(find(lostReply, { kind: 'send', type: 'Charge', nth: 2 })).toBe(10);
    expect(find(lostReply, { kind: 'send', type: 'Charge', nth: 3 })).toBe(-1);
    expect(matches(lostReply, { kind: 'deliver' })).toEqual([5, 11, 15]);
  });

  it('knows both ends of a message at each of its events', () => {
    for (const kind of ['send', 'lose'] as const) {
      expect(matches(lostReply, { kind, type: 'Reply', from: 'shop', to: 'alice' }).length).toBeGreaterThan(0);
      expect(matches(lostReply, { kind, type: 'Reply', from: 'alice' })).toEqual([]);
    }
    expect(matches(lostReply, { kind: 'deliver', from: 'shop', to: 'alice' })).toEqual([15]);
  });

  it('looks at every field a rule may name', () => {
    expect(find(lostReply, { kind: 'lose', reason: 'dropped' })).toBe(8);
    expect(find(lostReply, { kind: 'lose', reason: 'partition' })).toBe(-1);
    expect(find(every, { kind: 'timer', name: 'retry', node: 'a' })).toBe(26);
    expect(find(every, { kind: 'timer', name: 'retry', node: 'b' })).toBe(-1);
    expect(find(every, { kind: 'state', role: 'leader' })).toBe(1);
    expect(find(every, { kind: 'return', status: 'unknown' })).toBe(28);
    expect(find(every, { kind: 'return', result: 'never' })).toBe(-1);
    expect(find(every, { kind: 'deliver', ignored: 'already seen' })).toBe(9);
    expect(find(every, { kind: 'decide', value: ['x', 3] })).toBe(25);
    expect(find(every, { kind: 'violation', name: 'durable' })).toBe(29);
    const vote = find(every, { kind: 'vote', round: 2, voter: 'b', for: 'a', granted: true });
    expect(every.detail(vote)).toMatchObject({ voter: 'b' });
    expect(find(every, { kind: 'vote', granted: false })).toBe(-1);
    expect(find(every, { kind: 'quorum', round: 2, have: 2, reached: true })).toBe(vote + 1);
    for (const missed of [{ round: 3 }, { have: 1 }, { reached: false }]) expect(find(every, { kind: 'quorum', ...missed })).toBe(-1);
  });
});
