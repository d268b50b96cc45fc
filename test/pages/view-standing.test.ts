/** What nodes stand for, in the real page: bands, leases, counts of votes, and the words that tell them without looking. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import type { Trace } from '../../src/trace/trace';
import { bundledFiles } from '../bundled';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

function runOf(id: string): Trace {
  return runScenario(parseScenario(bundledFiles(`/${id}.scenario.yaml`)[0]!.text, MODELS).scenario!).trace;
}

const goTo = async (view: View, event: number): Promise<void> => {
  await view.page.evaluate((to) => window.fakeHost.send({ type: 'goTo', event: to }), event);
  await expect.poll(() => view.page.locator('.where b').innerText()).toBe(`#${event}`);
};

test('an election is seen as roles, terms and a growing count', async () => {
  const view = await stage.open({ trace: runOf('raft-split-vote'), theme: 'high-contrast-light', width: 1600, height: 900 });
  const { page } = view;
  await page.locator('.picture .band.rests').first().waitFor({ state: 'attached' });
  const roles = (): Promise<string[]> => page.locator('.head:not([hidden]) .role').allInnerTexts();
  await goTo(view, 14);
  expect(await roles()).toEqual(['follower · term 0', 'follower · term 0', 'candidate · term 1', 'follower · term 0']);
  await goTo(view, 116);
  expect(await roles()).toContain('leader · term 2');
  expect(await page.locator('.picture .band.leads').count()).toBe(1);
  const letters = page.locator('.picture .label.letters.leads').first();
  expect(await letters.textContent()).toBe('L 2');
  // Three of four needed, three there: three dots before the line and one behind it.
  expect(await page.locator('.picture .tally.votes.reached').count()).toBeGreaterThan(0);
  await view.shoot('election-high-contrast-light-1600');
  expect(await view.axe()).toEqual([]);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('a lease ends in the middle of a pause, and its holder cannot know', async () => {
  const view = await stage.open({ trace: runOf('lease-pause'), theme: 'light', width: 1300, height: 900 });
  const { page } = view;
  await goTo(view, 50);
  await page.locator('.picture .lease').first().waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('.picture .label.lease').allTextContents()).toContain('lease ends · token 1');
  const end = page.locator('.picture .label.lease').filter({ hasText: 'token 1' });
  const at = (await end.boundingBox())!;
  // Beside the words is the lane, with the end of the bar.
  await page.mouse.move(at.x - 18, at.y - 60);
  await page.mouse.move(at.x - 17, at.y - 61);
  await expect.poll(() => page.locator('.tip').innerText()).toMatch(/^node-1: leader since 10 ms; believes in its lease, token 1, until 10 s$/m);
  await goTo(view, 95);
  await expect.poll(() => page.locator('.picture .label.type').allTextContents()).toContain('Write · token 1');
  await view.shoot('lease-light-1300');
  expect(await view.axe()).toEqual([]);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
