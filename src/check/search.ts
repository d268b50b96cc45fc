/**
 * Is there an order of the operations of one object that its specification allows and real time permits?
 *
 * The definition is that of Herlihy and Wing, "Linearizability: A Correctness Condition for Concurrent Objects", ACM
 * TOPLAS 12(3), 1990, §2.3: some of the operations without an outcome are given one, the others are forgotten, and
 * what is left has the same results as a sequential history in which an operation that returned before another was
 * invoked stands before it.
 *
 * The search is that of Wing and Gong, "Testing and Verifying Concurrent Objects", JPDC 17, 1993, §4: the next in the order
 * can only be an operation that was invoked before any of the others returned; try each, and go back where it
 * leads nowhere. What makes it usable is the addition of Lowe, "Testing for Linearizability", Concurrency and
 * Computation 29(4), 2017, §3: a set of operations that led to a state once need not lead there again, in whatever order.
 */
import type { Plain } from '../kernel/event';
import type { History, HistoryOperation } from './history';
import { stateKey } from './specification';
import type { Specification } from './specification';

export interface Search {
  /** Takes up to so many further steps, each a try of one operation; true when there is an answer. */
  advance(maxSteps: number): boolean;
  /** Undefined until there is an answer. */
  readonly result: SearchResult | undefined;
  /** Pairs of a set of operations and a state seen so far. */
  readonly states: number;
}

export type SearchResult =
  | { readonly verdict: 'yes'; readonly order: History; readonly state: Plain }
  /** The furthest that any order came: everything before the return of `unplaced` is in this one, which ends in this state. */
  | { readonly verdict: 'no'; readonly order: History; readonly state: Plain; readonly unplaced: HistoryOperation }
  | { readonly verdict: 'undecided' };

const HEAD = 0;

/** A search over one object's history, begun but not yet advanced. It ends undecided beyond `maxStates` states. */
export function startSearch(history: History, { step, initial }: Pick<Specification, 'step' | 'initial'>, maxStates: number): Search {
  // What has no outcome may be placed but need not be, so it comes behind; what failed is not there at all.
  const finished = history.filter(isFinished);
  const open = history.filter((operation) => operation.status !== 'fail' && !isFinished(operation));
  const operations = [...finished, ...open];
  const list = linkedEvents(operations);
  const { next, previous, operationAt, invokeOf, returnOf } = list;

  const placed = new Uint8Array(operations.length);
  /** What is placed, in order, with the state before each. */
  const order: number[] = [];
  const before: Plain[] = [];
  const seen = new Set<string>();
  let state = initial;
  let left = finished.length;
  /** The first finished operation that is not placed. */
  let first = 0;
  let entry = next[HEAD]!;
  let furthest = -1;
  let best: { readonly order: History; readonly state: Plain } = { order: [], state: initial };
  let result: SearchResult | undefined;

  return {
    advance(maxSteps) {
      for (let steps = 0; result === undefined && steps < maxSteps; steps++) result = stepOnce();
      return result !== undefined;
    },
    get result() { return result; },
    get states() { return seen.size; },
  };

  function stepOnce(): SearchResult | undefined {
    if (left === 0) return { verdict: 'yes', order: named(order), state };
    const operation = operationAt[entry]!;
    if (entry === invokeOf[operation]) {
      const after = step(state, operations[operation]!);
      if (after === undefined || !isNew(operation, after)) entry = next[entry]!;
      else if (seen.size > maxStates) return { verdict: 'undecided' };
      else place(operation, after);
      return undefined;
    }
    // This one has returned, so it must come before all that follow, and it cannot come now.
    if (entry > furthest) {
      furthest = entry;
      best = { order: named(order), state };
    }
    if (order.length === 0) return { verdict: 'no', ...best, unplaced: operations[operationAt[furthest]!]! };
    entry = next[takeBack()]!;
    return undefined;
  }

  function place(operation: number, after: Plain): void {
    order.push(operation);
    before.push(state);
    state = after;
    placed[operation] = 1;
    while (placed[first] === 1 && first < finished.length) first++;
    unlink(invokeOf[operation]!);
    if (operation < finished.length) {
      unlink(returnOf[operation]!);
      left--;
    }
    entry = next[HEAD]!;
  }

  /** Returns the entry of the invocation that is back in the list. */
  function takeBack(): number {
    const operation = order.pop()!;
    state = before.pop()!;
    placed[operation] = 0;
    if (operation < first) first = operation;
    if (operation < finished.length) {
      relink(returnOf[operation]!);
      left++;
    }
    relink(invokeOf[operation]!);
    return invokeOf[operation]!;
  }

  function unlink(at: number): void {
    next[previous[at]!] = next[at]!;
    previous[next[at]!] = previous[at]!;
  }

  function relink(at: number): void {
    next[previous[at]!] = at;
    previous[next[at]!] = at;
  }

  /** Remembers what would be placed together with this one, and the state it leads to. */
  function isNew(operation: number, after: Plain): boolean {
    const key = stateKey(after);
    // Nobody saw the outcome and nothing would change: as good as forgotten.
    if (operation >= finished.length && key === stateKey(state)) return false;
    const size = seen.size;
    seen.add(`${setKey(operation)}|${key}`);
    return seen.size > size;
  }

  /** Finished operations are placed nearly in the order of their invocations, so few lie beyond the first that is not. */
  function setKey(added: number): string {
    placed[added] = 1;
    let beyond = finished.length - left + (added < finished.length ? 1 : 0);
    let upTo = first;
    while (placed[upTo] === 1 && upTo < finished.length) upTo++;
    beyond -= upTo;
    let key = String(upTo);
    for (let i = upTo + 1; beyond > 0; i++) {
      if (placed[i] === 0) continue;
      key += `,${i}`;
      beyond--;
    }
    for (let i = finished.length; i < operations.length; i++) if (placed[i] === 1) key += `,${i}`;
    placed[added] = 0;
    return key;
  }

  function named(indices: readonly number[]): History {
    return indices.map((i) => operations[i]!);
  }
}

function isFinished({ status, returned }: HistoryOperation): boolean {
  return status === 'ok' && returned >= 0;
}

/** Invocations and returns in the order in which they happened, doubly linked, so that an operation can be taken out and put back. */
function linkedEvents(operations: History) {
  const events = operations.flatMap((operation, i) => {
    const invoke = { at: operation.invoke, operation: i, returns: false };
    return isFinished(operation) ? [invoke, { at: operation.returned, operation: i, returns: true }] : [invoke];
  });
  events.sort((a, b) => a.at - b.at);
  // Entry 0 is before the first and after the last.
  const size = events.length + 1;
  const next = Int32Array.from({ length: size }, (_, i) => (i + 1) % size);
  const previous = Int32Array.from({ length: size }, (_, i) => (i + size - 1) % size);
  const operationAt = new Int32Array(size);
  const invokeOf = new Int32Array(operations.length);
  const returnOf = new Int32Array(operations.length);
  for (const [i, { operation, returns }] of events.entries()) {
    operationAt[i + 1] = operation;
    (returns ? returnOf : invokeOf)[operation] = i + 1;
  }
  return { next, previous, operationAt, invokeOf, returnOf };
}
