import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KIND } from '../../../src/kernel/event';
import { GrowingLog } from '../../../src/kernel/log';
import { createSpans } from '../../../src/trace/layout/spans';

/** A log of sends, each followed at random by its delivers, and crashes with or without restart. */
function randomLog(choices: readonly number[]): GrowingLog {
  const log = new GrowingLog(8);
  const open: number[] = [];
  let crash = -1;
  choices.forEach((choice, t) => {
    if (choice < 4 || open.length === 0) open.push(log.append(t, 0, KIND.send, -1, -1, 'm', {}));
    else if (choice < 8) {
      const send = open[choice % open.length]!;
      log.append(t, 1, KIND.deliver, send, send, 'm', {});
      // Half of them get a further copy some time.
      if (choice % 2 === 0) open.splice(choice % open.length, 1);
    } else if (crash < 0) crash = log.append(t, 2, KIND.crash, -1, -1, '', {});
    else {
      log.append(t, 2, KIND.restart, crash, crash, '', {});
      crash = -1;
    }
  });
  return log;
}

function crossingBySearch(log: GrowingLog, from: number): number[] {
  const found: number[] = [];
  for (let start = 0; start < from; start++) {
    let end = log.partner[start]! > start ? log.partner[start]! : start;
    for (let i = start + 1; i < log.length; i++) if (log.partner[i] === start) end = i;
    const lasting = log.kind[start] === KIND.crash && log.partner[start] === -1;
    if (end >= from || lasting) found.push(start);
  }
  return found;
}

describe('spans', () => {
  it('finds what crosses a window as a search of the whole trace does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 400 }), fc.nat(400), (choices, at) => {
        const log = randomLog(choices);
        const spans = createSpans();
        spans.update(log);
        const from = at % (log.length + 1);
        expect([...spans.crossing(from, 1e9)].sort((a, b) => a - b)).toEqual(crossingBySearch(log, from));
      }),
    );
  });

  it('gives the same answer when the trace arrived in pieces', () => {
    const choices = Array.from({ length: 3000 }, (_, i) => (i * 7 + (i >> 3)) % 10);
    const whole = createSpans();
    whole.update(randomLog(choices));
    const pieces = createSpans();
    for (let n = 0; n <= choices.length; n += 37) {
      const log = randomLog(choices.slice(0, n));
      pieces.update(log);
    }
    pieces.update(randomLog(choices));
    for (const from of [1, 31, 32, 33, 1024, 1500, 2999]) {
      expect([...pieces.crossing(from, 1e9)].sort((a, b) => a - b)).toEqual(
        [...whole.crossing(from, 1e9)].sort((a, b) => a - b),
      );
    }
  });

  it('returns the latest starts first and no more than asked for', () => {
    const log = new GrowingLog();
    for (let i = 0; i < 5000; i++) log.append(i, 0, KIND.send, -1, -1, 'm', {});
    for (let i = 0; i < 5000; i++) log.append(5000 + i, 1, KIND.deliver, i, i, 'm', {});
    const spans = createSpans();
    spans.update(log);
    expect(spans.crossing(5000, 3)).toEqual([4999, 4998, 4997]);
    expect(spans.crossing(5001, 1e9)).toHaveLength(4999);
  });

  it('knows the further copies of a message', () => {
    const log = new GrowingLog();
    const send = log.append(0, 0, KIND.send, -1, -1, 'm', {});
    log.append(1, 1, KIND.deliver, send, send, 'm', {});
    const copy = log.append(2, 1, KIND.deliver, send, send, 'm', {});
    const spans = createSpans();
    spans.update(log);
    expect(spans.further(send)).toEqual([copy]);
    expect(spans.crossing(2, 10)).toEqual([send]);
  });
});
