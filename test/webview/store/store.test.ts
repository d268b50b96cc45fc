import { beforeEach, describe, expect, test } from 'vitest';
import type { DocumentInfo, HostMessage, ViewSettings } from '../../../src/protocol/messages';
import type { Trace } from '../../../src/trace/trace';
import { createStore } from '../../../webview/store/store';
import type { Store, Topic } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import type { ViewState } from '../../../webview/store/view-state';
import { chunksOf, traceOfRows } from '../chunks';
import type { Row } from '../chunks';

const ROWS: readonly Row[] = [[0, 0, 'send', 'Ping'], [5, 1, 'deliver', 'Ping', 0, 0], [6, 1, 'state', 'x', 1], [9, 0, 'lose', 'Pong']];
const SETTINGS: ViewSettings = { spacing: 'scale', timeDirection: 'down', playSpeed: 5, showNotes: false, clocks: 'recorded', minimap: true };

let told: Topic[];
beforeEach(() => {
  told = [];
});

function storeWith(view: Partial<ViewState> = {}, restored = false): Store {
  const store = createStore({ view: { ...DEFAULT_VIEW, ...view }, restored, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  for (const topic of ['run', 'grew', 'step', 'view', 'annotations', 'progress'] as const) store.on(topic, () => told.push(topic));
  return store;
}

function open(run: number, trace: Trace): HostMessage {
  const info: DocumentInfo = { title: 'T', kind: 'scenario', header: trace.header, covers: [], readOnly: false, bundled: false };
  return { type: 'open', run, info, notes: [], verdicts: [] };
}

function show(store: Store, run: number, rows: readonly Row[]): void {
  const trace = traceOfRows(rows);
  store.receive(open(run, trace));
  for (const chunk of chunksOf(trace)) store.receive({ type: 'columns', run, chunk });
  store.receive({ type: 'complete', run, total: trace.length, missing: [] });
}

describe('a new run', () => {
  test('takes over with its first columns and not before', () => {
    const store = storeWith();
    show(store, 1, ROWS);
    const trace = traceOfRows(ROWS.slice(0, 3));
    store.receive(open(2, trace));
    expect(store.run?.number).toBe(1);
    store.receive({ type: 'columns', run: 2, chunk: chunksOf(trace)[0]! });
    expect(store.run?.number).toBe(2);
    expect(store.run?.columns.length).toBe(3);
  });

  test('without any events takes over when it is complete', () => {
    const store = storeWith();
    show(store, 1, ROWS);
    show(store, 2, []);
    expect(store.run?.number).toBe(2);
    expect(store.step).toBe(0);
  });

  test('keeps the reader at the same event', () => {
    const store = storeWith();
    show(store, 1, ROWS);
    store.goTo(3);
    show(store, 2, [[0, 2, 'state', 'new'], ...ROWS.map(([t, node, kind, label]): Row => [t, node, kind, label])]);
    expect(store.step).toBe(4);
  });

  test('that lacks the event does not make it forgotten', () => {
    const store = storeWith();
    show(store, 1, ROWS);
    store.goTo(3);
    show(store, 2, ROWS.slice(0, 2));
    expect(store.step).toBe(1);
    show(store, 3, ROWS);
    expect(store.step).toBe(3);
  });

  test('answers of an older run are dropped', () => {
    const store = storeWith();
    show(store, 1, ROWS);
    show(store, 2, ROWS.slice(0, 2));
    store.receive({ type: 'annotations', run: 1, notes: [{ event: 0, text: 'old' }], verdicts: [] });
    expect(store.run?.notes).toEqual([]);
    store.receive({ type: 'annotations', run: 2, notes: [{ event: 0, text: 'new' }], verdicts: [] });
    expect(store.run?.notes).toEqual([{ event: 0, text: 'new' }]);
  });
});

describe('the step', () => {
  test('of an earlier life is sought until it arrives', () => {
    const first = storeWith();
    show(first, 1, ROWS);
    first.goTo(2);
    const store = storeWith({ step: first.view.step! }, true);
    const trace = traceOfRows(ROWS);
    const [start, rest] = chunksOf(trace, [1]);
    store.receive(open(7, trace));
    store.receive({ type: 'columns', run: 7, chunk: start! });
    expect(store.step).toBe(0);
    store.receive({ type: 'columns', run: 7, chunk: rest! });
    expect(store.step).toBe(2);
  });

  test('that the host names before it is here is gone to when it is', () => {
    const store = storeWith();
    const trace = traceOfRows(ROWS);
    const [start, rest] = chunksOf(trace, [1]);
    store.receive(open(1, trace));
    store.receive({ type: 'columns', run: 1, chunk: start! });
    store.receive({ type: 'goTo', event: 3 });
    expect(store.step).toBe(0);
    store.receive({ type: 'columns', run: 1, chunk: rest! });
    expect(store.step).toBe(3);
  });

  test('stays within the trace and is told once', () => {
    const store = storeWith();
    show(store, 1, ROWS);
    told = [];
    store.goTo(99);
    store.goTo(99);
    expect(store.step).toBe(3);
    expect(told).toEqual(['step']);
    store.goTo(-5);
    expect(store.step).toBe(0);
  });
});

describe('settings', () => {
  test('are where a fresh tab begins', () => {
    const store = storeWith();
    store.receive({ type: 'settings', settings: SETTINGS });
    expect(store.view).toMatchObject({ spacing: 'scale', playSpeed: 5 });
    expect(store.view.collapsed).toContain('notes');
  });

  test('do not outrank what the reader chose in this tab', () => {
    const store = storeWith({ spacing: 'even', playSpeed: 1 }, true);
    store.receive({ type: 'settings', settings: SETTINGS });
    expect(store.view).toMatchObject({ spacing: 'even', playSpeed: 1 });
  });

  test('that are changed later are a wish', () => {
    const store = storeWith({ playSpeed: 1 }, true);
    store.receive({ type: 'settings', settings: SETTINGS });
    store.receive({ type: 'settings', settings: { ...SETTINGS, spacing: 'even', showNotes: true } });
    expect(store.view).toMatchObject({ spacing: 'even', playSpeed: 1 });
    expect(store.view.collapsed).not.toContain('notes');
  });
});

test('problems come and go while the run stays', () => {
  const store = storeWith();
  show(store, 1, ROWS);
  store.receive({ type: 'problems', problems: [{ line: 3, message: 'unknown key' }] });
  expect(store.problems.length).toBe(1);
  expect(store.run?.number).toBe(1);
  store.receive({ type: 'problems', problems: [] });
  expect(store.problems).toEqual([]);
});
