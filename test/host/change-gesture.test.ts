import { beforeAll, describe, expect, test } from 'vitest';
import { CHANGE_COMMANDS } from '../../src/host/change-names';
import type { ChangeCommand } from '../../src/host/change-names';
import { cutsAround, gestureFor, placeOf } from '../../src/host/change-gesture';
import type { Asking, Place } from '../../src/host/change-gesture';
import { changeMade, faultWords } from '../../src/host/change-words';
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
  const opened = openDraft(shortScenario('t'), MODELS);
  if (!opened.ok) throw new Error(opened.message);
  ({ draft } = opened);
  const run = startRun(draft.scenario);
  while (!advance(run, 1000));
  ({ trace } = run);
});

const eventOf = (kind: keyof typeof KIND, nth = 1): number => [...trace.kind.subarray(0, trace.length)].flatMap((each, i) => (each === KIND[kind] ? [i] : []))[nth - 1]!;

/** Gives these answers one after the other: the text for a line, the number of the item for a list. */
function answering(...answers: readonly (string | number | undefined)[]): Asking & { readonly asked: string[]; readonly offered: string[] } {
  const left = [...answers];
  const asked: string[] = [];
  const offered: string[] = [];
  return {
    asked,
    offered,
    line(question) {
      asked.push(question.title);
      const answer = left.shift();
      if (answer === undefined) return Promise.resolve(undefined);
      expect(question.check(String(answer)), `“${answer}” for “${question.prompt}”`).toBeUndefined();
      return Promise.resolve(String(answer));
    },
    pick(question, items) {
      asked.push(question.title);
      offered.push(...items.map(({ label }) => label));
      const answer = left.shift();
      return Promise.resolve(typeof answer === 'number' ? items[answer]!.value : undefined);
    },
  };
}
const gesture = (command: ChangeCommand, place: Place, ...answers: readonly (string | number | undefined)[]) => gestureFor(command, place, draft, trace, answering(...answers));

describe('a command', () => {
  const shop = (): Place => ({ ...placeOf(trace, eventOf('deliver')), atUs: 20_000 });
  const request = (): Place => placeOf(trace, eventOf('send'));

  test('without questions is a gesture at its place', async () => {
    const event = eventOf('lose');
    expect(await gesture('loseMessage', request())).toEqual({ do: 'lose', event: request().event });
    expect(await gesture('undoFault', placeOf(trace, event))).toEqual({ do: 'undo', event });
    expect(await gesture('overtakeNext', request())).toMatchObject({ do: 'overtake', which: 'next' });
    expect(await gesture('overtakePrevious', request())).toMatchObject({ do: 'overtake', which: 'previous' });
    expect(await gesture('restartHere', shop())).toEqual({ do: 'restart', node: 'shop', atUs: 20_000 });
  });

  test('asks for what it takes', async () => {
    expect(await gesture('delayMessage', request(), '1.5s')).toMatchObject({ do: 'delay', byUs: 1_500_000 });
    expect(await gesture('duplicateMessage', request(), '3ms')).toMatchObject({ do: 'duplicate', afterUs: 3000 });
    expect(await gesture('duplicateMessage', request(), '')).toEqual({ do: 'duplicate', event: request().event });
    expect(await gesture('crashHere', shop(), '100ms')).toEqual({ do: 'crash', node: 'shop', atUs: 20_000, restartUs: 120_000 });
    expect(await gesture('crashHere', shop(), ' ')).toEqual({ do: 'crash', node: 'shop', atUs: 20_000 });
    expect(await gesture('pauseHere', shop(), '1s')).toEqual({ do: 'pause', node: 'shop', atUs: 20_000, forUs: 1_000_000 });
    expect(await gesture('slowHere', shop(), '2.5', '1s')).toEqual({ do: 'slow', node: 'shop', atUs: 20_000, factor: 2.5, untilUs: 1_020_000 });
    expect(await gesture('stepClock', shop(), '-30ms')).toEqual({ do: 'clock-jump', node: 'shop', atUs: 20_000, jumpUs: -30_000 });
    expect(await gesture('driftClock', shop(), '-200ppm')).toEqual({ do: 'clock-drift', node: 'shop', atUs: 20_000, driftPpm: -200 });
    expect(await gesture('partitionHere', shop(), 1, '1s')).toEqual({ do: 'partition', atUs: 20_000, untilUs: 1_020_000, cut: { from: ['shop'], to: ['alice'] } });
    expect(await gesture('addOperation', { ...shop(), node: 'alice' }, 0, '7')).toMatchObject({ do: 'add-operation', client: 'alice', op: 'charge', atUs: 20_000, args: { amount: 7 } });
    expect(await gesture('moveOperation', placeOf(trace, eventOf('invoke')), '40ms')).toEqual({ do: 'move-operation', operation: 0, atUs: 40_000 });
    expect(await gesture('removeOperation', placeOf(trace, eventOf('return')))).toEqual({ do: 'remove-operation', operation: 0 });
  });

  test('is given up with its first question', async () => {
    for (const command of CHANGE_COMMANDS) {
      const asking = answering();
      const place = command.endsWith('Operation') ? { ...placeOf(trace, eventOf('invoke')), node: 'alice' } : request();
      const made = await gestureFor(command, place, draft, trace, asking);
      expect([command, asking.asked.length, made !== undefined]).toEqual([command, asking.asked.length, asking.asked.length === 0]);
    }
  });

  test('says before it asks that there is nothing to be done', async () => {
    expect(await gesture('delayMessage', placeOf(trace, eventOf('invoke')))).toEqual({ no: 'this event is not a message' });
    expect(await gesture('addOperation', shop())).toEqual({ no: 'shop carries out no operations in this model' });
    expect(await gesture('removeOperation', request())).toEqual({ no: expect.stringContaining('not an operation') });
  });

  test('takes no answer that a file would not', async () => {
    const wrong: (string | undefined)[] = [];
    const asking: Asking = {
      line({ check }) {
        wrong.push(...['soon', '10', '-5ms', '99999h'].map((text) => check(text)));
        return Promise.resolve('soon');
      },
      pick: () => Promise.resolve(undefined),
    };
    expect(await gestureFor('pauseHere', shop(), draft, trace, asking)).toBeUndefined();
    expect(wrong).toEqual([expect.stringMatching(/^A duration is/), expect.stringMatching(/did you mean 10ms\?$/), expect.stringMatching(/^From 1us to /), expect.stringMatching(/^From 1us to /)]);
  });
});

