/** The legend explains what there is, and names the keys that there are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EVENT_KINDS } from '../../../src/kernel/event';
import { LEGEND_KEYS, LEGEND_SIGNS } from '../../../webview/diagram/legend-signs';
import { LEGEND_VIEWS } from '../../../webview/diagram/legend-views';
import { createStore } from '../../../webview/store/store';
import { DEFAULT_VIEW } from '../../../webview/store/view-state';
import { root } from '../../bundled';

test('it has every kind of event, each once; what a kind looks like by its details stands for itself', () => {
  const signs: readonly string[] = LEGEND_SIGNS.map(({ sign }) => sign);
  expect(new Set(signs).size).toBe(signs.length);
  // Losses are explained by their reasons.
  expect(EVENT_KINDS.filter((kind) => kind !== 'lose' && !signs.includes(kind))).toEqual([]);
  for (const { words, shapes } of LEGEND_SIGNS) {
    expect(words).toMatch(/^[A-Z].*\.$/);
    expect(shapes.every(({ d }) => /^M[-\d]/.test(d) && !d.includes('NaN'))).toBe(true);
  }
});

test('it names the letters that the diagram listens to, and no others', () => {
  const source = readFileSync(join(root, 'webview/app/keys.ts'), 'utf8');
  const heard = [...source.matchAll(/case '([a-zA-Z?])':/g)].map(([, key]) => key!).sort();
  const named = LEGEND_KEYS.flatMap(([keys]) => keys.split('  ')).flatMap((key) => (/^[A-Z?]$/.test(key) ? [key.toLowerCase()] : /^Shift\+[A-Z]$/.test(key) ? [key.slice(-1)] : []));
  expect([...new Set(named)].sort()).toEqual(heard);
});

test('what depends on the view is explained too, first when it is there', () => {
  const names: readonly string[] = LEGEND_VIEWS.map(({ name }) => name);
  expect(names).toEqual(['left', 'right', 'changed', 'moved', 'ghost-new', 'ghost-gone', 'place', 'no-place', 'open-end', 'pin', 'fold', 'break', 'zigzag', 'stub', 'skew']);
  const signs: readonly string[] = LEGEND_SIGNS.map(({ sign }) => sign);
  expect(names.filter((name) => signs.includes(name))).toEqual([]);
  for (const { words, shapes, letter } of LEGEND_VIEWS) {
    expect(words).toMatch(/\.$/);
    expect(shapes.length > 0 || letter !== undefined).toBe(true);
    expect(shapes.every(({ d }) => /^M[-\d]/.test(d) && !d.includes('NaN'))).toBe(true);
  }
  const store = createStore({ view: { ...DEFAULT_VIEW, spacing: 'compressed', hiddenLanes: ['n1'], pins: [{ node: 'n1', path: '/term' }] }, restored: true, fetchDetails: () => Promise.resolve([]), fetchStanding: () => new Promise(() => undefined) });
  const now = (): string[] => LEGEND_VIEWS.filter((each) => each.now(store)).map(({ name }) => name);
  expect(now()).toEqual(['pin', 'break', 'zigzag']);
  store.setView({ spacing: 'even', hiddenLanes: [], pins: [] });
  expect(now()).toEqual([]);
});
