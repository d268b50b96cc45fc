import { describe, expect, test } from 'vitest';
import { newRun } from '../../src/host/feed';
import type { LiveRun } from '../../src/host/feed';
import { createFinder, destinationOf, findWordsOf } from '../../src/host/find';
import { LOST_REPLY, traceOfSteps } from '../trace/traces';
import { traceWith } from './traces';

function runOver(trace: LiveRun['trace']): LiveRun {
  return newRun({ title: 'T', kind: 'trace', header: trace.header, covers: [], readOnly: true, bundled: false }, trace);
}

/** Asks on until the end, as a view does. */
async function all(run: LiveRun, text: string, finder = createFinder()): Promise<{ readonly hits: number[]; readonly answers: number }> {
  const hits: number[] = [];
  for (let from = 0, answers = 1; ; answers++) {
    const answer = await finder.find(run, { run: run.number, text, from });
    hits.push(...answer.hits);
    if (answer.done) return { hits, answers };
    expect(answer.to).toBeGreaterThan(from);
    from = answer.to;
  }
}

describe('a search', () => {
  test('finds what the columns tell, and what the details tell', async () => {
    const run = runOver(traceWith(3_000).trace);
    expect((await all(run, 'type:m1 node:a')).hits).toEqual(Array.from({ length: 500 }, (_, k) => 4 + 6 * k));
    expect((await all(run, 'msg:2..4')).hits).toEqual([2, 3, 4]);
    expect((await all(run, 'is:overtaken')).hits).toEqual([]);
  });

  test('answers in pieces when it takes long, and misses nothing', async () => {
    const run = runOver(traceWith(2_000).trace);
    let now = 0;
    const { hits, answers } = await all(run, 'msg>=0', createFinder(() => (now += 30)));
    expect(answers).toBeGreaterThan(3);
    expect(hits).toEqual(Array.from({ length: 2_000 }, (_, i) => i));
  });

  test('ends when the next one is asked', async () => {
    const run = runOver(traceWith(50_000).trace);
    let now = 0;
    const finder = createFinder(() => (now += 2));
    const older = finder.find(run, { run: run.number, text: 'msg:3', from: 0 });
    const newer = await finder.find(run, { run: run.number, text: 'type:m0', from: 0 });
    expect((await older).done).toBe(false);
    expect(newer.done).toBe(true);
    expect(newer.hits[1]).toBe(3);
  });

  test('goes on in a trace that has grown', async () => {
    const { trace, append } = traceWith(10);
    const run = runOver(trace);
    const finder = createFinder();
    const first = await finder.find(run, { run: run.number, text: 'type:late-comer', from: 0 });
    append('late-comer');
    const second = await finder.find(run, { run: run.number, text: 'type:late-comer', from: first.to });
    expect([first.to, Array.from(first.hits), second.to, Array.from(second.hits)]).toEqual([10, [], 11, [10]]);
    expect(findWordsOf(run).types).toContain('late-comer');
  });

  test('for what cannot be read finds nothing', async () => {
    const run = runOver(traceWith(10).trace);
    expect(await createFinder().find(run, { run: run.number, text: 'kind:', from: 0 })).toEqual({ from: 0, to: 0, hits: new Int32Array(), done: true });
  });
});

test('where a line leads is told in a sentence', () => {
  const run = runOver(traceOfSteps(LOST_REPLY));
  expect(destinationOf(run, '#8').sentence).toBe('#8 at 16.000 ms: alice never gets Reply from shop: dropped on the way');
  expect(destinationOf(run, '17ms').sentence).toBe('#8 at 16.000 ms, the last one until then: alice never gets Reply from shop: dropped on the way');
  expect(destinationOf(run, 'los').sentence).toBe('There is no kind “los”; did you mean lose?');
});
