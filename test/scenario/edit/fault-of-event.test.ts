import { describe, expect, it } from 'vitest';
import { faultBehind } from '../../../src/scenario/edit/fault-behind';
import { faultOf, operationOf } from '../../../src/scenario/edit/fault-of-event';
import type { EventRule } from '../../../src/trace/match';
import { matches } from '../../../src/trace/match';
import type { EventDetails } from '../../../src/trace/trace';
import { chatting } from './chatting';

describe('the fault behind an event on a lane', () => {
  const many = chatting(
    'faults:', '  - lose: { nth: 1 }', '  - crash: { node: ben, at: 20ms, restart: 30ms }', '  - crash: { node: ben, at: 40ms }', '  - pause: { node: ann, at: 20ms, for: 5ms }',
    '  - partition: { at: 20ms, until: 50ms, groups: [[ann], [ben]] }', '  - partition: { at: 20ms, until: 60ms, from: [ann], to: [cid] }', '  - clock: { node: ann, at: 20ms, jump: 1s }',
    '  - slow: { node: ann, at: 20ms, until: 70ms, factor: 2 }', '  - lie: { node: room1, behaviour: deaf, at: 80ms, until: 90ms }',
  );
  const { faults } = many.draft.scenario.world;

  const cases: readonly (readonly [rule: EventRule, fault: number])[] = [
    [{ kind: 'crash' }, 1], [{ kind: 'restart' }, 1], [{ kind: 'crash', nth: 2 }, 2], [{ kind: 'pause' }, 3], [{ kind: 'resume' }, 3], [{ kind: 'partition' }, 4], [{ kind: 'heal' }, 4],
    [{ kind: 'partition', nth: 2 }, 5], [{ kind: 'heal', nth: 2 }, 5], [{ kind: 'clock-set' }, 6],
  ];
  it.each(cases)('%o is fault %i', (rule, fault) => {
    expect(faultOf(many.trace, many.event(rule), faults)).toBe(fault);
  });

  it('notes say that slowness and lies begin and end', () => {
    const notes = matches(many.trace, { kind: 'note' }).map((i) => [(many.trace.detail(i) as EventDetails['note']).text, faultOf(many.trace, i, faults)]);
    expect(notes).toEqual([['slow: work and messages take 2 times as long', 7], ['slow: over', 7], ['lie: deaf', 8], ['lie: deaf is over', 8]]);
  });

  it('there is none behind anything else', () => {
    for (const event of [-1, many.trace.length, many.event({ kind: 'state' }), many.event({ kind: 'send' })]) expect(faultOf(many.trace, event, faults)).toBeUndefined();
  });

  it('and undo takes it out', () => {
    expect(many.then({ do: 'undo', event: many.event({ kind: 'heal' }) }).draft.scenario.world.faults).toEqual(faults.filter((_, i) => i !== 4));
  });
});

describe('the fault that lost a message', () => {
  it('is the partition of its link that was not over when it was sent', () => {
    const cut = chatting('faults:', '  - partition: { at: 0ms, until: 1ms, groups: [[ann], [room1]] }', '  - partition: { at: 3ms, from: [ann], to: [room1] }', '  - partition: { at: 3ms, from: [cid], to: [room1] }');
    const { faults } = cut.draft.scenario.world;
    expect([1, 2].map((nth) => faultBehind(cut.trace, cut.event({ kind: 'lose', from: 'ann', nth }), faults))).toEqual([0, 1]);
  });

  it('is the crash of its receiver', () => {
    const down = chatting('faults:', '  - crash: { node: ben, at: 1ms, restart: 2ms }', '  - crash: { node: cid, at: 1ms }', '  - crash: { node: ben, at: 12ms }');
    const { faults } = down.draft.scenario.world;
    expect(['ben', 'cid'].map((to) => faultBehind(down.trace, down.event({ kind: 'lose', to }), faults))).toEqual([2, 1]);
    expect(faultBehind(down.trace, down.event({ kind: 'deliver' }), faults)).toBeUndefined();
  });
});

describe('the operation behind an invocation', () => {
  it('is found among others of the same kind, by time', () => {
    const { trace, draft, event } = chatting();
    const { workload } = draft.scenario.world;
    const found = [1, 2, 3].map((nth) => operationOf(trace, event({ kind: 'invoke', nth }), workload));
    expect(found).toEqual([0, 1, 2]);
    expect(operationOf(trace, event({ kind: 'return', nth: 2 }), workload)).toBe(1);
    const turned = [workload[1]!, workload[0]!, workload[2]!];
    expect(operationOf(trace, event({ kind: 'invoke' }), turned)).toBe(1);
    expect(operationOf(trace, event({ kind: 'send' }), workload)).toBeUndefined();
    expect(operationOf(trace, -1, workload)).toBeUndefined();
  });

  it('also when the client was down for an earlier one, or paused', () => {
    const down = chatting('faults:', '  - crash: { node: ann, at: 0ms, restart: 1ms }');
    expect(operationOf(down.trace, down.event({ kind: 'invoke', node: 'ann' }), down.draft.scenario.world.workload)).toBe(1);
    const paused = chatting('faults:', '  - pause: { node: ann, at: 0ms, for: 50ms }');
    expect(operationOf(paused.trace, paused.event({ kind: 'invoke', node: 'ann', nth: 2 }), paused.draft.scenario.world.workload)).toBe(1);
  });
});
