/** Long and wide traces: what is drawn depends on the window and not on the trace, and every end of it can be reached. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';

/** More elements than this in the picture means that something is drawn that nobody sees. */
const MOST_ELEMENTS = 2500;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

async function settle(view: View): Promise<void> {
  await view.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

function elements(view: View): Promise<number> {
  return view.page.evaluate(() => document.querySelectorAll('.picture *').length);
}

async function open(scene: string, events: number): Promise<View> {
  const view = await stage.open({ scene });
  await view.page.waitForFunction((last) => Number(document.querySelector<HTMLInputElement>('.track input')!.max) === last, events - 1, { timeout: 60_000 });
  return view;
}

describe('100,000 events', () => {
  test('draw a bounded number of elements, wherever one scrolls, steps or zooms', async () => {
    const view = await open('many:100000:6', 100_000);
    const counts: number[] = [await elements(view)];
    for (const part of [0.1, 0.5, 0.9, 1]) {
      await view.page.evaluate((at) => {
        const scrolled = document.querySelector('.view')!;
        scrolled.scrollTop = at * scrolled.scrollHeight;
      }, part);
      await settle(view);
      counts.push(await elements(view));
    }
    await view.page.click('.spacing');
    for (let n = 0; n < 12; n++) {
      await view.page.keyboard.press('-');
      await settle(view);
      counts.push(await elements(view));
    }
    for (let n = 0; n < 20; n++) await view.page.keyboard.press('+');
    await settle(view);
    counts.push(await elements(view));
    expect(Math.max(...counts)).toBeLessThan(MOST_ELEMENTS);
    expect(await view.complaints()).toEqual([]);
    await view.close();
  });

  test('show the current event in the window after every move', async () => {
    const view = await open('many:100000:12', 100_000);
    for (const key of ['End', 'n', 'Shift+N', 'PageUp', 'c', 'Home', 'PageDown']) {
      await view.page.keyboard.press(key);
      await settle(view);
      const ring = (await view.page.locator('.ring').boundingBox())!;
      const window = (await view.page.locator('.view').boundingBox())!;
      expect([key, ring.y > window.y && ring.y + ring.height < window.y + window.height]).toEqual([key, true]);
      expect([key, ring.x > window.x + 80 && ring.x + ring.width < window.x + window.width]).toEqual([key, true]);
    }
    await view.close();
  });
});

test('a million events: the last can be reached by the scrollbar, and a notch of the wheel is a notch', async () => {
  const view = await open('many:1000000:4', 1_000_000);
  await view.page.evaluate(() => {
    const scrolled = document.querySelector('.view')!;
    scrolled.scrollTop = scrolled.scrollHeight;
  });
  await settle(view);
  const box = (await view.page.locator('.view').boundingBox())!;
  await view.page.mouse.click(box.x + 40, box.y + box.height - 26 - 14);
  await settle(view);
  expect(await view.step()).toBe(999_999);
  const before = (await view.page.locator('.ring').boundingBox())!;
  await view.page.mouse.move(box.x + 300, box.y + 300);
  await view.page.mouse.wheel(0, -120);
  await view.page.waitForFunction((y) => Math.abs(document.querySelector('.ring')!.getBoundingClientRect().y - y) > 60, before.y);
  await settle(view);
  const after = (await view.page.locator('.ring').boundingBox())!;
  expect(Math.round(after.y - before.y)).toBe(120);
  expect(await elements(view)).toBeLessThan(MOST_ELEMENTS);
  await view.close();
});

test('the first events are on screen before the last have come', async () => {
  const view = await stage.open({ scene: 'many:1000000:4' });
  const taken = await view.page.evaluate(() => Number(document.querySelector<HTMLInputElement>('.track input')!.max) + 1);
  expect(taken).toBeLessThan(1_000_000);
  expect(await view.page.locator('.picture .mark').count()).toBeGreaterThan(10);
  await view.close();
});

test('twelve lanes have heads that stay above them when scrolled sideways', async () => {
  const view = await open('many:10000:12', 10_000);
  await view.page.evaluate(() => (document.querySelector('.view')!.scrollLeft = 10_000));
  await settle(view);
  const head = (await view.page.locator('.head', { hasText: 'node-12' }).boundingBox())!;
  const box = (await view.page.locator('.view').boundingBox())!;
  expect(head.x).toBeGreaterThan(box.x);
  expect(head.x + head.width).toBeLessThan(box.x + box.width);
  expect(await view.page.locator('.head:visible').count()).toBeLessThan(12);
  await view.close();
});
