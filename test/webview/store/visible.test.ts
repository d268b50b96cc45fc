import { expect, test } from 'vitest';
import type { DocumentInfo } from '../../../src/protocol/messages';
import { isHidden } from '../../../src/trace/layout/rows';
import { createStore } from '../../../webview/store/store';
import type { Store } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import type { ViewState } from '../../../webview/store/view-state';
import { createVisible } from '../../../webview/store/visible';
import { chunksOf, columnsOf, traceOfRows } from '../chunks';
import type { Row } from '../chunks';

const ROWS: readonly Row[] = [
  [0, 0, 'send', 'Ping'], [5, 1, 'deliver', 'Ping', 0, 0], [6, 1, 'state', 'x', 1], [7, 0, 'partition', ''],
  [9, 0, 'lose', 'Pong'], [10, 1, 'violation', 'safe'], [11, 0, 'state', 'y'],
];

function showing(view: Partial<ViewState> = {}): Store {
  const store = createStore({ view: { ...DEFAULT_VIEW, ...view }, restored: true, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  const trace = traceOfRows(ROWS);
  const info: DocumentInfo = { title: 'T', kind: 'scenario', header: trace.header, covers: [], readOnly: false, bundled: false };
  store.receive({ type: 'open', run: 1, info, notes: [], verdicts: [] });
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run: 1, chunk });
  store.receive({ type: 'complete', run: 1, total: trace.length, missing: [] });
  return store;
}
const seen = (store: Store): number[] => ROWS.map((_, i) => i).filter((i) => !isHidden(store.visible.rows, i));
const name = (store: Store, node: number): string => store.run!.columns.nodes[node]!.id;

test('nothing is hidden at first, and it takes no room', () => {
  const store = showing();
  expect(store.visible).toMatchObject({ rows: undefined, lanes: undefined, hidden: 0 });
});

test('a filter, hidden lanes and both; what happens to the network is on no lane', () => {
  const store = showing();
  store.setHidden(Uint8Array.of(0, 0, 1, 0, 0, 0, 1));
  expect(seen(store)).toEqual([0, 1, 3, 4, 5]);
  store.setView({ hiddenLanes: [name(store, 0)] });
  expect(seen(store)).toEqual([1, 3, 5]);
  expect([0, 2, 3, 6].map((event) => store.visible.hiddenBy(event))).toEqual(['lane', 'filter', undefined, 'lane']);
  store.setHidden(undefined);
  expect(seen(store)).toEqual([1, 2, 3, 5]);
  store.showAll();
  expect(store.visible.rows).toBeUndefined();
});

test('stepping passes what is hidden, to the last visible event and no further', () => {
  const store = showing();
  store.setHidden(Uint8Array.of(1, 0, 1, 1, 0, 0, 1));
  expect(store.step).toBe(1);
  const walked = (['forward', 'forward', 'forward', 'back', 'first', 'nextFault', 'last', 'nextViolation'] as const).map((move) => {
    store.move(move);
    return store.step;
  });
  expect(walked).toEqual([4, 5, 5, 4, 1, 4, 5, 5]);
  store.goNear(3);
  expect(store.step).toBe(1);
});

test('going to a hidden event shows it and says so', () => {
  const store = showing();
  const said: string[] = [];
  store.on('notice', () => said.push(store.notice));
  store.setView({ hiddenLanes: [name(store, 1)] });
  store.setHidden(Uint8Array.of(0, 0, 1, 0, 0, 0, 1));
  store.goTo(2);
  expect(store.step).toBe(2);
  expect(seen(store)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(store.view.hiddenLanes).toEqual([]);
  expect(said).toHaveLength(2);
});

test('a cause that is hidden is shown when it is followed to', () => {
  const store = showing();
  store.goTo(1);
  store.setView({ hiddenLanes: [name(store, 0)] });
  store.move('cause');
  expect([store.step, store.visible.rows]).toEqual([0, undefined]);
});

test('hiding everything leaves nothing to step to and breaks nothing', () => {
  const store = showing();
  store.setHidden(new Uint8Array(ROWS.length).fill(1));
  for (const move of ['forward', 'back', 'first', 'last', 'nextFault', 'nextViolation'] as const) store.move(move);
  expect(seen(store)).toEqual([]);
  store.goNear(4);
  expect(seen(store)).toEqual([]);
});

test('hidden lanes are remembered by name, another run included; a filter is not', () => {
  const store = showing({ hiddenLanes: ['nobody'] });
  expect(store.visible.rows).toBeUndefined();
  store.setView({ hiddenLanes: [name(store, 0)] });
  store.setHidden(new Uint8Array(ROWS.length).fill(1));
  const trace = traceOfRows(ROWS);
  store.receive({ type: 'open', run: 2, info: store.run!.info, notes: [], verdicts: [] });
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run: 2, chunk });
  expect(seen(store)).toEqual([1, 2, 3, 5]);
});

