import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStanding, bandPieces, leaseEnds, leasePieces } from '../../../src/trace/layout/standing';
import { heightOf, yOf, yOfTime } from '../../../src/trace/layout/axis';
import type { Axis } from '../../../src/trace/layout/axis';
import { createStandingReader } from '../../../src/trace/standing';
import { traceOf } from '../../../src/trace/trace';
import type { Show, Trace } from '../../../src/trace/trace';
import { traceOfSteps } from '../traces';
import type { Step } from '../traces';

const SHOW: Show = { bands: { node: { round: { field: 'term', word: 'term' } } }, leases: { node: { until: 'until', clock: 'monotonic', held: 'held' } } };

function traceWith(steps: readonly Step[]): Trace {
  const trace = traceOfSteps(steps);
  return traceOf({ ...trace.header, nodes: trace.header.nodes.map(({ id }) => ({ id, role: 'node' })), show: SHOW }, trace);
}

function standingOf(trace: Trace) {
  const standing = createStanding((event) => trace.node[event]!);
  standing.ingest(createStandingReader(trace).read(Infinity));
  return standing;
}

const axisOf = (trace: Trace, spacing: 'even' | 'scale' = 'even', usPerPx = 1): Axis => ({ columns: trace, spacing, rowPx: 28, usPerPx, marginPx: 26 });
const role = (t: number, node: string, name: string, term: number): Step => ({ t, node, kind: 'state', set: { term }, role: name });
const note = (t: number, node: string): Step => ({ t, node, kind: 'note', text: 'x' });

const ELECTION: readonly Step[] = [
  role(0, 'a', 'follower', 1), role(0, 'b', 'leader', 1), note(10, 'b'), role(20, 'a', 'candidate', 2), note(25, 'a'),
  role(30, 'a', 'leader', 2), role(40, 'b', 'follower', 2), note(50, 'a'),
];

describe('bands', () => {
  const trace = traceWith(ELECTION);
  const axis = axisOf(trace);
  const { turns } = standingOf(trace);

  it('go from one change to the next, and the last to the end of the lane', () => {
    const a = turns(0);
    const pieces = bandPieces(axis, a, 0, heightOf(axis));
    expect(pieces.map(({ k, begins, ends }) => [a.name(k), a.round(k), begins, ends])).toEqual([
      ['follower', '1', true, true], ['candidate', '2', true, true], ['leader', '2', true, false],
    ]);
    expect(pieces.map(({ y1 }) => y1)).toEqual([0, 3, 5].map((event) => yOf(axis, event)));
    expect(pieces.slice(1).map(({ y1 }) => y1)).toEqual(pieces.slice(0, -1).map(({ y2 }) => y2));
  });
  it('that began above the window are cut off at its edge', () => {
    const [piece] = bandPieces(axis, turns(1), yOf(axis, 2), yOf(axis, 3));
    expect(piece).toMatchObject({ k: 0, y1: yOf(axis, 2), y2: yOf(axis, 3), begins: false, ends: false });
    expect(bandPieces(axis, turns(7), 0, 500)).toEqual([]);
  });
  it('are known up to an event, and at it', () => {
    expect([-1, 0, 2, 3, 4, 5, 99].map((event) => turns(0).at(event))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
  });
  it('fill the window without overlapping, and are few however many changes there are', () => {
    const steps = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 30 }), lane: fc.integer({ min: 0, max: 2 }), name: fc.constantFrom('leader', 'follower', 'candidate'), term: fc.integer({ min: 0, max: 3 }) }), { minLength: 1, maxLength: 300 });
    fc.assert(fc.property(steps, fc.constantFrom('even', 'scale'), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 400 }), (raw, spacing, usPerPx, top) => {
      let t = 0;
      const drawn = traceWith(raw.map(({ gap, lane, name, term }) => role((t += gap), `n${lane}`, name, term)));
      const on = axisOf(drawn, spacing, usPerPx);
      const bottom = top + 200;
      for (let lane = 0; lane < drawn.header.nodes.length; lane++) {
        const lists = standingOf(drawn).turns(lane);
        const pieces = bandPieces(on, lists, top, bottom);
        expect(pieces.length).toBeLessThanOrEqual(200 / 2 + 2);
        let before = -Infinity;
        for (const { k, y1, y2 } of pieces) {
          expect(y1).toBeGreaterThanOrEqual(Math.max(top, before));
          expect(y2).toBeGreaterThanOrEqual(y1);
          expect(y2).toBeLessThanOrEqual(bottom);
          before = y2;
          // In the middle of a piece holds what the list says, but for the few pixels in which more than one change lies.
          const middle = (y1 + y2) / 2;
          let last = -1;
          for (let n = 0; n < lists.length && yOf(on, lists.event(n)) <= middle; n++) last = n;
          if (y2 - y1 > 5) expect(k).toBe(last);
        }
      }
    }), { numRuns: 60 });
  });
});

