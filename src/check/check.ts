/**
 * Is a history linearizable? Objects with different keys are checked one by one: a history is linearizable exactly when that
 * of each object is (locality: Herlihy and Wing 1990, §3.3 theorem 1; for the keys of one store, Horn and Kroening, "Faster
 * Linearizability Checking via P-Compositionality", FORTE 2015). That is what keeps the search short.
 */
import type { Plain } from '../kernel/event';
import { plainText } from '../trace/text';
import { operationText } from './history';
import type { History, HistoryOperation } from './history';
import { startObject } from './object';
import type { Search } from './search';
import { SPECIFICATIONS, stateKey } from './specification';
import type { SpecificationId } from './specification';

export interface CheckOptions {
  readonly specification: SpecificationId;
  /** The check ends undecided when it would have to remember more than that; some hundred bytes each. */
  readonly maxStates: number;
  /** What every object holds at the start, where it is not what the specification says. */
  readonly initial?: Plain;
}

export type CheckResult = Counts &
  (
    | {
        readonly verdict: 'linearizable';
        /** All operations that took effect, in an order that explains every result. */
        readonly order: History;
      }
    | {
        readonly verdict: 'not-linearizable';
        /** The first whose return has no explanation. Without that return the history would have been linearizable. */
        readonly unplaced: HistoryOperation;
        /** One of the orders that explain everything before, of the same object. */
        readonly order: History;
        /** What the object is like after that order, in words. */
        readonly state: string;
      }
    | { readonly verdict: 'undecided' }
  );

interface Counts {
  /** Operations that the specification knows. */
  readonly operations: number;
  /** The others: their names, each once. They were left aside. */
  readonly others: readonly string[];
  /** Sets of operations with a state that were looked at. */
  readonly states: number;
}

export interface Check {
  /** Takes up to so many further steps, of about a microsecond each; true when there is a result. */
  advance(maxSteps: number): boolean;
  readonly result: CheckResult | undefined;
}

/** A check that whoever drives it can do in slices, or give up. */
export function startCheck(history: History, { specification, maxStates, initial }: CheckOptions): Check {
  const spec = SPECIFICATIONS[specification];
  const known = history.filter(({ f }) => Object.hasOwn(spec.operations, f));
  const others = [...new Set(history.flatMap(({ f }) => (Object.hasOwn(spec.operations, f) ? [] : [f])))];
  const start = { step: spec.step, initial: initial ?? spec.initial };
  const waiting = byKey(known);
  const done: Search[] = [];
  let states = 0;
  let search: Search | undefined;
  let result: CheckResult | undefined;

  return {
    advance(maxSteps) {
      if (result !== undefined) return true;
      if (search === undefined && waiting.length > 0) search = startObject(waiting.shift()!, start, maxStates - states);
      if (search !== undefined) {
        if (!search.advance(maxSteps)) return false;
        done.push(search);
        states += search.states;
        search = undefined;
      }
      if (waiting.length === 0) result = { ...summed(done, spec.words), operations: known.length, others, states };
      return result !== undefined;
    },
    get result() { return result; },
  };
}

/** Checks in one go. */
export function check(history: History, options: CheckOptions): CheckResult {
  const going = startCheck(history, options);
  while (!going.advance(100_000));
  return going.result!;
}

/** `bob: read → 1 has no place: after alice: write(2) it holds 2`, or why there is no answer. */
export function resultText(result: CheckResult): string {
  const { verdict, operations, states } = result;
  if (verdict === 'linearizable') return `${operations} operation${operations === 1 ? '' : 's'} explained by one order`;
  if (verdict === 'undecided') return `undecided after ${states} states`;
  const { unplaced, order, state } = result;
  const last = order.at(-1);
  const object = unplaced.key === undefined ? 'it' : plainText(unplaced.key, 40);
  const after = last === undefined ? `at the start ${object}` : `after ${operationText(last)}, ${object}`;
  return `${operationText(unplaced)} has no place: ${after} ${state}`;
}

/** The histories of the single objects, in the order in which they first occur. */
function byKey(history: History): History[] {
  const parts = new Map<string, HistoryOperation[]>();
  for (const operation of history) {
    const key = operation.key === undefined ? '' : stateKey(operation.key);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [operation]);
    else part.push(operation);
  }
  return [...parts.values()];
}

function summed(searches: readonly Search[], words: (state: Plain) => string) {
  const results = searches.map(({ result }) => result!);
  const wrong = results.flatMap((result) => (result.verdict === 'no' ? [result] : [])).sort((a, b) => a.unplaced.returned - b.unplaced.returned);
  const [first] = wrong;
  if (first !== undefined) return { verdict: 'not-linearizable', unplaced: first.unplaced, order: first.order, state: words(first.state) } as const;
  if (results.some(({ verdict }) => verdict === 'undecided')) return { verdict: 'undecided' } as const;
  return { verdict: 'linearizable', order: merged(results.map((result) => (result.verdict === 'yes' ? result.order : []))) } as const;
}

/**
 * One order of the operations of all objects. Each operation takes effect as soon as it may: when it and all that
 * stand before it in the order of its object have been invoked. That is before its return, so real time is kept.
 */
function merged(orders: readonly History[]): History {
  const placed = orders.flatMap((order) => {
    let soonest = -1;
    return order.map((operation) => ({ operation, soonest: (soonest = Math.max(soonest, operation.invoke)) }));
  });
  return placed.sort((a, b) => a.soonest - b.soonest).map(({ operation }) => operation);
}
