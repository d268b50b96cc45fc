import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { unmatchedFaults, unmatchedProblems } from '../../src/scenario/unmatched';
import { bundledFiles, idOf } from '../bundled';
import { chat, chatScenario } from './chat-model';

/** Ann says something at 0 and at 2 ms; ben and cid hear it. */
function told(...faults: readonly string[]): readonly string[] {
  const text = chatScenario('nodes: { guest: [ann, ben, cid] }', 'workload:', '  - { at: 0ms, client: ann, op: say }', '  - { at: 2ms, client: ann, op: say }', 'faults:', ...faults.map((fault) => `  - ${fault}`));
  const { scenario } = parseScenario(text, [chat]);
  const { trace } = runScenario(scenario!);
  return unmatchedProblems(text, scenario!, trace).map(({ severity, code, line, column, message }) => `${severity} ${code} ${line}:${column} ${message}`);
}

describe('a fault that struck nothing', () => {
  it('is told of on its line', () => {
    expect(told('lose: { type: Say, nth: 2 }', 'lose: { type: Say, nth: 3 }', 'delay: { from: ben, by: 1ms }', 'duplicate: { type: Hear, to: cid, nth: 1 }', 'lose: { type: Hear, to: ben, nth: 7 }')).toEqual([
      'warning matched-nothing 10:5 this fault matched no message of the run: only 2 messages match, and "nth" is 3',
      'warning matched-nothing 11:5 this fault matched no message of the run',
      'warning matched-nothing 13:5 this fault matched no message of the run: only 1 message matches, and "nth" is 7',
    ]);
  });

  it('counts what was lost all the same, and no copies', () => {
    expect(told('lose: { type: Say, nth: 1 }', 'delay: { type: Say, nth: 1, by: 1ms }', 'duplicate: { type: Say, nth: 2 }', 'lose: { type: Say, nth: 3 }')).toEqual([
      'warning matched-nothing 12:5 this fault matched no message of the run: only 2 messages match, and "nth" is 3',
    ]);
  });

  it('is also one that would have a node crash or pause that is down', () => {
    expect(told('crash: { node: ben, at: 1ms, restart: 20ms }', 'crash: { node: ben, at: 5ms }', 'pause: { node: ben, at: 6ms, for: 1ms }', 'pause: { node: ben, at: 21ms, for: 1ms }')).toEqual([
      'warning matched-nothing 10:5 this fault did nothing: ben is down at 5ms',
      'warning matched-nothing 11:5 this fault did nothing: ben is down at 6ms',
    ]);
  });

  it('is not one that comes after the end of the run, which is said elsewhere', () => {
    expect(told('crash: { node: ben, at: 1ms }', 'crash: { node: ben, at: 50s }')).toEqual([]);
  });

  it('stands in the bundled scenarios only where the same faults meet another protocol', () => {
    const found: string[] = [];
    for (const { path, text, files } of bundledFiles('.scenario.yaml')) {
      const { scenario } = parseScenario(text, MODELS, files);
      if (scenario!.world.faults.every(({ kind }) => !['lose', 'delay', 'duplicate', 'crash', 'pause'].includes(kind))) continue;
      for (const { fault } of unmatchedFaults(scenario!, runScenario(scenario!).trace)) found.push(`${idOf(path)}: ${scenario!.world.faults[fault]!.kind}`);
    }
    // Over TCP this loses an acknowledgement; UDP has none.
    expect(found).toEqual(['voice-over-udp: lose']);
  });
});
