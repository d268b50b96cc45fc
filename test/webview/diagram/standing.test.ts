import { describe, expect, test } from 'vitest';
import { laneX } from '../../../src/trace/layout/lanes';
import { traceOf } from '../../../src/trace/trace';
import type { Show, Trace } from '../../../src/trace/trace';
import { drawMarks } from '../../../webview/diagram/draw-marks';
import { drawMessages } from '../../../webview/diagram/draw-messages';
import { drawStanding, standingAt } from '../../../webview/diagram/draw-standing';
import { drawTally, tallyOf, tallyPx, tallyWords } from '../../../webview/diagram/tally';
import { traceOfSteps } from '../../trace/traces';
import type { Step } from '../../trace/traces';
import { record } from './recording';

const SHOW: Show = {
  bands: { node: { round: { field: 'term', word: 'term' }, looks: { auditor: 'works' } } },
  leases: { node: { until: 'until', clock: 'monotonic', held: 'token', label: { field: 'token', word: 'token' } } },
  tags: { token: 'token', term: 'term', at: { word: 'at', unit: 'us' } },
};

function traceWith(steps: readonly Step[]): Trace {
  const trace = traceOfSteps(steps);
  return traceOf({ ...trace.header, nodes: trace.header.nodes.map(({ id }) => ({ id, role: 'node' })), show: SHOW }, trace);
}

const ELECTION: readonly Step[] = [
  { t: 0, node: 'a', kind: 'state', set: { term: 1 }, role: 'follower' },
  { t: 0, node: 'b', kind: 'state', set: { term: 1 }, role: 'auditor' },
  { t: 5, node: 'a', kind: 'state', set: { term: 2 }, role: 'candidate' },
  { t: 6, node: 'b', kind: 'note', text: 'x' },
  { t: 9, node: 'a', kind: 'state', set: { token: 7, until: 21 }, role: 'leader' },
  { t: 20, node: 'b', kind: 'note', text: 'x' },
  { t: 30, node: 'b', kind: 'note', text: 'x' },
];

describe('bands', () => {
  test('have a shape a look, letters where they begin, and a bar for the lease', () => {
    const { frame, find } = record(traceWith(ELECTION));
    drawStanding(frame, false);
    for (const look of ['rests', 'seeks', 'leads']) expect(find('band', look).map(({ x }) => x)).toEqual([laneX(frame.lanes, 0)]);
    expect(find('band', 'works').map(({ x }) => x)).toEqual([laneX(frame.lanes, 1)]);
    expect(frame.wishes.filter(({ of }) => of.className.includes('letters')).map(({ of }) => of.text)).toEqual(['F 1', 'C 2', 'L 2', 'A 1']);
    expect(find('lease')).toHaveLength(1);
    expect(find('lease-end')).toHaveLength(1);
    expect(frame.wishes.map(({ of }) => of.text)).toContain('lease ends · token 7');
  });

  test('are not there before they are known', () => {
    const { frame, drawn } = record(traceWith(ELECTION), { blind: true });
    drawStanding(frame, false);
    expect(drawn).toEqual([]);
    expect(frame.wishes).toEqual([]);
  });

  test('stay a handful of elements however often a node changes, and tell when that was', () => {
    const steps = Array.from({ length: 3_000 }, (_, t): Step => ({ t, node: `n${t % 12}`, kind: 'state', set: { term: t }, role: t % 5 === 0 ? 'leader' : 'follower' }));
    const { frame, drawn } = record(traceWith(steps), { spacing: 'scale', usPerPx: 8, heightPx: 400 });
    drawStanding(frame, true);
    expect(drawn.filter(({ className }) => className.startsWith('band')).length).toBeLessThanOrEqual(24);
    expect(drawn.filter(({ className }) => className.includes('letters')).length).toBeLessThanOrEqual(24);
    expect(frame.wishes).toEqual([]);
    expect(standingAt(frame, laneX(frame.lanes, 3), 26 + 100 / 8)).toBe('n3: follower, term 99 since 99 µs');
  });

  test('say what they mean to a pointer, and nothing beside them', () => {
    const { frame } = record(traceWith(ELECTION));
    const [x, y] = [laneX(frame.lanes, 0), 26 + 28 * 4.9];
    expect(standingAt(frame, x, y)).toBe('a: leader, term 2 since 9 µs; believes in its lease, token 7, until 21 µs');
    expect(standingAt(frame, x, 26 + 28 * 6.5)).toBe('a: leader, term 2 since 9 µs');
    expect(standingAt(frame, x + 40, y)).toBe('');
  });
});

