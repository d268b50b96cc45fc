import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRuns, changeOf, cannotCompare, causeRow, differs, isShifted, startComparing } from '../../../src/trace/compare/compare';
import type { RunComparison } from '../../../src/trace/compare/compare';
import { fieldDifferences } from '../../../src/trace/compare/content';
import { causeOf } from '../../../src/trace/compare/pairing';
import { isNoticed } from '../../../src/trace/causality';
import { EVENT_KINDS as KINDS } from '../../../src/trace/trace';
import type { Trace } from '../../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from '../traces';
import type { Step } from '../traces';

describe('a run and itself', () => {
  test('is the same, event by event', () => {
    fc.assert(fc.property(randomTrace, (trace) => {
      const found = compareRuns(trace, trace);
      expect(found.first).toBe(-1);
      expect(Array.from(found.ofLeft)).toEqual(Array.from({ length: trace.length }, (_, i) => i));
      expect(found.counts.same).toBe(trace.length);
    }), { numRuns: 60 });
  });

  test('of every kind of event', () => {
    expect(compareRuns(traceOfSteps(EVERY_KIND), traceOfSteps(EVERY_KIND)).first).toBe(-1);
  });

  test('whatever the numbers of messages and timers are', () => {
    const numbered = LOST_REPLY.map((step) => ('msg' in step ? { ...step, msg: step.msg + 7 } : 'timer' in step ? { ...step, timer: step.timer + 3 } : step));
    expect(compareRuns(traceOfSteps(LOST_REPLY), traceOfSteps(numbered)).first).toBe(-1);
  });
});

describe('one event more or other', () => {
  test('what is gone is found, and nothing else but what came of it', () => {
    fc.assert(fc.property(randomTrace, fc.nat(), (trace, pick) => {
      fc.pre(trace.length > 0);
      const gone = pick % trace.length;
      const { kept, rest } = without(trace, gone);
      const found = compareRuns(trace, rest);
      const missing = new Set(Array.from({ length: trace.length }, (_, i) => i).filter((i) => !kept.includes(i)));
      for (const i of missing) expect(found.ofRight[found.rowOfLeft[i]!]).toBe(-1);
      expect(found.counts.left).toBe(missing.size);
      expect(found.counts.right).toBe(0);
      expect(found.ofLeft[found.first]).toBe(gone);
    }), { numRuns: 60 });
  });

  test('one message lost: the first difference is that loss', () => {
    fc.assert(fc.property(randomTrace, fc.nat(), (trace, pick) => {
      const delivers = Array.from({ length: trace.length }, (_, i) => i).filter((i) => kindAt(trace, i) === 'deliver' && trace.cause[i]! >= 0);
      fc.pre(delivers.length > 0);
      const lost = delivers[pick % delivers.length]!;
      const { kept, rest } = without(trace, lost);
      const place = new Map(kept.map((i, at) => [i, at]));
      const steps = Array.from({ length: rest.length }, (_, at) => stepOf(rest, at, rest.cause[at]!));
      const at = kept.filter((i) => i < lost).length;
      const { msg, type } = trace.detail(lost) as { readonly msg: number; readonly type: string };
      const node = trace.header.nodes[trace.node[lost]!]!.id;
      const loss = { t: trace.t[lost]!, node, kind: 'lose', cause: place.get(trace.cause[lost]!)!, msg, type, to: node, reason: 'dropped' };
      const moved = steps.map((step) => (step.cause !== undefined && step.cause >= at ? { ...step, cause: step.cause + 1 } : step));
      const other = traceOfSteps([...moved.slice(0, at), loss, ...moved.slice(at)] as unknown as readonly Step[], trace.header.nodes.map(({ id }) => id));
      const found = compareRuns(trace, other);
      expect([found.ofLeft[found.first], found.ofRight[found.first]]).toEqual(expect.arrayContaining([-1]));
      expect([lost, -1]).toContain(found.ofLeft[found.first]);
      expect([at, -1]).toContain(found.ofRight[found.first]);
    }), { numRuns: 60 });
  });

  test('what says something else is found, and nothing else', () => {
    fc.assert(fc.property(randomTrace, fc.nat(), (trace, pick) => {
      const sends = Array.from({ length: trace.length }, (_, i) => i).filter((i) => 'body' in trace.detail(i));
      fc.pre(sends.length > 0);
      const other = sends[pick % sends.length]!;
      const found = compareRuns(trace, mapped(trace, (i, detail) => (i === other ? { ...detail, body: { pick: -1 } } : detail)));
      expect(found.counts).toMatchObject({ changed: 1, left: 0, right: 0 });
      expect([found.ofLeft[found.first], changeOf(found, found.first)]).toEqual([other, 'changed']);
      expect(fieldDifferences(trace, other, found.right, found.ofRight[found.first]!)).toEqual([
        { path: 'body.pick', left: (trace.detail(other) as { body: { pick: number } }).body.pick, right: -1 },
      ]);
    }), { numRuns: 60 });
  });

  test('a delay is a difference where it began, and what follows is only late with it', () => {
    const late = LOST_REPLY.map((step, i) => (i < 5 || i === 9 || i === 8 ? step : { ...step, t: step.t + (i < 9 ? 0 : 500) }));
    const found = compareRuns(traceOfSteps(LOST_REPLY), traceOfSteps(late));
    expect([found.ofLeft[found.first], changeOf(found, found.first)]).toEqual([10, 'later']);
    expect(differs(found, found.first)).toBe(true);
    const after = found.rowOfLeft[11]!;
    expect([changeOf(found, after), isShifted(found, after), differs(found, after)]).toEqual(['later', true, false]);
  });
});

