import { describe, expect, test } from 'vitest';
import { clockChangesOf, detailsOf, sequenceAround, statesAt } from '../../src/host/answers';
import { newRun } from '../../src/host/feed';
import type { LiveRun } from '../../src/host/feed';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { shortScenario } from './scenario-texts';
import { traceWith } from './traces';

describe('answers about a run', () => {
  test('details of a range, cut at the end of the trace', () => {
    const run = runOver(traceWith(5).trace);
    expect(detailsOf(run, { run: run.number, from: 3, to: 9 })).toEqual([
      { msg: 3, to: 'a', type: 'm0', body: {} },
      { msg: 4, to: 'b', type: 'm1', body: {} },
    ]);
    expect(detailsOf(run, { run: run.number, from: 5, to: 9 })).toEqual([]);
  });

  test('no more details at once than fit a message', () => {
    const run = runOver(traceWith(20_000).trace);
    expect(detailsOf(run, { run: run.number, from: 0, to: 20_000 })).toHaveLength(5_000);
  });

  test('states at any step, forward and back', async () => {
    const run = aRun();
    const last = await statesAt(run, { run: run.number, step: run.trace.length - 1 });
    const first = await statesAt(run, { run: run.number, step: 0 });
    expect(first.map(({ id }) => id)).toEqual(['alice', 'shop']);
    expect(first[0]!.state).toEqual({ orders: 0, waiting: {} });
    expect((last[1]!.state as { ledger: unknown[] }).ledger).toHaveLength(2);
  });

  test('of very many nodes the first, and those around the step', async () => {
    const { trace, append, nodes } = traceWith(3);
    for (let n = 0; n < 5_000; n++) nodes.push({ id: `n${n}` });
    append('far', 4_000);
    const run = runOver(trace);
    const told = await statesAt(run, { run: run.number, step: 2 });
    expect(told).toHaveLength(101);
    expect(told.at(-1)!.id).toBe(nodes[4_000]!.id);
  });

  test('a sequence diagram with the line of the step highlighted', () => {
    const run = aRun();
    const lost = Array.from(run.trace.kind).indexOf(2);
    const { source, from, to, total, highlight } = sequenceAround(run, { run: run.number, step: lost });
    expect(source).toMatch(/^sequenceDiagram\n/);
    expect([from, to]).toEqual([0, total]);
    const drawn = source.split('\n').filter((line) => /^ {4}(n\d+-|Note)/.test(line));
    expect(drawn).toHaveLength(total);
    expect(drawn[highlight]).toContain('-x');
  });
});

test('the window of a long sequence diagram moves in strides, so that most steps find the one that is drawn', () => {
  const run = runOver(traceWith(4_000).trace);
  const windows = new Set<string>();
  let steps = 0;
  for (let step = 1_000; step < 1_400; step++) {
    const { from, to, total, highlight } = sequenceAround(run, { run: run.number, step });
    expect(total).toBeGreaterThan(200);
    expect(to - from).toBe(80);
    // Near the middle, so that both what was and what comes can be seen.
    expect(highlight).toBeGreaterThanOrEqual(28);
    expect(highlight).toBeLessThanOrEqual(52);
    windows.add(`${from} ${to}`);
    steps++;
  }
  expect(windows.size).toBeLessThan(steps / 15);
});

function aRun(): LiveRun {
  return runOver(runScenario(parseScenario(shortScenario('a run'), MODELS).scenario!).trace);
}

function runOver(trace: LiveRun['trace']): LiveRun {
  const run = newRun({ title: 'T', kind: 'trace', header: trace.header, covers: [], readOnly: true, bundled: false }, trace);
  run.over = true;
  return run;
}

test('what a trace tells of its clocks: those of the scenario at the start, and each setting of one', () => {
  const text = [
    'faultline: 1',
    'title: Skewed',
    'model: logical-clocks',
    'nodes: { person: [alice, bob] }',
    'clocks: { alice: { offset: 30ms, drift: 100ppm } }',
    'workload: [ { at: 10ms, client: alice, op: post, args: { text: hi } } ]',
    'faults: [ { clock: { node: bob, at: 20ms, jump: -5ms } } ]',
    'until: 50ms',
  ].join('\n');
  const { scenario } = parseScenario(text, MODELS);
  const { trace } = runScenario(scenario!);
  const run = runOver(trace);
  const set = Array.from({ length: trace.length }, (_, i) => i).find((i) => 'from' in trace.detail(i) && 'to' in trace.detail(i) && trace.t[i] === 20_000);
  expect(clockChangesOf(run)).toEqual([
    { event: -1, node: 0, baseUs: 0, wallUs: 30_000, driftPpm: 100 },
    { event: -1, node: 1, baseUs: 0, wallUs: 0, driftPpm: 0 },
    { event: set, node: 1, baseUs: 20_000, wallUs: 15_000, driftPpm: 0 },
  ]);
});
