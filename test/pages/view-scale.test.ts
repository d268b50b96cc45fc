/** What a page holds and does does not depend on how much there is: few elements with many nodes, and nothing for a pane that is closed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage } from './harness';

/** Of the whole page, those in shadow trees among them. */
const MOST_ELEMENTS = 1000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

test('fifteen nodes, zoomed out: at most a thousand elements; a closed pane is left as it is', async () => {
  const view = await stage.open({ scene: 'many:3000:15' });
  const { page } = view;
  await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('.track input')!.max) === 2999);
  await page.focus('.view');
  for (let n = 0; n < 6; n++) await page.keyboard.press('-');
  for (let n = 0; n < 12; n++) await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('fl-state-panel .card').count()).toBe(15);
  // Trees that nobody sees are let go of when the browser has told which these are.
  await expect.poll(() => page.locator('fl-value-tree[away]').count()).toBeGreaterThan(5);
  const elements = await page.evaluate(() => {
    const count = (root: ParentNode): number => [...root.querySelectorAll('*')].reduce((sum, each) => sum + 1 + (each.shadowRoot === null ? 0 : count(each.shadowRoot)), 0);
    return count(document);
  });
  expect(elements).toBeLessThanOrEqual(MOST_ELEMENTS);

  const current = (): Promise<string> => page.evaluate(() => (document.querySelector('fl-event-panel') as unknown as { event: { index: number } }).event.index.toString());
  const panel = page.locator('.pane.details h2 button');
  await expect.poll(current).toBe('12');
  await panel.click();
  await page.focus('.view');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => view.step()).toBe(13);
  // Those that are open have followed, so this one would have as well.
  await expect.poll(() => page.evaluate(() => (document.querySelector('fl-state-panel') as unknown as { current: string }).current)).not.toBe('');
  expect(await current()).toBe('12');
  await panel.click();
  await expect.poll(current).toBe('13');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
