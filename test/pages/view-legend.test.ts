/** The legend and pictures taken out of the view, in the real page under its own policy. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

test('one key explains the signs of this trace, with the signs themselves, and gives the focus back', async () => {
  const view = await stage.open({ scene: 'everything', theme: 'high-contrast', width: 400 });
  const { page } = view;
  await page.locator('.view').focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'What the signs mean' });
  await dialog.waitFor();
  const listed = (where: string): Promise<string[]> => page.locator(`.legend ${where} > li`).evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['sign']!));
  await expect.poll(() => listed('.content > ul')).toContain('lost-queue-full');
  const here = await listed('.content > ul');
  for (const sign of ['lost-dropped', 'lost-partition', 'lost-receiver-down', 'lost-in-flight', 'copy', 'ignored', 'waited', 'unsynced', 'violation']) expect(here).toContain(sign);
  expect(here).not.toContain('slow');
  expect(await listed('details > ul')).toContain('slow');
  // The very path of the diagram.
  const cross = await page.locator('.legend li[data-sign="lost-dropped"] path.lose').getAttribute('d');
  expect(cross).toBe('M-6 -6L6 6M6 -6L-6 6');
  // No two signs look the same, colours aside.
  const looks = await page.locator('.legend li').evaluateAll((items) => items.map((item) => [...item.querySelectorAll('path')].map((path) => `${path.getAttribute('d')} ${path.classList.contains('paper') || path.classList.contains('unknown')} ${getComputedStyle(path).strokeDasharray}`).join(' ')));
  expect(new Set(looks).size).toBe(looks.length);
  await view.shoot('legend-high-contrast-400');
  expect(await view.axe()).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('view');
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'legend' }));
  await dialog.waitFor();
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('a picture of what is seen becomes pixels in the page, and one that is too large says so', async () => {
  const view = await stage.open({ scene: 'reply-lost', theme: 'dark' });
  const { page } = view;
  const said = <T extends string>(type: T): Promise<unknown> => page.waitForFunction((name) => window.fakeHost.said.find((message) => message.type === name), type).then((handle) => handle.jsonValue());
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'exportPicture' }));
  const asked = (await said('picture')) as { readonly scene: { readonly dark: boolean; readonly parts: { readonly [part: string]: { readonly total: number } } } };
  expect(asked.scene.dark).toBe(true);
  expect(Object.keys(asked.scene.parts)).toEqual(['whole', 'window']);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" width="30" height="20"><style>rect { fill: #ff0000; }</style><rect width="30" height="20"/></svg>';
  await page.evaluate((text) => {
    window.fakeHost.send({ type: 'rasterise', ask: { id: 1, svg: text } });
    window.fakeHost.send({ type: 'rasterise', ask: { id: 2, svg: text.replace('height="20">', 'height="90000">') } });
  }, svg);
  await page.waitForFunction(() => window.fakeHost.said.filter(({ type }) => type === 'raster').length === 2);
  const { size, red, problem } = await page.evaluate(async () => {
    const found = window.fakeHost.said.flatMap((message) => (message.type === 'raster' ? [message.answer] : []));
    const made = found.find(({ id }) => id === 1)!;
    const refused = found.find(({ id }) => id === 2)!;
    if (!('png' in made) || !('problem' in refused)) return { size: '', red: [], problem: 'problem' in made ? made.problem : '' };
    const bitmap = await createImageBitmap(new Blob([made.png], { type: 'image/png' }));
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    return { size: `${bitmap.width} ${bitmap.height}`, red: [...context.getImageData(5, 5, 1, 1).data], problem: refused.problem };
  });
  expect(size).toBe('60 40');
  expect(red).toEqual([255, 0, 0, 255]);
  expect(problem).toContain('too large for PNG');
  // Where pixels may not be put into the clipboard, the SVG is.
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'copyPicture' }));
  await page.waitForFunction(() => window.fakeHost.said.some(({ type }) => type === 'copyText' || type === 'copied'));
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
