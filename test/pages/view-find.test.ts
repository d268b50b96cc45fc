/** Finding events by keys alone: the find bar, what it marks and hides, and the minimap. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';
import { THEME_NAMES } from './themes';

/** Indices in the scene `reply-lost`. */
const LOST = 14;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

async function frame(view: View): Promise<void> {
  await view.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
async function press(view: View, ...keys: string[]): Promise<void> {
  for (const key of keys) await view.page.keyboard.press(key);
  await frame(view);
}
/** Waits until the count of the find bar is this. */
async function counted(view: View, text: string): Promise<void> {
  await view.page.waitForFunction((wanted) => document.querySelector('.find-bar .count')?.textContent === wanted, text);
}
const options = (view: View): Promise<string[]> => view.page.locator('.find-bar [role=option] .name').allInnerTexts();

test('events are found, walked along, marked and filtered by keys alone', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  const { page } = view;
  await page.locator('.diagram .view').focus();
  await press(view, '/');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Find');

  // Names are offered while typing, and taken from the list.
  await page.keyboard.type('ki');
  expect(await options(view)).toEqual(['kind']);
  await press(view, 'ArrowDown', 'Enter');
  await page.keyboard.type('los');
  expect(await options(view)).toEqual(['lose']);
  expect(await page.locator('.find-bar input').getAttribute('aria-expanded')).toBe('true');
  await press(view, 'Escape');
  expect(await options(view)).toEqual([]);

  // What is wrong is said where it stands, with what was probably meant.
  await page.waitForFunction(() => document.querySelector('.find-bar .problem')?.textContent?.includes('No kind “los”') === true);
  expect(await page.locator('.find-bar input').getAttribute('aria-invalid')).toBe('true');
  expect(await view.axe()).toEqual([]);
  await page.locator('.find-bar .mend').click();
  await counted(view, '1 found');
  await press(view, 'Enter');
  expect(await view.step()).toBe(LOST);
  await counted(view, '1 of 1');
  expect(await page.locator('.picture .hit').count()).toBe(1);
  expect(await page.locator('.picture .hit-sign').count()).toBe(1);

  // Next and previous go around the ends.
  await page.locator('.find-bar input').fill('type:Reply');
  await counted(view, '2 of 4');
  const seen: number[] = [];
  for (const key of ['Enter', 'Enter', 'Enter', 'Shift+Enter']) {
    await press(view, key);
    seen.push(await view.step());
  }
  expect(seen[2]).toBeLessThan(LOST);
  expect(seen[3]).toBe(seen[1]);
  await view.shoot('find-dark');

  // A filter hides the rest, says so, and is taken away again.
  await press(view, 'Tab', 'Enter');
  await page.waitForFunction(() => document.querySelector('.banner.filtered')?.textContent?.includes('27 of 31 events are hidden') === true);
  expect(await page.locator('.picture .marks .mark:visible').count()).toBe(4);
  await view.shoot('find-filtered-dark');
  await press(view, 'Escape');
  expect(await page.locator('.find-bar').isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('view');
  await press(view, 'Home');
  expect([seen[0], seen[1], seen[2], LOST]).toContain(await view.step());
  expect(await view.axe()).toEqual([]);

  // It outlives the page, which VS Code throws away with every hidden tab.
  await page.waitForFunction(() => (JSON.parse(sessionStorage.getItem('state') ?? '{}') as { findFilter?: boolean; findOpen?: boolean }).findFilter === true);
  await page.reload();
  await page.waitForFunction(() => document.querySelector('.banner.filtered')?.textContent?.includes('27 of 31 events are hidden') === true);
  await page.getByRole('button', { name: 'Show All' }).first().click();
  await page.waitForFunction(() => document.querySelector('.banner.filtered') === null);

  // Earlier searches come back by the arrow up.
  await page.locator('.diagram .view').focus();
  await press(view, '/');
  await page.locator('.find-bar input').fill('');
  await press(view, 'ArrowUp');
  expect(await page.locator('.find-bar input').inputValue()).toBe('type:Reply');
  // The reader still stands at the first of them.
  await counted(view, '1 of 4');

  // The list of events marks the same ones, in words too.
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'showEvents' }));
  await page.waitForFunction(() => document.querySelector('fl-events-list')!.shadowRoot!.querySelectorAll('.item.found').length === 4);
  expect(await page.locator('fl-events-list .item.found .spoken').first().textContent()).toContain('found');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('the minimap is there when the trace is taller than the window, and scrolls it', async () => {
  const view = await stage.open({ scene: 'many:20000:5', width: 1200, height: 700 });
  const { page } = view;
  const map = page.locator('.minimap');
  await map.waitFor({ state: 'visible' });
  let box = (await map.boundingBox())!;
  const window_ = (await page.locator('.diagram .view').boundingBox())!;
  expect(window_.x + window_.width).toBeLessThanOrEqual(box.x + 1);

  /** Of the colours in the column at x: those that are not clear. */
  const inked = (x: number): Promise<number> =>
    page.evaluate((at) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.minimap canvas')!;
      const copy = document.createElement('canvas');
      copy.width = 1;
      copy.height = canvas.height;
      const pen = copy.getContext('2d', { willReadFrequently: true })!;
      pen.drawImage(canvas, -at, 0);
      const { data } = pen.getImageData(0, 0, 1, copy.height);
      return data.filter((value, k) => k % 4 === 3 && value > 0).length;
    }, x);
  const before = await inked(28);
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'find' }));
  await page.locator('.find-bar input').fill('i:10000..10100');
  await counted(view, '101 found');
  await frame(view);
  expect(await inked(28)).toBeGreaterThan(before);

  // The bar has taken a strip from it.
  box = (await map.boundingBox())!;

  await page.mouse.click(box.x + 20, box.y + box.height / 2);
  await frame(view);
  const times = await page.locator('.picture .hit').count();
  expect(times).toBeGreaterThan(5);
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + box.height - 1, { steps: 3 });
  await page.mouse.up();
  await frame(view);
  const { top, most } = await page.locator('.diagram .view').evaluate((element) => ({ top: element.scrollTop, most: element.scrollHeight - element.clientHeight }));
  expect(top).toBeGreaterThan(most * 0.98);
  for (const theme of THEME_NAMES) {
    await view.setTheme(theme);
    await frame(view);
    await view.shoot(`find-map-${theme}`);
  }

  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'toggleMinimap' }));
  await frame(view);
  expect(await map.isVisible()).toBe(false);
  await page.evaluate(() => window.fakeHost.show('reply-lost'));
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'toggleMinimap' }));
  await page.setViewportSize({ width: 1200, height: 1400 });
  await frame(view);
  expect(await map.isVisible()).toBe(false);
  // “Go to” is asked for by the host, in VS Code's own input.
  await page.locator('.diagram .view').focus();
  await press(view, 'g');
  expect(await page.evaluate(() => window.fakeHost.said.some((message) => message.type === 'askGoTo'))).toBe(true);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('in a narrow column', async () => {
  const view = await stage.open({ scene: 'everything', width: 400, height: 700, theme: 'light' });
  const { page } = view;
  await page.locator('.diagram .view').focus();
  await press(view, '/');
  await page.keyboard.type('type:Append');
  await frame(view);
  await view.shoot('find-narrow-light');
  const bar = (await page.locator('.find-bar').boundingBox())!;
  expect(bar.x).toBeGreaterThanOrEqual(0);
  expect(bar.x + bar.width).toBeLessThanOrEqual(400);
  await press(view, 'Escape');
  await page.getByRole('button', { name: 'What can be searched for' }).click();
  await frame(view);
  await view.shoot('find-help-narrow-light');
  expect(await view.axe()).toEqual([]);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