describe('after two runs have parted', () => {
  const ask = (msg: number, t: number, cause: number): readonly Step[] => [
    { t, node: 'a', kind: 'send', cause, msg, to: 'b', type: 'Ask', body: { n: 1 } },
    { t: t + 5, node: 'b', kind: 'deliver', cause: cause + 1, msg, from: 'a', type: 'Ask' },
    { t: t + 5, node: 'b', kind: 'state', cause: cause + 2, set: { asked: true } },
  ];
  const start: Step = { t: 0, node: 'a', kind: 'timer-set', timer: 1, name: 'retry', due: 10 };

  test('what is the very same is told as the same or as moved, and not as gone and new', () => {
    const fired = traceOfSteps([start, { t: 10, node: 'a', kind: 'timer', cause: 0, timer: 1, name: 'retry' }, ...ask(1, 10, 1)]);
    const asked = traceOfSteps([start, { t: 7, node: 'a', kind: 'timer-cancel', cause: 0, timer: 1, name: 'retry' }, ...ask(1, 7, 1)]);
    const found = compareRuns(fired, asked);
    expect(rowsOf(found)).toEqual(['0 0 same', '- 1 right', '1 - left', '2 2 earlier', '3 3 earlier', '4 4 earlier']);
    expect([3, 4, 5].map((row) => isShifted(found, row))).toEqual([false, true, true]);
    expect(differs(found, found.first)).toBe(true);
    expect(found.first).toBe(1);
  });

  test('but not where it says something else', () => {
    const other = ask(1, 7, 1).map((step) => ('body' in step ? { ...step, body: { n: 2 } } : step));
    const found = compareRuns(
      traceOfSteps([start, { t: 10, node: 'a', kind: 'timer', cause: 0, timer: 1, name: 'retry' }, ...ask(1, 10, 1).slice(0, 1)]),
      traceOfSteps([start, { t: 7, node: 'a', kind: 'timer-cancel', cause: 0, timer: 1, name: 'retry' }, ...other.slice(0, 1)]),
    );
    expect(found.counts).toMatchObject({ left: 2, right: 2, same: 1 });
  });
});

