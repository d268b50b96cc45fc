/** The whole view in the four kinds of themes, narrow and wide, short and long: clean for axe, nothing sticking out. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage } from './harness';
import { THEME_NAMES } from './themes';

const SCENES = [
  { scene: 'reply-lost', width: 1200, height: 800, keys: ['n'] },
  { scene: 'everything', width: 1600, height: 1000, keys: ['v'] },
  { scene: 'everything', width: 500, height: 900, keys: ['v'] },
  { scene: 'many:100000:12', width: 1200, height: 800, keys: ['End'] },
  { scene: 'bursts', width: 1000, height: 700, keys: ['PageDown'] },
] as const;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

describe.each(THEME_NAMES)('%s', (theme) => {
  // What these two show hangs on their length, not on the theme.
  const scenes = theme === 'dark' || theme === 'high-contrast-light' ? SCENES : SCENES.filter(({ scene }) => !/^(many|bursts)/.test(scene));
  test.each(scenes)('$scene at $width', async ({ scene, width, height, keys }) => {
    const view = await stage.open({ scene, theme, width, height });
    for (const key of keys) await view.page.keyboard.press(key);
    await view.announced();
    await view.shoot(`${scene.replace(/:/g, '-')}-${theme}-${width}`);
    expect(await view.axe()).toEqual([]);
    expect(await view.page.evaluate(() => [document.documentElement.scrollWidth > innerWidth, document.documentElement.scrollHeight > innerHeight])).toEqual([false, false]);
    if (scene === 'everything') {
      await view.page.click('.spacing');
      await view.page.keyboard.press('ArrowUp');
      await view.announced();
      await view.shoot(`${scene}-scale-${theme}-${width}`);
      expect(await view.axe()).toEqual([]);
    }
    expect(await view.complaints()).toEqual([]);
    await view.close();
  });

  test('the other tabs and the banners', async () => {
    const view = await stage.open({ scene: 'reply-lost', theme, query: '&missing' });
    await view.page.evaluate(() => window.fakeHost.send({ type: 'problems', problems: [{ line: 12, message: 'unknown key "fautls"' }] }));
    await view.page.evaluate(() => window.fakeHost.send({ type: 'progress', text: 'Reading', fraction: 0.4 }));
    await view.page.locator('.banner.progress').waitFor();
    await view.shoot(`banners-${theme}`);
    expect(await view.axe()).toEqual([]);
    await view.page.click('#tab-sequence');
    await view.page.waitForFunction(() => document.querySelector('fl-sequence-view')?.shadowRoot?.querySelector('.scroller svg'));
    expect(await view.axe()).toEqual([]);
    await view.page.click('#tab-events');
    await view.page.locator('fl-events-list [role=row]').nth(3).waitFor();
    expect(await view.axe()).toEqual([]);
    await view.page.getByRole('button', { name: 'What a node can see' }).click();
    await view.page.waitForFunction(() => document.querySelector('fl-perspective-panel')?.shadowRoot?.textContent?.includes('cannot tell'));
    expect(await view.axe()).toEqual([]);
    expect(await view.complaints()).toEqual([]);
    await view.close();
  });
});

test('hostile names are shown as text', async () => {
  const view = await stage.open({ scene: 'hostile', width: 900 });
  await view.page.keyboard.press('ArrowDown');
  await view.announced();
  await view.page.click('.spacing');
  await view.page.click('#tab-events');
  await view.page.locator('fl-events-list [role=row]').nth(3).waitFor();
  expect(await view.page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await view.page.evaluate(() => document.querySelectorAll('img').length)).toBe(0);
  expect(await view.page.locator('.heads').innerText()).toContain('<img src=x');
  expect(await view.axe()).toEqual([]);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('colours taken away by the system leave shapes and words', async () => {
  const view = await stage.open({ scene: 'everything', width: 1400, height: 900 });
  await view.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await view.page.keyboard.press('v');
  await view.announced();
  await view.shoot('forced-colors');
  const stroke = await view.page.evaluate(() => getComputedStyle(document.querySelector('.picture .message')!).stroke);
  expect(stroke).not.toBe('none');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
