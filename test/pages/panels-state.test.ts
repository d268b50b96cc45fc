/** The state of the nodes, as a reader sees it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NodeState } from '../../src/protocol/messages';
import { openPanels } from '../webview/panels/harness';
import type { Panels } from '../webview/panels/harness';
import { cluster } from '../webview/panels/samples';

let panels: Panels;
beforeAll(async () => {
  panels = await openPanels();
});
afterAll(() => panels?.close());

const mount = (nodes: readonly NodeState[], previous?: readonly NodeState[], more: object = {}) =>
  panels.page.evaluate((props) => window.mount('fl-state-panel', props), { nodes, previous, current: nodes[0]?.id ?? '', comparable: true, ...more });

test('twelve nodes', async () => {
  await panels.setTheme('dark');
  await panels.setSize(280, 640);
  await mount(cluster(1), cluster(0));
  await panels.shoot('state-12-narrow');
  await panels.setSize(1100, 700);
  await mount(cluster(1), cluster(0));
  await panels.shoot('state-12-wide');
  expect(await panels.axe()).toEqual([]);
});
