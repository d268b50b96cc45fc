/** Two runs in one diagram, in the real page: what only one has, what differs, and where they part. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import type { Trace } from '../../src/trace/trace';
import { bundledFiles } from '../bundled';
import type { BundledFile } from '../bundled';
import { openStage } from './harness';
import type { Stage } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

function runOf(id: string, seed?: number): Trace {
  const [{ text, files }] = bundledFiles(`/${id}.scenario.yaml`) as [BundledFile];
  const { scenario } = parseScenario(text, MODELS, files);
  return runScenario(seed === undefined ? scenario! : { ...scenario!, world: { ...scenario!.world, seed } }).trace;
}

test('a comparison begins where the runs part, and every difference can be walked to, seen and read', async () => {
  const view = await stage.open({ trace: runOf('reply-lost'), beside: runOf('reply-lost-with-key'), theme: 'dark', width: 1400, height: 900 });
  const { page } = view;
  const at = (): Promise<string> => page.locator('.where b').innerText();
  // The first Charge has a key in one of them.
  await expect.poll(at).toBe('#4');
  const banner = page.locator('.banner.comparison');
  expect((await banner.boundingBox())!.height).toBeLessThan(40);
  expect(await banner.innerText()).not.toContain('First difference');
  await page.getByRole('button', { name: 'The first difference in words' }).click();
  await expect.poll(() => banner.innerText()).toContain('First difference');
  expect(await banner.innerText()).toMatch(/only in seed 1: 7[^]*only in seed 2: 1[^]*the same: 15[^]*First difference. Not the same: alice sends Charge/);
  // A sign in the gutter and a row for each.
  await expect.poll(() => page.locator('.picture .origin-sign').allTextContents()).toEqual(expect.arrayContaining(['~', '+', '−']));
  expect(await page.locator('.picture .origin-row.of-right').count()).toBeGreaterThan(0);
  // In the event pane both versions.
  const compared = page.locator('fl-compared-event .compared');
  await expect.poll(() => compared.innerText()).toContain('In both, with other content.');
  expect(await compared.locator('tr.differs').allInnerTexts()).toEqual([expect.stringMatching(/body\.key\s+not there\s+alice-1/)]);
  await view.shoot('compare-dark');

  await page.locator('.diagram .view').focus();
  await page.keyboard.press('d');
  await expect.poll(at).toBe('#8');
  for (let k = 0; k < 3; k++) await page.keyboard.press('d');
  const further = await at();
  expect(further).not.toBe('#8');
  await page.keyboard.press('D');
  await expect.poll(at).not.toBe(further);
  expect(await view.announced()).toContain('~ not the same in seed 2');
  // At the end both states side by side.
  await page.keyboard.press('End');
  const states = page.locator('fl-compared-states');
  const shop = states.locator('section.node').nth(1);
  await expect.poll(() => shop.innerText()).toMatch(/shop\s+differs/);
  const ledgers = shop.locator('fl-value-tree .item').filter({ hasText: 'ledger' });
  expect(await ledgers.count()).toBe(2);
  // Charged twice here, once there.
  await expect.poll(async () => (await ledgers.nth(0).innerText()) === (await ledgers.nth(1).innerText())).toBe(false);
  await expect.poll(() => compared.innerText()).toContain('Only in seed 1');
  expect(await view.axe()).toEqual([]);
  await view.shoot('compare-dark-end');

  await page.getByRole('button', { name: 'Swap sides' }).click();
  expect(await page.evaluate(() => window.fakeHost.said.some(({ type }) => type === 'swapSides'))).toBe(true);
  await page.keyboard.press('Tab');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect.poll(() => page.locator('fl-events-list .item').last().innerText()).toContain('(− only in seed 1)');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('where events have two times the diagram has rows alone, and the pane has both; in high contrast and a narrow column too', async () => {
  const view = await stage.open({ scene: 'compared-later', theme: 'high-contrast-light', width: 420, height: 900 });
  const { page } = view;
  await expect.poll(() => page.locator('.where b').innerText()).toBe('#9');
  expect(await page.locator('.picture .time.index').count()).toBeGreaterThan(5);
  expect(await page.locator('.tools .spacing').count()).toBe(0);
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('d');
  await page.keyboard.press('ArrowDown');
  const compared = page.locator('fl-compared-event .compared');
  await expect.poll(() => compared.innerText()).toMatch(/10 ms later in work 30 ms/);
  expect(await compared.locator('tr.differs').innerText()).toMatch(/Time\s+130 ms\s+140 ms/);
  await view.shoot('compare-narrow-high-contrast-light');
  expect(await view.axe()).toEqual([]);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('two seeds of an election', async () => {
  const view = await stage.open({ trace: runOf('raft-failover', 1), beside: runOf('raft-failover', 2), theme: 'light', width: 1600, height: 900 });
  const { page } = view;
  await expect.poll(() => page.locator('.picture .origin-sign').count()).toBeGreaterThan(0);
  // Rounds of votes are those of one of the two, by name; roles are those of both.
  await page.keyboard.press('End');
  await page.locator('.pane.quorums h2 button').click();
  await expect.poll(() => page.locator('.pane.quorums').innerText()).toMatch(/QUORUMS IN SEED [12]/i);
  await expect.poll(() => page.locator('fl-ledger-panel').evaluate((panel) => panel.shadowRoot?.textContent ?? '')).toContain('term');
  for (let k = 0; k < 12; k++) await page.keyboard.press('D');
  await view.shoot('compare-raft-light');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
