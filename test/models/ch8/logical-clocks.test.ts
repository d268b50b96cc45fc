import { describe, expect, test } from 'vitest';
import type { WorldSpec } from '../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/logical-clocks';
import { pick, runToEnd, SEEDS } from '../run';

const MS = 1_000;
const PEOPLE = ['alice', 'bob', 'carol'];
const post = (atMs: number, client: string, text: string) => ({ atUs: atMs * MS, client, op: 'post', args: { text } });
const clock = (offsetMs: number, driftPpm = 0) => ({ offsetUs: offsetMs * MS, driftPpm, uncertaintyUs: 0 });

/** alice's clock is 30 ms ahead; bob answers her, then alice and carol write without having read each other. */
function setting(of: string, change: Partial<WorldSpec> = {}): WorldSpec {
  return {
    title: '',
    model,
    params: { clock: of, tick: 1 * MS, bound: 50 * MS },
    seed: 1,
    nodes: PEOPLE.map((id) => ({ id, role: 'person' })),
    network: { latency: { kind: 'constant', us: 5 * MS }, loss: 0, duplicate: 0, links: [] },
    clocks: { alice: clock(30) },
    workload: [post(10, 'alice', 'lunch?'), post(20, 'bob', 'yes!'), post(50, 'alice', 'pizza'), post(52, 'carol', 'sushi')],
    faults: [],
    untilUs: 3_000 * MS,
    limits: DEFAULT_LIMITS,
    ...change,
  };
}

function outcome(spec: WorldSpec) {
  const { violated, view } = runToEnd(spec);
  return {
    violated,
    pages: view.nodes.map(({ state }) => (state.page as string[]).join(' ')),
    sideBySide: view.nodes.map(({ state }) => (state.sideBySide as string[]).length),
    stamps: view.operations.map(({ result }) => result),
    stats: model.stats!(view),
  };
}

test('by wall clocks everybody reads the answer before the question', () => {
  const { pages, violated, stats, stamps } = outcome(setting('wall'));
  expect(pages).toEqual(Array(3).fill('yes! lunch? sushi pizza'));
  expect(violated).toEqual(['cause-first', 'order-means-cause']);
  expect(stamps).toEqual([{ time: 40_000 }, { time: 20_000 }, { time: 80_000 }, { time: 52_000 }]);
  // On each page the answer before the question, and an order of two posts that have none.
  expect(stats).toEqual({ causesAfterEffects: 3, unfoundedOrders: 3, furthestUs: 30_000 });
});

test('with perfect clocks they do not: it is the skew', () => {
  expect(outcome(setting('wall', { clocks: {} })).pages).toEqual(Array(3).fill('lunch? yes! pizza sushi'));
});

test('by Lamport’s counters the question comes first, and concurrent posts have an order all the same', () => {
  const { pages, violated, stamps } = outcome(setting('lamport'));
  expect(pages).toEqual(Array(3).fill('lunch? yes! pizza sushi'));
  expect(violated).toEqual(['order-means-cause']);
  // bob receives 1 at 2 and answers at 3; alice receives that at 4, carol had received two posts by then: both go on with 5.
  expect(stamps).toEqual([{ count: 1 }, { count: 3 }, { count: 5 }, { count: 5 }]);
});

test('equal counts are ordered by name, on every page alike', () => {
  const workload = [post(10, 'carol', 'c'), post(10, 'alice', 'a'), post(11, 'bob', 'b')];
  const { pages, stamps } = outcome(setting('lamport', { workload }));
  expect(stamps).toEqual([{ count: 1 }, { count: 1 }, { count: 1 }]);
  expect(pages).toEqual(Array(3).fill('a b c'));
});

test('by vectors both are told apart from question and answer', () => {
  const { violated, sideBySide, stamps, pages } = outcome(setting('vector'));
  expect(violated).toEqual([]);
  expect(sideBySide).toEqual([1, 1, 1]);
  expect(stamps[1]).toEqual({ vector: { alice: 1, bob: 2 } });
  for (const page of pages) expect(page.startsWith('lunch? yes!')).toBe(true);
});

