/**
 * A verdict with what is needed to show it: on a "yes" where each operation took effect, on a "no" the operation that has no
 * place, what was explained before it, and what it could have returned instead.
 *
 * An order says nothing of moments, and any moments that keep it will do. Here an operation takes effect as soon as it may: when
 * it and all that stand before it have been invoked. That is never after its return.
 */
import type { Plain } from '../kernel/event';
import { startCheck } from './check';
import { plainText } from '../trace/text';
import type { CheckOptions } from './check';
import type { History, HistoryOperation } from './history';
import { operationText } from './history';
import { beginning } from './object';
import { startSearch } from './search';
import type { Search } from './search';
import { SPECIFICATIONS, stateKey } from './specification';

/** An operation in the order, by the event that invoked it. */
export interface Placed {
  readonly invoke: number;
  /** It takes effect between this event and the next. Ascending; operations with the same one follow one another. */
  readonly after: number;
}

export type Linearization = {
  /** Operations that the specification knows, and the names of the others, which were left aside. */
  readonly operations: number;
  readonly others: readonly string[];
} & (
  | { readonly verdict: 'linearizable'; readonly order: readonly Placed[] }
  | {
      readonly verdict: 'not-linearizable';
      /** One of the orders that explain everything before the operation without a place, of the same object. */
      readonly order: readonly Placed[];
      /** The event that invoked the operation without a place. */
      readonly unplaced: number;
      /** That operation, the one last placed before it, and the object after that, in words. */
      readonly operation: string;
      readonly last?: string;
      readonly object: string;
      readonly state: string;
      /** With which results it would have had a place; undefined when that is not known, empty when with none. */
      readonly could: readonly Plain[] | undefined;
    }
  /** `stopped`: somebody did not want to wait any longer. */
  | { readonly verdict: 'undecided'; readonly states: number; readonly stopped: boolean }
);

export interface Linearizing {
  /** Takes up to so many further steps, of about a microsecond each; true when there is a result. */
  advance(maxSteps: number): boolean;
  readonly result: Linearization | undefined;
  /** The result of giving up now. */
  stopped(): Linearization;
}

/** Other results than these are not tried. */
const MOST_TRIED = 24;

export function startLinearizing(history: History, options: CheckOptions): Linearizing {
  const check = startCheck(history, options);
  const spec = SPECIFICATIONS[options.specification];
  let alternatives: Alternatives | undefined;
  let result: Linearization | undefined;

  return {
    advance(maxSteps) {
      if (result !== undefined) return true;
      if (!check.advance(maxSteps)) return false;
      const found = check.result!;
      const { operations, others, states } = found;
      if (found.verdict === 'linearizable') result = { verdict: 'linearizable', operations, others, order: placed(found.order) };
      else if (found.verdict === 'undecided') result = { verdict: 'undecided', operations, others, states, stopped: false };
      else {
        alternatives ??= startAlternatives(history, found.unplaced, options);
        if (!alternatives.advance(maxSteps)) return false;
        const last = found.order[found.order.length - 1];
        result = {
          verdict: 'not-linearizable', operations, others,
          order: placed(found.order),
          unplaced: found.unplaced.invoke,
          operation: operationText(found.unplaced),
          ...(last === undefined ? {} : { last: operationText(last) }),
          object: found.unplaced.key === undefined ? spec.title.replace(/^a /, 'the ') : plainText(found.unplaced.key, 40),
          state: found.state,
          could: alternatives.fitting,
        };
      }
      return true;
    },
    get result() { return result; },
    stopped: () => ({ verdict: 'undecided', operations: history.length, others: [], states: check.result?.states ?? 0, stopped: true }),
  };
}

/** The places of an order: as soon as the operations in it may take effect. */
export function placed(order: History): Placed[] {
  let after = -1;
  return order.map(({ invoke }) => ({ invoke, after: (after = Math.max(after, invoke)) }));
}

interface Alternatives {
  advance(maxSteps: number): boolean;
  readonly fitting: readonly Plain[] | undefined;
}

/** Which results would have given the operation a place: each is tried on the history up to its return. */
function startAlternatives(history: History, unplaced: HistoryOperation, { specification, maxStates, initial }: CheckOptions): Alternatives {
  const spec = SPECIFICATIONS[specification];
  const start = { step: spec.step, initial: initial ?? spec.initial };
  const key = keyOf(unplaced);
  const object = beginning(history.filter((each) => keyOf(each) === key && Object.hasOwn(spec.operations, each.f)), unplaced.returned);
  const waiting = [...candidates(object, unplaced, start.initial)];
  const fitting: Plain[] = [];
  let tried: { readonly result: Plain; readonly search: Search } | undefined;
  let left = maxStates;
  let known = waiting.length <= MOST_TRIED;
  waiting.length = Math.min(waiting.length, MOST_TRIED);
  return {
    advance(maxSteps) {
      if (tried === undefined) {
        const next = waiting.shift();
        if (next === undefined) return true;
        const instead = object.map((each) => (each.invoke === unplaced.invoke ? { ...each, result: next } : each));
        tried = { result: next, search: startSearch(instead, start, left) };
      }
      if (!tried.search.advance(maxSteps)) return false;
      left -= tried.search.states;
      const { verdict } = tried.search.result!;
      if (verdict === 'yes') fitting.push(tried.result);
      if (verdict === 'undecided' || left <= 0) {
        known = false;
        waiting.length = 0;
      }
      tried = undefined;
      return waiting.length === 0;
    },
    get fitting() { return known ? fitting : undefined; },
  };
}

/** Results that an operation could have at all: for a read, whatever was ever written; none for one that has no result. */
function candidates(object: History, { f, result }: HistoryOperation, initial: Plain): Iterable<Plain> {
  const found = new Map<string, Plain>();
  const add = (value: Plain | undefined): void => {
    if (value !== undefined) found.set(stateKey(value), value);
  };
  if (f === 'cas') {
    if (typeof result === 'boolean') for (const value of [true, false]) add(value);
  } else if (f === 'read' || f === 'get' || f === 'dequeue') {
    add(f === 'dequeue' ? null : initial);
    for (const each of object) {
      if (each.f === 'delete') add(null);
      else if (each.f === 'create') add(each.value ?? each.client);
      else if (each.f === 'cas') add(toOf(each.value));
      else if (each.f !== f) add(each.value);
      else add(each.result);
    }
  }
  found.delete(stateKey(result ?? null));
  return found.values();
}

function toOf(value: Plain | undefined): Plain | undefined {
  if (Array.isArray(value)) return value[1] as Plain;
  return value !== null && typeof value === 'object' ? (value as { readonly to?: Plain }).to : undefined;
}

function keyOf({ key }: HistoryOperation): string {
  return key === undefined ? '' : stateKey(key);
}
