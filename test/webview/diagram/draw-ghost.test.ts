import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../../src/trace/compare/compare';
import { ghostOf } from '../../../src/trace/compare/ghost';
import { laneX } from '../../../src/trace/layout/lanes';
import { yOf } from '../../../src/trace/layout/axis';
import { drawGhost, goneAt, goneWords } from '../../../webview/diagram/draw-ghost';
import { createGhostView } from '../../../webview/store/ghost';
import { LOST_REPLY, traceOfSteps } from '../../trace/traces';
import type { Step } from '../../trace/traces';
import { record } from './recording';
import type { RecordOptions } from './recording';

const reached: readonly Step[] = [
  ...LOST_REPLY.slice(0, 8),
  { t: 21_000, node: 'alice', kind: 'deliver', cause: 7, msg: 2, from: 'shop', type: 'Reply' },
  { t: 21_000, node: 'alice', kind: 'timer-cancel', cause: 8, timer: 1, name: 'timeout' },
  { t: 21_000, node: 'alice', kind: 'state', cause: 8, set: { done: true, charges: 1 } },
];

describe('the run before an edit, drawn', () => {
  test('new events have a bar and a sign, what is gone is counted between the rows and told by pointing', () => {
    const { frame, drawn, run, spots, view } = draw(LOST_REPLY, reached);
    const signs = drawn.filter(({ content }) => content === '+');
    expect(signs.map(({ y }) => y - 4)).toEqual([8, 9, 10].map((event) => yOf(frame.axis, event)));
    expect(drawn.filter(({ className }) => className === 'ghost-bar of-right')).toHaveLength(3);
    const counts = drawn.filter(({ className }) => className.includes('gone') && /^−\d+$/.test(frameText(className, drawn)));
    expect(counts.length).toBeGreaterThan(0);
    const told = spots.filter(({ x }) => x === undefined);
    expect(told.flatMap(({ entries }) => entries)).toEqual(Array.from(view.ghost.past.t.keys()));
    const [first] = told;
    expect(goneAt(spots, 5, first!.y + 2, true)).toEqual(first!.entries);
    expect(goneAt(spots, 5, first!.y + 40, true)).not.toEqual(first!.entries);
    expect(goneWords(run, view, first!.entries)).toMatch(/^Before the change: .*Reply/);
  });

  test('the message that is gone is drawn from where it was sent, and ends on its way when it was lost', () => {
    const { frame, drawn } = draw(LOST_REPLY, reached);
    const [line] = drawn.filter(({ className }) => className === 'ghost-line');
    expect([line!.x, line!.y]).toEqual([laneX(frame.lanes, frame.run.columns.node[7]!), yOf(frame.axis, 7)]);
    expect(drawn.some(({ className }) => className === 'ghost-mark lost')).toBe(true);
  });

  test('to scale what is gone stands at its time', () => {
    const { frame, drawn, view } = draw(LOST_REPLY, reached, { spacing: 'scale', usPerPx: 100, heightPx: 4000 });
    const marks = drawn.filter(({ className }) => className === 'ghost-mark');
    const times = Array.from(view.ghost.past.t, (us) => frame.axis.marginPx + us / 100);
    expect(marks.length).toBeGreaterThan(0);
    for (const { y } of marks) expect(times.some((there) => Math.abs(there - y) < 0.01)).toBe(true);
  });

  test('nothing is drawn of the same run, and a node that knows little is not told of the other one', () => {
    expect(draw(LOST_REPLY, LOST_REPLY).drawn).toEqual([]);
    expect(draw(LOST_REPLY, reached, {}, true).drawn).toEqual([]);
  });

  test('going from difference to difference stops at each stretch once, also behind the last event', () => {
    const { view } = draw(LOST_REPLY, reached);
    expect(Array.from({ length: view.groups.length }, (_, k) => view.groups.at(k))).toEqual([8, 10]);
    expect([view.isIn(0, 8), view.isIn(0, 9), view.isIn(10, 11)]).toEqual([false, true, true]);
    expect(view.past(0, 100)).toEqual({ from: 0, to: view.ghost.past.t.length });
  });
});

function frameText(className: string, drawn: readonly { readonly className: string; readonly content: string }[]): string {
  return drawn.find((each) => each.className === className && each.content.startsWith('−'))?.content ?? '';
}

function draw(before: readonly Step[], after: readonly Step[], options: RecordOptions = {}, blind = false) {
  const [left, right] = [traceOfSteps(before), traceOfSteps(after)];
  const { frame, layer, drawn } = layered(right, options);
  const view = createGhostView(ghostOf(compareRuns(left, right)));
  const seen = blind ? { ...frame, knowledge: {} as NonNullable<typeof frame.knowledge> } : frame;
  const spots = drawGhost(seen, view, layer(), layer(), false);
  return { frame, drawn, run: frame.run, spots, view };
}

function layered(trace: ReturnType<typeof traceOfSteps>, options: RecordOptions) {
  const { frame } = record(trace, options);
  const drawn: { readonly className: string; readonly content: string; readonly x: number; readonly y: number }[] = [];
  const layer = () => {
    const keys = new Set<string>();
    const put = (kind: string, key: number, className: string, content: string, x: number, y: number): void => {
      if (keys.has(`${kind}${key}`)) throw new Error(`${kind} ${key} twice`);
      keys.add(`${kind}${key}`);
      drawn.push({ className, content, x, y });
    };
    return {
      begin() {},
      path: (key: number, className: string, d: string, x = 0, y = 0) => put('path', key, className, d, x, y),
      sign: (key: number, className: string, d: string, x: number, y: number) => put('path', key, className, d, x, y),
      text: (key: number, className: string, text: string, x: number, y: number) => put('text', key, className, text, x, y),
      end() {},
      size: 0,
    };
  };
  return { frame, layer, drawn };
}
