import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../../src/trace/compare/compare';
import { ghostOf, startGhost } from '../../../src/trace/compare/ghost';
import { ORIGINS } from '../../../src/trace/compare/merged';
import { EVENT_KINDS } from '../../../src/trace/trace';
import { LOST_REPLY, randomTrace, traceOfSteps } from '../traces';
import type { Step } from '../traces';

const reached: readonly Step[] = [
  ...LOST_REPLY.slice(0, 8),
  { t: 21_000, node: 'alice', kind: 'deliver', cause: 7, msg: 2, from: 'shop', type: 'Reply' },
  { t: 21_000, node: 'alice', kind: 'timer-cancel', cause: 8, timer: 1, name: 'timeout' },
  { t: 21_000, node: 'alice', kind: 'state', cause: 8, set: { done: true } },
];

describe('the ghost of a run', () => {
  test('of the same run is nothing', () => {
    fc.assert(fc.property(randomTrace, (trace) => {
      const ghost = ghostOf(compareRuns(trace, trace));
      expect(ghost).toMatchObject({ from: trace.length, first: -1, words: '', counts: { added: 0, gone: 0, changed: 0, moved: 0, shifted: 0 } });
      expect([ghost.codes.length, ghost.past.t.length]).toEqual([0, 0]);
    }), { numRuns: 30 });
  });

  test('tells what is new and what is gone, with both ends of a message', () => {
    const [before, after] = [traceOfSteps(LOST_REPLY), traceOfSteps(reached)];
    const ghost = ghostOf(compareRuns(before, after));
    expect(ghost.from).toBe(8);
    expect(Array.from(ghost.codes, (code) => ORIGINS[code])).toEqual(['right', 'right', 'moved']);
    expect(ghost.counts).toEqual({ added: 2, gone: 9, changed: 0, moved: 1, shifted: 0 });
    const { past } = ghost;
    expect(Array.from(past.kind, (kind) => EVENT_KINDS[kind])).toEqual(LOST_REPLY.slice(8).filter((step) => step.kind !== 'state' || !('done' in step.set)).map(({ kind }) => kind));
    // The loss of the reply that was sent in both.
    expect([past.start[0], past.now[0], past.labels[past.label[0]!]]).toEqual([7, -1, 'Reply']);
    // What was sent again is gone, and so is its end.
    const send = Array.from(past.kind, (kind) => EVENT_KINDS[kind]).indexOf('send');
    expect(Array.from(past.start)).toContain(-2 - send);
    expect(ghost.first).toBe(8);
    expect(ghost.words).toMatch(/^gone: .*Reply/);
  });

  test('remembers where the end of a message was that has another time', () => {
    const late = LOST_REPLY.map((step, i) => (i < 10 ? step : { ...step, t: step.t + 500 }));
    const ghost = ghostOf(compareRuns(traceOfSteps(LOST_REPLY), traceOfSteps(late)));
    expect(ghost.counts).toMatchObject({ gone: 0, added: 0, changed: 0 });
    expect(ghost.counts.moved).toBeGreaterThan(0);
    expect(ghost.counts.shifted).toBeGreaterThan(0);
    Array.from(ghost.past.now).forEach((now, k) => {
      expect(ghost.past.t[k]).toBe(late[now]!.t - 500);
    });
    expect(ghost.words).toMatch(/later: /);
  });

  test('is complete and in order, in slices as at once', () => {
    fc.assert(fc.property(randomTrace, randomTrace, fc.integer({ min: 1, max: 5 }), (left, right, slice) => {
      const comparison = compareRuns(left, right);
      const ghost = ghostOf(comparison);
      const going = startGhost(comparison);
      while (!going.advance(slice));
      expect(going.result).toEqual(ghost);
      const { past, codes, counts } = ghost;
      const count = (name: string): number => codes.reduce((sum, code) => sum + (ORIGINS[code] === name ? 1 : 0), 0);
      expect([count('right'), count('changed'), count('moved'), count('shifted')]).toEqual([counts.added, counts.changed, counts.moved, counts.shifted]);
      expect(past.now.reduce((sum, now) => sum + (now < 0 ? 1 : 0), 0)).toBe(counts.gone);
      for (let k = 0; k < past.t.length; k++) {
        const at = past.at[k]!;
        expect(at === 0 || right.t[at - 1]! <= past.t[k]!).toBe(true);
        expect(at === right.length || right.t[at]! > past.t[k]!).toBe(true);
        if (past.start[k]! <= -2) expect(-2 - past.start[k]!).toBeLessThan(k);
      }
    }), { numRuns: 60 });
  });
});
