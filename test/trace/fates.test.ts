import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KIND } from '../../src/kernel/event';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { createFates, overtaker } from '../../src/trace/fates';
import { LOSS_GLYPHS } from '../../src/trace/layout/fate-glyphs';
import type { Trace } from '../../src/trace/trace';
import { bundledFiles } from '../bundled';
import { randomTrace, traceOfSteps } from './traces';
import type { Step } from './traces';

function fatesOf(trace: Trace) {
  const fates = createFates();
  fates.update(trace);
  return fates;
}
const every = (trace: Trace, holds: (i: number) => boolean): number[] => Array.from({ length: trace.length }, (_, i) => i).filter(holds);

it('says that a message was overtaken when one sent later over the same link came first', () => {
  fc.assert(
    fc.property(randomTrace, (trace) => {
      const fates = fatesOf(trace);
      for (let i = 0; i < trace.length; i++) {
        const send = trace.partner[i]!;
        const first = trace.kind[i] === KIND.deliver && send >= 0 && trace.partner[send] === i;
        const before = first
          ? every(trace, (j) => j < i && trace.kind[j] === KIND.deliver && trace.node[j] === trace.node[i] && trace.partner[j]! > send && trace.node[trace.partner[j]!] === trace.node[send])
          : [];
        expect(fates.isOvertaken(i)).toBe(before.length > 0);
        if (before.length > 0) expect(overtaker(trace, i)).toBe(before.at(-1));
      }
    }),
    { numRuns: 100 },
  );
});

it('finds the same while the trace grows', () => {
  const steps: Step[] = [];
  for (let k = 0; k < 40; k++) steps.push({ t: k, node: 'a', kind: 'send', msg: k, to: 'b', type: 'M', body: {} });
  for (const k of [3, 1, 2, 7, 5, 6, 0, 9]) steps.push({ t: 100 + k, node: 'b', kind: 'deliver', msg: k, from: 'a', type: 'M' });
  const whole = fatesOf(traceOfSteps(steps));
  const growing = createFates();
  for (let to = 1; to <= steps.length; to++) growing.update(traceOfSteps(steps.slice(0, to)));
  const overtaken = Array.from({ length: steps.length }, (_, i) => i).filter((i) => whole.isOvertaken(i));
  expect(overtaken).toEqual([41, 42, 44, 45, 46]);
  expect(Array.from({ length: steps.length }, (_, i) => i).filter((i) => growing.isOvertaken(i))).toEqual(overtaken);
});

const ASKED: readonly Step[] = [
  { t: 0, node: 'a', kind: 'invoke', op: 1, f: 'ask' },
  { t: 0, node: 'a', kind: 'send', cause: 0, msg: 1, to: 'b', type: 'Ask', body: {} },
  { t: 0, node: 'a', kind: 'timer-set', cause: 0, timer: 1, name: 'timeout', due: 50 },
  { t: 10, node: 'b', kind: 'deliver', cause: 1, msg: 1, from: 'a', type: 'Ask' },
  { t: 50, node: 'a', kind: 'timer', cause: 2, timer: 1, name: 'timeout' },
  { t: 60, node: 'b', kind: 'send', cause: 3, msg: 2, to: 'a', type: 'Answer', body: {} },
  { t: 70, node: 'a', kind: 'deliver', cause: 5, msg: 2, from: 'b', type: 'Answer' },
];

it('says that an answer is late when the timer set with its question had fired', () => {
  const cancelled: Step[] = [{ t: 80, node: 'a', kind: 'timer-set', timer: 2, name: 'timeout', due: 200 }, { t: 90, node: 'a', kind: 'timer-cancel', cause: 7, timer: 2, name: 'timeout' }];
  const trace = traceOfSteps([...ASKED, ...cancelled]);
  expect(every(trace, (i) => fatesOf(trace).lateAfter(trace, i, false) >= 0)).toEqual([6]);
  expect(fatesOf(trace).lateAfter(trace, 6, false)).toBe(4);
  // What nothing ever cancels may be a beat; but who refuses the answer no longer waits for it.
  const beat = traceOfSteps(ASKED);
  expect(fatesOf(beat).lateAfter(beat, 6, false)).toBe(-1);
  expect(fatesOf(beat).lateAfter(beat, 6, true)).toBe(4);
  // In time.
  const early = traceOfSteps([...ASKED.slice(0, 4), { ...ASKED[5]!, t: 20 }, { ...ASKED[6]!, t: 30, cause: 4 }, { ...ASKED[4]! }]);
  expect(every(early, (i) => fatesOf(early).lateAfter(early, i, true) >= 0)).toEqual([]);
});

it('finds late replies in the scenarios that are about them, and none where heartbeats merely go on', () => {
  const late = (id: string): string[] => {
    const { trace } = runScenario(parseScenario(bundledFiles(`/${id}.scenario.yaml`)[0]!.text, MODELS).scenario!);
    const fates = fatesOf(trace);
    return every(trace, (i) => fates.lateAfter(trace, i, (trace.detail(i) as { readonly ignored?: string }).ignored !== undefined) >= 0).map((i) => trace.labels[trace.label[i]!]!);
  };
  expect(late('reply-late')).toEqual(['Reply']);
  expect(late('timeout-short')).toEqual([]);
  expect(late('raft-failover')).toEqual([]);
});

it('has a sign of its own for every way to be lost', () => {
  expect(new Set(Object.values(LOSS_GLYPHS)).size).toBe(5);
});
