import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { ORIGIN } from '../../../src/trace/compare/merged';
import { KIND } from '../../../src/trace/trace';
import type { Trace } from '../../../src/trace/trace';
import { createCausal } from '../../../webview/store/causal';
import type { Causal } from '../../../webview/store/causal';
import { createStore } from '../../../webview/store/store';
import type { Store } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import { LOST_REPLY, traceOfSteps } from '../../trace/traces';
import { chunksOf } from '../chunks';

function shown(trace: Trace): { readonly store: Store; readonly causal: Causal; readonly heard: () => number } {
  const store = createStore({ view: DEFAULT_VIEW, restored: false, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  const causal = createCausal(store);
  let heard = 0;
  causal.onChange(() => heard++);
  show(store, 1, trace);
  return { store, causal, heard: () => heard };
}

function show(store: Store, run: number, trace: Trace): void {
  store.receive({ type: 'open', run, info: { title: '', kind: 'scenario', header: { ...trace.header, model: 'test' }, covers: [], readOnly: false, bundled: false }, notes: [], verdicts: [] });
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run, chunk });
  store.receive({ type: 'complete', run, total: trace.length, missing: [] });
}

describe('how events stand to the current one', () => {
  it('dims what is concurrent, and only while that is wished for', () => {
    const { store, causal } = shown(traceOfSteps(LOST_REPLY));
    store.goTo(10);
    expect(causal.emphasis(6)).toBe('');
    store.setView({ cones: true });
    expect([2, 6, 8, 11].map((event) => causal.emphasis(event))).toEqual(['', 'dim', 'dim', '']);
    store.goTo(15);
    expect(causal.cones?.event).toBe(15);
    expect(causal.emphasis(6)).toBe('');
    store.setView({ cones: false });
    expect(causal.cones).toBeUndefined();
    expect(causal.sizes?.past.events).toBe(13);
  });

  it('knows no more than the node, at every step, and tells the run so', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const { store, causal } = shown(trace);
    store.setView({ seeAs: 'alice' });
    store.goTo(13);
    expect([10, 11, 6, 8].map((event) => causal.emphasis(event))).toEqual(['', 'fog', 'fog', 'fog']);
    expect(store.run?.seenBy?.knows(6)).toBe(false);
    store.goTo(15);
    expect([6, 8, 13].map((event) => causal.emphasis(event))).toEqual(['', 'fog', 'fog']);
    store.goTo(1);
    expect(causal.knowledge?.event).toBe(0);
    store.setView({ seeAs: '' });
    expect(store.run?.seenBy).toBeUndefined();
    expect(causal.emphasis(8)).toBe('');
  });

  it('keeps the chain while the reader walks, and lets it go with the run', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const { store, causal, heard } = shown(trace);
    causal.showWhy(16, []);
    expect(causal.why?.chains[0]!.steps[0]!.event).toBe(2);
    store.goTo(4);
    expect(causal.why?.event).toBe(16);
    const before = heard();
    causal.endWhy();
    causal.endWhy();
    expect(heard()).toBe(before + 1);
    causal.showWhy(16, []);
    show(store, 2, trace);
    expect(causal.why).toBeUndefined();
  });
});

