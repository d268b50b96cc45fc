/** Histories for tests of the checker, written as text or drawn at random, and the definition itself as an oracle. */
import fc from 'fast-check';
import type { Plain } from '../../src/kernel/event';
import type { History, HistoryOperation } from '../../src/check/history';
import { SPECIFICATIONS, stateKey } from '../../src/check/specification';
import type { SpecificationId } from '../../src/check/specification';

/**
 * `['A', 'write', 1, 0, 5]` is a write of 1 by A from moment 0 to moment 5; with a further value, that came back. An operation
 * that ends at -1 never returned.
 */
export type Row = readonly [client: string, f: string, value: Plain, invoke: number, returned: number, result?: Plain];

export function historyFrom(...rows: readonly Row[]): History {
  return rows.map(([client, f, value, invoke, returned, result]) => ({
    client, f, invoke, returned, status: returned < 0 ? 'unknown' : 'ok', ...(value === null ? {} : { value }), ...(result === undefined ? {} : { result }),
  }));
}

/** The definition, word for word: all choices of open operations, all orders. */
export function isLinearizable(history: History, specification: SpecificationId): boolean {
  const spec = SPECIFICATIONS[specification];
  const must = history.filter(({ status, returned }) => status === 'ok' && returned >= 0);
  const may = history.filter((operation) => operation.status !== 'fail' && !must.includes(operation));
  for (let choice = 0; choice < 1 << may.length; choice++) {
    const chosen = [...must, ...may.filter((_, i) => choice & (1 << i))];
    if (permutations(chosen).some((order) => explains(order, spec))) return true;
  }
  return false;
}

/** Whether an order keeps real time and has the results that its objects, one for each key, would give. */
export function explains(order: History, { initial, step }: (typeof SPECIFICATIONS)[SpecificationId]): boolean {
  const states = new Map<string, Plain>();
  for (const [i, operation] of order.entries()) {
    if (order.slice(i + 1).some((later) => precedes(later, operation))) return false;
    const key = stateKey(operation.key ?? null);
    const after = step(states.get(key) ?? initial, operation);
    if (after === undefined) return false;
    states.set(key, after);
  }
  return true;
}

/** What a history was up to a moment: who had not returned by then had an open operation. What will fail has no effect even now. */
export function until(history: History, moment: number): History {
  return history
    .filter(({ invoke }) => invoke < moment)
    .map((operation) => (operation.returned < moment ? operation : { ...operation, returned: -1, status: operation.status === 'fail' ? ('fail' as const) : ('unknown' as const) }));
}

function precedes(a: HistoryOperation, b: HistoryOperation): boolean {
  return a.status === 'ok' && a.returned >= 0 && a.returned < b.invoke;
}

function permutations(all: History): History[] {
  if (all.length < 2) return [all];
  return all.flatMap((first, i) => permutations([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [first, ...rest]));
}

const small = fc.constantFrom<Plain>(0, 1, 2);
const maybe = fc.constantFrom<Plain>(null, 0, 1, 2);
const CALLS: { readonly [K in SpecificationId]: fc.Arbitrary<{ f: string; value?: Plain; result?: Plain; key?: Plain }> } = {
  register: fc.oneof(fc.record({ f: fc.constant('read'), result: maybe }), fc.record({ f: fc.constant('write'), value: small })),
  'cas-register': fc.oneof(
    fc.record({ f: fc.constant('read'), result: maybe }),
    fc.record({ f: fc.constant('write'), value: small }),
    fc.record({ f: fc.constant('cas'), value: fc.tuple(maybe, small), result: fc.boolean() }),
  ),
  lock: fc.record({ f: fc.constantFrom('acquire', 'release') }),
  kv: fc.oneof(
    fc.record({ f: fc.constant('get'), key: fc.constantFrom('a', 'b'), result: maybe }),
    fc.record({ f: fc.constantFrom('put', 'create'), key: fc.constantFrom('a', 'b'), value: small }),
    fc.record({ f: fc.constant('delete'), key: fc.constantFrom('a', 'b') }),
  ),
  queue: fc.oneof(fc.record({ f: fc.constant('enqueue'), value: small }), fc.record({ f: fc.constant('dequeue'), result: maybe })),
};

/** Up to `max` operations of up to three clients, each with one at a time; some fail, some have no known outcome. */
export function arbitraryHistory(specification: SpecificationId, max: number): fc.Arbitrary<History> {
  const operation = fc.record({
    call: CALLS[specification],
    client: fc.constantFrom('A', 'B', 'C'),
    // How many further operations begin before this one returns.
    length: fc.nat(2),
    status: fc.constantFrom('ok' as const, 'ok' as const, 'ok' as const, 'ok' as const, 'fail' as const, 'unknown' as const),
    forgotten: fc.boolean(),
  });
  return fc.array(operation, { minLength: 1, maxLength: max }).map((rows) => {
    const free = new Map<string, number>();
    return rows.map(({ call, client, length, status, forgotten }, i) => {
      const invoke = Math.max(10 * i, free.get(client) ?? 0);
      const returned = status === 'unknown' && forgotten ? -1 : invoke + 10 * length + 1 + (i % 5);
      free.set(client, (returned < 0 ? invoke : returned) + 1);
      return { ...call, client, status, invoke, returned };
    }).map((each, i) => ({ ...each, invoke: each.invoke * 100 + 2 * i, returned: each.returned < 0 ? -1 : each.returned * 100 + 2 * i + 1 }))
      .sort((a, b) => a.invoke - b.invoke);
  });
}
