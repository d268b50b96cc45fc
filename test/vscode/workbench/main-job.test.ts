/**
 * The main job, in a real VS Code and with the package installed: open a scenario, see the lost reply, step to it, read
 * why, change the file and see the run change. Each test goes on where the one before it stopped, as a reader would.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from 'playwright-core';
import { rowOf } from './rows';
import { openWorkbench, THEMES } from './workbench';
import type { Theme, Workbench } from './workbench';
import { findingsOfAxe } from './axe';

const SCENARIO = 'reply-lost.scenario.yaml';
/** The event in which the reply dies, counted from 0 as everywhere. */
const LOST = 14;
const EVENTS = 31;
const EVENTS_WITH_KEY = 25;

let workbench: Workbench;
let view: Frame;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

const where = (): Promise<string> => view.locator('.where').innerText();
const stands = (step: number, of: number): Promise<void> => expect.poll(where).toMatch(new RegExp(`^#${step}\\s+of\\s+${of}\\b`));

test('a scenario opens from the explorer, and shows the ✕ where the reply died', async () => {
  const explorer = workbench.page.locator('.explorer-folders-view');
  await explorer.locator('.monaco-list-row').filter({ hasText: 'ch8' }).click();
  await (await rowOf(workbench.page, explorer, new RegExp(`^${SCENARIO}$`))).dblclick();
  view = await workbench.webview('.diagram path.mark.lose');
  expect(await view.locator('.diagram path.mark.lose').count()).toBe(1);
  await stands(0, EVENTS);
  await workbench.screenshot('scenario');
});

test('the keyboard steps to it', async () => {
  await workbench.page.keyboard.press('ArrowDown');
  await stands(1, EVENTS);
  await workbench.page.keyboard.press('F8');
  await stands(LOST, EVENTS);
  await workbench.page.keyboard.press('ArrowUp');
  await stands(LOST - 1, EVENTS);
  await workbench.page.keyboard.press('ArrowDown');
  await stands(LOST, EVENTS);
  await workbench.screenshot('lost-reply');
});

test('the note beside it says why', async () => {
  await expect.poll(() => view.locator('.pinned').innerText()).toContain('Only its answer died');
  await expect.poll(() => view.locator('fl-notes-panel .page').innerText()).toContain('Lost reply');
});

test('an edit of the text gives another diagram, and undo the first one again', async () => {
  const { page } = workbench;
  await workbench.command('Faultline: Open Source to the Side');
  const editor = page.locator('.monaco-editor[data-uri$="reply-lost.scenario.yaml"]');
  await editor.locator('.view-line').filter({ hasText: 'idempotencyKey' }).first().click();
  // The notes that the Comments view lists do not open it.
  await editor.locator('.codelens-decoration').first().waitFor();
  await editor.locator('.comment-thread').first().waitFor({ state: 'attached' });
  expect(await page.locator('.comments-panel').count()).toBe(0);
  await find('idempotencyKey: false');
  await page.keyboard.type('idempotencyKey: true');
  await stands(LOST, EVENTS_WITH_KEY);
  expect(await view.locator('.diagram path.mark.lose').count()).toBe(1);
  await workbench.screenshot('edited');
  for (let n = 0; n < 5 && !(await where()).includes(String(EVENTS)); n++) {
    await page.keyboard.press('Control+Z');
    await expect.poll(where).not.toBe('');
  }
  await stands(LOST, EVENTS);
});

test('errors in the text leave the last good diagram, marked, and stand among the problems', async () => {
  const { page } = workbench;
  await find('retries');
  await page.keyboard.type('retires');
  const banner = view.locator('.banner.stale');
  await banner.waitFor();
  expect(await banner.innerText()).toContain('last good run');
  expect(await banner.innerText()).toContain('Line 7');
  await stands(LOST, EVENTS);
  await banner.getByText('Show Problems').click();
  await page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'retires' }).first().waitFor();
  await workbench.screenshot('errors');
  // The cursor is on the problem in the text, and the quick fix mends it.
  await page.locator('.statusbar-item').filter({ hasText: /^Ln 7,/ }).waitFor();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row').filter({ hasText: 'Did you mean “retries”?' }).click();
  await banner.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+J');
});

test('the step and the view survive hiding the tab', async () => {
  const { page } = workbench;
  await page.locator('.tab').filter({ hasText: SCENARIO }).first().click();
  await workbench.command('Faultline: Switch Between Even Spacing and True Scale');
  await expect.poll(() => scale()).toBe(true);
  await workbench.openFile('ch8/request-lost.scenario.yaml');
  await stepsIn(await workbench.webview('.diagram path.mark.lose'), 0);
  await page.locator('.tab').filter({ hasText: SCENARIO }).first().click();
  view = await frameAt(LOST);
  expect(await scale()).toBe(true);
});

test('the step and the view survive reloading the window', async () => {
  await workbench.reload();
  view = await frameAt(LOST);
  expect(await scale()).toBe(true);
  await workbench.command('Faultline: Switch Between Even Spacing and True Scale');
  await expect.poll(() => scale()).toBe(false);
});

test('the classic sequence diagram shows the same loss', async () => {
  await workbench.command('Faultline: Show the Sequence Diagram');
  await view.locator('fl-sequence-view svg .messageText').filter({ hasText: 'Reply' }).first().waitFor({ timeout: 30_000 });
  expect(await view.locator('fl-sequence-view svg [marker-end*="crosshead"]').count()).toBe(1);
  await workbench.screenshot('sequence');
  await workbench.command('Faultline: Show the Space-Time Diagram');
  await view.locator('.diagram path.mark.lose').waitFor();
});

test.each(Object.keys(THEMES) as Theme[])('axe finds nothing in the %s theme', async (theme) => {
  await workbench.setTheme(theme);
  const look = { dark: 'vscode-dark', light: 'vscode-light', 'high-contrast-dark': 'vscode-high-contrast', 'high-contrast-light': 'vscode-high-contrast-light' }[theme];
  await view.locator(`body.${look}`).waitFor();
  await workbench.screenshot(`theme-${theme}`);
  expect(await findingsOfAxe(view)).toEqual([]);
});

/** Selects the next place of a text in the editor that has the focus. */
async function find(text: string): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('Control+F');
  const input = page.locator('.find-widget.visible textarea[aria-label="Find"]').last();
  await input.fill(text);
  await page.locator('.find-widget.visible .matchesCount').filter({ hasText: / of [1-9]/ }).last().waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
}

async function scale(): Promise<boolean> {
  return (await view.locator('[aria-label^="Spacing: to scale"]').count()) > 0;
}

/** The view in front, once it stands at a step. */
async function frameAt(step: number): Promise<Frame> {
  const found = await workbench.webview('.diagram path.mark.lose');
  await stepsIn(found, step);
  return found;
}

function stepsIn(frame: Frame, step: number): Promise<void> {
  return expect.poll(() => frame.locator('.where').innerText()).toMatch(new RegExp(`^#${step}\\s+of\\s`));
}