describe('two runs', () => {
  const reached: readonly Step[] = [
    ...LOST_REPLY.slice(0, 8),
    { t: 21_000, node: 'alice', kind: 'deliver', cause: 7, msg: 2, from: 'shop', type: 'Reply' },
    { t: 21_000, node: 'alice', kind: 'timer-cancel', cause: 8, timer: 1, name: 'timeout' },
    { t: 21_000, node: 'alice', kind: 'state', cause: 8, set: { done: true } },
  ];

  test('part where a message is lost in one of them', () => {
    const found = compareRuns(traceOfSteps(LOST_REPLY), traceOfSteps(reached));
    expect(changeOf(found, found.first)).toBe('left');
    expect(found.ofLeft[found.first]).toBe(8);
    expect(causeRow(found, found.first)).toBe(found.rowOfLeft[7]);
    expect(found.counts).toEqual({ same: 8, later: 0, earlier: 1, changed: 0, left: 9, right: 2 });
  });

  test('two messages that arrive the other way round: one of them moved', () => {
    const [one, two]: readonly Step[] = [
      { t: 30, node: 'c', kind: 'deliver', cause: 0, msg: 1, from: 'a', type: 'One' },
      { t: 31, node: 'c', kind: 'deliver', cause: 1, msg: 2, from: 'b', type: 'Two' },
    ];
    const sends: readonly Step[] = [
      { t: 0, node: 'a', kind: 'send', msg: 1, to: 'c', type: 'One', body: {} },
      { t: 0, node: 'b', kind: 'send', msg: 2, to: 'c', type: 'Two', body: {} },
    ];
    const found = compareRuns(traceOfSteps([...sends, one!, two!]), traceOfSteps([...sends, { ...two!, t: 30 }, { ...one!, t: 31 }], ['a', 'b', 'c']));
    expect(rowsOf(found)).toEqual(['0 0 same', '1 1 same', '2 - left', '3 2 earlier', '- 3 right']);
  });

  test('with other nodes', () => {
    const found = compareRuns(traceOfSteps([{ t: 0, node: 'a', kind: 'crash' }]), traceOfSteps([{ t: 0, node: 'b', kind: 'crash' }]));
    expect(found.nodes).toEqual(['a', 'b']);
    expect(found.counts).toMatchObject({ left: 1, right: 1 });
  });

  test('one of them empty', () => {
    const found = compareRuns(traceOfSteps([]), traceOfSteps(LOST_REPLY));
    expect(found.counts.right).toBe(LOST_REPLY.length);
    expect(compareRuns(traceOfSteps([]), traceOfSteps([])).first).toBe(-1);
  });

  test('every event stands once, in an order that both allow, and pairs have paired causes', () => {
    fc.assert(fc.property(relatedTraces, ([left, right]) => {
      const found = compareRuns(left, right);
      expect(sorted(found.ofLeft)).toEqual(Array.from({ length: left.length }, (_, i) => i));
      expect(sorted(found.ofRight)).toEqual(Array.from({ length: right.length }, (_, i) => i));
      expectOrder(left, found.rowOfLeft);
      expectOrder(right, found.rowOfRight);
      for (let row = 0; row < found.length; row++) {
        const [i, j] = [found.ofLeft[row]!, found.ofRight[row]!];
        if (i < 0 || j < 0) continue;
        expect([left.kind[i], found.nodes[left.node[i]!]]).toEqual([right.kind[j], right.header.nodes[right.node[j]!]!.id]);
        const [a, b] = [causeOf(left, i), causeOf(right, j)];
        const rows = [a < 0 ? -1 : found.rowOfLeft[a]!, b < 0 ? -1 : found.rowOfRight[b]!] as const;
        if (rows[0] === rows[1]) continue;
        // What came of differences is paired where it says the same, and its causes are differences.
        expect([found.ofRight[rows[0]], found.ofLeft[rows[1]]]).toEqual([-1, -1]);
        expect(changeOf(found, row)).not.toBe('changed');
      }
    }), { numRuns: 80 });
  });

  test('the other way round the same pairs, and the opposite changes', () => {
    const opposite = { same: 'same', later: 'earlier', earlier: 'later', changed: 'changed', left: 'right', right: 'left' } as const;
    fc.assert(fc.property(relatedTraces, ([left, right]) => {
      const there = compareRuns(left, right);
      const back = compareRuns(right, left);
      const turned = rowsOf(back).map((row) => {
        const [j, i, change] = row.split(' ') as [string, string, keyof typeof opposite];
        return `${i} ${j} ${opposite[change]}`;
      });
      expect(turned.sort()).toEqual(rowsOf(there).sort());
    }), { numRuns: 80 });
  });

  test('in slices the same as at once', () => {
    fc.assert(fc.property(relatedTraces, fc.integer({ min: 1, max: 40 }), ([left, right], slice) => {
      const comparing = startComparing(left, right);
      let last = 0;
      while (!comparing.advance(slice)) {
        expect(comparing.fraction).toBeGreaterThanOrEqual(last);
        last = comparing.fraction;
      }
      expect(rowsOf(comparing.result!)).toEqual(rowsOf(compareRuns(left, right)));
    }), { numRuns: 40 });
  });

  test('that are too long are refused in words', () => {
    const long = { ...traceOfSteps([]), length: 1_000_001 };
    expect(cannotCompare(traceOfSteps([]), long)).toBe('Runs of at most 1,000,000 events can be compared; one of these has 1,000,001.');
    expect(() => startComparing(long, long)).toThrow(RangeError);
  });
});

