/** `faultline diff` as a user or a script meets it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildProgram } from './program';
import type { Program } from './program';

let program: Program;
vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  program = await buildProgram();
}, 120_000);
afterAll(() => program.remove());

const file = (name: string, text: string): string => {
  writeFileSync(join(program.folder, name), text);
  return name;
};
const lines = ['faultline: 1', 'title: One charge', 'model: request-reply', 'params: { retries: 0, work: 20ms }', 'workload: [ { at: 0ms, client: alice, op: charge } ]'];
const arrives = `${lines.join('\n')}\nuntil: 200ms\n`;
const lost = `${lines.join('\n')}\nuntil: 200ms\nfaults: [ { lose: { type: Reply, nth: 1 } } ]\n`;

describe('diff', () => {
  it('prints where two runs part, and ends with 1', async () => {
    const { status, out, err } = await program.faultline('diff', file('arrives.scenario.yaml', arrives), file('lost.scenario.yaml', lost));
    expect([status, err]).toEqual([1, '']);
    expect(out).toMatchInlineSnapshot(`
      "--- arrives.scenario.yaml (seed 1): One charge, 18 events
      +++ lost.scenario.yaml (seed 1): One charge, 18 events
      21 rows: 14 the same, 3 only in A, 3 only in B, 1 later in B.
      The first difference: Only in B: alice never gets Reply from shop: dropped on the way (35.000 ms). In A instead: alice receives Reply from shop {order: 1, status: charged} (40.000 ms). It came of what is the same in both: shop sends Reply to alice {order: 1, status: charged} (30.000 ms).

      @@ rows 12 to 21 of 21 @@
         30.000 ms  shop sets ledger = [{client: alice, order: 1, amount: 10}]
         30.000 ms  shop sends Reply to alice {order: 1, status: charged}
         30.000 ms  shop sets queue = []
      +  35.000 ms  alice never gets Reply from shop: dropped on the way
      -  40.000 ms  alice receives Reply from shop {order: 1, status: charged}
      -  40.000 ms  alice cancels timer timeout
      + 100.000 ms  alice timer timeout fires
      ~  40.000 ms  alice sets waiting = {}  [40.000 ms → 100.000 ms]
      -  40.000 ms  alice returns from charge(amount: 10): ok charged
      + 100.000 ms  alice returns from charge(amount: 10): unknown
      "
    `);
  });

  it('ends with 0 when they are the same', async () => {
    const { status, out } = await program.faultline('diff', 'reply-lost', 'reply-lost');
    expect(status).toBe(0);
    expect(out).toMatch(/\nThe same: \d+ events\.\n$/);
  });

  it('compares one scenario with itself under another seed or parameter', async () => {
    const name = file('arrives.scenario.yaml', arrives);
    const slow = await program.faultline('diff', name, '--set-b', 'work=30ms', '--json');
    expect(slow.status).toBe(1);
    const told = JSON.parse(slow.out) as { readonly counts: object; readonly differences: readonly { readonly change: string; readonly withCause?: true }[]; readonly explanation: readonly string[] };
    expect(told.counts).toMatchObject({ left: 0, right: 0 });
    expect(told.explanation[0]).toBe('Not the same: shop sets timer work for 20 ms (10.000 ms) in A; shop sets timer work for 30 ms (10.000 ms) in B.');
    expect(told.differences.filter(({ withCause }) => !withCause).map(({ change }) => change)).toEqual(['changed', 'later']);
    expect((await program.faultline('diff', 'raft-election', '--seed-b', '2')).out).toContain('+++ media/scenarios/ch8/raft-election.scenario.yaml (seed 2)');
  });

  it('compares a run with a recording of it', async () => {
    const recorded = await program.faultline('run', 'reply-lost', '--format', 'jsonl');
    const { status, out } = await program.faultline('diff', 'reply-lost', file('reply-lost.trace.jsonl', recorded.out));
    expect([status, out.split('\n').at(-2)]).toEqual([0, expect.stringMatching(/^The same/)]);
  });

  it('ends with 2 and says why when the input is wrong', async () => {
    const wrong = async (...words: string[]): Promise<string> => {
      const { status, out, err } = await program.faultline('diff', ...words);
      expect([status, out]).toEqual([2, '']);
      return err;
    };
    expect(await wrong('reply-lost')).toContain('B is missing; name another file, or say how B differs with --seed-b or --set-b');
    expect(await wrong('reply-lost', 'reply-lots')).toContain('there is no file and no bundled scenario "reply-lots" (did you mean');
    expect(await wrong('reply-lost', '--seed-b', 'x')).toContain('--seed x');
    expect(await wrong('reply-lost', 'reply-lost', '--context', 'all')).toContain('--context must be a number');
    expect(await wrong('reply-lost', file('some.trace.jsonl', '{"faultline":1,"title":"x","nodes":[],"unit":"us"}\n'), '--seed', '3')).toContain('--seed is for scenarios; some.trace.jsonl is a trace');
  });
});
