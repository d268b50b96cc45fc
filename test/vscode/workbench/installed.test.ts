/** The package, once installed, is there to be seen. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench } from './workbench';
import type { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

test('the activity bar shows Faultline, and its view opens', async () => {
  await workbench.page.locator('.activitybar .action-label[aria-label^="Faultline"]').click();
  const title = workbench.page.locator('.part.sidebar .composite.title h2');
  await expect.poll(() => title.innerText()).toMatch(/faultline/i);
  await workbench.screenshot('installed');
});

test('a bundled scenario opens in a webview', async () => {
  await workbench.openFile('ch8/reply-lost.scenario.yaml');
  const frame = await workbench.webview('body');
  expect(frame.isDetached()).toBe(false);
  await workbench.screenshot('opened');
});
