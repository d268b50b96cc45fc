/** Long files and long runs: what a gesture costs is counted, not timed. */
import { expect, it } from 'vitest';
import { openDraft } from '../../../src/scenario/edit/draft';
import { editScenario } from '../../../src/scenario/edit/edit-scenario';
import type { Gesture } from '../../../src/scenario/edit/gesture';
import { runScenario } from '../../../src/scenario/run';
import { KIND } from '../../../src/trace/trace';
import type { Trace } from '../../../src/trace/trace';
import type { Model } from '../../../src/kernel/model';
import { chat, chatScenario } from '../chat-model';

const operations = Array.from({ length: 1_000 }, (_, i) => [`  - at: ${i}ms`, `    client: ${i % 2 === 0 ? 'ann' : 'ben'}`, '    op: say # once more']).flat();
const faults = Array.from({ length: 480 }, (_, i) => ['  - lose:', '      type: Hear', `      to: ${i % 2 === 0 ? 'ann' : 'ben'}`, `      nth: ${1 + i}`]).flat();
const text = chatScenario('workload:', ...operations, 'faults:', ...faults, 'until: 2s');

it('a gesture in a file of 5,000 lines reads it once more, changes a few words, and asks for few details of the run', () => {
  expect(text.split('\n').length).toBeGreaterThan(4_900);
  let readings = 0;
  const models = new Proxy<readonly Model[]>([chat], { get: (list, key) => ((readings += key === 'find' ? 1 : 0), Reflect.get(list, key) as unknown) });
  const opened = openDraft(text, models);
  if (!opened.ok) throw new Error(opened.message);
  const perReading = readings;
  const run = runScenario(opened.draft.scenario).trace;
  let details = 0;
  const trace: Trace = Object.create(run, { detail: { value: (i: number) => (details++, run.detail(i)) } }) as Trace;
  const last = Array.from({ length: run.length }, (_, i) => i).filter((i) => run.kind[i] === KIND.deliver).at(-1)!;
  const gestures: readonly Gesture[] = [
    { do: 'lose', event: last }, { do: 'arrive', event: last, atUs: 1_900_000 }, { do: 'remove-fault', fault: 200 }, { do: 'add-operation', client: 'ann', op: 'say', atUs: 500_500 }, { do: 'set-seed', value: 3 },
  ];
  expect(run.length).toBeGreaterThan(4_000);
  for (const gesture of gestures) {
    readings = 0;
    details = 0;
    const result = editScenario(opened.draft, gesture, trace);
    if (!result.ok) expect.fail(`${result.message} ${JSON.stringify(gesture)}`);
    expect(readings, gesture.do).toBe(perReading);
    expect(details, gesture.do).toBeLessThan(10);
    expect(result.edit.end - result.edit.start + result.edit.text.length, gesture.do).toBeLessThan(150);
  }
});
