import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_VIEW, PANES, TABS, readViewState } from '../../../webview/store/view-state';
import type { ViewState } from '../../../webview/store/view-state';

test('what was stored comes back', () => {
  const stored: ViewState = {
    spacing: 'compressed', timeDirection: 'right', usPerPx: 12.5, rowPx: 20, hiddenLanes: ['b'], laneOrder: ['c', 'a'], skew: ['a', 'b'], folds: 'on', tab: 'events', sideOpen: false, sideShare: 0.5, collapsed: ['notes'], opened: ['verdicts'], playSpeed: 10, clocks: 'vector', cones: true, seeAs: 'alice', pins: [{ node: 'a', path: '/term' }], specification: 'lock', findText: 'kind:lose', findOpen: true, findFilter: true, queries: ['a'], minimap: false, explained: true, ghost: false,
    step: { kind: 1, node: 'a', label: 'Ping', nth: 2, t: 30, index: 7 }, top: 40, topOffsetPx: -3, leftPx: 12,
  };
  expect(readViewState(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
});

test('nothing stored is the default', () => {
  expect(readViewState(undefined)).toEqual(DEFAULT_VIEW);
  expect(readViewState(null)).toEqual(DEFAULT_VIEW);
});

test('whatever was stored, the view is one that can be shown', () => {
  const junk = fc.record(Object.fromEntries(Object.keys(DEFAULT_VIEW).concat('step').map((key) => [key, fc.anything()])), { requiredKeys: [] });
  fc.assert(
    fc.property(fc.oneof(junk, fc.anything()), (stored) => {
      const view = readViewState(stored);
      expect(['even', 'scale', 'compressed']).toContain(view.spacing);
      expect(view.rowPx).toBeGreaterThanOrEqual(14);
      expect([...view.hiddenLanes, ...view.laneOrder].every((name) => typeof name === 'string')).toBe(true);
      expect(TABS).toContain(view.tab);
      expect(view.collapsed.every((pane) => PANES.includes(pane))).toBe(true);
      expect(view.opened.every((pane) => PANES.includes(pane))).toBe(true);
      expect(view.sideShare).toBeGreaterThanOrEqual(0.15);
      expect(view.sideShare).toBeLessThanOrEqual(0.75);
      expect(view.usPerPx).toBeGreaterThanOrEqual(0);
      expect(view.playSpeed).toBeGreaterThan(0);
      expect(Number.isSafeInteger(view.top)).toBe(true);
      if (view.step !== undefined) expect(Number.isFinite(view.step.t)).toBe(true);
    }),
  );
});
