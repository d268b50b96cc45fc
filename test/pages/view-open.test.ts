/** Everything that can be opened, in one page and all four kinds of themes: clean for axe. What is found as one node, and the page on paper. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';
import { THEME_NAMES } from './themes';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

async function rest(view: View): Promise<void> {
  await view.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
}
async function inThemes(view: View, what: string): Promise<void> {
  for (const theme of THEME_NAMES) {
    await view.setTheme(theme);
    expect(await view.axe(), `${what}, ${theme}`).toEqual([]);
  }
}

test('why, cones, votes, operations, panes and the find bar at once; the legend; seen as one node', async () => {
  const view = await stage.open({ scene: 'everything', width: 1500, height: 1000 });
  const { page } = view;
  await page.locator('.diagram .view').focus();
  for (const key of ['v', 'w', 'x', 'q', 'o']) await page.keyboard.press(key);
  for (const name of ['Under way', 'Invariants']) await page.getByRole('button', { name }).first().click();
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('type:AppendEntries');
  await page.waitForFunction(() => /\d/.test(document.querySelector('.find-bar .count')?.textContent ?? ''));
  // Nothing of the diagram lies below the bar.
  const bar = (await page.locator('.find-bar').boundingBox())!;
  expect((await page.locator('.diagram').boundingBox())!.y).toBeGreaterThanOrEqual(bar.y + bar.height);
  await rest(view);
  await inThemes(view, 'panes and find bar');
  await page.keyboard.press('Escape');
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'What the signs mean' }).waitFor();
  await inThemes(view, 'legend');
  await page.keyboard.press('Escape');
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('s');
  await page.locator('.banner.seen-as').waitFor();
  await rest(view);
  await inThemes(view, 'seen as a node');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('a search finds nothing that the node cannot know', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  const { page } = view;
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('kind:lose');
  const count = page.locator('.find-bar .count');
  await expect.poll(() => count.innerText()).toBe('1 found');
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'seeAsNode', node: 'alice' }));
  await expect.poll(() => count.innerText()).toBe('Nothing found');
  await page.keyboard.press('Enter');
  expect(await page.locator('.picture .hit:visible').count()).toBe(0);
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'seeAsNode' }));
  await expect.poll(() => count.innerText()).toBe('1 found');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('on paper there is the diagram alone, in dark ink on white, whatever the theme', async () => {
  const view = await stage.open({ scene: 'everything', theme: 'dark', width: 1000, height: 700 });
  const { page } = view;
  await page.keyboard.press('v');
  await page.emulateMedia({ media: 'print' });
  await rest(view);
  await view.shoot('print');
  for (const gone of ['.toolbar', '.side', '.tools', '.minimap']) expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
  expect((await page.locator('.diagram').boundingBox())!.width).toBeGreaterThan(900);
  const { paper, inks } = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    inks: [...document.querySelectorAll('.picture text.label')].map((text) => getComputedStyle(text).fill),
  }));
  expect(paper).toBe('rgb(255, 255, 255)');
  expect(inks.length).toBeGreaterThan(5);
  // No channel bright in all: 4.5 to 1 on white is about half the light of it.
  for (const ink of inks) expect(luminance(ink), ink).toBeLessThan(0.19);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('the list of events says in words what the marks and messages of the diagram say by signs', async () => {
  const view = await stage.open({ scene: 'everything', width: 1000, height: 2300 });
  const { page } = view;
  await page.click('#tab-events');
  const rows = page.locator('fl-events-list [role=row]');
  const texts = async (): Promise<string> => (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')).join('\n');
  for (const words of [
    // Ways to be lost, each by its own sign.
    'dropped on the way', 'the network was cut', 'the receiver was down', 'the queue was full', 'still under way at the end',
    // What befell those that came.
    'receives Gossip again from node-3, ignores it: already seen', 'receives ClientRead from alice, which waited',
    // What lasts, where it begins and ends.
    'is paused', 'goes on', 'crashes', 'restarts', 'network cut: alice,', 'network whole again', 'becomes leader', 'becomes candidate, sets term = 2',
    // Counts, clocks, disks, operations, what is broken.
    'has 2 of 3, needs 2: quorum reached', 'votes for node-2 in round 2', 'between 68.000 ms and 68.240 ms', 'clock jumps back by 5 ms', 'writes wal, not yet durable', 'loses what was not synced of wal',
    'invokes write(x, 42)', 'returns from read(x): ok 41', 'decides {x: 42}', 'timer election fires', 'violates linearizable-reads', 'note: The step limit is near.',
  ]) await expect.poll(texts, { message: words }).toContain(words);
  await view.close();

  const lost = await stage.open({ scene: 'compared-later' });
  await lost.page.click('#tab-events');
  await expect.poll(async () => (await lost.page.locator('fl-events-list [role=row]').allInnerTexts()).join()).toMatch(/≈ at another time in|~ not the same in|only in/);
  await lost.close();

  // As one node: the fog is said as well.
  const fogged = await stage.open({ scene: 'reply-lost' });
  await fogged.page.click('#tab-events');
  await fogged.page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'seeAsNode', node: 'alice' }));
  await fogged.page.locator('fl-events-list [role=row]').nth(1).click();
  // From the last that is known, keys go on to what is not known yet.
  await fogged.page.keyboard.press('ArrowDown');
  await expect.poll(() => fogged.page.locator('.position').innerText()).toContain('#1');
  await fogged.page.keyboard.press('End');
  const known = async (): Promise<string> => (await fogged.page.locator('fl-events-list [role=row]').allInnerTexts()).join();
  await expect.poll(known).toContain('timer timeout fires');
  expect(await known()).not.toMatch(/dropped|lost/);
  expect(await fogged.complaints()).toEqual([]);
  await fogged.close();
});

/** Relative luminance of `rgb(…)`, as WCAG has it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = colour.match(/[\d.]+/g)!.slice(0, 3).map((text) => {
    const value = Number(text) / (colour.startsWith('color') ? 1 : 255);
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