describe('a long trace', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Two nodes that talk in turns, and a third that does not. */
  function long(length: number): Trace {
    const steps = Array.from({ length }, (_, i) => {
      const [node, other] = Math.floor(i / 2) % 2 === 0 ? ['a', 'b'] : ['b', 'a'];
      if (i % 50 === 49) return { t: i, node: 'c', kind: 'note', text: '' } as const;
      return i % 2 === 0
        ? ({ t: i, node: node!, kind: 'send', msg: i, to: other!, type: 'M', body: {} } as const)
        : ({ t: i, node: other!, kind: 'deliver', cause: i - 1, msg: i - 1, from: node!, type: 'M' } as const);
    });
    return traceOfSteps(steps, ['a', 'b', 'c']);
  }

  it('is worked out between frames, and shows nothing meanwhile that the node cannot know', () => {
    const trace = long(30_000);
    const { store, causal, heard } = shown(trace);
    store.setView({ cones: true });
    store.goTo(29_000);
    const before = heard();
    expect(causal.sizes).toBeUndefined();
    vi.runAllTimers();
    expect(heard()).toBeGreaterThan(before);
    expect(causal.sizes?.event).toBe(29_000);
    expect(causal.emphasis(49)).toBe('dim');
    store.setView({ seeAs: 'a' });
    expect(causal.emphasis(100)).toBe('fog');
    vi.runAllTimers();
    expect(causal.emphasis(100)).toBe('');
    // Back: what was known later must not be seen, not even until the earlier is worked out.
    store.goTo(200);
    expect([150, 300, 28_000].map((event) => causal.emphasis(event))).toEqual(['fog', 'fog', 'fog']);
    vi.runAllTimers();
    expect([150, 300, 28_000].map((event) => causal.emphasis(event))).toEqual(['', 'fog', 'fog']);
    expect(trace.kind[49]).toBe(KIND.note);
  });
});

describe('in two runs compared', () => {
  // The reply is lost in the left run, which asks again; it arrives in the right one.
  const trace = traceOfSteps([
    ...LOST_REPLY.slice(0, 9),
    { t: 16_000, node: 'alice', kind: 'deliver', cause: 7, msg: 2, from: 'shop', type: 'Reply' },
    { t: 16_000, node: 'alice', kind: 'state', cause: 9, set: { done: true } },
    { t: 101_000, node: 'alice', kind: 'timer', cause: 4, timer: 1, name: 'timeout' },
    { t: 101_000, node: 'alice', kind: 'send', cause: 11, msg: 3, to: 'shop', type: 'Charge', body: { amount: 10 } },
  ]);
  const { both, left, right } = ORIGIN;
  const origins = Uint8Array.from([both, both, both, both, both, both, both, both, left, right, right, left, left]);

  function compared(): ReturnType<typeof shown> {
    const all = shown(traceOfSteps([]));
    const info = { title: '', kind: 'trace', header: trace.header, covers: [], readOnly: true, bundled: false, comparison: { left: 'A', right: 'B', counts: { same: 8, changed: 0, left: 3, right: 2, later: 0, earlier: 0 }, first: 8, explanation: [] } } as const;
    all.store.receive({ type: 'open', run: 2, info, notes: [], verdicts: [] });
    for (const chunk of chunksOf(trace)) all.store.receive({ type: 'columns', run: 2, chunk: { ...chunk, origins: origins.slice(chunk.from, chunk.from + chunk.count) } });
    all.store.receive({ type: 'complete', run: 2, total: trace.length, missing: [] });
    return all;
  }

  it('follows the run that the event is of: nothing of the other one is past or future', () => {
    const { store, causal } = compared();
    store.setView({ cones: true });
    store.goTo(12);
    expect([4, 9, 10, 11].map((event) => causal.emphasis(event))).toEqual(['', 'dim', 'dim', '']);
    store.goTo(9);
    expect([3, 7, 8, 10, 11, 12].map((event) => causal.emphasis(event))).toEqual(['', '', 'dim', '', 'dim', 'dim']);
    // What both have is followed in the left run.
    store.goTo(7);
    expect([6, 8, 9, 10].map((event) => causal.emphasis(event))).toEqual(['', '', 'dim', 'dim']);
    causal.showWhy(10, []);
    expect(causal.why?.chains[0]?.steps.map(({ event }) => event)).toEqual([2, 3, 5, 7, 9, 10]);
  });

  it('knows what the node knows in that run', () => {
    const { store, causal } = compared();
    store.setView({ seeAs: 'alice' });
    store.goTo(12);
    expect([6, 9, 10, 11].map((event) => causal.emphasis(event))).toEqual(['fog', 'fog', 'fog', '']);
    store.goTo(10);
    expect([6, 9, 11].map((event) => causal.emphasis(event))).toEqual(['', '', 'fog']);
  });
});
