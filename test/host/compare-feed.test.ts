import { describe, expect, test } from 'vitest';
import { comparedPerspective, comparedStates, eventComparison } from '../../src/host/compare-answers';
import { openComparison } from '../../src/host/compare-feed';
import type { ComparisonFeed } from '../../src/host/compare-feed';
import { newRun } from '../../src/host/feed';
import type { Feed, FeedChange, LiveRun } from '../../src/host/feed';
import { newSignal } from '../../src/host/signal';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { ORIGINS } from '../../src/trace/compare/merged';
import type { Problem } from '../../src/trace/problem';
import { describe as words } from '../../src/trace/describe';
import type { Trace } from '../../src/trace/trace';
import { shortScenario } from './scenario-texts';

const lost = shortScenario('reply lost');
const arrives = lost.replace('reply lost', 'nothing lost').replace(/faults:\n.*\n/, '');

describe('a comparison', () => {
  test('is a run like any other, with the origin of each event', async () => {
    const { feed } = await comparisonOf(lost, arrives);
    const { info, compared, trace, over } = feed.run!;
    expect([info.title, info.readOnly, over]).toEqual(['A ⇄ B', true, true]);
    expect(info.comparison).toMatchObject({ left: 'A', right: 'B', counts: { changed: 0 } });
    const first = info.comparison!.first;
    expect(words(trace, first)).toMatch(/^never gets Reply|^receives Reply/);
    expect(ORIGINS[compared!.origins[first]!]).toMatch(/left|right/);
    expect(info.comparison!.explanation.join(' ')).toMatch(/Only in [AB]: .*In [AB] instead: .*It came of/);
    expect(compared!.origins.length).toBe(trace.length);
  });

  test('has causes and partners in its own numbers, in order, and delivers once a message that one run lost', async () => {
    const { trace, compared } = (await comparisonOf(lost, arrives)).feed.run!;
    for (let i = 0; i < trace.length; i++) {
      expect(trace.cause[i]!).toBeLessThan(i);
      if (i > 0) expect(trace.t[i]!).toBeGreaterThanOrEqual(trace.t[i - 1]!);
      const partner = trace.partner[i]!;
      if (partner >= 0 && 'msg' in trace.detail(i)) expect((trace.detail(partner) as { type?: string }).type).toBe((trace.detail(i) as { type?: string }).type);
    }
    const delivered = Array.from({ length: trace.length }, (_, i) => i).find((i) => ORIGINS[compared!.origins[i]!] === 'right' && words(trace, i).startsWith('receives Reply'))!;
    expect(trace.partner[trace.partner[delivered]!]).toBe(delivered);
  });

  test('keeps its times as long as no event has two', async () => {
    expect((await comparisonOf(lost, lost)).feed.run!.trace.header.timed).toBeUndefined();
    const slow = arrives.replace('until', 'network: { latency: 30ms }\nuntil');
    expect((await comparisonOf(arrives, slow)).feed.run!.trace.header.timed).toBe(false);
  });

  test('is made anew when one side has another run, and not before that is over', async () => {
    const { feed, left, told } = await comparisonOf(lost, arrives);
    const before = feed.run!;
    left.show(traceOf(arrives), false);
    await feed.settled();
    expect(feed.run).toBe(before);
    left.finish();
    await feed.settled();
    expect(feed.run!.number).toBeGreaterThan(before.number);
    expect(feed.run!.info.comparison).toMatchObject({ first: -1, explanation: [] });
    expect(told.filter((each) => each === 'run')).toHaveLength(1);
  });

  test('tells what is wrong with either side by its name, and refuses what is too long', async () => {
    const { feed, left } = await comparisonOf(lost, arrives);
    left.fail('unknown key');
    expect(feed.problems.map(({ message }) => message)).toEqual(['A: unknown key']);
    left.fail();
    left.show({ ...traceOf(lost), length: 1_000_001 });
    await feed.settled();
    expect(feed.problems.map(({ code }) => code)).toEqual(['too-long']);
  });
});

describe('what a view asks of it', () => {
  test('the states of both runs, each up to the row', async () => {
    const { comparison } = (await comparisonOf(lost, arrives)).feed.run!.compared!;
    const start = await comparedStates(comparison, comparison.first - 1);
    expect(start.map(({ id }) => id)).toEqual(['alice', 'shop']);
    for (const { state, other } of start) expect(other!.state).toEqual(state);
    const end = await comparedStates(comparison, comparison.length - 1);
    const [alice, shop] = end;
    expect(shop!.state['ledger']).toHaveLength(2);
    expect(shop!.other!.state['ledger']).toHaveLength(1);
    expect(alice!.other!.state).toEqual(alice!.state);
  });

  test('how an event is in either run', async () => {
    const { comparison } = (await comparisonOf(lost, arrives)).feed.run!.compared!;
    expect(eventComparison(comparison, 0)).toEqual({ change: 'same', shifted: false, left: { event: 0, t: 0 }, right: { event: 0, t: 0 }, fields: [] });
    const first = eventComparison(comparison, comparison.first);
    expect(['left', 'right']).toContain(first.change);
    expect(first.instead).toMatch(/Reply/);
    expect(() => eventComparison(comparison, 1e6)).toThrow(RangeError);
  });

  test('what one node saw of both', async () => {
    const { comparison } = (await comparisonOf(lost, arrives)).feed.run!.compared!;
    const table = comparedPerspective(comparison, { left: 'A', right: 'B' }, 'alice');
    expect(table.columns.map(({ title }) => title)).toEqual(['A', 'B']);
    expect(table.firstDifference).toBeGreaterThan(0);
  });
});

function traceOf(text: string): Trace {
  return runScenario(parseScenario(text, MODELS).scenario!).trace;
}

async function comparisonOf(one: string, other: string): Promise<{ readonly feed: ComparisonFeed; readonly left: FakeFeed; readonly told: FeedChange[] }> {
  const [left, right] = [fakeFeed(), fakeFeed()];
  left.show(traceOf(one));
  right.show(traceOf(other));
  const feed = openComparison({ feed: left, name: 'A' }, { feed: right, name: 'B' }, (defect) => { throw defect; });
  const told: FeedChange[] = [];
  await feed.settled();
  feed.changed((change) => told.push(change));
  return { feed, left, told };
}

interface FakeFeed extends Feed {
  show(trace: Trace, over?: boolean): void;
  finish(): void;
  fail(message?: string): void;
}

function fakeFeed(): FakeFeed {
  const changed = newSignal<FeedChange>();
  let run: LiveRun | undefined;
  let problems: readonly Problem[] = [];
  return {
    get run() { return run; },
    get problems() { return problems; },
    progress: undefined,
    changed: changed.on,
    show(trace, over = true) {
      run = newRun({ title: trace.header.title, kind: 'trace', header: trace.header, covers: [], readOnly: true, bundled: false }, trace);
      run.over = over;
      changed.fire('run');
    },
    finish() {
      run!.over = true;
      changed.fire('grown');
    },
    fail(message) {
      problems = message === undefined ? [] : [{ severity: 'error', line: 1, column: 1, endLine: 1, endColumn: 1, message, code: 'test' }];
      changed.fire('problems');
    },
  };
}
