/** Changing a scenario from its diagram: what the keys ask for, what the menu is told, and the line that says what was done. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

test('keys ask for changes, the menu knows the place, and what was done is said with the ways back', async () => {
  const view = await stage.open({ scene: 'reply-lost', width: 900, height: 800 });
  const { page } = view;
  const said = (type: string): Promise<unknown[]> => page.evaluate((wanted) => window.fakeHost.said.filter((message) => message.type === wanted), type);
  const diagram = page.locator('.diagram .view');
  await diagram.focus();
  await page.keyboard.press('n');
  await page.keyboard.press('u');
  await expect.poll(() => said('change')).toEqual([{ type: 'change', run: 1, what: 'undoFault', event: 14 }]);
  await page.keyboard.press('Home');
  for (let k = 0; k < 4; k++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('l');
  await expect.poll(async () => (await said('change')).at(-1)).toEqual({ type: 'change', run: 1, what: 'loseMessage', event: 4 });

  const context = async (): Promise<{ [key: string]: unknown }> => JSON.parse((await diagram.getAttribute('data-vscode-context')) ?? '{}') as { [key: string]: unknown };
  // By the keyboard the current event is meant, wherever the pointer is.
  await diagram.dispatchEvent('contextmenu', { button: 0 });
  expect(await context()).toMatchObject({ webviewSection: 'moment', run: 1, event: 4, node: 'alice', faultlineMessage: true, faultlineOperation: false });
  // Beside all marks, the lane under the pointer.
  const box = (await page.locator('.head:visible').nth(1).boundingBox())!;
  await page.mouse.click(box.x + box.width / 2 + 40, box.y + 250, { button: 'right' });
  expect(await context()).toMatchObject({ webviewSection: 'moment', node: 'shop' });

  const line = page.locator('.banner.change');
  expect(await line.count()).toBe(0);
  await page.evaluate(() => window.fakeHost.send({ type: 'changed', change: { words: 'lose: the first Charge from alice to shop', line: 18 } }));
  await expect.poll(() => line.innerText()).toMatch(/^Lose: the first Charge from alice to shop · line 18\s/);
  await expect.poll(() => page.locator('[aria-live]').first().innerText()).toContain('line 18');
  for (const [name, what] of [['Show Line', 'show'], ['Undo', 'undo'], ['Compare with Before', 'compare'], ['Keep as a Variant…', 'keep']] as const) {
    await line.getByText(name, { exact: true }).click();
    await expect.poll(async () => (await said('lastChange')).at(-1)).toEqual({ type: 'lastChange', what });
  }
  expect(await view.axe()).toEqual([]);
  await view.shoot('changed');
  await page.setViewportSize({ width: 400, height: 800 });
  await expect.poll(() => line.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  await view.shoot('changed-narrow');

  await page.evaluate(() => window.fakeHost.send({ type: 'changed', change: { words: 'this event is not a message' } }));
  await expect.poll(() => line.innerText()).toBe('Not changed: this event is not a message');
  await line.getByTitle('Close this line').click();
  await expect.poll(() => line.count()).toBe(0);
  // What was typed since is the last change.
  await page.evaluate(() => window.fakeHost.send({ type: 'changed', change: { words: 'seed 2', line: 5 } }));
  await line.waitFor();
  await page.evaluate(() => window.fakeHost.send({ type: 'changed', change: undefined }));
  await expect.poll(() => line.count()).toBe(0);
});
