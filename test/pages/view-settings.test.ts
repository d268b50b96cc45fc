/** Parameters, seed and network in the side area, and many seeds: by keys and labels, in a run of a scenario. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

test('settings are changed in their fields, refused in place, and taken back to their defaults', async () => {
  const view = await stage.open({ scene: 'reply-lost', width: 1300, height: 1000, theme: 'light' });
  const { page } = view;
  const pane = page.locator('.pane.settings h2 button');
  expect(await pane.getAttribute('aria-expanded')).toBe('false');
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('p');
  const panel = page.locator('fl-settings-panel');
  const timeout = panel.getByLabel('timeout', { exact: true });
  await expect.poll(() => timeout.inputValue()).toBe('100ms');
  expect(await panel.locator('.others li').innerText()).toMatch(/^alice → shop: latency 40ms, loss 0\.3\s+Show Line$/);
  await panel.getByRole('button', { name: 'Show line 8' }).click();
  expect(await page.evaluate(() => window.fakeHost.said.at(-1))).toEqual({ type: 'showLine', line: 8 });

  // Refused: it says the range, what was typed stays, and the run is the old one.
  const retries = panel.getByLabel('retries', { exact: true });
  const problem = panel.locator('.problem');
  await retries.fill('101');
  await retries.press('Enter');
  await expect.poll(() => problem.innerText()).toBe('must be from 0 to 100');
  expect([await retries.inputValue(), await retries.getAttribute('aria-invalid')]).toEqual(['101', 'true']);
  expect(await view.axe()).toEqual([]);
  await view.shoot('settings');
  await retries.press('Escape');
  await expect.poll(() => problem.count()).toBe(0);
  expect(await retries.inputValue()).toBe('1');

  // Set by leaving the field; the new run brings the new value, and with it the way back.
  await retries.fill('4');
  await retries.press('Tab');
  const back = panel.getByRole('button', { name: 'retries: back to the default, 1' });
  await back.waitFor();
  expect(await retries.inputValue()).toBe('4');
  await back.click();
  await expect.poll(() => back.count()).toBe(0);
  expect(await retries.inputValue()).toBe('1');
  await panel.getByLabel('idempotencyKey').check();
  await panel.getByRole('button', { name: 'idempotencyKey: back to the default, false' }).waitFor();
  await panel.getByLabel('latency', { exact: true }).selectOption('normal');
  await expect.poll(() => panel.getByLabel('standard deviation').inputValue()).toBe('2.5ms');
  expect(await view.complaints()).toEqual([]);

  // Many seeds of the same text: numbers beside the bars, seeds that can be opened.
  await page.locator('.pane.seeds h2 button').click();
  const seeds = page.locator('fl-seeds-panel');
  await seeds.getByLabel('Seeds').fill('none');
  await seeds.getByRole('button', { name: 'Run', exact: true }).click();
  await expect.poll(() => seeds.locator('.problem').innerText()).toContain('a whole number from 1 to');
  await seeds.getByLabel('Seeds').fill('20');
  await seeds.getByLabel('Seeds').press('Enter');
  await expect.poll(() => seeds.locator('.held').nth(1).innerText()).toMatch(/^event: \{ kind: lose, type: Charge, count: 0 \}\s+\d+ of 20 · \d+\.\d %/);
  await expect.poll(() => seeds.getByText('20 runs, seeds 42 to 61').count()).toBe(1);
  expect(await seeds.locator('.stat svg').first().getAttribute('aria-label')).toMatch(/^events in 20 runs: from \d+ to \d+; half of them at most \d+$/);
  await seeds.getByRole('button', { name: /^Show the run with seed/ }).first().click();
  await expect.poll(() => page.evaluate(() => window.fakeHost.said.at(-1))).toMatchObject({ type: 'seeds', wish: { what: 'open' } });
  await seeds.locator('.stat').last().scrollIntoViewIfNeeded();
  expect(await view.axe()).toEqual([]);
  await view.shoot('seeds');
  await page.evaluate(() => window.fakeHost.send({ type: 'seeds', open: true, state: { runs: 20, done: 0, going: false, stale: true, problem: 'The text has errors.' } }));
  await expect.poll(() => seeds.locator('.problem').innerText()).toBe('The text has errors.');

  // A field of a state tells the menu what it is.
  const row = page.locator('fl-state-panel fl-value-tree').first().locator('.item').first();
  await row.dispatchEvent('contextmenu', { button: 0 });
  expect(JSON.parse((await page.locator('fl-state-panel').getAttribute('data-vscode-context'))!)).toMatchObject({ webviewSection: 'field', node: 'alice', field: 'orders' });
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('a recording has neither', async () => {
  const view = await stage.open({ scene: 'untimed' });
  expect(await view.page.locator('.pane.settings, .pane.seeds').count()).toBe(0);
  await view.close();
});
