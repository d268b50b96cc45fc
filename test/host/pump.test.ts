import { describe, expect, test } from 'vitest';
import { newRun } from '../../src/host/feed';
import type { Feed, FeedChange, LiveRun, Progress } from '../../src/host/feed';
import { startPump } from '../../src/host/pump';
import { newSignal } from '../../src/host/signal';
import type { HostMessage } from '../../src/protocol/messages';
import type { Problem } from '../../src/trace/problem';
import { traceWith } from './traces';

describe('feeding a view', () => {
  test('nothing is sent before the page is ready', async () => {
    const { feed, sent, settled } = setUp(finished(2));
    feed.fire('run');
    await settled();
    expect(sent).toEqual([]);
  });

  test('a finished run is opened, sent and completed', async () => {
    const { pump, sent, settled } = setUp(finished(2));
    pump.ready();
    await settled();
    expect(sent.map((message) => message.type)).toEqual(['open', 'columns', 'complete']);
    expect(sent[0]).toMatchObject({ notes: [{ event: 1, text: 'here' }], verdicts: [] });
    expect(sent[2]).toMatchObject({ total: 2, missing: ['line 3'] });
  });

  test('nodes that the opening names are not named again', async () => {
    const { pump, sent, settled } = setUp(finished(1));
    pump.ready();
    await settled();
    expect(sent[1]).toMatchObject({ type: 'columns', chunk: { nodes: [] } });
  });

  test('a run that grows is sent as it grows, and its notes when it is over', async () => {
    const { live, append } = growing();
    const { pump, feed, sent, settled, passes } = setUp(live);
    append('one');
    pump.ready();
    await settled();
    append('two');
    passes(1_000);
    feed.fire('grown');
    await settled();
    live.notes = [{ event: 0, text: 'the first' }];
    live.over = true;
    feed.fire('grown');
    await settled();
    expect(sent.map((message) => message.type)).toEqual(['open', 'columns', 'columns', 'annotations', 'complete']);
    expect(sent[2]).toMatchObject({ chunk: { from: 1, count: 1, labels: ['two'] } });
    expect(sent[3]).toMatchObject({ notes: [{ event: 0, text: 'the first' }] });
  });

  test('what trickles in is collected, until it is enough or long enough, or all there is', async () => {
    const { live, append } = growing();
    const { pump, feed, sent, settled, passes } = setUp(live);
    const counts = async (grow: number): Promise<number[]> => {
      for (let i = 0; i < grow; i++) append('x');
      feed.fire('grown');
      await settled();
      return sent.flatMap((message) => (message.type === 'columns' ? [message.chunk.count] : []));
    };
    append('first');
    pump.ready();
    expect(await counts(0)).toEqual([1]);
    expect(await counts(5)).toEqual([1]);
    passes(300);
    expect(await counts(1)).toEqual([1, 6]);
    expect(await counts(40_000)).toEqual([1, 6, 40_000]);
    live.over = true;
    expect(await counts(2)).toEqual([1, 6, 40_000, 2]);
  });

  test('a page that starts anew gets everything anew', async () => {
    const { pump, sent, settled } = setUp(finished(2));
    pump.ready();
    await settled();
    pump.hidden();
    sent.length = 0;
    pump.ready();
    await settled();
    expect(sent.map((message) => message.type)).toEqual(['open', 'columns', 'complete']);
    expect(sent[1]).toMatchObject({ chunk: { from: 0, count: 2 } });
  });

  test('a message that a hidden page never takes does not hold up the next page', async () => {
    const { pump, sent, settled, neverTaken } = setUp(finished(2));
    neverTaken(true);
    pump.ready();
    await settled();
    expect(sent.map((message) => message.type)).toEqual(['open', 'columns', 'complete']);
    sent.length = 0;
    neverTaken(false);
    pump.hidden();
    pump.ready();
    await settled();
    expect(sent.map((message) => message.type)).toEqual(['open', 'columns', 'complete']);
  });

  test('the first piece is small, and only so many messages are under way', async () => {
    const { pump, sent, settled, neverTaken } = setUp(finished(100_000));
    neverTaken(true);
    pump.ready();
    await settled();
    expect(sent.map((message) => (message.type === 'columns' ? message.chunk.count : message.type))).toEqual(['open', 2_000, 40_000]);
  });

  test('another run replaces one that is still being sent', async () => {
    const { live } = growing();
    const { pump, feed, sent, settled } = setUp(live);
    pump.ready();
    await settled();
    const next = finished(1);
    feed.run = next;
    feed.fire('run');
    await settled();
    expect(sent.map((message) => [message.type, 'run' in message && message.run])).toEqual([
      ['open', live.number], ['open', next.number], ['columns', next.number], ['complete', next.number],
    ]);
  });

  test('problems and progress are told as they come, and to a page that comes later', async () => {
    const { pump, feed, sent, settled } = setUp(undefined);
    feed.problems = [problem(4, 'unknown key')];
    feed.progress = { text: 'Reading', fraction: 0.5 };
    pump.ready();
    await settled();
    expect(sent).toEqual([
      { type: 'problems', problems: [{ line: 4, message: 'unknown key' }] },
      { type: 'progress', text: 'Reading', fraction: 0.5 },
    ]);
    feed.problems = [];
    feed.fire('problems');
    await settled();
    expect(sent.at(-1)).toEqual({ type: 'problems', problems: [] });
  });

  test('progress is told now and then', async () => {
    const { pump, feed, sent, settled, passes } = setUp(undefined);
    pump.ready();
    for (let n = 1; n <= 10; n++) {
      feed.progress = { text: 'Reading', fraction: n / 10 };
      feed.fire('progress');
      passes(30);
    }
    await settled();
    expect(sent.map((message) => message.type === 'progress' && message.fraction)).toEqual([0.1, 0.5, 0.9]);
  });

  test('after dispose nothing is sent', async () => {
    const { pump, feed, sent, settled } = setUp(finished(1));
    pump.ready();
    pump.dispose();
    await settled();
    sent.length = 0;
    feed.fire('run');
    feed.fire('problems');
    await settled();
    expect(sent).toEqual([]);
  });
});

