import { describe, expect, test } from 'vitest';
import { EVENT_KINDS } from '../../../src/trace/trace';
import type { EventDetail, EventKind } from '../../../src/trace/trace';
import { eventFacts } from '../../../webview/panels/event-facts';
import { reasonSentence } from '../../../webview/panels/event-reasons';
import { eventSentence, eventWords, kindWords } from '../../../webview/panels/event-words';
import type { EventRef } from '../../../webview/panels/event-words';

const ref = (kind: EventKind, label = '', more: Partial<EventRef> = {}): EventRef => ({ index: 7, t: 25_000, node: 'alice', kind, label, ...more });

test.each<[EventRef, EventDetail, columns: string, full: string]>([
  [ref('send', 'Charge', { other: 'shop' }), { msg: 1, to: 'shop', type: 'Charge', body: { amount: 10 } }, 'alice sends Charge to shop', 'alice sends Charge to shop'],
  [ref('send', 'Charge'), { msg: 1, to: 'shop', type: 'Charge', body: {} }, 'alice sends Charge', 'alice sends Charge to shop'],
  [ref('deliver', 'Reply', { other: 'shop' }), { msg: 1, from: 'shop', type: 'Reply', duplicate: true, ignored: 'stale term' }, 'alice receives Reply from shop', 'alice receives Reply again from shop, ignores it: stale term'],
  [ref('lose', 'Reply', { other: 'shop' }), { msg: 1, to: 'alice', type: 'Reply', reason: 'partition' }, 'alice never gets Reply from shop', 'alice never gets Reply from shop: the network was cut'],
  [ref('timer-set', 'timeout'), { timer: 1, name: 'timeout', due: 125_000 }, 'alice sets timer timeout', 'alice sets timer timeout for 100 ms'],
  [ref('timer', 'timeout'), { timer: 1, name: 'timeout' }, 'alice: timer timeout fires', 'alice: timer timeout fires'],
  [ref('partition'), { groups: [['alice'], ['shop', 'bank']] }, 'network cut', 'network cut: alice | shop, bank'],
  [ref('heal'), { from: ['alice'], to: ['shop'] }, 'network whole again', 'network whole again: alice → shop'],
  [ref('clock-set', 'wall'), { from: 9_000_000, to: 4_000_000 }, 'alice: clock is changed', 'alice: clock jumps back by 5 s'],
  [ref('clock-set', 'wall'), { drift: 500 }, 'alice: clock is changed', 'alice: clock drifts by 500 ppm from here on'],
  [ref('state', 'term, role'), { set: { term: 2 }, role: 'leader' }, 'alice sets term, role', 'alice becomes leader, sets term = 2'],
  [ref('vote', 'bob'), { round: 2, voter: 'carol', for: 'bob', granted: false }, 'alice: vote for bob', 'alice is told that carol refuses its vote to bob in round 2'],
  [ref('quorum'), { round: 2, have: 2, need: 2, of: 3, reached: true }, 'alice counts votes', 'alice has 2 of 3, needs 2: quorum reached'],
  [ref('invoke', 'charge'), { op: 1, f: 'charge', value: { amount: 10 } }, 'alice invokes charge', 'alice invokes charge(amount: 10)'],
  [ref('return', 'charge'), { op: 1, f: 'charge', value: 10, status: 'unknown' }, 'alice returns from charge', 'alice returns from charge(10): unknown'],
  [ref('violation', 'once'), { invariant: 'once', detail: 'twice', events: [] }, 'alice violates once', 'alice violates once'],
])('%o', (event, detail, columns, full) => {
  expect(eventSentence(event)).toBe(columns);
  expect(eventSentence(event, detail)).toBe(full);
});

test('every kind has words, from the columns alone and as a heading', () => {
  for (const kind of EVENT_KINDS) {
    expect(eventWords(ref(kind, 'x'))).not.toBe('');
    expect(kindWords(kind)).toMatch(/^[A-Z]/);
    expect(eventFacts(ref(kind, 'x'), undefined, undefined).records).toEqual([]);
  }
});

test('names of more than one line stay on one', () => {
  expect(eventWords(ref('send', 'a\nb\u202E', { other: 'c\td' }))).toBe('sends a\\nb\\u202e to c\\td');
});

describe('why', () => {
  const lost = (reason: string): string | undefined =>
    reasonSentence(ref('lose', 'Reply', { other: 'shop' }), { msg: 1, to: 'alice', type: 'Reply', reason } as EventDetail);

  test('a message was lost, for each reason in another sentence', () => {
    const sentences = ['dropped', 'partition', 'receiver-down', 'queue-full', 'in-flight'].map(lost);
    expect(new Set(sentences).size).toBe(5);
    for (const sentence of sentences) expect(sentence).toMatch(/^(?=.*Reply)(?=.*alice).*\.$/);
    expect(lost('partition')).toBe('The network is cut between shop and alice, so this Reply could not get through. shop has no way to know.');
  });

  test('a message was ignored, late or a copy', () => {
    const deliver = ref('deliver', 'Write', { other: 'bob' });
    expect(reasonSentence(deliver, { msg: 1, from: 'bob', type: 'Write', ignored: 'fenced' })).toBe('alice discarded it. The reason it gave: fenced.');
    expect(reasonSentence(deliver, { msg: 1, from: 'bob', type: 'Write', arrived: 5_000, duplicate: true })).toBe(
      'This is a further copy: alice received the same Write before. It reached alice at 5 ms and waited there until the pause was over.',
    );
    expect(reasonSentence(deliver, { msg: 1, from: 'bob', type: 'Write' })).toBeUndefined();
  });
});

describe('facts', () => {
  test('a lost message has its ends and its body, which stands in its send', () => {
    const { facts, records } = eventFacts(
      ref('lose', 'Reply', { other: 'shop' }),
      { msg: 3, to: 'alice', type: 'Reply', reason: 'dropped' },
      { msg: 3, to: 'alice', type: 'Reply', body: { ok: true } },
    );
    expect(facts.map(({ name, value }) => `${name}: ${value}`)).toEqual(['From: shop', 'To: alice', 'Type: Reply', 'Message: no. 3']);
    expect(records).toEqual([{ name: 'Body', value: { ok: true } }]);
  });

  test('a list or a long text gets a tree, a short value does not', () => {
    const of = (value: EventDetail): string[] => {
      const { facts, records } = eventFacts(ref('decide'), value, undefined);
      return [...facts.map(({ value: shown }) => shown), ...records.map(({ value: shown }) => JSON.stringify(shown))];
    };
    expect(of({ value: 'apples' })).toEqual(['apples']);
    expect(of({ value: ['a', 'b'] })).toEqual(['{"0":"a","1":"b"}']);
    expect(of({ value: 'x'.repeat(100) })).toEqual([`{"Value":"${'x'.repeat(100)}"}`]);
  });
});
