/** What the side area shows of itself, and what it leaves to the reader. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
let view: View;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => view?.close());
afterAll(() => stage?.close());

const expanded = (): Promise<string | null> => view.page.locator('.pane.verdicts h2 button').getAttribute('aria-expanded');

test('expectations are opened by one that is not met; while all are, only the reader opens them', async () => {
  view = await stage.open({ scene: 'reply-lost' });
  expect(await view.page.locator('.pane.verdicts .count').innerText()).toBe('2 of 3');
  expect(await expanded()).toBe('true');
  const met = [{ text: 'one Reply is lost', ok: true, event: 14 }];
  await view.page.evaluate((verdicts) => window.fakeHost.send({ type: 'annotations', run: 1, notes: [], verdicts }), met);
  await expect.poll(expanded).toBe('false');
  expect(await view.page.locator('.pane.verdicts .count').innerText()).toBe('1 of 1');
  await view.page.locator('.pane.verdicts h2 button').click();
  await expect.poll(expanded).toBe('true');
  await view.page.locator('.pane.verdicts h2 button').click();
  await expect.poll(expanded).toBe('false');
});
