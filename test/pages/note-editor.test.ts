/** Writing a note in the view: opened by key, seen as it will look, saved, brought back, and kept while hidden and through another run. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
let view: View;
beforeAll(async () => {
  stage = await openStage();
  view = await stage.open({ width: 420, height: 900 });
});
afterAll(() => stage?.close());

const editor = () => view.page.locator('fl-note-editor');
const field = () => view.page.getByRole('textbox', { name: 'Text of the note, in Markdown' });
const notes = (): Promise<string> => view.page.locator('fl-notes-panel').evaluate((panel) => panel.shadowRoot!.textContent!);

async function begin(): Promise<void> {
  await view.page.locator('.diagram .view').focus();
  await view.page.keyboard.press('a');
  await expect.poll(() => view.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.shadowRoot?.activeElement?.localName)).toBe('textarea');
}

test('a note is written by keys alone, looked at, and stands where it was pinned', async () => {
  await begin();
  await view.page.keyboard.type('A **bold** <img src=x onerror=alert(1)> word');
  await view.page.getByRole('tab', { name: 'Preview' }).click();
  await expect.poll(() => view.page.locator('#preview strong').innerText()).toBe('bold');
  expect(await view.page.locator('#preview img').count()).toBe(0);
  expect(await view.axe()).toEqual([]);
  await view.page.keyboard.press('ArrowLeft');
  await view.page.getByLabel('Pinned to').selectOption('lane');
  await editor().locator('.pin select').nth(1).selectOption('shop');
  await view.page.getByLabel('Author').fill('Anna');
  await view.shoot('note-editor-dark');
  await field().press('Control+Enter');
  await expect.poll(() => editor().count()).toBe(0);
  await view.page.getByRole('button', { name: /All notes/ }).click();
  await expect.poll(notes).toContain('lane shop');
});

test('what is being written survives hiding the tab and another run; what is cancelled can be had back; a refusal loses nothing', async () => {
  await begin();
  await view.page.keyboard.type('half a thought');
  await view.page.waitForFunction(() => sessionStorage.getItem('state')?.includes('half a thought'));
  await view.page.reload();
  await expect.poll(() => field().inputValue()).toBe('half a thought');
  await view.page.evaluate(() => window.fakeHost.show('request-lost'));
  await expect.poll(() => view.page.evaluate(() => window.fakeHost.said.at(-1)?.type)).toBeDefined();
  expect(await field().inputValue()).toBe('half a thought');
  await field().press('Escape');
  await expect.poll(() => editor().count()).toBe(0);
  await view.page.getByRole('button', { name: 'Bring back the note that was cancelled' }).click();
  await expect.poll(() => field().inputValue()).toBe('half a thought');
  await field().fill('refuse me');
  await view.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => editor().getByRole('alert').innerText()).toContain('Not written: the editor did not take the note.');
  expect(await field().inputValue()).toBe('refuse me');
  await view.setTheme('high-contrast');
  expect(await view.axe()).toEqual([]);
  await view.shoot('note-editor-hc');
  await view.setTheme('light');
  await view.shoot('note-editor-light');
  expect(await view.complaints()).toEqual([]);
});
