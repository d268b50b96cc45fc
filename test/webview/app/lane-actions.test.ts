import { expect, test } from 'vitest';
import type { DocumentInfo } from '../../../src/protocol/messages';
import { createLaneActions } from '../../../webview/app/lane-actions';
import { createStore } from '../../../webview/store/store';
import type { Store } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import { chunksOf, traceOfRows } from '../chunks';
import type { Row } from '../chunks';

const TALK: readonly Row[] = [[0, 0, 'send'], [1, 3, 'deliver', '', 0, 0], [2, 3, 'send'], [3, 1, 'deliver', '', 2, 2], [4, 2, 'state']];

function showing(rows = TALK): Store {
  const store = createStore({ view: DEFAULT_VIEW, restored: true, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  const trace = traceOfRows(rows, ['a', 'b', 'c', 'd']);
  const info: DocumentInfo = { title: 'T', kind: 'scenario', header: trace.header, covers: [], readOnly: false, bundled: false };
  store.receive({ type: 'open', run: 1, info, notes: [], verdicts: [] });
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run: 1, chunk });
  return store;
}
const lanes = (store: Store): string => {
  const { lanes: order } = store.visible;
  const { nodes } = store.run!.columns;
  return (order === undefined ? nodes : Array.from({ length: order.count }, (_, place) => nodes[order.nodeAt(place)]!)).map(({ id }) => id).join('');
};

test('lanes are moved one by one, put somewhere, and put back', () => {
  const store = showing();
  const actions = createLaneActions(store);
  actions.move(1);
  expect(lanes(store)).toBe('bacd');
  actions.move(-1, 'd');
  expect(lanes(store)).toBe('badc');
  actions.move(1, 'c');
  expect(lanes(store)).toBe('badc');
  actions.put('b', 3);
  expect(lanes(store)).toBe('adcb');
  actions.ownOrder();
  expect([lanes(store), store.visible.lanes]).toEqual(['abcd', undefined]);
});

test('a hidden lane keeps its neighbours while others move, and the last one cannot be hidden', () => {
  const store = showing();
  const actions = createLaneActions(store);
  actions.hide('b');
  actions.move(1, 'a');
  expect(lanes(store)).toBe('cad');
  actions.hide('c');
  actions.hide('d');
  actions.hide('a');
  expect([lanes(store), store.notice]).toEqual(['a', 'The last lane stays']);
  actions.showAll();
  expect(lanes(store)).toBe('bcad');
  expect(store.notice).toBe('3 lanes are shown again');
});

test('hiding the lane of the current event goes on to the nearest that is seen', () => {
  const store = showing();
  store.goTo(2);
  createLaneActions(store).hide();
  expect([store.step, lanes(store)]).toEqual([0, 'abc']);
});

test('nodes that talk to each other are put side by side', () => {
  const store = showing();
  const actions = createLaneActions(store);
  actions.crossLeast();
  expect(['adbc', 'cbda', 'bdac', 'cadb']).toContain(lanes(store));
  expect(store.notice).toMatch(/over 3 lanes before, over 0 now/);
  actions.crossLeast();
  expect(store.notice).toMatch(/^No other order/);
});
