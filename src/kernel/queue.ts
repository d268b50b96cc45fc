/**
 * What is still to happen, ordered by time: a binary heap in typed arrays.
 *
 * Simultaneous things are ordered by rank, then by when they were put in, so that nothing is left to
 * chance. An entry is three numbers and no object: it points to the event that holds the rest (a send, a
 * timer-set) or to an item of the specification. So comparing touches no objects, the garbage collector
 * sees nothing, and copying a world's future is three slices.
 */

/** A message arrives; `ref` is its send. */
export const DELIVER = 0;
/** A message dies, by a rule or the dice, by a cut, by a full queue; `ref` is its send. */
export const LOSE_DROPPED = 1;
export const LOSE_CUT = 2;
export const LOSE_FULL = 3;
/** `ref` is the timer-set. */
export const TIMER = 4;
/** `ref` is the index of a workload item. */
export const INVOKE = 5;
/** A fault begins, or ends; `ref` is the index of the fault. */
export const FAULT = 6;
export const FAULT_END = 7;

/** Order among simultaneous things. What ends comes before what begins, faults before what they strike. */
export const RANK_END = 0;
export const RANK_FAULT = 1;
export const RANK_WORKLOAD = 2;
/** What waited for a paused node comes before what arrives just as it goes on. */
export const RANK_RESUMED = 3;
export const RANK_ORDINARY = 4;

const KINDS = 8;
const RANK_STEP = 0x1000_0000_0000;

/** Entry `at` of each array belongs together, for `at` < size; entry 0 is the first. */
export interface Queue {
  size: number;
  /** When it is due. */
  due: Float64Array;
  /** Rank and id in one number; see `idOf`. */
  order: Float64Array;
  /** Kind and reference in one number; see `kindOf` and `refOf`. */
  what: Int32Array;
}

export function createQueue(): Queue {
  return { size: 0, due: new Float64Array(32), order: new Float64Array(32), what: new Int32Array(32) };
}

export function cloneQueue(queue: Queue): Queue {
  return { size: queue.size, due: queue.due.slice(), order: queue.order.slice(), what: queue.what.slice() };
}

/** Packs a kind and a reference; references may go up to 2²⁸. */
export function whatOf(kind: number, ref: number): number {
  return ref * KINDS + kind;
}

export function kindOf(what: number): number {
  return what & (KINDS - 1);
}

export function refOf(what: number): number {
  return what >> 3;
}

/** The id an entry was put in with. */
export function idOf(order: number): number {
  return order % RANK_STEP;
}

/** `id` must grow from call to call. */
export function enqueue(queue: Queue, dueUs: number, rank: number, id: number, what: number): void {
  if (queue.size === queue.due.length) grow(queue);
  place(queue, queue.size++, dueUs, rank * RANK_STEP + id, what);
}

/** Removes the first entry. */
export function dequeue(queue: Queue): void {
  removeAt(queue, 0);
}

/** Where the entry with this id stands, or -1. */
export function positionOf(queue: Queue, id: number): number {
  for (let at = 0; at < queue.size; at++) if (idOf(queue.order[at]!) === id) return at;
  return -1;
}

/** Drops everything that `keep` does not want. */
export function filterQueue(queue: Queue, keep: (what: number) => boolean): void {
  const { size, due, order, what } = cloneQueue(queue);
  queue.size = 0;
  for (let i = 0; i < size; i++) {
    if (keep(what[i]!)) place(queue, queue.size++, due[i]!, order[i]!, what[i]!);
  }
}

/** Positions in the arrays in the order in which the entries are due. */
export function inOrder(queue: Queue): number[] {
  const { due, order } = queue;
  const positions: number[] = [];
  for (let i = 0; i < queue.size; i++) positions.push(i);
  return positions.sort((a, b) => due[a]! - due[b]! || order[a]! - order[b]!);
}

export function removeAt(queue: Queue, hole: number): void {
  const dues = queue.due;
  const orders = queue.order;
  const whats = queue.what;
  const size = --queue.size;
  if (hole === size) return;
  const due = dues[size]!;
  const order = orders[size]!;
  let at = hole;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    const right = child + 1;
    if (right < size && (dues[right]! < dues[child]! || (dues[right] === dues[child] && orders[right]! < orders[child]!))) {
      child = right;
    }
    const childDue = dues[child]!;
    if (due < childDue || (due === childDue && order < orders[child]!)) break;
    dues[at] = childDue;
    orders[at] = orders[child]!;
    whats[at] = whats[child]!;
    at = child;
  }
  // The entry that fills a hole in the middle may also have to rise.
  place(queue, at, due, order, whats[size]!);
}

/** Moves the hole at `at` up to where the key belongs and fills it. */
function place(queue: Queue, at: number, due: number, order: number, what: number): void {
  const dues = queue.due;
  const orders = queue.order;
  const whats = queue.what;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const parentDue = dues[parent]!;
    if (parentDue < due || (parentDue === due && orders[parent]! < order)) break;
    dues[at] = parentDue;
    orders[at] = orders[parent]!;
    whats[at] = whats[parent]!;
    at = parent;
  }
  dues[at] = due;
  orders[at] = order;
  whats[at] = what;
}

function grow(queue: Queue): void {
  const { due, order, what } = queue;
  queue.due = new Float64Array(due.length * 2);
  queue.order = new Float64Array(due.length * 2);
  queue.what = new Int32Array(due.length * 2);
  queue.due.set(due);
  queue.order.set(order);
  queue.what.set(what);
}
