import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KIND } from '../../src/kernel/event';
import type { EventDetail } from '../../src/kernel/event';
import { GrowingLog, MAX_LABELS } from '../../src/kernel/log';

const names = ['a', 'b'];
const note = (text: string): EventDetail => ({ text });

describe('a log', () => {
  it('gives back what was appended, whatever its length', () => {
    const log = new GrowingLog(2);
    for (let i = 0; i < 3000; i++) expect(log.append(i * 10, i % 3, KIND.note, i - 1, -1, `label ${i % 7}`, note(`n${i}`))).toBe(i);
    expect(log.length).toBe(3000);
    for (const i of [0, 1, 255, 256, 257, 1023, 1024, 2999]) {
      expect([log.t[i], log.node[i], log.kind[i], log.cause[i], log.partner[i], log.labels[log.label[i]!], log.detail(i)])
        .toEqual([i * 10, i % 3, KIND.note, i - 1, -1, `label ${i % 7}`, note(`n${i}`)]);
    }
    expect(log.labels.length).toBe(8);
    expect(() => log.detail(3000)).toThrow(RangeError);
    expect(() => log.detail(-1)).toThrow(RangeError);
  });

  it('takes messages apart and puts them together again', () => {
    const log = new GrowingLog(1, names);
    const body = { n: 1 };
    const send = log.appendSend(5, 0, -1, 7, 1, log.labelOf('Ask'), 'Ask', body);
    const deliver = log.appendDeliver(9, 1, send);
    const again = log.appendDeliver(11, 1, send);
    expect(log.detail(send)).toEqual({ msg: 7, to: 'b', type: 'Ask', body });
    expect(log.detail(deliver)).toEqual({ msg: 7, from: 'a', type: 'Ask' });
    expect([log.typeOf(send), log.receiverOf(send), log.bodyOf(send), log.num[send]]).toEqual(['Ask', 1, body, 7]);
    expect([log.partner[send], log.partner[deliver], log.partner[again], log.cause[again]]).toEqual([deliver, send, send, send]);
    log.amend(again, { msg: 7, from: 'a', type: 'Ask', duplicate: true });
    expect(log.detail(again)).toEqual({ msg: 7, from: 'a', type: 'Ask', duplicate: true });
    const timer = log.appendTimerSet(12, 0, -1, 3, 'retry', 99);
    expect([log.detail(timer), log.num[timer]]).toEqual([{ timer: 3, name: 'retry', due: 99 }, 3]);
  });

  it('keeps the type of a message also when there are more labels than can be told apart', () => {
    const log = new GrowingLog(1024, names);
    for (let i = 0; i < MAX_LABELS + 5; i++) log.append(0, 0, KIND.note, -1, -1, `l${i}`, note(''));
    const send = log.appendSend(1, 0, -1, 1, 1, log.labelOf('Rare'), 'Rare', { x: 1 });
    const deliver = log.appendDeliver(2, 1, send);
    expect(log.labels[log.label[send]!]).toBe('…');
    expect(log.detail(send)).toEqual({ msg: 1, to: 'b', type: 'Rare', body: { x: 1 } });
    expect(log.detail(deliver)).toEqual({ msg: 1, from: 'a', type: 'Rare' });
    expect([log.typeOf(send), log.receiverOf(send), log.bodyOf(send), log.num[send]]).toEqual(['Rare', 1, { x: 1 }, 1]);
  });

  it('can be copied: what either appends or amends later, the other does not see', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 300 }), (before, more) => {
      const log = new GrowingLog(16, names);
      const fill = (to: GrowingLog, count: number, text: string): void => {
        for (let i = 0; i < count; i++) to.append(i, 0, KIND.note, -1, -1, text, note(`${text}${i}`));
      };
      fill(log, before, 'x');
      const copy = log.clone();
      fill(log, more, 'y');
      fill(copy, more, 'z');
      for (const [one, text] of [[log, 'y'], [copy, 'z']] as const) {
        expect(one.length).toBe(before + more);
        expect(one.detail(before - 1)).toEqual(note(`x${before - 1}`));
        expect(one.detail(before)).toEqual(note(`${text}0`));
        expect(one.detail(before + more - 1)).toEqual(note(`${text}${more - 1}`));
        expect(one.labels[one.label[before]!]).toBe(text);
      }
    }));
  });

  it('links partners once: the first end of a message stays its partner', () => {
    const log = new GrowingLog();
    const first = log.append(0, 0, KIND['timer-set'], -1, -1, 'a', note(''));
    const second = log.append(1, 0, KIND.timer, first, first, 'a', note(''));
    log.append(2, 0, KIND.timer, first, first, 'a', note(''));
    expect([log.partner[first], log.partner[second]]).toEqual([second, first]);
  });
});
