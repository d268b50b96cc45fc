/** Folding in the view: what becomes hidden, what is stepped to, and how it opens. */
import { expect, test } from 'vitest';
import type { DocumentInfo } from '../../../src/protocol/messages';
import { foldWords, toggleFoldHere, toggleFolds } from '../../../webview/app/folds';
import { createStore } from '../../../webview/store/store';
import type { Store } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import type { ViewState } from '../../../webview/store/view-state';
import { chunksOf, traceOfRows } from '../chunks';
import type { Row } from '../chunks';

/** Rounds of a ping and its answer, after a first event and before a last. */
function pings(rounds: number): Row[] {
  const rows: Row[] = [[0, 0, 'state', 'x']];
  for (let k = 0; k < rounds; k++) {
    const at = rows.length;
    rows.push([k * 100, 0, 'send', 'Ping'], [k * 100 + 5, 1, 'deliver', 'Ping', at, at], [k * 100 + 5, 1, 'send', 'Pong', at + 1], [k * 100 + 9, 0, 'deliver', 'Pong', at + 2, at + 2]);
  }
  return [...rows, [rounds * 100, 0, 'violation', 'safe']];
}

function showing(rows: readonly Row[], view: Partial<ViewState> = {}): Store {
  const store = createStore({ view: { ...DEFAULT_VIEW, ...view }, restored: true, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  const trace = traceOfRows(rows);
  const info: DocumentInfo = { title: 'T', kind: 'scenario', header: trace.header, covers: [], readOnly: false, bundled: false };
  store.receive({ type: 'open', run: 1, info, notes: [], verdicts: [] });
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run: 1, chunk });
  store.receive({ type: 'complete', run: 1, total: trace.length, missing: [] });
  return store;
}
const count = (store: Store): number => store.visible.rows?.count ?? store.run!.columns.length;

test('a long trace is folded by itself, a short one when it is wished', () => {
  expect(count(showing(pings(20)))).toBe(3);
  const short = showing(pings(5));
  expect(count(short)).toBe(22);
  toggleFolds(short);
  expect([count(short), short.view.folds]).toEqual([3, 'on']);
  toggleFolds(short);
  expect([count(short), short.view.folds]).toEqual([22, 'off']);
});

test('one step passes a fold, which says what it is and opens where the reader stands', () => {
  const store = showing(pings(20));
  store.move('forward');
  expect(store.step).toBe(1);
  expect(foldWords(store.run!, store.visible.foldOf(1)!)).toBe('Ping: 20 rounds, 40 messages, 1.909 ms');
  store.move('forward');
  expect(store.step).toBe(81);
  store.goTo(1);
  expect(store.step).toBe(1);
  toggleFoldHere(store);
  expect([count(store), store.step]).toEqual([82, 1]);
  store.goTo(40);
  toggleFoldHere(store);
  expect([count(store), store.step]).toEqual([3, 1]);
});

test('going to an event within opens it', () => {
  const store = showing(pings(20));
  store.goTo(33);
  expect([store.step, count(store)]).toEqual([33, 82]);
  expect(store.notice).not.toBe('');
});

test('where a lane is hidden the first event that is left stands for the fold', () => {
  const store = showing(pings(20));
  store.setView({ hiddenLanes: ['a'] });
  expect([count(store), store.visible.rows!.eventAt(0)]).toEqual([1, 2]);
  store.setView({ hiddenLanes: ['a', 'b'] });
  expect(count(store)).toBe(0);
});

test('showing all unfolds', () => {
  const store = showing(pings(20));
  store.showAll();
  expect(store.visible.rows).toBeUndefined();
});

test('a very long trace is folded a little later', async () => {
  const store = showing(pings(6000));
  if (store.visible.rows === undefined) await new Promise<void>((resolve) => store.on('visible', resolve));
  expect(count(store)).toBe(3 + 1);
});
