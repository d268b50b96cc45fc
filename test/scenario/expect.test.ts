import { describe, expect, it } from 'vitest';
import { KIND } from '../../src/kernel/event';
import type { Model } from '../../src/kernel/model';
import { expectationText, startJudging } from '../../src/scenario/expect';
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

describe('linearizable, notLinearizable', () => {
  /** Guests who acquire a lock; all of them are told that they have it. */
  const locks: Model = { ...chat, id: 'locks', operations: { acquire: { summary: 'Take it.', role: 'guest', args: {} } } };
  const outcome = (...lines: readonly string[]) => {
    const { scenario, problems } = parseScenario(['faultline: 1', 'title: Locks', 'model: locks', ...lines].join('\n'), [locks]);
    expect(problems).toEqual([]);
    return runScenario(scenario!);
  };

  it('names the return that has no place', () => {
    const { trace, expectations } = outcome(
      'workload: [ { at: 1ms, client: ann, op: acquire }, { at: 2ms, client: ben, op: acquire } ]',
      'expect: [ { linearizable: lock }, { notLinearizable: lock } ]',
    );
    const { event } = expectations[0]!;
    expect([trace.kind[event], trace.t[event]]).toEqual([KIND.return, 2_000]);
    const detail = 'ben: acquire has no place: after ann: acquire, it is held by ann';
    expect(expectations).toEqual([
      { text: 'linearizable: lock', ok: false, event, found: 1, detail },
      { text: 'notLinearizable: lock', ok: true, event, found: 1, detail },
    ]);
  });

  it('is met by an order that explains the results', () => {
    const { expectations } = outcome('workload: [ { at: 1ms, client: ann, op: acquire } ]', 'expect: [ { linearizable: lock }, { notLinearizable: lock } ]');
    expect(expectations.map(({ ok, event, detail }) => [ok, event, detail])).toEqual([
      [true, -1, '1 operation explained by one order'],
      [false, -1, '1 operation explained by one order'],
    ]);
  });

  it('is judged in slices, with the same verdict', () => {
    const many = Array.from({ length: 20 }, (_, i) => `{ at: ${i}ms, client: ann, op: acquire }`).join(', ');
    const { trace, expectations } = outcome(`workload: [ ${many} ]`, 'expect: [ { notLinearizable: lock } ]');
    const judging = startJudging({ kind: 'notLinearizable', specification: 'lock', span: { start: 0, end: 0 } }, trace);
    expect(judging.advance(1)).toBe(false);
    expect(judging.verdict).toBeUndefined();
    while (!judging.advance(1));
    expect(judging.verdict).toEqual(expectations[0]);
  });
});

it('an expectation is told as it stands in the file', () => {
  const span = { start: 0, end: 0 };
  expect(expectationText({ kind: 'holds', invariant: 'always-fine', span })).toBe('holds: always-fine');
  expect(expectationText({ kind: 'event', rule: { kind: 'lose', type: 'Hear' }, count: 1, span })).toBe('event: { kind: lose, type: Hear, count: 1 }');
  expect(expectationText({ kind: 'linearizable', specification: 'cas-register', span })).toBe('linearizable: cas-register');
  expect(expectationText({ kind: 'event', rule: { kind: 'deliver', ignored: 'no longer waiting' }, span })).toBe('event: { kind: deliver, ignored: no longer waiting }');
});