describe('the bar of a lease', () => {
  const steps: readonly Step[] = [
    { t: 0, node: 'a', kind: 'state', set: { until: 100, held: 1 } }, note(50, 'a'),
    { t: 60, node: 'a', kind: 'state', set: { until: 160, held: 1 } }, note(150, 'a'), note(200, 'a'),
    { t: 300, node: 'a', kind: 'state', set: { until: 900, held: 1 } }, { t: 320, node: 'a', kind: 'state', set: { held: 0 } }, note(400, 'a'),
    { t: 410, node: 'a', kind: 'state', set: { until: 900, held: 2 } }, note(420, 'a'),
  ];
  const trace = traceWith(steps);

  it('ends where its time is over, is renewed, given up, or where the run stops', () => {
    for (const axis of [axisOf(trace), axisOf(trace, 'scale')]) {
      const pieces = leasePieces(axis, standingOf(trace).leases(0), 0, heightOf(axis) + 100);
      expect(pieces.map(({ runsOut, ends }) => [runsOut, ends])).toEqual([[false, true], [true, true], [false, true], [false, false]]);
      expect(pieces.map(({ y1 }) => y1)).toEqual([0, 2, 5, 8].map((event) => yOf(axis, event)));
      expect(pieces[0]!.y2).toBe(yOf(axis, 2));
      expect(pieces[1]!.y2).toBe(yOfTime(axis, 160));
      expect(pieces[2]!.y2).toBe(yOf(axis, 6));
      expect(pieces[3]!.y2).toBe(heightOf(axis) - axis.marginPx + 14);
    }
  });
  it('is not in a window below its end', () => {
    const axis = axisOf(trace);
    expect(leasePieces(axis, standingOf(trace).leases(0), yOf(axis, 4) + 1, yOf(axis, 5) - 1)).toEqual([]);
    expect(leasePieces(axis, standingOf(trace).leases(0), yOf(axis, 3), yOf(axis, 4))).toMatchObject([{ y1: yOf(axis, 3), begins: false, ends: true, runsOut: true }]);
  });
  it('says what ended', () => {
    expect(['', 'token 3', 'lease of node-1'].map(leaseEnds)).toEqual(['lease ends', 'lease ends · token 3', 'lease of node-1 ends']);
  });
});

describe('chunks', () => {
  it('are taken in order, each once', () => {
    const trace = traceWith(ELECTION);
    const reader = createStandingReader(trace);
    const [first, second] = [reader.read(Infinity, 4), reader.read(Infinity)];
    const standing = createStanding((event) => trace.node[event]!);
    expect(standing.ingest(second)).toBe(false);
    expect([standing.ingest(first), standing.ingest(first), standing.ingest(second), standing.length]).toEqual([true, false, true, 8]);
    expect(standing.turns(0).name(2)).toBe('leader');
    expect(standing.isLate(3)).toBe(false);
  });
});