test('rows of a long trace are made in slices, and those before stay until all are there', () => {
  const length = 120_000;
  const columns = columnsOf(traceOfRows(Array.from({ length }, (_, i): Row => [i, i % 3, 'state', i % 2 === 0 ? 'x' : 'y'])));
  const hiding = { filter: undefined, lanes: [], order: [], folds: 'off', unfolded: new Set<number>() } as const;
  const visible = createVisible();
  visible.reset(columns, hiding);
  visible.grow(true);
  expect([visible.building, visible.rows]).toEqual([false, undefined]);
  const filter = Uint8Array.from({ length }, (_, i) => (i % 5 === 0 ? 0 : 1));
  const { version } = visible;
  visible.reset(columns, { ...hiding, filter });
  let slices = 1;
  for (; !visible.build(); slices++) expect([visible.building, visible.rows, visible.version, visible.hiddenBy(1)]).toEqual([true, undefined, version, undefined]);
  expect(slices).toBeGreaterThan(1);
  expect(visible).toMatchObject({ building: false, hidden: length * 0.8 });
  expect([visible.rows!.count, visible.rows!.eventAt(7), visible.hiddenBy(1)]).toEqual([length / 5, 35, 'filter']);
  expect(visible.version).toBeGreaterThan(version);
  // Lanes that only change places move no row.
  const { rows } = visible;
  visible.reset(columns, { ...hiding, filter, order: ['c'], lanes: hiding.lanes, unfolded: hiding.unfolded });
  expect([visible.building, visible.rows === rows, visible.lanes !== undefined]).toEqual([false, true, true]);
  // What another wish replaces is not shown.
  visible.reset(columns, { ...hiding, lanes: ['a'] });
  visible.reset(columns, hiding);
  expect([visible.building, visible.rows]).toEqual([false, undefined]);
});

test('a hidden event of a long trace that one goes to is current at once and visible with the next rows', async () => {
  const length = 120_000;
  const store = createStore({ view: DEFAULT_VIEW, restored: true, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  const trace = traceOfRows(Array.from({ length }, (_, i): Row => [i, i % 3, 'state', `x${i % 7}`]));
  store.receive({ type: 'open', run: 1, info: { title: 'T', kind: 'scenario', header: trace.header, covers: [], readOnly: false, bundled: false }, notes: [], verdicts: [] });
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run: 1, chunk });
  store.receive({ type: 'complete', run: 1, total: length, missing: [] });
  const changed = (): Promise<void> => new Promise((resolve) => store.on('visible', resolve));
  let seen = changed();
  store.setHidden(Uint8Array.from({ length }, (_, i) => i % 2));
  store.setView({ hiddenLanes: ['b'] });
  await seen;
  await expect.poll(() => store.visible.hiddenBy(1)).toBe('lane');
  seen = changed();
  // Hidden by its lane and by the filter.
  store.goTo(100_003);
  expect(store.step).toBe(100_003);
  await seen;
  await expect.poll(() => store.visible.hiddenBy(100_003)).toBeUndefined();
  expect([store.step, store.view.hiddenLanes, store.visible.hiddenBy(100_001)]).toEqual([100_003, [], 'filter']);
});