/** Two traces that have much in common: one with some events gone, some late, some other. */
const relatedTraces: fc.Arbitrary<[Trace, Trace]> = fc.tuple(randomTrace, fc.nat(), fc.nat(), fc.array(fc.nat(), { maxLength: 5 })).map(([trace, a, b, others]) => {
  if (trace.length === 0) return [trace, trace];
  const changed = new Set(others.map((each) => each % trace.length));
  const one = without(trace, a % trace.length).rest;
  const two = without(trace, b % trace.length).rest;
  return [one, mapped(two, (i, detail) => (changed.has(i) && 'set' in detail ? { ...detail, set: { other: i } } : detail), (i) => i % 7)];
});

/** A trace without an event and all that came of it, and which events were kept. */
function without(trace: Trace, gone: number): { readonly kept: readonly number[]; readonly rest: Trace } {
  const lost = new Set([gone]);
  const kept: number[] = [];
  for (let i = 0; i < trace.length; i++) {
    if (lost.has(trace.cause[i]!)) lost.add(i);
    if (!lost.has(i)) kept.push(i);
  }
  const place = new Map(kept.map((i, at) => [i, at]));
  return { kept, rest: rebuilt(trace, kept, (i) => trace.t[i]!, (i) => place.get(trace.cause[i]!) ?? -1, (i) => trace.detail(i)) };
}

function mapped(trace: Trace, detail: (i: number, detail: object) => object, delay: (i: number) => number = () => 0): Trace {
  let last = 0;
  const all = Array.from({ length: trace.length }, (_, i) => i);
  return rebuilt(trace, all, (i) => (last = Math.max(last, trace.t[i]! + delay(i))), (i) => trace.cause[i]!, (i) => detail(i, trace.detail(i)));
}

function rebuilt(trace: Trace, events: readonly number[], t: (i: number) => number, cause: (i: number) => number, detail: (i: number) => object): Trace {
  const steps = events.map((i) => ({ ...stepOf(trace, i, cause(i)), t: t(i), ...detail(i) }));
  return traceOfSteps(steps as unknown as readonly Step[], trace.header.nodes.map(({ id }) => id));
}

function stepOf(trace: Trace, i: number, cause: number): { readonly t: number; readonly cause?: number } {
  return { t: trace.t[i]!, ...{ node: trace.header.nodes[trace.node[i]!]!.id, kind: kindAt(trace, i) }, ...(cause < 0 ? {} : { cause }), ...trace.detail(i) };
}

function kindAt(trace: Trace, i: number): string {
  return KINDS[trace.kind[i]!]!;
}

function rowsOf(found: RunComparison): string[] {
  const shown = (event: number): string => (event < 0 ? '-' : String(event));
  return Array.from({ length: found.length }, (_, row) => `${shown(found.ofLeft[row]!)} ${shown(found.ofRight[row]!)} ${changeOf(found, row)}`);
}

function sorted(events: Int32Array): number[] {
  return Array.from(events).filter((event) => event >= 0).sort((a, b) => a - b);
}

function expectOrder(trace: Trace, rowOf: Int32Array): void {
  const last = new Map<number, number>();
  for (let i = 0; i < trace.length; i++) {
    const cause = causeOf(trace, i);
    if (cause >= 0) expect(rowOf[cause]!).toBeLessThan(rowOf[i]!);
    if (!isNoticed(trace.kind[i]!)) continue;
    const before = last.get(trace.node[i]!);
    if (before !== undefined) expect(rowOf[before]!).toBeLessThan(rowOf[i]!);
    last.set(trace.node[i]!, i);
  }
}
