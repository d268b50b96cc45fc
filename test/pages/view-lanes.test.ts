/** Lanes that are hidden and moved, exchanges that are folded, the three ways of time, and messages at the window's edge. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KIND } from '../../src/kernel/event';
import type { EventDetail, EventKind } from '../../src/kernel/event';
import { createTraceBuilder } from '../../src/trace/builder';
import type { Trace } from '../../src/trace/trace';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** Heartbeats between three nodes, a crash in between, and at the end a violation after a long silence. */
function heartbeats(): Trace {
  const names = ['n0', 'n1', 'n2'];
  const build = createTraceBuilder({ title: 'Heartbeats', nodes: names.map((id) => ({ id, role: 'node' })) });
  const add = (t: number, node: number, kind: EventKind, detail: object, cause = -1): number => build.add(t, node, KIND[kind], cause, detail as EventDetail);
  let msg = 0;
  const round = (t: number): void => {
    const sent = [1, 2].map((to) => ({ id: ++msg, to, i: add(t, 0, 'send', { msg, to: names[to]!, type: 'Beat', body: {} }) }));
    for (const { id, to, i } of sent) add(t + 5_000, to, 'deliver', { msg: id, from: 'n0', type: 'Beat' }, i);
  };
  for (let k = 0; k < 20; k++) round(k * 20_000);
  const crash = add(450_000, 1, 'crash', {});
  add(460_000, 1, 'restart', {}, crash);
  const slow = add(470_000, 0, 'send', { msg: ++msg, to: 'n2', type: 'Snapshot', body: {} });
  for (let k = 0; k < 60; k++) add(480_000 + k * 1000, 1, 'state', { set: { k } });
  add(560_000, 2, 'deliver', { msg, from: 'n0', type: 'Snapshot' }, slow);
  add(60_000_000, 1, 'violation', { invariant: 'beats', events: [] });
  return build.trace;
}

const heads = (view: View): Promise<string[]> => view.page.locator('.head:visible .name').allInnerTexts();
const heard = (view: View, text: RegExp): Promise<unknown> => expect.poll(() => view.page.locator('[aria-live]').first().innerText()).toMatch(text);

test('lanes are hidden, shown and moved by keys and mouse, and stay so when the page is loaded anew', async () => {
  const view = await stage.open({ scene: 'everything', height: 800 });
  const { page } = view;
  const [first, second, third, fourth] = await heads(view);
  await page.locator('.head:visible').nth(2).focus();
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect.poll(() => heads(view)).toEqual([first, third, second, fourth]);
  await heard(view, /is number 2 of 4/);
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset['node'])).toBe('node-2');
  expect(JSON.parse((await page.locator('.head:focus').getAttribute('data-vscode-context'))!)).toMatchObject({ webviewSection: 'lane', node: 'node-2', preventDefaultContextMenuItems: true });
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('h');
  await expect.poll(() => heads(view)).toEqual([third, second, fourth]);
  await heard(view, /The lane of alice is hidden/);
  expect(await page.locator('.picture .label.away').first().textContent()).toContain('alice');
  expect(await view.axe()).toEqual([]);

  const box = (await page.locator('.head:visible').nth(2).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x - box.width, box.y + 20, { steps: 4 });
  await page.locator('.drop-mark:visible').waitFor();
  await view.shoot('lanes-dragged');
  await page.mouse.up();
  await expect.poll(() => heads(view)).toEqual([third, fourth, second]);

  await page.click('#tab-events');
  await page.locator('.hidden-line').waitFor();
  expect(await page.locator('.hidden-line').innerText()).toMatch(/of 73 events are hidden/);
  await page.click('#tab-diagram');
  // What is remembered is stored a moment later.
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('state'))).toContain('"hiddenLanes":["alice"]');
  await page.reload();
  await page.locator('.head:visible').first().waitFor();
  await expect.poll(() => heads(view)).toEqual([third, fourth, second]);
  await page.click('.hidden-lanes');
  await expect.poll(() => heads(view)).toEqual([first, third, fourth, second]);
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'hideLane', node: 'node-3' }));
  await expect.poll(async () => (await heads(view)).length).toBe(3);
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'orderLanes' }));
  await heard(view, /order/);
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'resetLanes' }));
  await page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'showAllLanes' }));
  await expect.poll(() => heads(view)).toEqual([first, second, third, fourth]);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('what repeats is one row that opens, a key goes through the ways of time, and the edge tells what leaves', async () => {
  const view = await stage.open({ trace: heartbeats(), height: 700 });
  const { page } = view;
  const fold = page.locator('.picture .label.folded:visible');
  expect(await fold.textContent()).toBe('▸ Beat: 20 rounds, 40 messages, 385 ms');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => view.step()).toBe(80);
  await page.keyboard.press('ArrowUp');
  await heard(view, /Folded, Beat: 20 rounds/);
  await page.keyboard.press('Enter');
  await expect.poll(() => fold.count()).toBe(0);
  await page.keyboard.press('f');
  await expect.poll(() => fold.count()).toBe(1);
  const box = (await fold.boundingBox())!;
  await page.mouse.click(box.x + 20, box.y + box.height / 2);
  await expect.poll(() => fold.count()).toBe(0);
  await page.keyboard.press('f');

  // The Snapshot goes below the window; its label leads to where it arrives.
  await page.locator('.edge-chip:visible').waitFor();
  expect(await page.locator('.edge-chip:visible').innerText()).toBe('→ n2: Snapshot, 90 ms later');
  expect(await view.axe()).toEqual([]);
  await page.locator('.edge-chip:visible').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => view.step()).toBe(143);
  await expect.poll(() => page.locator('.edge-chip:visible').innerText()).toBe('from n0: Snapshot, 90 ms earlier');

  const rowPx = async (): Promise<number> => page.evaluate(() => Number(JSON.parse(sessionStorage.getItem('state') ?? '{}')['rowPx']));
  await page.keyboard.press('-');
  await expect.poll(rowPx).toBe(20);
  for (const _ of [1, 2, 3, 4]) await page.keyboard.press('+');
  await expect.poll(rowPx).toBe(60);
  await page.keyboard.press('0');
  await expect.poll(rowPx).toBe(28);

  await page.keyboard.press('t');
  await heard(view, /^To scale/);
  await page.keyboard.press('t');
  await heard(view, /^Compressed/);
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('.picture .time.cut:visible').allTextContents()).toContain('⋯ 59.4 s');
  expect(await page.locator('.picture .break:visible').count()).toBeGreaterThan(0);
  await view.shoot('compressed');
  await page.keyboard.press('t');
  await heard(view, /^Even/);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
