import { expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse';
import { advance, hashOf, outcomeOf, runScenario, startRun } from '../../src/scenario/run';
import type { Scenario } from '../../src/scenario/scenario';
import { chat, chatScenario } from './chat-model';

const talk = [
  'workload:',
  '  - { at: 1ms, client: ann, op: say }',
  '  - { at: 2ms, client: ben, op: say, args: { words: bye } }',
];

function scenarioOf(...lines: readonly string[]): Scenario {
  return parseScenario(chatScenario(...lines), [chat]).scenario!;
}

it('a run counts events, messages, losses and time, and adds what the model reports', () => {
  const { stats, end, invariants, trace } = runScenario(scenarioOf(...talk, 'faults: [ { lose: { type: Hear, to: ben } } ]'));
  expect(stats).toEqual({ events: trace.length, messages: 4, lost: 1, virtualTime: 22_000, passedOn: 2 });
  expect(end.reason).toBe('quiet');
  expect(invariants).toEqual([{ id: 'heard-enough', holds: false }, { id: 'always-fine', holds: true }]);
  expect(trace.header).toEqual({
    faultline: 1,
    title: 'Two guests talk',
    model: 'chat',
    seed: 1,
    nodes: [{ id: 'ann', role: 'guest' }, { id: 'ben', role: 'guest' }, { id: 'room1', role: 'host' }],
    unit: 'us',
    clocks: {},
  });
});

it('a run in slices is the run in one go', () => {
  const scenario = scenarioOf(...talk);
  const sliced = startRun(scenario);
  let slices = 1;
  while (!advance(sliced, 1)) slices++;
  expect(slices).toBeGreaterThan(5);
  expect(hashOf(outcomeOf(sliced))).toBe(hashOf(runScenario(scenario)));
});

it('the trace of a run grows with it, and what came of it is known only at the end', () => {
  const run = startRun(scenarioOf(...talk));
  const atStart = run.trace.length;
  expect(() => outcomeOf(run)).toThrow('not over');
  expect(advance(run, 1)).toBe(false);
  expect(run.trace.length).toBeGreaterThan(atStart);
});

it('a run ends at a limit and says which', () => {
  const { end, trace } = runScenario(scenarioOf('limits: { events: 100 }', 'workload:', ...Array.from({ length: 60 }, (_, i) => `  - { at: ${i}ms, client: ann, op: say }`)));
  expect(end.reason).toBe('limit');
  expect(end.text).toContain('limits.events');
  // Without the limit there would be more than 500; what is under way at the end is still recorded as lost.
  expect(trace.length).toBeLessThan(200);
});