describe('a count of votes', () => {
  test('is a row of dots with a line where the quorum is', () => {
    const { frame, find } = record(traceWith(ELECTION));
    const tally = tallyOf({ have: 2, need: 3, of: 5, reached: false })!;
    const begins = drawTally(frame, { key: 1, className: '', text: '', event: 4 }, tally, { x: 100, y: 50, anchor: 'start', widthPx: 90 });
    const dots = (className: string): number => find('tally', className)[0]!.content.split('M').length - 1;
    expect([dots('votes'), dots('open'), dots('line')]).toEqual([2, 3, 1]);
    expect(begins).toBe(100 + tallyPx(tally));
    expect(tallyWords(tally)).toBe('2 of 3');
  });

  test('says when the quorum is there, and when it was there before', () => {
    expect(tallyWords(tallyOf({ have: 3, need: 3, of: 5, reached: true })!)).toBe('3, quorum');
    expect(tallyWords(tallyOf({ have: 4, need: 3, of: 5, reached: true })!)).toBe('4, late');
  });

  test('that cannot be drawn as dots is left to words', () => {
    for (const count of [undefined, {}, { have: 1, need: 2, of: 40, reached: false }, { have: 1, need: 3, of: 2, reached: false }, { have: -1, need: 1, of: 1 }, { have: 'x', need: 1, of: 2 }]) {
      expect(tallyOf(count)).toBeUndefined();
    }
  });

  test('a late vote is marked and says so', () => {
    const vote = (t: number, voter: string): Step => ({ t, node: voter, kind: 'vote', round: 2, voter, for: 'a', granted: true });
    const { frame, find } = record(traceWith([vote(1, 'a'), vote(2, 'b'), { t: 3, node: 'a', kind: 'quorum', round: 2, have: 2, need: 2, of: 3, reached: true }, vote(4, 'c')]), { widthPx: 1400 });
    drawMarks(frame, new Map());
    expect(find('mark', 'vote', 'late')).toHaveLength(1);
    expect(frame.wishes.map(({ of }) => of.text)).toEqual(['a → a · term 2', 'b → a · term 2', '2, quorum', 'c → a · term 2, late']);
  });
});

test('messages carry the numbers that the model wants to be seen, where there is room', () => {
  const send = (t: number, msg: number, body: object): Step => ({ t, node: 'a', kind: 'send', msg, to: 'b', type: 'Write', body: body as never });
  const steps = [send(1, 1, { token: 33, at: 2500, value: 'x' }), send(2, 2, { value: 'x' }), { t: 9, node: 'b', kind: 'deliver', msg: 1, from: 'a', type: 'Write' }, { t: 9, node: 'b', kind: 'deliver', msg: 2, from: 'a', type: 'Write' }] as Step[];
  const wide = record(traceWith(steps));
  drawMessages(wide.frame);
  expect(wide.frame.wishes.map(({ of }) => of.text)).toEqual(['Write · token 33 · at 2.5 ms', 'Write']);
  const narrow = record(traceWith(steps), { widthPx: 300 });
  drawMessages({ ...narrow.frame, lanes: { ...narrow.frame.lanes, lanePx: 80 } });
  expect(narrow.frame.wishes.map(({ of }) => of.text)).toEqual(['Write', 'Write']);
});
