import { describe, expect, test } from 'vitest';
import { openTrace } from '../../src/host/open-trace';
import type { TraceSource } from '../../src/host/open-trace';
import type { FeedChange } from '../../src/host/feed';
import type { Problem } from '../../src/trace/problem';

const HEADER = '{"faultline":1,"title":"recorded","nodes":[{"id":"a"},{"id":"b"}],"unit":"us"}';

describe('an open recording', () => {
  test('is read to its end', async () => {
    const { trace, problems } = open(lines(3));
    await trace.settled();
    expect(trace.run).toMatchObject({ over: true, missing: [], info: { title: 'recorded', kind: 'trace', readOnly: true } });
    expect(trace.run?.trace.length).toBe(3);
    expect(trace.progress).toBeUndefined();
    expect(problems).toEqual([[]]);
  });

  test('is shown before its last line is read, with how far it is', async () => {
    const { trace, changes, fractions } = open(lines(60_000));
    await trace.settled();
    expect(trace.run?.trace.length).toBe(60_000);
    expect(changes[0]).toBe('run');
    expect(changes.filter((change) => change === 'grown').length).toBeGreaterThan(1);
    expect(fractions[0]).toBeGreaterThan(0);
    expect(fractions[0]).toBeLessThan(1);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  });

  test('what is left out of a file with holes is said', async () => {
    const { trace, problems } = open(`${lines(2)}this is no event\n`);
    await trace.settled();
    expect(trace.run?.trace.length).toBe(2);
    expect(trace.run?.missing).toEqual([expect.stringContaining('left out')]);
    expect(trace.problems).toEqual([]);
    expect(problems.at(-1)).toEqual([expect.objectContaining({ line: 4, severity: 'error' })]);
  });

  test('reading that is stopped leaves what there is', async () => {
    const { trace, stop, changed } = open(lines(60_000));
    await changed('run');
    stop();
    await trace.settled();
    expect(trace.run!.over).toBe(true);
    expect(trace.run!.trace.length).toBeLessThan(60_000);
    expect(trace.run!.missing[0]).toMatch(/^Reading was stopped after \d+ % of the file\.$/);
  });

  test('a file that cannot be read says why', async () => {
    const { trace } = open(new Error('no such file'));
    await trace.settled();
    expect(trace.run).toBeUndefined();
    expect(trace.problems).toEqual([expect.objectContaining({ code: 'unreadable', message: 'no such file' })]);
  });

  test('a file without an event says so', async () => {
    const { trace } = open(`${HEADER}\n`);
    await trace.settled();
    expect(trace.run).toBeUndefined();
    expect(trace.problems).toEqual([expect.objectContaining({ code: 'no-events' })]);
  });

  test('a changed file is read again', async () => {
    const { trace, write } = open(lines(2));
    await trace.settled();
    const before = trace.run;
    write(lines(5));
    trace.again();
    await trace.settled();
    expect(trace.run?.trace.length).toBe(5);
    expect(before?.trace.length).toBe(2);
  });

  test('of a log with several executions another one can be shown', async () => {
    const log = ['(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})', '^=== (?<trace>.*) ===$', '=== first ===', 'starts', 'a {"a":1}', '=== second ===', 'starts again', 'b {"b":1}', 'goes on', 'b {"b":2}'].join('\n');
    const { trace } = open(log, '/folder/two.log');
    await trace.settled();
    expect(trace.run?.info.executions).toEqual({ labels: ['first', 'second'], shown: 1 });
    expect([trace.run?.trace.length, trace.run?.missing]).toEqual([1, []]);
    const before = trace.run?.number;
    trace.showExecution(2);
    await trace.settled();
    expect(trace.run?.info.executions).toEqual({ labels: ['first', 'second'], shown: 2 });
    expect(trace.run?.info.title).toBe('two.log: second');
    expect(trace.run?.trace.length).toBe(2);
    expect(trace.run?.number).not.toBe(before);
    // It stays the one that is shown when the file is read anew.
    trace.again();
    await trace.settled();
    expect(trace.run?.info.executions?.shown).toBe(2);
  });

  test('asks for the layout of a file it does not know, once', async () => {
    const { trace, asked } = open('some words\nin lines\n', 'words.log');
    await trace.settled();
    expect(asked()).toBe(1);
    expect(trace.problems).toEqual([expect.objectContaining({ code: 'unknown-format' })]);
    trace.again();
    await trace.settled();
    expect(asked()).toBe(1);
  });
});

function lines(count: number): string {
  const events = Array.from({ length: count }, (_, i) => `{"i":${i},"t":${i},"node":"${i % 2 ? 'b' : 'a'}","kind":"note","text":"event ${i}"}`);
  return `${[HEADER, ...events].join('\n')}\n`;
}

function open(content: string | Error, path = '/folder/x.trace.jsonl') {
  let current = content;
  let asked = 0;
  let stop = (): void => {};
  const problems: (readonly Problem[])[] = [];
  const changes: FeedChange[] = [];
  const fractions: number[] = [];
  const source: TraceSource = {
    path,
    bytes: () => (current instanceof Error ? Promise.reject(current) : Promise.resolve(new TextEncoder().encode(current))),
    layout: () => undefined,
    askLayout() {
      asked += 1;
      return Promise.resolve(undefined);
    },
    onReading(_done, _progress, stopReading) {
      stop = stopReading;
    },
    onRead: (found) => problems.push(found),
    onDefect: (defect) => { throw defect; },
  };
  const trace = openTrace(source);
  trace.changed((change) => {
    changes.push(change);
    if (change === 'progress' && trace.progress) fractions.push(trace.progress.fraction);
  });
  return {
    trace, problems, changes, fractions,
    asked: () => asked,
    stop: () => stop(),
    write: (next: string) => void (current = next),
    changed: (wanted: FeedChange) =>
      new Promise<void>((resolve) => {
        const waiting = trace.changed((change) => {
          if (change !== wanted) return;
          waiting.dispose();
          resolve();
        });
      }),
  };
}
