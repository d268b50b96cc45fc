import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cloneQueue, createQueue, DELIVER, dequeue, enqueue, FAULT_END, filterQueue, idOf, inOrder, kindOf, positionOf,
  RANK_FAULT, RANK_ORDINARY, refOf, removeAt, TIMER, whatOf,
} from '../../src/kernel/queue';
import type { Queue } from '../../src/kernel/queue';

interface Entry {
  readonly due: number;
  readonly rank: number;
  readonly id: number;
}

const entries = fc.array(fc.record({ due: fc.nat(5), rank: fc.integer({ min: 0, max: 4 }) }), { maxLength: 120 })
  .map((list) => list.map((entry, id): Entry => ({ ...entry, id })));

function filled(list: readonly Entry[]): Queue {
  const queue = createQueue();
  for (const { due, rank, id } of list) enqueue(queue, due, rank, id, whatOf(id % 8, id));
  return queue;
}

function sorted(list: readonly Entry[]): number[] {
  return list.slice().sort((a, b) => a.due - b.due || a.rank - b.rank || a.id - b.id).map(({ id }) => id);
}

function drained(queue: Queue): number[] {
  const ids: number[] = [];
  for (; queue.size > 0; dequeue(queue)) ids.push(idOf(queue.order[0]!));
  return ids;
}

describe('the queue', () => {
  it('gives what was put in by time, then rank, then the order of putting in', () => {
    fc.assert(fc.property(entries, (list) => {
      const queue = filled(list);
      expect(inOrder(queue).map((at) => idOf(queue.order[at]!))).toEqual(sorted(list));
      expect(drained(queue)).toEqual(sorted(list));
    }));
  });

  it('stays in order when things are taken from its middle', () => {
    fc.assert(fc.property(entries, fc.array(fc.nat(200)), (list, picks) => {
      const queue = filled(list);
      const gone = new Set<number>();
      for (const id of picks) {
        const at = positionOf(queue, id);
        expect(at >= 0).toBe(id < list.length && !gone.has(id));
        if (at < 0) continue;
        expect(refOf(queue.what[at]!)).toBe(id);
        removeAt(queue, at);
        gone.add(id);
      }
      expect(drained(queue)).toEqual(sorted(list.filter(({ id }) => !gone.has(id))));
    }));
  });

  it('can be filtered and copied', () => {
    fc.assert(fc.property(entries, (list) => {
      const queue = filled(list);
      const copy = cloneQueue(queue);
      filterQueue(queue, (what) => refOf(what) % 3 === 0);
      expect(drained(queue)).toEqual(sorted(list.filter(({ id }) => id % 3 === 0)));
      expect(drained(copy)).toEqual(sorted(list));
    }));
  });

  it('packs kind and reference, rank and id', () => {
    for (const ref of [0, 1, 1_000_000, 2 ** 28 - 1]) {
      for (const kind of [DELIVER, TIMER, FAULT_END]) expect([kindOf(whatOf(kind, ref)), refOf(whatOf(kind, ref))]).toEqual([kind, ref]);
    }
    const queue = createQueue();
    enqueue(queue, 1, RANK_ORDINARY, 4_000_000_000, 0);
    enqueue(queue, 1, RANK_FAULT, 4_000_000_001, 0);
    expect(drained(queue)).toEqual([4_000_000_001, 4_000_000_000]);
  });
});
