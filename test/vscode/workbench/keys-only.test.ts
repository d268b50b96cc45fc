/**
 * No mouse at all: from a closed file to the cause of a violation, by keys and by what is said aloud. What a screen reader would
 * tell is the live region's text and the names of what has the focus; the test goes by nothing else.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from 'playwright-core';
import { openWorkbench } from './workbench';
import type { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

const said = (view: Frame): Promise<string> => view.evaluate(() => document.querySelector('[aria-live]')?.textContent ?? '');
/** The event that the words tell of; a notice may stand before it. */
const eventOf = (words: string): number | undefined => {
  const found = /\bEvent #(\d+)/.exec(words);
  return found === null ? undefined : Number(found[1]);
};

test('the cause of a violation is found by keys alone', async () => {
  const { page } = workbench;
  await page.keyboard.press('Control+P');
  await page.keyboard.type('ch8/reply-lost.scenario.yaml');
  await page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: 'reply-lost.scenario.yaml' }).waitFor();
  await page.keyboard.press('Enter');
  const view = await workbench.webview('.diagram path.mark');
  await expect.poll(() => view.locator('.where').innerText()).toMatch(/^#0\s+of\s/);

  // To the violation: VS Code's own kind of key, wherever the focus is.
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Alt+F8');
  await expect.poll(() => said(view)).toContain('violates charged-at-most-once');
  const violation = eventOf(await said(view))!;

  // Why? The answer says how long the chain is.
  await page.keyboard.press('w');
  await expect.poll(() => said(view)).toMatch(/^Why event #\d+ happened: \d+ steps/);

  // Up along the causes, each told as one comes to it, until there is none.
  const told: string[] = [];
  for (let at = violation; told.length < 30; ) {
    await page.keyboard.press('Control+ArrowUp');
    await expect
      .poll(async () => {
        const words = await said(view);
        return words.includes('names no cause') || ![undefined, at].includes(eventOf(words));
      })
      .toBe(true);
    const words = await said(view);
    // The first one says that it has no cause.
    if (words.includes('names no cause')) break;
    const next = eventOf(words)!;
    expect(next).toBeLessThan(at);
    told.push(words);
    at = next;
  }
  expect(told.length).toBeGreaterThan(2);
  expect(told.some((words) => words.includes('shop receives Charge from alice'))).toBe(true);
  expect(told.some((words) => words.includes('alice sends Charge to shop'))).toBe(true);
  // The root: what alice set out to do.
  expect(told.at(-1)).toContain('alice invokes charge');
  await workbench.screenshot('keys-only');
});
