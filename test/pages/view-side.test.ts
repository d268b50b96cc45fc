/** What side area and banners show of themselves, and what they leave to the reader. */
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

test('of a log with several executions one is shown, and the others are a choice away', async () => {
  view = await stage.open({ scene: 'untimed', query: '&executions', width: 420 });
  const banner = view.page.locator('.banner.executions');
  expect((await banner.innerText()).replace(/\s+/g, ' ')).toContain('of 3 in this log');
  expect(await banner.locator('option').allInnerTexts()).toEqual(['1: first try', '2', '3: third']);
  expect(await view.page.getByLabel('Execution', { exact: true }).inputValue()).toBe('2');
  await view.page.getByLabel('Execution', { exact: true }).selectOption('3');
  await view.page.getByRole('button', { name: 'Previous execution' }).click();
  const asked = await view.page.evaluate(() => window.fakeHost.said.filter(({ type }) => type === 'showExecution'));
  expect(asked).toEqual([{ type: 'showExecution', execution: 3 }, { type: 'showExecution', execution: 1 }]);
  await view.shoot('executions');
  expect(await view.axe()).toEqual([]);
});

test('notes that nobody has pinned take no room until they are asked for', async () => {
  view = await stage.open({ scene: 'untimed' });
  const button = view.page.locator('.pane.notes h2 button');
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('false');
  await view.page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'toggleNotes' }));
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true');
  await view.page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'toggleNotes' }));
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('false');
  await view.page.evaluate(() => window.fakeHost.send({ type: 'showPage', see: 'ch8/unreliable-networks' }));
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true');
});
