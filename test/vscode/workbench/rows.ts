/** Rows of VS Code's lists, of which only those in sight are elements. */
import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/** The row with this text, scrolled to from the top of its list. */
export async function rowOf(page: Page, list: Locator, text: string | RegExp): Promise<Locator> {
  const found = list.locator('.monaco-list-row').filter({ hasText: text }).first();
  await list.locator('.monaco-list-row').first().waitFor();
  await list.hover();
  await page.mouse.wheel(0, -100_000);
  await expect
    .poll(
      async () => {
        if ((await found.count()) > 0) return true;
        await page.mouse.wheel(0, 300);
        return false;
      },
      { timeout: 20_000, interval: 150 },
    )
    .toBe(true);
  return found;
}
