/** Changing a scenario from its diagram: what the keys ask for, what the menu is told, and the line that says what was done. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
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
  // Every word and every button is within the window, none lies over another, and all can be pressed.
  await expect.poll(() => cutOff(line)).toEqual([]);
  await line.evaluate((element) => ((element as HTMLElement).style.width = '900px'));
  expect(await cutOff(line)).not.toEqual([]);
  await line.evaluate((element) => ((element as HTMLElement).style.width = ''));
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

test('the run before stays as a ghost: marks and counts, the way to the first difference, and one key that hides it', async () => {
  const view = await stage.open({ scene: 'reply-arrives', width: 1000, height: 800 });
  const { page } = view;
  const line = page.locator('.banner.change');
  const said = (type: string): Promise<unknown[]> => page.evaluate((wanted) => window.fakeHost.said.filter((message) => message.type === wanted), type);
  await page.evaluate(() => window.fakeHost.ghost('reply-lost'));
  await expect.poll(() => line.innerText()).toContain('First difference at event #14');
  expect(await page.locator('.ghost-bar.of-right').count()).toBe(1);
  expect(await page.locator('.ghost-bar.of-moved').count()).toBe(3);
  expect(await page.locator('.ghost-line').count()).toBeGreaterThan(0);
  expect(await page.locator('.origin-sign.gone').allTextContents()).toContain('−1');
  await line.getByText('Go There').click();
  await expect.poll(() => page.locator('.position').innerText()).toContain('#14');
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('d');
  await expect.poll(() => page.locator('.position').innerText()).toContain('#14');
  await page.keyboard.press('b');
  await expect.poll(() => page.locator('.ghost-bar:visible').count()).toBe(0);
  await page.keyboard.press('b');
  await expect.poll(() => page.locator('.ghost-bar:visible').count()).toBe(4);
  expect(await view.axe()).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => said('dismissGhost')).toEqual([{ type: 'dismissGhost', run: 1 }]);
  await expect.poll(() => page.locator('.ghost-bar:visible').count()).toBe(0);
  expect(await line.count()).toBe(0);

  // The end of the reply is dragged; what a drag began with Escape ended changes nothing.
  const mark = (await page.locator('.mark.deliver').last().boundingBox())!;
  const [x, y] = [mark.x + mark.width / 2, mark.y + mark.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 40, { steps: 3 });
  await expect.poll(() => page.locator('.drag-sheet text').textContent()).toMatch(/^arrives at /);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await said('drag')).toEqual([]);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 200, { steps: 3 });
  await expect.poll(() => page.locator('.drag-sheet text').textContent()).toMatch(/later$/);
  await page.mouse.up();
  await expect.poll(() => said('drag')).toEqual([{ type: 'drag', run: 1, drag: { what: 'arrive', event: 14, atUs: expect.any(Number) as number } }]);

  // From lane to lane by the command for it, without any key held.
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'dragPartition' }));
  await expect.poll(() => page.locator('.view.armed').count()).toBe(1);
  const shop = (await page.locator('.head:visible').nth(1).boundingBox())!;
  await page.mouse.move(x + 40, y - 100);
  await page.mouse.down();
  await page.mouse.move(shop.x + shop.width / 2, y, { steps: 3 });
  await page.mouse.up();
  await expect.poll(async () => (await said('drag')).at(-1)).toMatchObject({ drag: { what: 'partition', nodes: ['alice', 'shop'] } });
  expect(await page.locator('.view.armed').count()).toBe(0);
  expect(await view.complaints()).toEqual([]);
});

/** Parts of the line that are not wholly within the window, or lie over another. */
async function cutOff(line: Locator): Promise<string[]> {
  return line.evaluate((element) => {
    const parts = [...element.querySelectorAll('.text, vscode-button')].map((part) => ({ name: part.textContent?.trim() ?? '', box: part.getBoundingClientRect() }));
    const over = parts.flatMap((one, k) => parts.slice(k + 1).flatMap((other) => (one.box.left < other.box.right - 1 && other.box.left < one.box.right - 1 && one.box.top < other.box.bottom - 1 && other.box.top < one.box.bottom - 1 ? [`${one.name} | ${other.name}`] : [])));
    return [...parts.filter(({ box }) => box.left < 0 || box.right > innerWidth || box.width < 10).map(({ name }) => name), ...over];
  });
}