test('cuts are of the node and the others, one of them, or two halves, and name every node once', () => {
  const cuts = cutsAround('b', ['a', 'b', 'c', 'd', 'e']);
  expect(cuts.slice(0, 3).map(({ value }) => value)).toEqual([
    { groups: [['b'], ['a', 'c', 'd', 'e']] },
    { from: ['b'], to: ['a', 'c', 'd', 'e'] },
    { from: ['a', 'c', 'd', 'e'], to: ['b'] },
  ]);
  expect(cuts.at(-1)).toEqual({ label: 'b, c ✂ a, d, e', description: 'two groups', value: { groups: [['b', 'c'], ['a', 'd', 'e']] } });
  expect(new Set(cuts.map(({ label }) => label)).size).toBe(cuts.length);
  expect(cutsAround('a', ['a'])).toEqual([]);
});

describe('the words of a change', () => {
  test('name what has come and its line', () => {
    const done = editScenario(draft, { do: 'lose', event: eventOf('send') }, trace);
    if (!done.ok) throw new Error(done.message);
    const made = changeMade(draft, done.draft, done.edit);
    expect(made.words).toMatch(/^lose: the first \w+( from alice to shop)?$/);
    expect(done.draft.text.split('\n')[made.line - 1]).toContain('lose');
    expect(made.line).toBe(9);
  });

  test('name what is gone', () => {
    const done = editScenario(draft, { do: 'undo', event: eventOf('lose') }, trace);
    if (!done.ok) throw new Error(done.message);
    expect(changeMade(draft, done.draft, done.edit)).toEqual({ words: 'no longer: lose: the first Reply', line: 8 });
  });

  test('name operations and the seed', () => {
    const added = editScenario(draft, { do: 'add-operation', client: 'alice', op: 'charge', atUs: 50_000 }, trace);
    const seeded = editScenario(draft, { do: 'set-seed', value: 12 }, trace);
    if (!added.ok || !seeded.ok) throw new Error('refused');
    expect(changeMade(draft, added.draft, added.edit)).toEqual({ words: 'operation: alice charge at 50ms', line: 7 });
    const made = changeMade(draft, seeded.draft, seeded.edit);
    expect([made.words, seeded.draft.text.split('\n')[made.line - 1]]).toEqual(['seed 12', 'seed: 12']);
  });

  test('say each kind of fault', () => {
    expect(
      [
        faultWords({ kind: 'delay', byUs: 5000, type: 'Vote', to: 'b', nth: 22 }),
        faultWords({ kind: 'duplicate', nth: 11 }),
        faultWords({ kind: 'lose', from: 'a' }),
        faultWords({ kind: 'crash', node: 'a', atUs: 1000, restartUs: 2000 }),
        faultWords({ kind: 'pause', node: 'a', atUs: 1000, forUs: 500 }),
        faultWords({ kind: 'partition', atUs: 0, untilUs: 1000, cut: { groups: [['a'], ['b', 'c']] } }),
        faultWords({ kind: 'clock', node: 'a', atUs: 0, jumpUs: -1000, driftPpm: 3 }),
        faultWords({ kind: 'slow', node: 'a', atUs: 0, factor: 4 }),
      ],
    ).toEqual([
      'delay by 5ms: the 22nd Vote to b',
      'duplicate: the 11th message',
      'lose: every message from a',
      'crash: a at 1ms, back at 2ms',
      'pause: a at 1ms for 500us',
      'partition: a | b, c from 0us to 1ms',
      'clock: a −1ms, drift 3ppm at 0us',
      'slow: a 4 times from 0us',
    ]);
  });
});
