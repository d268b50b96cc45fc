import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventOfRow, rowCount } from '../../../src/trace/layout/rows';
import type { Rows } from '../../../src/trace/layout/rows';
import type { Trace } from '../../../src/trace/trace';
import { createCausal } from '../../../webview/store/causal';
import { createKnownRows } from '../../../webview/store/known-rows';
import { createStore } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import { LOST_REPLY, traceOfSteps } from '../../trace/traces';
import type { Step } from '../../trace/traces';
import { chunksOf } from '../chunks';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function shown(trace: Trace) {
  const store = createStore({ view: DEFAULT_VIEW, restored: false, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  const causal = createCausal(store);
  let heard = 0;
  const known = createKnownRows(store, causal, () => heard++);
  store.receive({ type: 'open', run: 1, info: { title: '', kind: 'scenario', header: { ...trace.header, model: 'test' }, covers: [], readOnly: false, bundled: false }, notes: [], verdicts: [] });
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run: 1, chunk });
  store.receive({ type: 'complete', run: 1, total: trace.length, missing: [] });
  return { store, known, heard: () => heard };
}

const eventsOf = (rows: Rows | undefined): number[] => Array.from({ length: rowCount(rows, 0) }, (_, row) => eventOfRow(rows, row));

test('only what the node knows by now has a row, and of that what nothing else hides', () => {
  const { store, known } = shown(traceOfSteps(LOST_REPLY));
  expect(known.rows()).toBeUndefined();
  store.goTo(8);
  store.setView({ seeAs: 'alice' });
  expect(eventsOf(known.rows())).toEqual([0, 2, 3, 4]);
  store.goTo(15);
  expect(eventsOf(known.rows())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15]);
  store.setHidden(Uint8Array.from(LOST_REPLY, ({ kind }) => (kind === 'send' || kind === 'lose' ? 0 : 1)));
  // Hidden, the event that the reader stood at is left for the one before, and there alice knows less.
  expect(eventsOf(known.rows())).toEqual([3, 10]);
  store.setView({ seeAs: '' });
  expect(eventsOf(known.rows())).toEqual([3, 7, 8, 10, 14]);
});

test('of a long trace between frames, and what stands until then has nothing that came later', () => {
  const steps = Array.from({ length: 45_000 }, (_, t): Step => ({ t, node: t % 3 === 0 ? 'b' : 'a', kind: 'clock', clock: 'wall', reading: t }));
  const { store, known, heard } = shown(traceOfSteps(steps));
  store.goTo(44_000);
  store.setView({ seeAs: 'a' });
  vi.runAllTimers();
  expect(rowCount(known.rows(), 0)).toBe(0);
  vi.runAllTimers();
  expect(heard()).toBe(1);
  expect(rowCount(known.rows(), 0)).toBe(29_334);
  expect(eventsOf(known.rows()).slice(0, 4)).toEqual([1, 2, 4, 5]);
});