function finished(events: number): LiveRun {
  const { trace } = traceWith(events);
  const live = newRun({ title: 'T', kind: 'trace', header: trace.header, covers: [], readOnly: true, bundled: false }, trace);
  live.notes = [{ event: 1, text: 'here' }];
  live.missing = ['line 3'];
  live.over = true;
  return live;
}

function growing(): { live: LiveRun; append: (label: string) => void } {
  const { trace, append } = traceWith(0);
  return { live: newRun({ title: 'T', kind: 'trace', header: trace.header, covers: [], readOnly: true, bundled: false }, trace), append };
}

function problem(line: number, message: string): Problem {
  return { severity: 'error', line, column: 1, endLine: line, endColumn: 2, message, code: 'test' };
}

function setUp(run: LiveRun | undefined) {
  const signal = newSignal<FeedChange>();
  const feed = {
    run,
    problems: [] as readonly Problem[],
    progress: undefined as Progress | undefined,
    changed: signal.on,
    fire: signal.fire,
  } satisfies Feed & { fire: unknown };
  const sent: HostMessage[] = [];
  let stuck = false;
  const post = (message: HostMessage): Promise<boolean> => {
    sent.push(message);
    return stuck ? new Promise(() => {}) : Promise.resolve(true);
  };
  let ms = 0;
  const pump = startPump({ post, dispose() {} }, feed, (defect) => { throw defect; }, () => ms);
  return {
    pump, feed, sent,
    passes: (time: number) => void (ms += time),
    neverTaken: (value: boolean) => void (stuck = value),
    // Everything in these tests happens in promise callbacks, which are all done before the next turn of the event loop.
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
