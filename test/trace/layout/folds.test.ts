import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_KINDS, KIND } from '../../../src/kernel/event';
import type { EventKind } from '../../../src/kernel/event';
import { GrowingLog } from '../../../src/kernel/log';
import { createFolds } from '../../../src/trace/layout/folds';
import type { Fold, Folds } from '../../../src/trace/layout/folds';

function heartbeats(log: GrowingLog, rounds: number, t = log.length * 10): void {
  for (let round = 0; round < rounds; round++) {
    const at = t + round * 100;
    log.append(at, 0, KIND.timer, -1, -1, 'heartbeat', {} as never);
    const sends = [1, 2].map(() => log.append(at, 0, KIND.send, -1, -1, 'AppendEntries', {} as never));
    const got = sends.map((send, k) => log.append(at + 5, k + 1, KIND.deliver, send, send, 'AppendEntries', {} as never));
    const replies = got.map((by, k) => log.append(at + 5, k + 1, KIND.send, by, -1, 'Reply', {} as never));
    for (const send of replies) log.append(at + 9, 0, KIND.deliver, send, send, 'Reply', {} as never);
  }
}
const add = (log: GrowingLog, kind: EventKind, partner = -1): number => log.append(log.length * 10, 1, KIND[kind], -1, partner, 'x', {} as never);
function foldsOf(log: GrowingLog): Folds {
  const folds = createFolds();
  folds.update(log, true);
  return folds;
}
const all = (folds: Folds): Fold[] => Array.from({ length: folds.count }, (_, k) => folds.at(k));

describe('folds', () => {
  test('count the rounds of an exchange and its messages', () => {
    const log = new GrowingLog();
    add(log, 'state');
    heartbeats(log, 5);
    add(log, 'state');
    const [fold, ...others] = all(foldsOf(log));
    expect(others).toEqual([]);
    expect(fold).toMatchObject({ from: 1, to: 46, rounds: 5, messages: 20 });
    expect(log.labels[fold!.label]).toBe('AppendEntries');
    const folds = foldsOf(log);
    expect([0, 1, 45, 46].map((event) => folds.of(event))).toEqual([-1, 0, 0, -1]);
  });
  test('need three rounds', () => {
    const log = new GrowingLog();
    heartbeats(log, 2);
    expect(all(foldsOf(log))).toEqual([]);
  });
  test('of very long stretches come in pieces without a round between', () => {
    const log = new GrowingLog();
    heartbeats(log, 5000);
    const found = all(foldsOf(log));
    expect(found.length).toBeGreaterThan(1);
    expect(found.reduce((sum, { rounds }) => sum + rounds, 0)).toBe(5000);
    found.forEach(({ from }, k) => expect(from).toBe(k === 0 ? 0 : found[k - 1]!.to));
    expect(found[found.length - 1]!.to).toBe(log.length);
  });
  test('take in the books that a node keeps of each round, and end at a role', () => {
    const rounds = (name: string): GrowingLog => {
      const log = new GrowingLog();
      for (let round = 0; round < 4; round++) {
        heartbeats(log, 1);
        log.append(log.length * 10, 0, KIND.state, -1, -1, name, {} as never);
      }
      return log;
    };
    expect(all(foldsOf(rounds('heardUs, missed')))).toMatchObject([{ from: 0, rounds: 4 }]);
    expect(all(foldsOf(rounds('leader')))).toEqual([]);
  });
  test('end at whatever else happens', () => {
    for (const kind of ['state', 'vote', 'violation', 'crash', 'note', 'invoke', 'lose', 'partition', 'disk', 'decide'] as const) {
      const log = new GrowingLog();
      heartbeats(log, 4);
      const at = add(log, kind);
      heartbeats(log, 4);
      expect(all(foldsOf(log)).map(({ from, to }) => [from, to])).toEqual([[0, at], [at + 1, log.length]]);
    }
  });
  test('leave out what comes once, a message that is lost and one that comes twice', () => {
    const log = new GrowingLog();
    heartbeats(log, 3);
    const once = log.append(999, 0, KIND.send, -1, -1, 'RequestVote', {} as never);
    log.append(999, 1, KIND.deliver, once, once, 'RequestVote', {} as never);
    heartbeats(log, 3, 1000);
    const lost = log.append(1500, 0, KIND.send, -1, -1, 'AppendEntries', {} as never);
    log.append(1600, 1, KIND.lose, lost, lost, 'AppendEntries', {} as never);
    log.append(1700, 1, KIND.deliver, 1, 1, 'AppendEntries', {} as never);
    const folds = foldsOf(log);
    expect(all(folds).map(({ from, to }) => [from, to])).toEqual([[0, once], [once + 2, lost]]);
  });

  const traces = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }).map((rounds) => ({ rounds })), fc.constantFrom(...EVENT_KINDS).map((kind) => ({ kind }))), { maxLength: 30 }).map((parts) => {
    const log = new GrowingLog();
    for (const part of parts) {
      if ('rounds' in part) heartbeats(log, part.rounds);
      else add(log, part.kind, log.length > 0 ? log.length - 1 : -1);
    }
    return log;
  });
  test('never hide anything but messages that arrived, timers, clock readings and the books kept of them, and tear no message apart', () => {
    const quiet = new Set<number>([KIND.send, KIND.deliver, KIND.timer, KIND['timer-set'], KIND['timer-cancel'], KIND.clock, KIND.state]);
    fc.assert(
      fc.property(traces, (log) => {
        let before = 0;
        for (const { from, to, rounds, messages } of all(foldsOf(log))) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(rounds).toBeGreaterThanOrEqual(3);
          expect(messages).toBeGreaterThanOrEqual(rounds);
          before = to;
          for (let i = from; i < to; i++) {
            expect(quiet.has(log.kind[i]!)).toBe(true);
            if (log.kind[i] !== KIND.send && log.kind[i] !== KIND.deliver) continue;
            expect(log.partner[i]!).toBeGreaterThanOrEqual(from);
            expect(log.partner[i]!).toBeLessThan(to);
          }
        }
      }),
    );
  });
  test('are the same when the trace is looked at piece by piece', () => {
    fc.assert(
      fc.property(traces, fc.integer({ min: 1, max: 20 }), (log, work) => {
        const folds = createFolds();
        while (!folds.update(log, true, work));
        expect(all(folds)).toEqual(all(foldsOf(log)));
        expect(folds.length).toBe(log.length);
      }),
    );
  });
});
