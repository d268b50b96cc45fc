/** A question of the notes asked on the diagram: what comes is hidden, in picture and words, until there is an answer. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
let view: View;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => view?.close());
afterAll(() => stage?.close());

test('what comes is hidden until the reader has chosen, and is then gone to', async () => {
  view = await stage.open({ scene: 'reply-lost', query: '&questions' });
  await view.page.evaluate(() => window.fakeHost.send({ type: 'showPage', see: 'ch8/unreliable-networks#the-lost-reply' }));
  await view.page.getByRole('button', { name: 'Ask Me on the Diagram' }).click();
  await expect.poll(() => view.page.locator('#app.seen-as').count()).toBe(1);
  await view.shoot('predict');
  expect(await view.axe()).toEqual([]);
  const step = (): Promise<number> => view.page.evaluate(() => Number((window.fakeHost.said.filter(({ type }) => type === 'stepped').at(-1) as { readonly step?: number } | undefined)?.step ?? -1));
  const before = await step();
  await view.page.getByRole('button', { name: 'her timer fires' }).click();
  await expect.poll(() => view.page.locator('#app.seen-as').count()).toBe(0);
  await expect.poll(step).toBe(before + 1);
  await expect.poll(() => view.page.getByText('Right, your choice.').count()).toBe(1);
  expect(await view.page.evaluate(() => window.fakeHost.said.filter(({ type }) => type === 'answered'))).toEqual([
    { type: 'answered', question: 'ch8/unreliable-networks#the-lost-reply:1', how: 'right' },
  ]);
  await view.page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => view.page.getByText('is being asked, above').count()).toBe(0);
});
