import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyNot } from '../../../src/scenario/edit/edit-scenario';
import { roundBetween } from '../../../src/scenario/edit/message-changes';
import { chatting } from './chatting';

describe('a message is named by rule', () => {
  it('with type, sender, receiver and number', () => {
    const { event, lines } = chatting();
    const said = { kind: 'send', type: 'Hear', to: 'cid', nth: 2 } as const;
    expect(lines({ do: 'lose', event: event(said) })).toEqual(['faults:', '- lose: { type: Hear, from: room1, to: cid, nth: 2 }']);
    expect(lines({ do: 'lose', event: event({ ...said, kind: 'deliver', node: 'cid' }) })).toEqual(['faults:', '- lose: { type: Hear, from: room1, to: cid, nth: 2 }']);
  });

  it('as the rules of the file do that name no sender or no receiver, counted accordingly', () => {
    const hear = { kind: 'send', type: 'Hear', to: 'cid', nth: 2 } as const;
    const plain = chatting('faults:', '  - delay: { type: Say, nth: 9, by: 1ms }');
    expect(plain.lines({ do: 'lose', event: plain.event(hear) })).toEqual(['- lose: { type: Hear, nth: 4 }']);
    const some = chatting('faults:', '  - delay: { type: Say, nth: 9, by: 1ms }', '  - delay: { to: ann, nth: 9, by: 1ms }');
    expect(some.lines({ do: 'lose', event: some.event(hear) })).toEqual(['- lose: { type: Hear, to: cid, nth: 2 }']);
  });

  it('that still strikes it when the run is another', () => {
    const hear = { kind: 'send', type: 'Hear', to: 'cid', nth: 3 } as const;
    const before = chatting();
    const send = before.event(hear);
    const after = before.then({ do: 'lose', event: send });
    expect(after.trace.detail(after.trace.partner[send]!)).toMatchObject({ reason: 'dropped', to: 'cid' });
    expect(after.event({ kind: 'lose', type: 'Hear' })).toBe(after.trace.partner[send]);
  });
});

describe('a message is lost, doubled, and let be again', () => {
  it('but not twice', () => {
    const lost = chatting('faults:', '  - lose: { type: Say, nth: 2 }');
    const event = lost.event({ kind: 'lose', type: 'Say' });
    expect(lost.lines({ do: 'lose', event })).toBe('this Say is lost already (dropped)');
    expect(lost.lines({ do: 'delay', event, byUs: 1_000 })).toBe('this Say is lost (dropped) however long it takes');
    expect(lost.lines({ do: 'arrive', event, atUs: 90_000 })).toBe('this Say does not arrive; take out what loses it first');
    expect(lost.then({ do: 'undo', event }).draft.text).toBe(chatting().draft.text);
  });

  it('a copy would still arrive', () => {
    const doubled = chatting().then({ do: 'duplicate', event: chatting().event({ kind: 'send', type: 'Say' }), afterUs: 5_000 });
    expect(doubled.draft.text).toContain('  - duplicate: { type: Say, from: ann, to: room1, nth: 1, after: 5ms }\n');
    const copy = doubled.trace.t.slice(0, doubled.trace.length).findIndex((t, i) => t === 15_000 && (doubled.trace.detail(i) as { duplicate?: true }).duplicate === true);
    expect(copy).toBeGreaterThan(0);
    expect(doubled.lines({ do: 'lose', event: copy })).toBe('a copy of this Say would still arrive; take out the fault that doubles it first');
    expect(doubled.lines({ do: 'arrive', event: copy, atUs: 30_000 })).toEqual(['- duplicate: { type: Say, from: ann, to: room1, nth: 1, after: 20ms }']);
    expect(doubled.lines({ do: 'arrive', event: copy, atUs: 9_000 })).toBe('a copy does not arrive before the message itself');
    expect(doubled.then({ do: 'undo', event: copy }).draft.text).toBe(chatting().draft.text);
  });

  it('no copy or delay gets through a cut, except where the cut came later', () => {
    const cut = chatting('faults:', '  - partition: { at: 1ms, until: 11ms, from: [ann], to: [room1] }');
    const [first, second] = [cut.event({ kind: 'lose', type: 'Say' }), cut.event({ kind: 'lose', type: 'Say', nth: 2 })];
    expect(cut.trace.t[first]).toBe(7_000);
    const [early, late] = [cut.trace.cause[first]! < cut.trace.cause[second]! ? second : first, cut.trace.cause[first]! < cut.trace.cause[second]! ? first : second];
    expect(cut.lines({ do: 'delay', event: early, byUs: 60_000 })).toBe('this Say is lost (partition) however long it takes');
    expect(cut.lines({ do: 'duplicate', event: early })).toBe('no copy of this Say gets through (partition)');
    const saved = cut.then({ do: 'delay', event: late, byUs: 60_000 });
    expect(saved.trace.t[saved.event({ kind: 'deliver', type: 'Say', from: 'ann' })]).toBe(70_000);
  });

  it('what is no message is refused', () => {
    const { draft, trace, lines, event } = chatting();
    expect([whyNot(draft, { do: 'lose', event: event({ kind: 'send' }) }, trace), whyNot(draft, { do: 'lose', event: -1 }, trace)?.code, whyNot(draft, { do: 'set-param', name: 'wait', value: undefined })?.code]).toEqual([undefined, 'not-a-message', 'no-change']);
    for (const wrong of [-1, trace.length, 0.5, NaN, event({ kind: 'invoke' })]) expect(lines({ do: 'lose', event: wrong })).toBe('this event is not a message');
    expect(lines({ do: 'undo', event: event({ kind: 'send' }) })).toBe('no fault of this scenario is behind this event');
  });
});

