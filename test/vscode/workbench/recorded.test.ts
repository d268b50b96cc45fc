/** Logs of other systems, opened as a reader would: by “Open With…” in the explorer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench } from './workbench';
import type { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench();
  await workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'logs' }).click();
});
afterAll(() => workbench?.close());

test('a log with vector clocks opens with lanes and messages', async () => {
  await openWith('three-hosts.log');
  const view = await workbench.webview('.diagram');
  await expect.poll(() => view.locator('.where').innerText()).toMatch(/^#0\s+of\s+\d\d/);
  const heads = view.locator('.diagram');
  await expect.poll(() => heads.innerText()).toMatch(/front[\s\S]*store[\s\S]*copy/);
  await workbench.screenshot('shiviz');
});

test('a log with a layout of its own asks for it, and remembers it', async () => {
  const { page } = workbench;
  await openWith('own-layout.log');
  const input = page.locator('.quick-input-widget:visible input[type="text"]');
  await expect.poll(() => input.inputValue()).toContain('(?<host>');
  await input.fill('(?<clock>{.*} by (?<host>');
  await page.locator('.quick-input-message').filter({ hasText: 'At column' }).waitFor();
  await workbench.screenshot('layout-question');
  await input.fill('<(?<clock>{.*})> by (?<host>\\w+) -- (?<event>.*)');
  await page.locator('.quick-input-message').filter({ hasNotText: 'At column' }).waitFor();
  await page.keyboard.press('Enter');
  const view = await workbench.webview('.diagram path');
  await expect.poll(() => view.locator('.where').innerText()).toMatch(/^#0\s+of\s+[5-9]/);
  await workbench.screenshot('own-layout');

  await workbench.reload();
  const again = await workbench.webview('.diagram path');
  await expect.poll(() => again.locator('.where').innerText()).toMatch(/^#0\s+of\s+[5-9]/);
  expect(await page.locator('.quick-input-widget:visible').count()).toBe(0);
});

test('of a log with several executions another one is a choice away', async () => {
  await openWith('two-executions.log');
  const view = await workbench.webview('.banner.executions');
  await expect.poll(() => view.locator('.where').innerText()).toMatch(/^#0\s+of\s+2/);
  await view.getByLabel('Execution', { exact: true }).selectOption({ label: '2: evening' });
  await expect.poll(() => view.locator('.where').innerText()).toMatch(/^#0\s+of\s+3/);
  await workbench.screenshot('executions');
});

async function openWith(name: string): Promise<void> {
  const { page } = workbench;
  await page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).click({ button: 'right' });
  await page.locator('.context-view .action-label').filter({ hasText: 'Open With' }).click();
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Faultline' }).first().click();
}
