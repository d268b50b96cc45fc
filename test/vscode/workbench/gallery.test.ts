/** The view in the activity bar: what is bundled, opened from there, and taken into the workspace. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { rowOf } from './rows';
import { openWorkbench } from './workbench';
import type { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench({ height: 1000 });
  await workbench.page.locator('.activitybar .action-label[aria-label^="Faultline"]').click();
  // All the room for the chapters.
  await workbench.page.locator('.pane-header').filter({ hasText: 'In This Workspace' }).click();
});
afterAll(() => workbench?.close());

function row(label: string): Promise<Locator> {
  return rowOf(workbench.page, workbench.page.locator('.part.sidebar .pane-body .monaco-list').first(), label);
}

test('a chapter note opens as a page to read', async () => {
  await (await row('Unreliable networks')).click();
  const note = await workbench.webview('h1');
  await expect.poll(() => note.locator('h1').innerText()).toBe('Unreliable networks');
  await workbench.screenshot('note');
});

test('a link of the note opens the scenario it names', async () => {
  const note = await workbench.webview('h1');
  await note.getByRole('link', { name: 'The request is lost' }).first().click();
  const view = await workbench.webview('.diagram path.mark.lose');
  await expect.poll(() => view.locator('.where').innerText()).toMatch(/^#0\s+of\s/);
  await workbench.page.locator('.tab.active').filter({ hasText: 'request-lost.scenario.yaml' }).waitFor();
});

test('a scenario opens from the list, and its notes lead on', async () => {
  await (await row('The reply is lost, the retry charges twice')).click();
  await workbench.page.locator('.tab.active').filter({ hasText: 'reply-lost.scenario.yaml' }).waitFor();
  const view = await workbench.webview('.diagram path.mark.lose');
  await expect.poll(() => view.locator('fl-notes-panel .page').innerText()).toContain('Lost reply');
  await workbench.screenshot('gallery');
});

test('a copy goes into the workspace and opens there', async () => {
  await workbench.command('Faultline: Open a Copy in the Workspace');
  await expect.poll(() => existsSync(join(workbench.folder, 'reply-lost.scenario.yaml'))).toBe(true);
  // The bundled one lies in folders, the copy does not.
  const path = workbench.page.locator('.editor-group-container.active .breadcrumbs-control');
  await expect.poll(() => path.innerText()).not.toContain('scenarios');
  await workbench.webview('.diagram path.mark.lose');
});

test('one node’s view of three runs stands side by side, and is the same', async () => {
  await workbench.openFile('ch8/cannot-tell-apart.scenario.yaml');
  const view = await workbench.webview('fl-state-panel');
  await view.getByText('What a node can see').first().click();
  await view.getByText('alice cannot tell these 3 runs apart.').waitFor();
  const titles = view.locator('fl-perspective-panel thead th');
  await expect.poll(() => titles.count()).toBe(4);
  await workbench.screenshot('perspective');
});

test('roles, terms and the count of votes are drawn on the lanes', async () => {
  await workbench.openFile('ch8/raft-election.scenario.yaml');
  const view = await workbench.webview('.diagram path.band.rests');
  await workbench.command('Faultline: Go to the Last Step');
  await expect.poll(() => view.locator('.head .role').allInnerTexts()).toContain('leader · term 1');
  await expect.poll(() => view.locator('.picture .band.leads').count()).toBe(1);
  await workbench.screenshot('election');
});
