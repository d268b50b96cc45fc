import { expect, test } from 'vitest';
import { bytesInView } from '../../../webview/store/bytes';
import { createFind } from '../../../webview/store/find';
import { createStore } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import { sceneOf } from '../../pages/scenes';
import { chunksOf } from '../chunks';

// Lists double when they are full, so a length just above a power of two is the worst for them.
test.each([30_000, 33_000])('at most a hundred bytes an event, all found, filtered and partly hidden: %i events', async (size) => {
  const { trace, info } = sceneOf(`many:${size}:5`);
  const store = createStore({ view: DEFAULT_VIEW, restored: false, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => {}) });
  const find = createFind(
    store,
    ({ from }) => Promise.resolve({ from, to: size, hits: Int32Array.from({ length: size - from }, (_, k) => from + k), done: true }),
    () => new Promise(() => {}),
  );
  store.receive({ type: 'open', run: 1, info, notes: [], verdicts: [] });
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run: 1, chunk });
  store.receive({ type: 'complete', run: 1, total: size, missing: [] });
  const bare = bytesInView(store, find);
  expect(bare / size).toBeGreaterThan(30);
  find.show();
  const found = new Promise<void>((resolve) => find.onChange(() => { if (find.done && find.hits.length === size) resolve(); }));
  find.setText('kind:send');
  find.setFilter(true);
  await found;
  expect(store.filtered).toBe(true);
  store.setView({ hiddenLanes: ['node-1'] });
  expect(bytesInView(store, find)).toBeGreaterThan(bare);
  expect(bytesInView(store, find) / size).toBeLessThanOrEqual(100);
});
