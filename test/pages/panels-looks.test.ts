/** Every panel in the four kinds of themes, narrow and wide: clean for axe, nothing sticking out, no complaint of the browser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanels } from '../webview/panels/harness';
import type { Panels } from '../webview/panels/harness';
import { NOTES, OTHER_VIEW, PAGE, PAYMENT, PAYMENT_BEFORE, SAME_VIEW, VERDICTS, lostReply, sequenceSource } from '../webview/panels/samples';
import type { ThemeName } from '../webview/panels/themes';

const THEMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'high-contrast-light'];
const SCENES: readonly { readonly name: string; readonly tag: string; readonly props: Record<string, unknown> }[] = [
  { name: 'state', tag: 'fl-state-panel', props: { nodes: PAYMENT, previous: PAYMENT_BEFORE, current: 'alice', comparable: true } },
  { name: 'event', tag: 'fl-event-panel', props: lostReply() },
  { name: 'event-none', tag: 'fl-event-panel', props: {} },
  { name: 'notes', tag: 'fl-notes-panel', props: { notes: NOTES, current: 9, page: PAGE, anchor: 'lost-reply', listOpen: true } },
  { name: 'notes-top', tag: 'fl-notes-panel', props: { notes: NOTES, current: 3, page: PAGE, anchor: '' } },
  { name: 'notes-none', tag: 'fl-notes-panel', props: {} },
  { name: 'perspective-same', tag: 'fl-perspective-panel', props: { table: SAME_VIEW, nodes: ['alice', 'shop'], node: 'alice' } },
  { name: 'perspective-differs', tag: 'fl-perspective-panel', props: { table: OTHER_VIEW, nodes: ['alice', 'shop'], node: 'alice' } },
  { name: 'perspective-none', tag: 'fl-perspective-panel', props: {} },
  { name: 'verdicts', tag: 'fl-verdict-list', props: { verdicts: VERDICTS } },
  { name: 'sequence', tag: 'fl-sequence-view', props: { source: sequenceSource(12), from: 40, to: 52, total: 1000, highlight: 5, active: true } },
  { name: 'sequence-broken', tag: 'fl-sequence-view', props: { source: 'sequenceDiagram\n  alice->>', active: true } },
];

let panels: Panels;
beforeAll(async () => {
  panels = await openPanels();
});
afterAll(() => panels?.close());

describe.each(THEMES)('%s', (theme) => {
  test.each(SCENES)('$name', async ({ name, tag, props }) => {
    await panels.setTheme(theme);
    for (const [width, size] of [[280, 'narrow'], [1000, 'wide']] as const) {
      await panels.setSize(width, 640);
      await panels.mount(tag, props);
      if (tag === 'fl-sequence-view') await panels.page.waitForFunction(() => window.heard.some(({ name: heard }) => heard === 'sequence-drawn'));
      await panels.shoot(`${name}-${theme}-${size}`);
      // The markup is the same at either width, and axe takes its time.
      if (size === 'narrow') expect(await panels.axe()).toEqual([]);
      expect(await panels.page.evaluate(() => document.querySelector('main')!.scrollWidth)).toBeLessThanOrEqual(width);
    }
    expect(panels.complaints).toEqual([]);
  });

  test('events list', async () => {
    await panels.setTheme(theme);
    for (const [width, size] of [[280, 'narrow'], [1000, 'wide']] as const) {
      await panels.setSize(width, 640);
      await panels.mountEvents(1_000_000, 499_999);
      await panels.shoot(`events-${theme}-${size}`);
      expect(await panels.axe()).toEqual([]);
    }
    expect(panels.complaints).toEqual([]);
  });
});
