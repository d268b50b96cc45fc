import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { History } from '../../src/check/history';
import { startLinearizing } from '../../src/check/linearization';
import type { Linearization } from '../../src/check/linearization';
import { SPECIFICATIONS, SPECIFICATION_IDS, stateKey } from '../../src/check/specification';
import type { SpecificationId } from '../../src/check/specification';
import type { Plain } from '../../src/kernel/event';
import { arbitraryHistory, explains, historyFrom, isLinearizable, until } from './histories';

function linearized(history: History, specification: SpecificationId, maxSteps = 1000): Linearization {
  const going = startLinearizing(history, { specification, maxStates: 100_000 });
  while (!going.advance(maxSteps));
  return going.result!;
}

describe('on a "yes"', () => {
  test('each operation takes effect after all before it were invoked, and before it returns', () => {
    const history = historyFrom(['A', 'write', 1, 0, 9], ['B', 'read', null, 2, 3, null], ['B', 'read', null, 5, 6, 1]);
    expect(linearized(history, 'register')).toMatchObject({ verdict: 'linearizable', order: [{ invoke: 2, after: 2 }, { invoke: 0, after: 2 }, { invoke: 5, after: 5 }] });
  });
});

describe('on a "no"', () => {
  test('there is what was explained, the state then, and what could have been returned instead', () => {
    const history = historyFrom(['A', 'write', 1, 0, 1], ['A', 'write', 2, 2, 9], ['B', 'read', null, 3, 4, 2], ['C', 'read', null, 5, 6, 1]);
    expect(linearized(history, 'register')).toEqual({
      verdict: 'not-linearizable', operations: 4, others: [],
      order: [{ invoke: 0, after: 0 }, { invoke: 2, after: 2 }, { invoke: 3, after: 3 }],
      unplaced: 5, operation: 'C: read → 1', last: 'B: read → 2', object: 'the register', state: 'holds 2', could: [2],
    });
  });
  test('an operation without a result could have none at all', () => {
    const history = historyFrom(['A', 'acquire', null, 0, 1], ['B', 'acquire', null, 2, 3]);
    expect(linearized(history, 'lock')).toMatchObject({ operation: 'B: acquire', state: 'is held by A', could: [] });
  });
});

describe.each(SPECIFICATION_IDS)('%s: small histories at random', (specification) => {
  it('places are those of the definition, and so are the results that would have fitted', () => {
    let refused = 0;
    fc.assert(
      fc.property(arbitraryHistory(specification, 5), (history) => {
        const found = linearized(history, specification, 3);
        if (found.verdict === 'undecided') throw new Error('undecided');
        const byInvoke = new Map(history.map((operation) => [operation.invoke, operation]));
        let before = -1;
        for (const { invoke, after } of found.order) {
          expect(after).toBeGreaterThanOrEqual(Math.max(invoke, before));
          const { status, returned } = byInvoke.get(invoke)!;
          if (status === 'ok' && returned >= 0) expect(after).toBeLessThan(returned);
          before = after;
        }
        if (found.verdict === 'linearizable') {
          expect(explains(found.order.map(({ invoke }) => byInvoke.get(invoke)!), SPECIFICATIONS[specification])).toBe(true);
          return;
        }
        refused++;
        const wrong = byInvoke.get(found.unplaced)!;
        const seen = until(history, wrong.returned + 1);
        const fits = (result: Plain): boolean => isLinearizable(seen.map((each) => (each.invoke === wrong.invoke ? { ...each, result } : each)), specification);
        const results: Plain[] = wrong.f === 'cas' ? [true, false] : /read|get|dequeue/.test(wrong.f) ? [null, 0, 1, 2, 'A', 'B', 'C', true] : [];
        const wanted = results.filter((result) => stateKey(result) !== stateKey(wrong.result ?? null) && fits(result)).map(stateKey);
        expect(found.could!.map(stateKey).sort()).toEqual(wanted.sort());
      }),
      { numRuns: 150, seed: 23 },
    );
    expect(refused).toBeGreaterThan(5);
  });
});

test('giving up is undecided', () => {
  const hard = historyFrom(...Array.from({ length: 12 }, (_, i) => ['c' + i, 'enqueue', i, i, 100 + i] as const), ['z', 'dequeue', null, 200, 201, 'no such thing']);
  const going = startLinearizing(hard, { specification: 'queue', maxStates: 1_000_000 });
  expect(going.advance(500)).toBe(false);
  expect(going.stopped()).toMatchObject({ verdict: 'undecided', stopped: true });
});
