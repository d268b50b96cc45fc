import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { check, resultText, startCheck } from '../../src/check/check';
import type { History } from '../../src/check/history';
import { SPECIFICATION_IDS, SPECIFICATIONS, fitting } from '../../src/check/specification';
import type { SpecificationId } from '../../src/check/specification';
import { arbitraryHistory, explains, historyFrom, isLinearizable, until } from './histories';

const run = (history: History, specification: SpecificationId, maxStates = 100_000) => check(history, { specification, maxStates });
const isIt = (history: History, specification: SpecificationId) => run(history, specification).verdict === 'linearizable';

/** The histories of a queue that open the paper: figure 1 of Herlihy and Wing, 1990. E is enqueue, D dequeue. */
describe('the queues of Herlihy and Wing', () => {
  test('(a) overlapping operations may take effect in either order', () => {
    const history = historyFrom(['A', 'enqueue', 'x', 0, 3], ['B', 'enqueue', 'y', 1, 2], ['B', 'dequeue', null, 4, 6, 'x'], ['A', 'dequeue', null, 5, 8, 'y'], ['B', 'enqueue', 'z', 7, 9]);
    expect(isIt(history, 'queue')).toBe(true);
  });

  test('(b) x was in the queue before y, so y cannot come out first', () => {
    const history = historyFrom(['A', 'enqueue', 'x', 0, 1], ['B', 'enqueue', 'y', 2, 3], ['A', 'dequeue', null, 4, 5, 'y']);
    const result = run(history, 'queue');
    expect(resultText(result)).toBe('A: dequeue → y has no place: after B: enqueue(y), it holds [x, y]');
    expect(result).toMatchObject({ unplaced: history[2]! });
  });

  test('(c) an operation that has not returned may have taken effect', () => {
    expect(isIt(historyFrom(['A', 'enqueue', 'x', 0, -1], ['B', 'dequeue', null, 1, 2, 'x']), 'queue')).toBe(true);
  });

  test('(d) one y cannot be taken out twice', () => {
    const history = historyFrom(['A', 'enqueue', 'x', 0, 3], ['B', 'enqueue', 'y', 1, 2], ['A', 'dequeue', null, 4, 6, 'y'], ['B', 'dequeue', null, 5, 7, 'y']);
    expect(isIt(history, 'queue')).toBe(false);
  });
});

describe('a register', () => {
  test('a read may see the old or the new value while a write is under way, but not the old one after the new', () => {
    const write = ['A', 'write', 1, 2, 20] as const;
    const start = ['A', 'write', 0, 0, 1] as const;
    const reads = (first: number, second: number) => historyFrom(start, write, ['B', 'read', null, 3, 4, first], ['C', 'read', null, 5, 6, second]);
    expect([reads(0, 0), reads(0, 1), reads(1, 1), reads(1, 0)].map((history) => isIt(history, 'register'))).toEqual([true, true, true, false]);
  });

  test('a write whose outcome is unknown may take effect long after, or never, but not before it began and not twice', () => {
    const late = historyFrom(['A', 'write', 1, 2, -1], ['B', 'write', 2, 3, 4], ['B', 'read', null, 5, 6, 2], ['B', 'read', null, 7, 8, 1]);
    expect(isIt(late, 'register')).toBe(true);
    expect(isIt(historyFrom(['B', 'read', null, 0, 1, 1], ['A', 'write', 1, 2, -1]), 'register')).toBe(false);
    const twice = historyFrom(['A', 'write', 1, 0, -1], ['B', 'read', null, 1, 2, 1], ['B', 'write', 2, 3, 4], ['B', 'read', null, 5, 6, 1]);
    expect(isIt(twice, 'register')).toBe(false);
  });

  test('an unknown that was reported late does not end with the report', () => {
    const [write, ...rest] = historyFrom(['A', 'write', 1, 0, 2], ['B', 'read', null, 3, 4, null], ['B', 'read', null, 5, 6, 1]);
    expect(isIt([{ ...write!, status: 'unknown' }, ...rest], 'register')).toBe(true);
    expect(isIt([write!, ...rest], 'register')).toBe(false);
  });

  test('what failed never took effect', () => {
    const [write, read] = historyFrom(['A', 'write', 1, 0, 2], ['B', 'read', null, 3, 4, 1]);
    expect(isIt([{ ...write!, status: 'fail' }, read!], 'register')).toBe(false);
  });

  test('may begin with another value', () => {
    const history = historyFrom(['A', 'read', null, 0, 1, 7]);
    expect(check(history, { specification: 'register', maxStates: 10, initial: 7 }).verdict).toBe('linearizable');
    expect(check(history, { specification: 'register', maxStates: 10 }).verdict).toBe('not-linearizable');
  });
});

