/** The panes for votes and for clients' operations, by keys alone, and what they put into the diagram. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import type { Trace } from '../../src/trace/trace';
import { bundledFiles } from '../bundled';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
let view: View;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => view?.close());
afterAll(() => stage?.close());

function bundled(id: string): Trace {
  return runScenario(parseScenario(bundledFiles(`/${id}.scenario.yaml`)[0]!.text, MODELS).scenario!).trace;
}
async function goTo(event: number): Promise<void> {
  await view.page.evaluate((to) => window.fakeHost.send({ type: 'goTo', event: to }), event);
  await expect.poll(() => view.step()).toBe(event);
}

test('rounds of votes up to the step, with who is in two quorums', async () => {
  view = await stage.open({ trace: bundled('paxos-forgetful'), theme: 'light' });
  const { page } = view;
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('q');
  const panel = page.locator('fl-ledger-panel');
  const words = async (): Promise<string[]> => (await panel.locator('tbody tr:first-child th').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  await goTo(50);
  await expect.poll(words).toEqual(['proposal 1 for p1, counted by l1', 'prepare 1 for p1']);
  await goTo(86);
  await expect.poll(words).toEqual(['prepare 2 for p2', 'proposal 1 for p1, counted by l1', 'prepare 1 for p1']);
  expect((await panel.locator('tr.overlap').first().innerText()).trim()).toBe('a2 is in both quorums, this one and proposal 1 for p1: through it this one can learn what that one settled.');
  expect(await panel.locator('.ring.shared').count()).toBeGreaterThan(1);
  // One tab stop; arrows go from cell to cell, Enter to the event.
  expect(await panel.locator('table button[tabindex="0"]').count()).toBe(1);
  await panel.locator('table button[tabindex="0"]').focus();
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  expect(await page.evaluate(() => document.querySelector('fl-ledger-panel')!.shadowRoot!.activeElement!.getAttribute('aria-label'))).toMatch(/^a2: granted at .*, event #74; counted at .*, event #83; in the quorum before too$/);
  expect(await view.step()).toBe(86);
  await page.keyboard.press('Enter');
  await expect.poll(() => view.step()).toBe(74);
  await view.shoot('quorums');
  expect(await view.axe()).toEqual([]);
  // What lies ahead is not told: at its first vote the round has one vote, and no count.
  await expect.poll(() => panel.locator('tbody').first().locator('.tally').innerText()).toBe('not counted');
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('q');
  await expect.poll(() => panel.count()).toBe(0);
  expect(await view.complaints()).toEqual([]);
});

test('operations, the order that explains them, and the one that none explains', async () => {
  const trace = bundled('register-remembers');
  view = await stage.open({ trace, theme: 'high-contrast' });
  const { page } = view;
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('o');
  const panel = page.locator('fl-operations-panel');
  await expect.poll(() => panel.locator('tbody tr').count()).toBe(2);
  expect(await page.locator('.picture .operation-place').count()).toBe(0);
  await panel.getByLabel('Explained by').selectOption('register');
  await expect.poll(() => panel.locator('.verdict').innerText()).toMatch(/^Linearizable: a register that did these 2 operations/);
  expect(await panel.locator('td.no').allInnerTexts()).toEqual(['1', '2']);
  await goTo(2);
  await expect.poll(() => page.locator('.picture .operation-number').allTextContents()).toEqual(['1']);
  await view.shoot('operations');
  expect(await view.axe()).toEqual([]);
  expect(await view.complaints()).toEqual([]);
  await view.close();

  view = await stage.open({ trace: bundled('lock-two-owners') });
  await view.page.evaluate(() => window.fakeHost.send({ type: 'checkOperations', specification: 'lock' }));
  const verdict = view.page.locator('fl-operations-panel .verdict');
  await expect.poll(() => verdict.innerText()).toContain('bob: acquire(printer) has no place in any order.');
  expect(await verdict.innerText()).toContain('it should not have succeeded');
  expect(await view.page.locator('.pane.operations .count').innerText()).toBe('not linearizable');
  await verdict.getByRole('button').first().click();
  await expect.poll(() => view.page.locator('.picture .operation.unplaced').count()).toBe(1);
  expect(await view.complaints()).toEqual([]);
});

test('what is under way, and a field drawn along its lane', async () => {
  view = await stage.open({ trace: bundled('paxos-stable-storage'), theme: 'dark' });
  const { page } = view;
  await goTo(21);
  await page.locator('.pane.underWay h2 button').click();
  const panel = page.locator('fl-under-way');
  await expect.poll(() => panel.locator('h3').allInnerTexts()).toEqual(['Messages 2', 'Timers 1', 'Disks']);
  expect(await panel.locator('li').last().innerText()).toMatch(/promises-1 written just now\s+synced/);
  // What is no longer drawn waits, hidden, to be used again.
  const strips = (): Promise<number> => page.evaluate(() => [...document.querySelectorAll<SVGElement>('.picture .pin-strip')].filter((strip) => strip.style.display !== 'none').length);
  const field = page.locator('fl-value-tree').first().locator('.item', { hasText: 'phase' });
  await field.focus();
  await page.keyboard.press('p');
  await expect.poll(strips).toBe(1);
  await view.shoot('under-way');
  expect(await view.axe()).toEqual([]);
  await page.keyboard.press('p');
  await expect.poll(strips).toBe(0);
  expect(await view.complaints()).toEqual([]);
});