describe('quick posts, clocks 20 ms apart that tick every 10 ms', () => {
  const quick = (of: string) =>
    outcome(
      setting(of, {
        params: { clock: of, tick: 10 * MS, bound: 20 * MS },
        network: { latency: { kind: 'constant', us: 1 * MS }, loss: 0, duplicate: 0, links: [] },
        clocks: { alice: clock(12), carol: clock(-8) },
        workload: [post(10, 'alice', 'one'), post(12, 'bob', 'two'), post(14, 'carol', 'three'), post(16, 'bob', 'four'), post(18, 'carol', 'five'), post(40, 'carol', 'six')],
      }),
    );

  test('the naive rule takes a tick for each event and runs away', () => {
    const { violated, stamps, pages } = quick('naive-hybrid');
    expect(violated).toEqual(['near-true-time']);
    expect(stamps.map((stamp) => (stamp as { time: number }).time / MS)).toEqual([20, 40, 60, 80, 100, 110]);
    expect(pages[0]).toBe('one two three four five six');
  });

  test('the hybrid one counts within the highest time heard of, and starts anew when a clock has passed it', () => {
    const { violated, stamps, pages } = quick('hybrid');
    expect(violated).toEqual([]);
    expect(stamps).toEqual([[20, 0], [20, 2], [20, 4], [20, 6], [20, 8], [30, 0]].map(([ms, count]) => ({ time: ms! * MS, count })));
    expect(pages[0]).toBe('one two three four five six');
  });
});

/** Clocks up to 40 ms off that drift, late, lost and copied messages, a pause, a crash, and a clock set back. */
function storm(seed: number, of: string): WorldSpec {
  return setting(of, {
    seed,
    network: { latency: { kind: 'exponential', meanUs: 8 * MS }, loss: 0.1, duplicate: 0.1, links: [] },
    clocks: Object.fromEntries(PEOPLE.map((id, n) => [id, clock(pick(seed, n, 80) - 40, pick(seed, n + 5, 400) - 200)])),
    workload: Array.from({ length: 9 }, (_, n) => post(n * 9 + pick(seed, n + 10, 9), PEOPLE[pick(seed, n + 30, 3)]!, `post ${n}`)),
    faults: [
      { kind: 'pause', node: PEOPLE[seed % 3]!, atUs: pick(seed, 40, 100) * MS, forUs: 30 * MS },
      { kind: 'crash', node: PEOPLE[(seed + 1) % 3]!, atUs: pick(seed, 41, 100) * MS, restartUs: 130 * MS },
      { kind: 'clock', node: PEOPLE[(seed + 2) % 3]!, atUs: pick(seed, 42, 100) * MS, jumpUs: -pick(seed, 43, 40) * MS },
    ],
    params: { clock: of, tick: 20 * MS, bound: 90 * MS },
    untilUs: 300 * MS,
  });
}

describe('over 1,000 seeds with skewed and set clocks, loss, copies, a pause and a crash', () => {
  const runs = (of: string) => SEEDS.map((seed) => runToEnd(storm(seed, of), { freeze: false }).violated);
  const clean = (of: string, ...ids: string[]) => runs(of).flatMap((violated, seed) => (violated.some((id) => ids.includes(id)) ? [seed] : []));

  test('vectors put nothing before its cause, and see no order where there is none', () => {
    expect(clean('vector', 'cause-first', 'order-means-cause')).toEqual([]);
  });

  test('Lamport’s counters put nothing before its cause, and cannot tell concurrent posts', () => {
    const found = runs('lamport');
    expect(found.filter((violated) => violated.includes('cause-first'))).toEqual([]);
    expect(found.filter((violated) => violated.includes('order-means-cause')).length).toBeGreaterThan(700);
  });

  test('hybrid clocks put nothing before its cause and stay within the bound of the clocks', () => {
    expect(clean('hybrid', 'cause-first', 'near-true-time')).toEqual([]);
  });

  test('wall clocks put an effect before its cause in most runs; the naive hybrid runs away in some', () => {
    expect(runs('wall').filter((violated) => violated.includes('cause-first')).length).toBeGreaterThan(500);
    const naive = runs('naive-hybrid');
    expect(naive.filter((violated) => violated.includes('cause-first'))).toEqual([]);
    expect(naive.filter((violated) => violated.includes('near-true-time')).length).toBeGreaterThan(300);
  });
});
