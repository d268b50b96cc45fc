/** What survives: reloading the page, editing the text, switching the spacing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

async function settle(view: View): Promise<void> {
  await view.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function ringY(view: View): Promise<number> {
  await settle(view);
  const box = (await view.page.locator('.ring').boundingBox())!;
  return Math.round(box.y + box.height / 2);
}

async function stored(view: View): Promise<void> {
  await settle(view);
  // The view is stored a moment after it changed, and at once when the page goes.
  await view.page.reload();
  await view.page.waitForFunction(() => document.querySelector('.picture .ring') !== null);
  await settle(view);
}

describe('reloading the page', () => {
  test('keeps step, spacing, tab, panes and sizes', async () => {
    const view = await stage.open({ scene: 'reply-lost' });
    await view.page.keyboard.press('n');
    await view.page.click('.spacing');
    await view.page.getByRole('button', { name: 'Event', exact: true }).click();
    await view.page.focus('.sash');
    await view.page.keyboard.press('ArrowLeft');
    await settle(view);
    const share = await view.page.locator('.sash').getAttribute('aria-valuenow');
    await stored(view);
    expect(await view.step()).toBe(14);
    expect(await view.page.locator('.spacing').innerText()).toContain('To scale');
    expect(await view.page.locator('fl-event-panel').isVisible()).toBe(false);
    expect(await view.page.locator('.sash').getAttribute('aria-valuenow')).toBe(share);
    await view.page.click('#tab-events');
    await settle(view);
    await view.page.reload();
    await view.page.locator('fl-events-list').waitFor();
    expect(await view.complaints()).toEqual([]);
    await view.close();
  });

  test('keeps the place in a long trace', async () => {
    const view = await stage.open({ scene: 'many:100000:5' });
    await view.page.waitForFunction(() => document.querySelector<HTMLInputElement>('.track input')!.max === '99999');
    await view.page.locator('.track input').fill('70000');
    const before = await ringY(view);
    await stored(view);
    await view.page.waitForFunction(() => document.querySelector<HTMLInputElement>('.track input')!.value === '70000');
    expect(Math.abs((await ringY(view)) - before)).toBeLessThanOrEqual(1);
    await view.close();
  });
});

test('the text is edited: the reader stays at the same event, at the same place', async () => {
  const view = await stage.open({ scene: 'reply-lost', height: 600 });
  await view.page.keyboard.press('n');
  await view.announced();
  const before = await ringY(view);
  await view.page.evaluate(() => window.fakeHost.show('reply-lost-edited'));
  await view.page.waitForFunction(() => document.querySelector<HTMLElement>('.view')!.dataset['run'] === '2');
  await settle(view);
  expect(await view.page.locator('.where').innerText()).toContain('95 ms');
  await view.page.waitForFunction(() => document.querySelector('fl-event-panel')!.shadowRoot!.textContent!.includes('Message lost'));
  expect(Math.abs((await ringY(view)) - before)).toBeLessThanOrEqual(1);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('while a new run is on its way the old one stays', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  const marks = await view.page.locator('.picture .mark:visible').count();
  await view.page.evaluate(() => window.fakeHost.send({ type: 'open', run: 99, info: { title: 'x', kind: 'scenario', header: { faultline: 1, title: 'x', nodes: [], unit: 'us' }, covers: [], readOnly: false, bundled: false }, notes: [], verdicts: [] }));
  await settle(view);
  expect(await view.page.locator('.picture .mark:visible').count()).toBe(marks);
  await view.close();
});

test('errors in the text: the last good run stays and says so', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  await view.page.evaluate(() => window.fakeHost.send({ type: 'problems', problems: [{ line: 12, message: 'unknown key' }, { line: 14, message: 'no such node' }] }));
  await view.page.locator('.banner.stale').waitFor();
  expect(await view.page.locator('.banner.stale').innerText()).toContain('Line 12: unknown key and 1 more');
  expect(await view.page.locator('.picture .mark:visible').count()).toBeGreaterThan(10);
  await view.page.getByRole('button', { name: 'Show Problems' }).click();
  expect(await view.page.evaluate(() => window.fakeHost.said.some(({ type }) => type === 'showProblems'))).toBe(true);
  await view.page.evaluate(() => window.fakeHost.send({ type: 'problems', problems: [] }));
  await view.page.locator('.banner.stale').waitFor({ state: 'detached' });
  await view.close();
});

test('switching the spacing keeps the current event where it is', async () => {
  const view = await stage.open({ scene: 'everything', height: 600 });
  for (let n = 0; n < 40; n++) await view.page.keyboard.press('ArrowDown');
  const before = await ringY(view);
  await view.page.click('.spacing');
  expect(Math.abs((await ringY(view)) - before)).toBeLessThanOrEqual(1);
  await view.close();
});

test('to scale, what happens at the same time but later is dimmed as well', async () => {
  const view = await stage.open({ scene: 'bursts' });
  await view.page.click('.spacing');
  const veils = (): Promise<number> => view.page.locator('.patch:visible').count();
  await view.page.keyboard.press('Home');
  await settle(view);
  // Five nodes change their state and send at that instant; all but the first state lies ahead.
  expect(await veils()).toBeGreaterThanOrEqual(9);
  for (let n = 0; n < 24; n++) await view.page.keyboard.press('ArrowDown');
  await settle(view);
  // The last of them is current.
  expect(await veils()).toBe(0);
  await view.close();
});

test('zooming with the wheel keeps what is under the pointer', async () => {
  const view = await stage.open({ scene: 'many:10000:4' });
  await view.page.click('.spacing');
  await view.page.keyboard.press('PageDown');
  const ring = await ringY(view);
  const box = (await view.page.locator('.ring').boundingBox())!;
  await view.page.mouse.move(box.x + 5, ring);
  await view.page.keyboard.down('Control');
  await view.page.mouse.wheel(0, -200);
  await view.page.keyboard.up('Control');
  expect(Math.abs((await ringY(view)) - ring)).toBeLessThanOrEqual(1);
  await view.close();
});

test('a trace without times has rows only', async () => {
  const view = await stage.open({ scene: 'untimed' });
  await view.page.waitForFunction(() => document.querySelector('.where .index') !== null);
  expect(await view.page.locator('.where .time').count()).toBe(0);
  expect(await view.page.locator('.spacing').count()).toBe(0);
  await view.close();
});

describe('the side area', () => {
  test('moves below in a narrow window and can be closed', async () => {
    const view = await stage.open({ scene: 'reply-lost', width: 500 });
    const stageBox = (await view.page.locator('.stage').boundingBox())!;
    const sideBox = (await view.page.locator('.side').boundingBox())!;
    expect(sideBox.y).toBeGreaterThanOrEqual(stageBox.y + stageBox.height);
    await view.page.getByRole('button', { name: 'Hide the side area' }).click();
    await settle(view);
    expect(await view.page.locator('.side').isVisible()).toBe(false);
    await view.page.getByRole('button', { name: 'Show the side area' }).click();
    await settle(view);
    expect(await view.page.locator('.side').isVisible()).toBe(true);
    await view.close();
  });

  test('can be made larger by dragging', async () => {
    const view = await stage.open({ scene: 'reply-lost' });
    const before = (await view.page.locator('.side').boundingBox())!;
    await view.page.mouse.move(before.x, 400);
    await view.page.mouse.down();
    await view.page.mouse.move(before.x - 150, 400, { steps: 4 });
    await view.page.mouse.up();
    await settle(view);
    const after = (await view.page.locator('.side').boundingBox())!;
    expect(after.width - before.width).toBeGreaterThan(130);
    expect(after.width - before.width).toBeLessThan(170);
    await view.close();
  });
});
