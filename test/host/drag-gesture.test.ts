import { beforeAll, describe, expect, test } from 'vitest';
import { CHANGE_COMMANDS } from '../../src/host/change-names';
import { cannotHere } from '../../src/host/change-offers';
import { placeOf } from '../../src/host/change-gesture';
import { cutsAcross, dragLimit, gestureOfDrag } from '../../src/host/drag-gesture';
import { MODELS } from '../../src/models/registry';
import { openDraft } from '../../src/scenario/edit/draft';
import type { Draft } from '../../src/scenario/edit/draft';
import { editScenario } from '../../src/scenario/edit/edit-scenario';
import { advance, startRun } from '../../src/scenario/run';
import { KIND } from '../../src/trace/trace';
import type { Trace } from '../../src/trace/trace';
import { shortScenario } from './scenario-texts';

let draft: Draft;
let trace: Trace;
beforeAll(() => {
  ({ draft, trace } = run(shortScenario('t', 'network: { latency: 10ms }\n').replace('Reply, nth: 1', 'Reply, nth: 2')));
});

const never = { pick: () => Promise.reject(new Error('nobody is to be asked')) };
const eventOf = (kind: keyof typeof KIND): number => trace.kind.subarray(0, trace.length).indexOf(KIND[kind]);

describe('what was dragged', () => {
  test('the end of a message arrives when it was let go of, and no sooner than the network is', async () => {
    const deliver = eventOf('deliver');
    expect(dragLimit(draft, trace, deliver)).toEqual({ earliestUs: 10_000 });
    const gesture = await gestureOfDrag({ what: 'arrive', event: deliver, atUs: 60_000 }, draft, trace, never);
    expect(gesture).toEqual({ do: 'arrive', event: deliver, atUs: 60_000 });
    const edited = editScenario(draft, gesture as never, trace);
    if (!edited.ok) throw new Error(edited.message);
    expect(edited.draft.scenario.world.faults.at(-1)).toMatchObject({ kind: 'delay', byUs: 50_000, nth: 1 });
    const again = run(edited.draft.text);
    const late = again.trace.kind.subarray(0, again.trace.length).indexOf(KIND.deliver);
    expect(again.trace.t[late]).toBe(60_000);
    // Back to where it was: the delay is gone.
    expect(dragLimit(again.draft, again.trace, late)).toEqual({ earliestUs: 10_000 });
    const back = editScenario(again.draft, { do: 'arrive', event: late, atUs: 10_000 }, again.trace);
    expect(back.ok && back.draft.text).toBe(draft.text);
    expect(await gestureOfDrag({ what: 'arrive', event: deliver, atUs: 5_000 }, draft, trace, never)).toEqual({ no: expect.stringContaining('cannot arrive before') as string });
  });

  test('an operation begins when it was let go of', async () => {
    const invoke = eventOf('invoke');
    expect(dragLimit(draft, trace, invoke)).toEqual({ earliestUs: 0 });
    expect(await gestureOfDrag({ what: 'operation', event: invoke, atUs: 30_000 }, draft, trace, never)).toEqual({ do: 'move-operation', operation: 0, atUs: 30_000 });
    expect(dragLimit(draft, trace, eventOf('send'))).toEqual({ earliestUs: 10_000 });
    expect(dragLimit(draft, trace, eventOf('state'))).toEqual({ no: 'this event is not a message' });
  });

  test('along a lane is a pause; between two nodes that are all there are, a partition without a question', async () => {
    expect(await gestureOfDrag({ what: 'pause', node: 'shop', atUs: 5_000, untilUs: 25_000 }, draft, trace, never)).toEqual({ do: 'pause', node: 'shop', atUs: 5_000, forUs: 20_000 });
    expect(await gestureOfDrag({ what: 'partition', nodes: ['shop', 'alice'], atUs: 5_000, untilUs: 25_000 }, draft, trace, never)).toEqual({ do: 'partition', atUs: 5_000, untilUs: 25_000, cut: { groups: [['shop'], ['alice']] } });
    expect(await gestureOfDrag({ what: 'pause', node: 'shop', atUs: 5_000, untilUs: 5_000 }, draft, trace, never)).toMatchObject({ no: expect.any(String) as string });
  });

  test('across more lanes it is asked who is meant, and all that is offered can be written', () => {
    const all = ['a', 'b', 'c', 'd'];
    expect(cutsAcross(['b'], all)).toEqual([]);
    const cuts = cutsAcross(['b', 'c'], all);
    expect(cuts.map(({ label }) => label)).toEqual(['b ✂ c', 'b, c ✂ a, d', 'b ✂ everyone else', 'c ✂ everyone else', 'b ✕→ c', 'b ←✕ c']);
    expect(cutsAcross(['a', 'b', 'c', 'd'], all).map(({ label }) => label)).toContain('a ✂ b, c, d');
    for (const { value } of cuts) {
      const sides = 'groups' in value ? value.groups : [value.from, value.to];
      expect(sides.every((side) => side.length > 0)).toBe(true);
      expect(new Set(sides.flat()).size).toBe(sides.flat().length);
    }
  });
});

test('a menu leaves out what would be refused, and nothing that would not', () => {
  const send = placeOf(trace, eventOf('send'));
  const cannot = cannotHere(draft, trace, send);
  expect(cannot).toContain('undoFault');
  expect(cannot).not.toContain('loseMessage');
  expect(cannotHere(draft, trace, placeOf(trace, eventOf('state')))).toEqual(expect.arrayContaining(['loseMessage', 'delayMessage', 'overtakeNext', 'moveOperation']) as string[]);
  expect(cannotHere(draft, trace, placeOf(trace, eventOf('invoke')))).not.toContain('moveOperation');
  expect(cannot.filter((command) => !CHANGE_COMMANDS.includes(command))).toEqual([]);
});

function run(text: string): { readonly draft: Draft; readonly trace: Trace } {
  const opened = openDraft(text, MODELS);
  if (!opened.ok) throw new Error(opened.message);
  const going = startRun(opened.draft.scenario);
  while (!advance(going, 1000));
  return { draft: opened.draft, trace: going.trace };
}
