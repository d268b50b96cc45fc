/** Time rightward: turned by a key, scrolled by the wheel, pointed at, stepped through, remembered; nothing sticks out and no words overlap. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

test('the same diagram with time to the right', async () => {
  const view = await stage.open({ scene: 'everything', width: 1300, height: 800 });
  const { page } = view;
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('v');
  await page.keyboard.press('r');
  await page.locator('.diagram.rightward').waitFor();
  await expect.poll(async () => (await heads(view)).every(({ x }, _, all) => x === all[0]!.x)).toBe(true);
  const names = await heads(view);
  expect(names).toHaveLength(4);
  names.slice(1).forEach(({ y }, k) => expect(y).toBeGreaterThan(names[k]!.y + 40));
  expect(await page.locator('.picture .ring').count()).toBe(1);
  expect(await crossed(view)).toEqual([]);
  expect(await view.axe()).toEqual([]);

  // Along time by the wheel, whichever way it turns; the window shows other times then.
  const start = await scrolled(view);
  const middle = (await page.locator('.diagram .view').boundingBox())!;
  await page.mouse.move(middle.x + middle.width / 2, middle.y + middle.height - 20);
  await page.mouse.wheel(0, -200);
  await expect.poll(() => scrolled(view)).toEqual({ left: start.left - 200, top: 0 });
  await expect.poll(() => crossed(view)).toEqual([]);

  // A click on a mark goes to its event, and the step stays in sight.
  const mark = (await page.locator('.picture .mark.resume:visible').first().boundingBox())!;
  await page.mouse.click(mark.x + mark.width / 2, mark.y + mark.height / 2);
  await expect.poll(() => page.locator('.picture .time.current').textContent()).toBe('60 ms');
  const at = await view.step();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => view.step()).toBe(at + 1);
  await page.keyboard.press('Home');
  await expect.poll(() => scrolled(view)).toEqual({ left: 0, top: 0 });

  // From head to head with the arrows that go there.
  await page.locator('.head:visible').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset['node'])).toBe(names[1]!.name);

  // A picture of it runs the same way; and so it is the next time.
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'exportPicture' }));
  await expect.poll(() => page.evaluate(() => window.fakeHost.said.flatMap((message) => (message.type === 'picture' ? [message.scene.timeDirection] : [])))).toEqual(['right']);
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('state'))).toContain('"timeDirection":"right"');
  await page.reload();
  await page.locator('.diagram.rightward').waitFor();
  await page.locator('.diagram .view').focus();
  await page.keyboard.press('t');
  await expect.poll(() => crossed(view)).toEqual([]);
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'toggleTimeDirection' }));
  await expect.poll(() => page.locator('.diagram.rightward').count()).toBe(0);
  await expect.poll(async () => (await heads(view)).every(({ y }, _, all) => y === all[0]!.y)).toBe(true);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

async function heads({ page }: View): Promise<{ readonly name: string; readonly x: number; readonly y: number }[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.head')].filter((head) => !head.hidden).map((head) => {
    const { x, y } = head.getBoundingClientRect();
    return { name: head.dataset['node'] ?? '', x, y };
  }));
}

async function scrolled({ page }: View): Promise<{ readonly left: number; readonly top: number }> {
  return page.evaluate(() => {
    const { scrollLeft, scrollTop } = document.querySelector('.diagram .view')!;
    return { left: Math.round(scrollLeft), top: scrollTop };
  });
}

/** Level words of the picture that lie on one another, or on heads or times. */
async function crossed({ page }: View): Promise<string[]> {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll<SVGTextElement>('.picture .label, .picture .gutter .time')].filter((text) => text.style.display !== 'none' && !text.hasAttribute('transform'));
    const boxes = shown.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    // Boxes of letters are higher than the letters.
    return boxes.flatMap((one, i) => boxes.slice(i + 1).filter(({ box }) => one.box.left < box.right - 1 && box.left < one.box.right - 1 && one.box.top < box.bottom - 5 && box.top < one.box.bottom - 5).map((other) => `${one.text} and ${other.text}`));
  });
}