describe('a message arrives when it is told to', () => {
  const say = { kind: 'send', type: 'Say' } as const;

  it('by a delay on top of what the network does', () => {
    const { event, lines, then } = chatting();
    expect(lines({ do: 'arrive', event: event(say), atUs: 40_000 })).toEqual(['faults:', '- delay: { type: Say, from: ann, to: room1, nth: 1, by: 30ms }']);
    const later = then({ do: 'arrive', event: event(say), atUs: 40_000 });
    expect(later.trace.t[later.trace.partner[later.event(say)]!]).toBe(40_000);
    expect(later.lines({ do: 'arrive', event: later.event(say), atUs: 25_000 })).toEqual(['- delay: { type: Say, from: ann, to: room1, nth: 1, by: 15ms }']);
    expect(later.lines({ do: 'delay', event: later.event(say), byUs: 7_000 })).toEqual(['- delay: { type: Say, from: ann, to: room1, nth: 1, by: 7ms }']);
    expect(later.then({ do: 'arrive', event: later.event(say), atUs: 10_000 }).draft.text).toBe(chatting().draft.text);
    expect(later.lines({ do: 'arrive', event: later.event(say), atUs: 9_000 })).toBe('it cannot arrive before 10ms: the network is no faster');
  });

  it('and a rule for many messages is left alone', () => {
    const slow = chatting('faults:', '  - delay: { type: Say, by: 5ms }');
    expect(slow.lines({ do: 'arrive', event: slow.event(say), atUs: 25_000 })).toEqual(['- delay: { type: Say, nth: 1, by: 10ms }']);
  });

  it('at a paused node, where it would have been handled later', () => {
    const paused = chatting('faults:', '  - pause: { node: room1, at: 1ms, for: 50ms }');
    expect(paused.lines({ do: 'arrive', event: paused.event(say), atUs: 12_000 })).toEqual(['- delay: { type: Say, from: ann, to: room1, nth: 1, by: 2ms }']);
  });
});

describe('messages overtake', () => {
  it('the one before, or are overtaken by the one behind', () => {
    const { event, lines, then } = chatting();
    const [first, second] = [event({ kind: 'send', type: 'Say', from: 'ann' }), event({ kind: 'send', type: 'Say', from: 'ann', nth: 2 })];
    const slower = ['faults:', '- delay: { type: Say, from: ann, to: room1, nth: 1, by: 3ms }'];
    expect(lines({ do: 'overtake', event: first, which: 'next' })).toEqual(slower);
    expect(lines({ do: 'overtake', event: second, which: 'previous' })).toEqual(slower);
    const { trace } = then({ do: 'overtake', event: first, which: 'next' });
    expect(trace.t[trace.partner[first]!]).toBeGreaterThan(trace.t[trace.partner[second]!]!);
    expect(lines({ do: 'overtake', event: first, which: 'previous' })).toBe('ann sends nothing to room1 before this');
    const overtaken = then({ do: 'overtake', event: first, which: 'next' });
    expect(overtaken.lines({ do: 'overtake', event: first, which: 'next' })).toBe('the Say that was sent later arrives first already');
  });

  it('by the roundest delay there is', () => {
    expect([[20_000, Infinity], [20_000, 20_500], [35_217, Infinity], [0, Infinity], [0, 500], [1_999_999, Infinity], [5, 6]].map(([above, below]) => roundBetween(above!, below!))).toEqual([21_000, 20_100, 36_000, 1_000, 100, 2_000_000, 6]);
    fc.assert(fc.property(fc.nat(10_000_000), fc.integer({ min: 2, max: 10_000_000 }), (above, room) => {
      const between = roundBetween(above, above + room);
      return Number.isInteger(between) && between > above && between < above + room;
    }));
  });
});
