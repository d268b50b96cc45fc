/** What lasts on a lane besides roles and leases: slowness, and writes that are not synced; and where cuts lie between lanes. */
import { describe, expect, it } from 'vitest';
import { cutGaps } from '../../src/trace/layout/cuts';
import { laneOrder } from '../../src/trace/layout/lane-order';
import { layoutLanes } from '../../src/trace/layout/lanes';
import { createStanding, slowPieces, unsyncedPieces } from '../../src/trace/layout/standing';
import { createSignsReader } from '../../src/trace/signs';
import { slowFactorOf } from '../../src/trace/slow';
import { createStandingReader, joined } from '../../src/trace/standing';
import { traceOf } from '../../src/trace/trace';
import type { Trace } from '../../src/trace/trace';
import { EVERY_KIND, traceOfSteps } from './traces';
import type { Step } from './traces';

function standingOf(trace: Trace, atOnce = Infinity) {
  const reader = createStandingReader(trace);
  const chunks = [];
  while (reader.length < trace.length) chunks.push(reader.read(Infinity, atOnce));
  const standing = createStanding((event) => trace.node[event]!);
  standing.ingest(joined(0, chunks));
  return standing;
}
const axis = (trace: Trace) => ({ columns: trace, spacing: 'even', rowPx: 10, usPerPx: 1, marginPx: 0 }) as const;

describe('writes that are not synced', () => {
  const write = (t: number, file: string): Step => ({ t, node: 'a', kind: 'disk', op: 'write', file, durable: false });
  const steps: readonly Step[] = [
    write(0, 'wal'),
    write(1, 'x'),
    { t: 2, node: 'a', kind: 'disk', op: 'rename', file: 'x', to: 'y', durable: false },
    { t: 3, node: 'a', kind: 'disk', op: 'sync', file: 'y', durable: true },
    write(4, 'wal'),
    { t: 5, node: 'a', kind: 'crash' },
    { t: 5, node: 'a', kind: 'disk', op: 'lose', file: 'wal', durable: false },
    { t: 6, node: 'a', kind: 'restart' },
    { t: 7, node: 'a', kind: 'disk', op: 'write', file: 'log', durable: true },
    write(8, 'wal'),
    { t: 9, node: 'a', kind: 'disk', op: 'sync', file: '*', durable: true },
  ];
  const trace = traceOfSteps(steps);

  it('are counted up to the sync of their file, renames included, or to their loss', () => {
    for (const atOnce of [Infinity, 1]) {
      const unsynced = standingOf(trace, atOnce).unsynced(0);
      const told = Array.from({ length: unsynced.length }, (_, k) => [unsynced.event(k), unsynced.count(k), unsynced.lost(k)]);
      expect(told).toEqual([[0, 1, 0], [1, 2, 0], [2, 3, 0], [3, 1, 0], [4, 2, 0], [6, 0, 2], [9, 1, 0], [10, 0, 0]]);
    }
  });

  it('are strips, of which one ends in a loss', () => {
    const pieces = unsyncedPieces(axis(trace), standingOf(trace).unsynced(0), 0, 200);
    expect(pieces.map(({ y1, y2, lost }) => [y1, y2, lost])).toEqual([[5, 15, false], [15, 25, false], [25, 35, false], [35, 45, false], [45, 65, true], [95, 105, false]]);
  });
});

describe('slowness', () => {
  it('is read of the notes that the kernel writes, and of no others', () => {
    expect(slowFactorOf('slow: work and messages take 4.5 times as long')).toBe(4.5);
    expect(slowFactorOf('slow: now 3 times')).toBe(3);
    expect(slowFactorOf('slow: over')).toBe(1);
    for (const text of ['slow: as a snail', 'it is slow: over', 'slow: work and messages take x times as long', 'slow']) expect(slowFactorOf(text)).toBeUndefined();
  });

  it('lasts from note to note, in traces of our models', () => {
    const steps: readonly Step[] = [
      { t: 0, node: 'a', kind: 'state', set: {} },
      { t: 1, node: 'a', kind: 'note', text: 'slow: work and messages take 5 times as long' },
      { t: 2, node: 'b', kind: 'note', text: 'nothing' },
      { t: 3, node: 'a', kind: 'note', text: 'slow: over' },
    ];
    const plain = traceOfSteps(steps);
    const own = traceOf({ ...plain.header, model: 'm' }, plain);
    expect(slowPieces(axis(own), standingOf(own).slows(0), 0, 100).map(({ y1, y2 }) => [y1, y2])).toEqual([[15, 35]]);
    expect(standingOf(plain).slows(0).length).toBe(0);
    expect(standingOf(own).slows(1).length).toBe(0);
  });
});

