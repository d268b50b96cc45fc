import { describe, expect, it } from 'vitest';
import { expectationText } from '../../src/scenario/expect';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { chat, chatScenario } from './chat-model';

/** ann speaks at 1 ms; the host hears it at 11 ms and passes it on to ben, who does not get it. */
function verdicts(...expectations: readonly string[]): string[] {
  const text = chatScenario(
    'workload: [ { at: 1ms, client: ann, op: say } ]',
    'faults: [ { lose: { type: Hear } } ]',
    'expect:',
    ...expectations.map((each) => `  - ${each}`),
  );
  const { scenario, problems } = parseScenario(text, [chat]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { trace, expectations: found } = runScenario(scenario!);
  return found.map(({ ok, event, found: count }) => `${ok} ${count} ${event < 0 ? '-' : trace.labels[trace.label[event]!]}`);
}

describe('judge', () => {
  it('looks for violations of invariants', () => {
    expect(verdicts('violated: heard-enough', 'holds: heard-enough', 'violated: always-fine', 'holds: always-fine')).toEqual([
      'true 1 heard-enough',
      'false 1 heard-enough',
      'false 0 -',
      'true 0 -',
    ]);
  });

  it('counts events, or is content with one', () => {
    expect(
      verdicts(
        'event: { kind: send }',
        'event: { kind: send, count: 2 }',
        'event: { kind: send, count: 1 }',
        'event: { kind: crash }',
        'event: { kind: crash, count: 0 }',
        'event: { kind: lose, from: room1, to: ben, reason: dropped, count: 1 }',
        'event: { kind: lose, from: room1, to: ann }',
      ),
    ).toEqual(['true 2 Say', 'true 2 Say', 'false 2 Say', 'false 0 -', 'true 0 -', 'true 1 Hear', 'false 0 -']);
  });
});

it('an expectation is told as it stands in the file', () => {
  const span = { start: 0, end: 0 };
  expect(expectationText({ kind: 'holds', invariant: 'always-fine', span })).toBe('holds: always-fine');
  expect(expectationText({ kind: 'event', rule: { kind: 'lose', type: 'Hear' }, count: 1, span })).toBe('event: { kind: lose, type: Hear, count: 1 }');
  expect(expectationText({ kind: 'event', rule: { kind: 'deliver', ignored: 'no longer waiting' }, span })).toBe('event: { kind: deliver, ignored: no longer waiting }');
});
