import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLamportClocks } from '../../../src/trace/clocks/lamport';
import { vectorAt } from '../../../src/trace/clocks/vector';
import { clockChanges } from '../../../src/trace/clocks/wall';
import type { ClockChange } from '../../../src/trace/clocks/wall';
import type { Trace } from '../../../src/trace/trace';
import { createClocks } from '../../../webview/store/clocks';
import type { Run, Store, Topic } from '../../../webview/store/store';
import { lastWriteLoses } from '../../pages/clock-scenes';
import { sceneOf } from '../../pages/scenes';
import { columnsOf } from '../chunks';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A store with one run of this trace, and the host's answers about its clocks. */
function setting(trace: Trace, complete = true) {
  const listeners = new Map<Topic, (() => void)[]>();
  let run = { columns: columnsOf(trace), number: 1, complete } as unknown as Run;
  const store = {
    get run() { return run; },
    on: (topic: Topic, listener: () => void) => void listeners.set(topic, [...(listeners.get(topic) ?? []), listener]),
  } as unknown as Store;
  const asked: number[] = [];
  const answers: ((changes: readonly ClockChange[]) => void)[] = [];
  const clocks = createClocks(store, (number) => {
    asked.push(number);
    return new Promise((resolve) => answers.push(resolve));
  });
  const told = vi.fn();
  clocks.onChange(told);
  const tell = (topic: Topic): void => listeners.get(topic)?.forEach((listener) => listener());
  return {
    clocks, told, asked, answers,
    show(next: Trace): void {
      run = { columns: columnsOf(next), number: run.number + 1, complete: true } as unknown as Run;
      tell('run');
    },
    finish(): void {
      run.complete = true;
      tell('grew');
    },
  };
}

const flush = () => vi.advanceTimersByTimeAsync(0);

describe('readings', () => {
  test('of a short trace are there when asked for', () => {
    const trace = lastWriteLoses();
    const { clocks, told } = setting(trace);
    const lamport = createLamportClocks(trace);
    lamport.update();
    for (let i = 0; i < trace.length; i++) {
      expect(clocks.lamport(i)).toBe(lamport.at(i));
      expect(clocks.vector(i)).toEqual(vectorAt(trace, i));
    }
    expect(told).not.toHaveBeenCalled();
  });

  test('of a long trace come later, and whoever asked is told', async () => {
    const { trace } = sceneOf('many:30000:4');
    const { clocks, told } = setting(trace);
    const last = trace.length - 1;
    expect(clocks.lamport(last)).toBeUndefined();
    expect(clocks.oneVector(last)).toBeUndefined();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toHaveBeenCalled();
    const lamport = createLamportClocks(trace);
    lamport.update();
    expect(clocks.lamport(last)).toBe(lamport.at(last));
    expect(clocks.oneVector(last)).toEqual(vectorAt(trace, last));
  });

  test('of hybrid clocks wait for what the trace tells of its clocks, which is asked for once', async () => {
    const trace = lastWriteLoses();
    const { clocks, told, asked, answers } = setting(trace);
    expect([clocks.hybrid(9), clocks.wall(9)]).toEqual([undefined, undefined]);
    await flush();
    answers[0]!(clockChanges(trace));
    await flush();
    expect(told).toHaveBeenCalledTimes(1);
    expect(clocks.wall(9)).toEqual({ readingUs: 22_000, known: true });
    expect(clocks.hybrid(9)).toMatchObject({ l: 22_000, pt: 22_000 });
    expect(asked).toEqual([1]);
  });

  test('of a trace that is still coming are asked for when it is complete', async () => {
    const trace = lastWriteLoses();
    const { clocks, asked, finish } = setting(trace, false);
    expect(clocks.hybrid(3)).toBeUndefined();
    expect(asked).toEqual([]);
    finish();
    expect(asked).toEqual([1]);
  });

  test('of another run begin anew; an answer that comes too late is dropped', async () => {
    const first = lastWriteLoses();
    const { clocks, show, asked, answers } = setting(first);
    clocks.hybrid(3);
    show(sceneOf('reply-lost').trace);
    expect(clocks.lamport(0)).toBe(1);
    answers[0]!(clockChanges(first));
    await flush();
    expect(clocks.hybrid(3)).toBeUndefined();
    expect(asked).toEqual([1, 2]);
  });
});
