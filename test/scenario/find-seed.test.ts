import { describe, expect, it } from 'vitest';
import { startSeedSearch } from '../../src/scenario/find-seed';
import type { Sought } from '../../src/scenario/find-seed';
import { withSeed } from '../../src/scenario/many-runs';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { chat, chatScenario } from './chat-model';

const lossy = parseScenario(
  chatScenario('seed: 7', 'network: { loss: 0.1 }', 'workload: [ { at: 1ms, client: ann, op: say } ]', 'expect: [ { holds: heard-enough }, { event: { kind: lose, count: 0 } } ]'),
  [chat],
).scenario!;

function search(sought: Sought, from: number, limit: number): { readonly found: number | undefined; readonly tried: number } {
  const search = startSeedSearch(lossy, sought, from, limit);
  while (!search.advance(3));
  return { found: search.found, tried: search.tried };
}
const bad = (seed: number): boolean => !runScenario(withSeed(lossy, seed)).expectations[0]!.ok;

describe('looking for a seed', () => {
  it('stops at the first with which an invariant is violated, or an expectation fails', () => {
    let first = 7;
    while (!bad(first)) first++;
    expect(first).toBeGreaterThan(7);
    expect(search({ violated: 'heard-enough' }, 7, 1000)).toEqual({ found: first, tried: first - 7 });
    expect(search({ unmet: 0 }, 7, 1000)).toEqual({ found: first, tried: first - 7 });
    let next = first + 1;
    while (!bad(next)) next++;
    expect(search({ unmet: 1 }, first + 1, 1000).found).toBe(next);
  });

  it('ends at its limit, and at the last seed there is', () => {
    expect(search({ violated: 'always-fine' }, 7, 30)).toEqual({ found: undefined, tried: 30 });
    expect(search({ violated: 'always-fine' }, 4_294_967_290, 30)).toEqual({ found: undefined, tried: 6 });
  });
});