describe('a lock', () => {
  test('has one owner at a time, who alone can release it', () => {
    const acquired = ['A', 'acquire', null, 0, 1] as const;
    expect(isIt(historyFrom(acquired, ['B', 'acquire', null, 2, 3]), 'lock')).toBe(false);
    expect(isIt(historyFrom(acquired, ['B', 'release', null, 2, 3]), 'lock')).toBe(false);
    expect(isIt(historyFrom(acquired, ['A', 'release', null, 2, 5], ['B', 'acquire', null, 3, 4]), 'lock')).toBe(true);
  });
});

describe('a store', () => {
  test('a name is created once; text is appended; each key is an object of its own', () => {
    const at = (key: string, history: History) => history.map((operation) => ({ ...operation, key }));
    expect(isIt(at('ada', historyFrom(['A', 'create', null, 0, 1], ['B', 'create', null, 2, 3])), 'kv')).toBe(false);
    expect(isIt([...at('ada', historyFrom(['A', 'create', null, 0, 1])), ...at('bob', historyFrom(['B', 'create', null, 2, 3]))], 'kv')).toBe(true);
    expect(isIt(at('x', historyFrom(['A', 'append', 'a', 0, 3], ['B', 'append', 'b', 1, 2], ['B', 'get', null, 4, 5, 'ba'])), 'kv')).toBe(true);
  });
});

describe.each(SPECIFICATION_IDS)('%s: small histories at random', (specification) => {
  const verdicts = new Set<string>();

  it('has the verdict of the definition, with an order or an operation that shows it', () => {
    fc.assert(
      fc.property(arbitraryHistory(specification, 5), (history) => {
        const result = run(history, specification);
        verdicts.add(result.verdict);
        const spec = SPECIFICATIONS[specification];
        expect(result.verdict).toBe(isLinearizable(history, specification) ? 'linearizable' : 'not-linearizable');
        if (result.verdict === 'linearizable') {
          expect(explains(result.order, spec)).toBe(true);
          const must = history.filter(({ status, returned }) => status === 'ok' && returned >= 0);
          expect(must.every((operation) => result.order.includes(operation))).toBe(true);
          expect(new Set(result.order).size).toBe(result.order.length);
        }
        if (result.verdict === 'not-linearizable') {
          const { returned } = result.unplaced;
          expect(isLinearizable(until(history, returned), specification)).toBe(true);
          expect(isLinearizable(until(history, returned + 1), specification)).toBe(false);
          expect(explains(result.order, spec)).toBe(true);
        }
      }),
      { numRuns: 400, seed: 17 },
    );
    expect([...verdicts].sort()).toEqual(['linearizable', 'not-linearizable']);
  });
});

describe('limits', () => {
  const hard = historyFrom(...Array.from({ length: 12 }, (_, i) => ['c' + i, 'enqueue', i, i, 100 + i] as const), ['z', 'dequeue', null, 200, 201, 'no such thing']);

  test('a check that would take too long ends undecided', () => {
    const result = run(hard, 'queue', 1_000);
    expect(result.verdict).toBe('undecided');
    expect(result.states).toBeLessThan(1_100);
    expect(resultText(result)).toMatch(/^undecided after 100\d states$/);
  });

  test('it goes in slices, and gives the same answer', () => {
    const history = hard.slice(0, 12);
    const options = { specification: 'queue', maxStates: 10_000 } as const;
    const slices = startCheck(history, options);
    let count = 1;
    while (!slices.advance(2)) count++;
    expect(count).toBeGreaterThan(3);
    expect(slices.result).toEqual(check(history, options));
  });

  test('many operations one after the other take no more states than there are', () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => (i % 2 === 0 ? ['A', 'write', i, 2 * i, 2 * i + 1] : ['B', 'read', null, 2 * i, 2 * i + 1, i - 1]) as never);
    expect(run(historyFrom(...rows), 'register')).toMatchObject({ verdict: 'linearizable', states: 2_000 });
  });
});

test('operations of another kind are left aside and named', () => {
  const history = historyFrom(['A', 'acquire', null, 0, 1], ['A', 'sing', null, 2, 3], ['A', 'sing', null, 4, 5], ['A', 'release', null, 6, 7]);
  expect(run(history, 'lock')).toMatchObject({ verdict: 'linearizable', operations: 2, others: ['sing'] });
  expect(fitting(['sing', 'read', 'cas'])).toEqual(['cas-register', 'register', 'kv']);
});
