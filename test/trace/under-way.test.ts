import { describe, expect, test } from 'vitest';
import { KIND } from '../../src/kernel/event';
import type { EventDetails } from '../../src/kernel/event';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { createUnderWay } from '../../src/trace/under-way';
import type { Trace } from '../../src/trace/trace';
import { bundledFiles } from '../bundled';
import { LOST_REPLY, traceOfSteps } from './traces';
import type { Step } from './traces';

function bundled(id: string): Trace {
  return runScenario(parseScenario(bundledFiles(`/${id}.scenario.yaml`)[0]!.text, MODELS).scenario!).trace;
}
function read(trace: Trace) {
  const underWay = createUnderWay(trace);
  while (!underWay.update(100));
  return underWay;
}

test('messages and timers between their beginning and their end', () => {
  const underWay = read(traceOfSteps(LOST_REPLY));
  expect(underWay.at(2, 9)).toEqual({ messages: [], timers: [], disks: [], messageCount: 0, timerCount: 0 });
  expect(underWay.at(4, 9)).toMatchObject({
    messages: [{ send: 3, from: 'alice', to: 'shop', type: 'Charge', end: 5, arrives: true }],
    timers: [{ set: 4, node: 'alice', name: 'timeout', dueUs: 101_000 }],
  });
  expect(underWay.at(7, 9).messages).toMatchObject([{ type: 'Reply', arrives: false }]);
  expect(underWay.at(8, 9)).toMatchObject({ messageCount: 0, timerCount: 1 });
});

/** The definition: what began up to a step and has not ended by then. */
function openAt(trace: Trace, step: number): number[] {
  const open = new Set<number>();
  for (let i = 0; i <= step; i++) {
    const kind = trace.kind[i];
    if ((kind === KIND.send && trace.partner[i]! >= 0) || kind === KIND['timer-set']) open.add(i);
    for (const start of [...open]) {
      const ends = trace.partner[start] === i;
      const gone = kind === KIND.crash && trace.node[i] === trace.node[start] && trace.kind[start] === KIND['timer-set'];
      if (ends || gone) open.delete(start);
    }
  }
  return [...open].sort((a, b) => a - b);
}

test.each(['raft-failover', 'reply-lost', 'paxos-stable-storage', 'raft-disruptive-server'])('%s: at every step what the definition says', (id) => {
  const trace = bundled(id);
  const underWay = read(trace);
  for (let step = -1; step < trace.length; step += Math.max(1, Math.floor(trace.length / 150))) {
    const { messages, timers, messageCount, timerCount } = underWay.at(step, Infinity);
    expect([...messages.map(({ send }) => send), ...timers.map(({ set }) => set)].sort((a, b) => a - b)).toEqual(openAt(trace, step));
    expect([messageCount, timerCount]).toEqual([messages.length, timers.length]);
  }
});

test('a long trace is answered from what is kept, as from the beginning', () => {
  const steps: Step[] = [];
  for (let n = 0; n < 3000; n++) {
    steps.push({ t: n, node: 'a', kind: 'send', msg: n, to: 'b', type: 'm', body: {} });
    if (n >= 40) steps.push({ t: n, node: 'b', kind: 'deliver', cause: n < 80 ? n - 40 : 40 + 2 * (n - 80), msg: n - 40, from: 'a', type: 'm' });
  }
  const trace = traceOfSteps(steps);
  const underWay = read(trace);
  for (const step of [0, 39, 1023, 1024, 2047, 4096, 5001]) expect(underWay.at(step, Infinity).messages.map(({ send }) => send)).toEqual(openAt(trace, step));
  expect(underWay.at(5000, 10).messages).toHaveLength(10);
  expect(underWay.at(5000, 10).messageCount).toBeGreaterThan(30);
});

describe('disks', () => {
  const disk = (op: EventDetails['disk']['op'], file: string, more: { to?: string; durable?: boolean } = {}): Step => ({ t: 0, node: 'a', kind: 'disk', op, file, durable: op === 'sync', ...more });
  const files = (steps: Step[], step = steps.length - 1) => read(traceOfSteps(steps)).at(step, 9).disks.flatMap((each) => each.files.map(({ file, synced, deleted }) => `${file}${deleted ? ' deleted' : ''}${synced ? '' : ' unsynced'}`));

  test('hold what was written, synced once it is', () => {
    const steps = [disk('write', 'log'), disk('sync', 'log'), disk('write', 'log'), disk('write', 'tmp')];
    expect([0, 1, 2, 3].map((step) => files(steps, step))).toEqual([['log unsynced'], ['log'], ['log unsynced'], ['log unsynced', 'tmp unsynced']]);
    expect(files([...steps, disk('sync', '*')])).toEqual(['log', 'tmp']);
  });
  test('lose what was not synced', () => {
    expect(files([disk('write', 'log'), disk('sync', 'log'), disk('write', 'log'), disk('write', 'tmp'), disk('lose', 'log'), disk('lose', 'tmp')])).toEqual(['log']);
  });
  test('rename with a new name that is not safe before it is synced, and delete likewise', () => {
    expect(files([disk('write', 'tmp'), disk('sync', 'tmp'), disk('rename', 'tmp', { to: 'log' })])).toEqual(['log unsynced', 'tmp deleted unsynced']);
    expect(files([disk('write', 'tmp'), disk('rename', 'tmp', { to: 'log' }), disk('sync', 'log')])).toEqual(['log']);
    expect(files([disk('write', 'log', { durable: true }), disk('delete', 'log')])).toEqual(['log deleted unsynced']);
  });
  test('are those of the run', () => {
    const trace = bundled('paxos-stable-storage');
    const { disks } = read(trace).at(trace.length, 9);
    expect(disks.map(({ node }) => node)).toEqual(['a1', 'a2', 'a3']);
    expect(disks.every(({ files: all }) => all.every(({ synced }) => synced))).toBe(true);
  });
});
