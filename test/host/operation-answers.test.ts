import { describe, expect, test } from 'vitest';
import { newRun } from '../../src/host/feed';
import type { LiveRun } from '../../src/host/feed';
import { linearize, objectsFor, operationsOf, stopLinearizing } from '../../src/host/operation-answers';
import { breathe } from '../../src/host/slices';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import type { Trace } from '../../src/trace/trace';
import { placingsOf } from '../../webview/store/placings';
import { bundledFiles } from '../bundled';
import { traceOfSteps } from '../trace/traces';
import type { Step } from '../trace/traces';

function runOver(trace: Trace): LiveRun {
  return newRun({ title: '', kind: 'trace', header: trace.header, covers: [], readOnly: true, bundled: false }, trace);
}
function bundled(id: string): LiveRun {
  return runOver(runScenario(parseScenario(bundledFiles(`/${id}.scenario.yaml`)[0]!.text, MODELS).scenario!).trace);
}
/** So many writes and reads of a register, one after the other; the last read is given. */
function register(count: number, last: number): LiveRun {
  const steps: Step[] = [];
  for (let n = 0; n < count; n++) {
    const write = n % 2 === 0;
    const call = { op: n, f: write ? 'write' : 'read', ...(write ? { value: n } : {}) };
    steps.push({ t: n, node: 'c', kind: 'invoke', ...call }, { t: n, node: 'c', kind: 'return', cause: 2 * n, ...call, status: 'ok', ...(write ? {} : { result: n === count - 1 ? last : n - 1 }) });
  }
  return runOver(traceOfSteps(steps));
}
const ask = (run: LiveRun, step: number, from: number, count: number) => operationsOf(run, { run: run.number, step, from, count });
const order = (run: LiveRun, specification: string) => linearize(run, { run: run.number, specification });

describe('operations', () => {
  test('are told with what was given and what came back', async () => {
    const { rows, total, fitting } = await ask(bundled('lock-two-owners'), 0, -1, 50);
    expect(rows.map(({ client, f, key, status }) => `${client} ${f}(${key}) ${status}`)).toEqual(['alice acquire(printer) ok', 'bob acquire(printer) ok']);
    expect([total, fitting[0]]).toEqual([2, { id: 'lock', title: 'a lock' }]);
  });
  test('of a long history those around the step, or from a place on', async () => {
    const run = register(400, 398);
    const middle = await ask(run, 401, -1, 10);
    expect([middle.from, middle.rows.length, middle.total]).toEqual([196, 10, 400]);
    expect((await ask(run, 0, -1, 10)).from).toBe(0);
    expect((await ask(run, 0, 395, 10)).from).toBe(390);
    expect(middle.rows[5]).toEqual({ invoke: 402, returned: 403, client: 'c', f: 'read', key: '', value: '', status: 'ok', result: '200' });
  });
});

describe('an order', () => {
  test('puts a place on every operation', async () => {
    const run = register(300, 298);
    const found = await order(run, 'register');
    if (found.verdict !== 'linearizable') throw new Error(found.verdict);
    expect([found.invoke.length, found.words.length, found.words[0]]).toEqual([300, 200, 'c: write(0)']);
    const placings = placingsOf(found)!;
    expect([placings.placeOf(4), placings.placeOf(1), placings.unplaced]).toEqual([{ number: 3, after: 4, share: 0.5 }, undefined, -1]);
  });
  test('of operations that take effect between the same two events', () => {
    const found = { verdict: 'linearizable', title: '', operations: 3, others: [], invoke: Int32Array.of(2, 0, 5), after: Int32Array.of(2, 2, 5), words: [], wordsFrom: 0 } as const;
    const placings = placingsOf(found)!;
    expect([2, 0, 5].map((invoke) => placings.placeOf(invoke)!.share)).toEqual([1 / 3, 2 / 3, 1 / 2]);
  });
  test('that does not exist: the operation without a place, and what it could have returned', async () => {
    const run = register(4, 7);
    const found = await order(run, 'register');
    expect(found).toMatchObject({ verdict: 'not-linearizable', operation: 'c: read → 7', last: 'c: write(2)', state: 'holds 2', could: [2], title: 'a register' });
    expect(placingsOf(found)!.unplaced).toBe(6);
  });
  test('whoever does not want to wait gets what is known so far', async () => {
    const run = register(40_000, 39_998);
    const going = order(run, 'register');
    while (!stopLinearizing(run)) await breathe();
    expect(await going).toMatchObject({ verdict: 'undecided', stopped: true });
    expect(stopLinearizing(run)).toBe(false);
  });
  test('of an object that there is not is refused', async () => {
    await expect(order(register(2, 0), 'constructor')).rejects.toThrow('no object');
  });
});

test('objects to choose from: first those that know the operations', async () => {
  const ids = (await objectsFor(bundled('user-name-twice'))).map(({ id }) => id);
  expect([ids[0], ids.length]).toEqual(['kv', 5]);
});
