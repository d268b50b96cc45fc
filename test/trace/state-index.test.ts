import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KIND } from '../../src/kernel/event';
import type { EventDetails, Plain } from '../../src/kernel/event';
import { createStateIndex } from '../../src/trace/state-index';
import type { Trace } from '../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from './traces';

/** The same by replaying everything up to the step. */
function replay(trace: Trace, node: number, step: number): { state: { [field: string]: Plain }; role: string; status: string } {
  const found = { state: {} as { [field: string]: Plain }, role: '', status: 'up' };
  for (let i = 0; i <= step && i < trace.length; i++) {
    if (trace.node[i] !== node) continue;
    const kind = trace.kind[i];
    if (kind === KIND.state) {
      const { set, role } = trace.detail(i) as EventDetails['state'];
      Object.assign(found.state, set);
      if (role !== undefined) found.role = role;
    } else if (kind === KIND.crash) found.status = 'crashed';
    else if (kind === KIND.restart) found.status = 'up';
  }
  return found;
}

describe('state index', () => {
  it('gives at every step what a replay gives', () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const index = createStateIndex(trace);
        index.update();
        for (let step = -1; step < trace.length; step += 7) {
          index.at(step).forEach(({ state, role, status }, node) => {
            expect({ state, role, status }).toEqual(replay(trace, node, step));
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('marks what the step changed, on its own node only', () => {
    const index = createStateIndex(traceOfSteps(LOST_REPLY));
    index.update();
    expect(index.at(6)).toEqual([
      { id: 'alice', role: 'client', status: 'up', state: { asked: 0, done: false }, changed: [] },
      { id: 'shop', role: 'server', status: 'up', state: { charged: 10 }, changed: ['charged'] },
    ]);
    expect(index.at(7)[1]).toMatchObject({ state: { charged: 10 }, changed: [] });
    expect(index.at(-1)[1]).toMatchObject({ state: {}, changed: [], role: '' });
  });

  it('knows who is paused and who is down', () => {
    const index = createStateIndex(traceOfSteps(EVERY_KIND));
    index.update();
    expect([5, 6, 7, 12, 17, 18].map((step) => index.nodeAt(1, step).status)).toEqual([
      'up', 'paused', 'up', 'crashed', 'crashed', 'up',
    ]);
  });

  it('grows with a trace that is still being read', () => {
    const whole = createStateIndex(traceOfSteps(LOST_REPLY));
    const pieces = createStateIndex(traceOfSteps(LOST_REPLY));
    expect(whole.update()).toBe(true);
    expect(pieces.update(5)).toBe(false);
    expect(pieces.length).toBe(5);
    while (!pieces.update(4));
    expect(pieces.at(16)).toEqual(whole.at(16));
    expect(whole.settingsOf(1, 'charged')!.countUpTo(12)).toBe(3);
  });

  it('keeps a field named __proto__ as a field', () => {
    const set = JSON.parse('{"__proto__": {"polluted": true}}') as { [field: string]: Plain };
    const index = createStateIndex(traceOfSteps([{ t: 0, node: 'a', kind: 'state', set }]));
    index.update();
    const { state } = index.nodeAt(0, 0);
    expect(Object.keys(state)).toEqual(['__proto__']);
    expect((state as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
