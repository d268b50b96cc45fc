/**
 * What is still to happen, ordered by time: a binary heap over parallel arrays.
 *
 * Simultaneous things are ordered by rank, then by when they were put in, so that nothing is left to
 * chance. The keys lie in typed arrays: comparing touches no objects, and copying is two slices.
 */
import type { Plain } from './event';

export const ITEM_KINDS = ['deliver', 'lose', 'timer', 'invoke', 'fault'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const DELIVER = 0;
export const LOSE = 1;
export const TIMER = 2;
export const INVOKE = 3;
/** A fault begins. */
export const FAULT = 4;
/** A fault ends; shown as a fault too. */
export const FAULT_END = 5;

/** Order among simultaneous things. What ends comes before what begins, faults before what they strike. */
export const RANK_END = 0;
export const RANK_FAULT = 1;
export const RANK_WORKLOAD = 2;
/** What waited for a paused node comes before what arrives just as it goes on. */
export const RANK_RESUMED = 3;
export const RANK_ORDINARY = 4;
const RANK_STEP = 0x1000_0000_0000;

/** One thing that is still to happen. Never changed, so that clones of a world share them. */
export interface Item {
  readonly id: number;
  readonly kind: number;
  /** Index of the node it happens to. */
  readonly node: number;
  /** Index of the event that brought it about, or -1. */
  readonly cause: number;
  readonly dueUs: number;
  /** When it reached a node that was paused then; -1 otherwise. */
  readonly arrivedUs: number;
  /** Message, timer or operation number, or the index of a fault or of a workload item. */
  readonly num: number;
  /** Index of the sending node, or -1. */
  readonly from: number;
  /** Message type, timer name, operation name or kind of fault. */
  readonly name: string;
  /** Body of a message, data of a timer, reason of a loss. */
  readonly data: Plain;
}

export interface Queue {
  size: number;
  due: Float64Array;
  order: Float64Array;
  items: Item[];
}

export function createQueue(): Queue {
  return { size: 0, due: new Float64Array(64), order: new Float64Array(64), items: [] };
}

export function cloneQueue(queue: Queue): Queue {
  return {
    size: queue.size,
    due: queue.due.slice(),
    order: queue.order.slice(),
    items: queue.items.slice(0, queue.size),
  };
}

/** `sequence` must grow from call to call within a rank. */
export function enqueue(queue: Queue, dueUs: number, rank: number, sequence: number, item: Item): void {
  if (queue.size === queue.due.length) grow(queue);
  place(queue, queue.size++, dueUs, rank * RANK_STEP + sequence, item);
}

export function firstItem(queue: Queue): Item | undefined {
  return queue.size === 0 ? undefined : queue.items[0];
}

/** When the first thing is due; Infinity when there is nothing. */
export function firstDueUs(queue: Queue): number {
  return queue.size === 0 ? Infinity : queue.due[0]!;
}

/** Removes the first thing. */
export function dequeue(queue: Queue): void {
  removeAt(queue, 0);
}

/** Removes one thing wherever it stands and returns it. */
export function removeItem(queue: Queue, id: number): Item | undefined {
  for (let at = 0; at < queue.size; at++) {
    const item = queue.items[at]!;
    if (item.id !== id) continue;
    removeAt(queue, at);
    return item;
  }
  return undefined;
}

/** Drops everything that `keep` does not want. */
export function filterQueue(queue: Queue, keep: (item: Item) => boolean): void {
  const { size, items } = queue;
  const due = queue.due.slice(0, size);
  const order = queue.order.slice(0, size);
  queue.size = 0;
  queue.items = [];
  for (let i = 0; i < size; i++) {
    if (keep(items[i]!)) place(queue, queue.size++, due[i]!, order[i]!, items[i]!);
  }
}

/** Positions in the queue's arrays in the order in which the things are due. */
export function inOrder(queue: Queue): number[] {
  const { due, order } = queue;
  const positions: number[] = [];
  for (let i = 0; i < queue.size; i++) positions.push(i);
  return positions.sort((a, b) => due[a]! - due[b]! || order[a]! - order[b]!);
}

/** Moves the hole at `at` up to where the key belongs and fills it. */
function place(queue: Queue, at: number, due: number, order: number, item: Item): void {
  const dues = queue.due;
  const orders = queue.order;
  const items = queue.items;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const parentDue = dues[parent]!;
    if (parentDue < due || (parentDue === due && orders[parent]! < order)) break;
    dues[at] = parentDue;
    orders[at] = orders[parent]!;
    items[at] = items[parent]!;
    at = parent;
  }
  dues[at] = due;
  orders[at] = order;
  items[at] = item;
}

function removeAt(queue: Queue, hole: number): void {
  const dues = queue.due;
  const orders = queue.order;
  const items = queue.items;
  const size = --queue.size;
  const last = items.pop()!;
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
    items[at] = items[child]!;
    at = child;
  }
  // From a hole in the middle the last one may also have to rise.
  place(queue, at, due, order, last);
}

function grow(queue: Queue): void {
  const due = new Float64Array(queue.due.length * 2);
  const order = new Float64Array(queue.due.length * 2);
  due.set(queue.due);
  order.set(queue.order);
  queue.due = due;
  queue.order = order;
}
