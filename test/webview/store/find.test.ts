import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HostMessage, Requests } from '../../../src/protocol/messages';
import { createMatcher } from '../../../src/trace/find/match';
import { parseQuery } from '../../../src/trace/find/parse';
import { vocabularyOf } from '../../../src/trace/find/vocabulary';
import type { Trace } from '../../../src/trace/trace';
import { createFind } from '../../../webview/store/find';
import type { Find } from '../../../webview/store/find';
import { createStore } from '../../../webview/store/store';
import type { Store } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import type { ViewState } from '../../../webview/store/view-state';
import { LOST_REPLY, traceOfSteps } from '../../trace/traces';
import { chunksOf } from '../chunks';

const trace = traceOfSteps(LOST_REPLY);
const REPLIES = [7, 8, 14, 15];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Desk {
  readonly store: Store;
  readonly find: Find;
  /** Texts that the host was asked for, one for each question. */
  readonly asked: string[];
  show(run: number, of: Trace, cuts?: readonly number[]): { next(): void };
}

/** A store and a search in it; the host answers for so many events at a time. */
function desk(view: Partial<ViewState> = {}, eventsAtOnce = 5): Desk {
  const store = createStore({ view: { ...DEFAULT_VIEW, ...view }, restored: false, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  const asked: string[] = [];
  let known = trace;
  const ask = async ({ text, from }: Requests['find']['args']): Promise<Requests['find']['result']> => {
    asked.push(text);
    const matcher = createMatcher(known, parseQuery(text).query!);
    const to = Math.min(known.length, from + eventsAtOnce);
    const hits = Array.from({ length: to - from }, (_, k) => from + k).filter((i) => matcher.test(i));
    await Promise.resolve();
    return { from, to, hits: Int32Array.from(hits), done: to === known.length };
  };
  const find = createFind(store, ask, () => Promise.resolve(vocabularyOf(known)));
  return {
    store,
    find,
    asked,
    show(run, of, cuts = []) {
      known = of;
      const messages: HostMessage[] = [
        { type: 'open', run, info: { title: 'T', kind: 'trace', header: of.header, covers: [], readOnly: true, bundled: false }, notes: [], verdicts: [] },
        ...chunksOf(of, cuts).map((chunk): HostMessage => ({ type: 'columns', run, chunk })),
        { type: 'complete', run, total: of.length, missing: [] },
      ];
      const next = (): void => store.receive(messages.shift()!);
      if (cuts.length === 0) while (messages.length > 0) next();
      return { next };
    },
  };
}
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(200);
const hitsOf = ({ hits }: Find): number[] => Array.from({ length: hits.length }, (_, k) => hits.at(k));

test('what is typed is searched after a moment, in pieces, and walked along around the ends', async () => {
  const { store, find, asked, show } = desk();
  show(1, trace);
  find.show();
  find.setText('type:Rep');
  find.setText('type:Reply');
  expect(asked).toEqual([]);
  await settled();
  expect(asked).toEqual(Array(4).fill('type:Reply'));
  expect([hitsOf(find), find.done, find.isHit(8), find.isHit(9)]).toEqual([REPLIES, true, true, false]);
  const steps = [1, 1, 1, 1, 1, -1].map((direction) => {
    find.go(direction as 1 | -1);
    return store.step;
  });
  expect(steps).toEqual([7, 8, 14, 15, 7, 15]);
});

test('going on before anything was found goes as soon as it is', async () => {
  const { store, find, show } = desk();
  show(1, trace);
  find.show();
  find.setText('is:violation');
  await vi.advanceTimersByTimeAsync(80);
  find.go(1);
  await settled();
  expect(store.step).toBe(13);
});

test('an error asks for nothing, and is told where it stands', async () => {
  const { find, asked, show } = desk();
  show(1, trace);
  find.show();
  find.setText('kind:los');
  await settled();
  expect([find.active, asked.length, find.problems[0]?.suggestion]).toEqual([false, 0, 'lose']);
  find.setText('node:alic');
  await settled();
  expect([find.active, find.hits.length, find.problems[0]?.suggestion]).toEqual([true, 0, 'alic*']);
});

test('a filter hides the rest once all is known, stays when the bar closes, and ends when everything is shown', async () => {
  const { store, find, show } = desk();
  show(1, trace);
  find.show();
  find.setText('type:Reply');
  await settled();
  find.setFilter(true);
  expect(store.visible.hidden).toBe(trace.length - REPLIES.length);
  expect(store.visible.hiddenBy(0)).toBe('filter');
  find.close();
  expect(store.filtered).toBe(true);
  // Another text, another filter; in between the old one stays.
  find.show();
  find.setText('kind:lose');
  expect(store.visible.hidden).toBe(trace.length - REPLIES.length);
  await settled();
  expect(store.visible.hidden).toBe(trace.length - 1);
  store.showAll();
  expect(find.filter).toBe(false);
  expect(store.visible.hidden).toBe(0);
});

test('in a trace that grows the search goes on, and a new run is searched anew', async () => {
  const { store, find, show } = desk({ findOpen: true, findText: 'type:Reply', findFilter: true });
  const arriving = show(1, trace, [9, 12]);
  arriving.next();
  arriving.next();
  await settled();
  expect(hitsOf(find)).toEqual([7, 8]);
  arriving.next();
  arriving.next();
  await settled();
  expect(hitsOf(find)).toEqual(REPLIES);
  expect(store.visible.hidden).toBe(trace.length - 4);
  arriving.next();
  show(2, traceOfSteps(LOST_REPLY.slice(0, 10)));
  await settled();
  expect(hitsOf(find)).toEqual([7, 8]);
  expect(store.visible.hidden).toBe(8);
});

test('closing lets go of what was found; texts that were used are kept, the newest first, each once', async () => {
  const { store, find, show } = desk();
  show(1, trace);
  find.show();
  for (const text of ['kind:lose', 'alice', 'kind:lose', 'kind:']) {
    find.setText(text);
    find.remember();
  }
  expect(store.view.queries).toEqual(['kind:lose', 'alice']);
  find.setText('alice');
  await settled();
  expect(find.active).toBe(true);
  find.close();
  expect([find.active, find.isHit(2), find.hits.length]).toEqual([false, false, 0]);
  expect(store.view.findText).toBe('alice');
});