describe('a cut', () => {
  const lanes = layoutLanes(4, 492, { gutterPx: 92, minLanePx: 10, maxLanePx: 100 });
  const nodes = ['a', 'b', 'c', 'd'];
  const index = (id: string): number => nodes.indexOf(id);
  const between = (cut: object, order?: Parameters<typeof layoutLanes>[3]) =>
    cutGaps(order === undefined ? lanes : layoutLanes(4, 492, { gutterPx: 92, minLanePx: 10, maxLanePx: 100 }, order), cut, index).map(({ x1, x2, way }) => [(x1 - 142) / 100, (x2 - 142) / 100, way]);

  it('lies between neighbours on different sides', () => {
    expect(between({ groups: [['a', 'b'], ['c', 'd']] })).toEqual([[1, 2, 0]]);
    expect(between({ groups: [['a', 'c'], ['b', 'd']] })).toEqual([[0, 1, 0], [1, 2, 0], [2, 3, 0]]);
  });
  it('passes over who can talk to both sides, and over hidden lanes', () => {
    expect(between({ groups: [['a'], ['c']] })).toEqual([[0, 2, 0]]);
    const order = laneOrder(nodes.map((id) => ({ id })), [], ['b']);
    expect(between({ groups: [['a', 'b'], ['c', 'd']] }, order)).toEqual([[0, 1, 0]]);
    expect(between({ groups: [['a', 'b'], ['c', 'd']] }, laneOrder(nodes.map((id) => ({ id })), ['c'], []))).toEqual([[0, 1, 0], [2, 3, 0]]);
  });
  it('of one way has a direction', () => {
    expect(between({ from: ['a'], to: ['b'] })).toEqual([[0, 1, 1]]);
    expect(between({ from: ['d'], to: ['c'] })).toEqual([[2, 3, -1]]);
  });
  it('is nothing while it is not known', () => {
    expect(cutGaps(lanes, undefined, index)).toEqual([]);
    expect(between({ groups: 'x', from: 3 })).toEqual([]);
  });
});

it('the legend of a trace names what is in it', () => {
  const trace = traceOfSteps(EVERY_KIND);
  const reader = createSignsReader(trace);
  while (!reader.step(3));
  expect([...reader.signs]).toEqual(expect.arrayContaining(['send', 'deliver', 'copy', 'ignored', 'waited', 'lost-partition', 'writes-lost', 'unsynced', 'partition']));
  expect([...reader.signs]).not.toContain('lost-dropped');
  expect([...reader.signs]).not.toContain('one-way');
});

it('a queue that can be full is counted at each message that comes out of it, from the start of the trace', () => {
  const steps: Step[] = [];
  for (let k = 0; k < 5; k++) steps.push({ t: k, node: 'a', kind: 'send', msg: k, to: 'b', type: 'M', body: {} });
  steps.push({ t: 5, node: 'a', kind: 'send', msg: 9, to: 'c', type: 'M', body: {} }, { t: 6, node: 'c', kind: 'deliver', msg: 9, from: 'a', type: 'M' });
  for (const k of [0, 1]) steps.push({ t: 10 + k, node: 'b', kind: 'deliver', msg: k, from: 'a', type: 'M' });
  steps.push({ t: 13, node: 'b', kind: 'lose', msg: 4, reason: 'queue-full', to: 'b', type: 'M' });
  for (const k of [2, 3]) steps.push({ t: 20 + k, node: 'b', kind: 'deliver', msg: k, from: 'a', type: 'M' });
  const trace = traceOfSteps(steps);
  for (const atOnce of [Infinity, 2]) {
    const standing = standingOf(trace, atOnce);
    expect([6, 7, 8, 9, 10, 11].map((i) => standing.queueAt(i))).toEqual([-1, 4, 3, 2, 1, 0]);
  }
});
