/** The state of the nodes while someone steps through a run. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPanels } from '../webview/panels/harness';
import type { Panels } from '../webview/panels/harness';
import { PAYMENT, PAYMENT_BEFORE, cluster } from '../webview/panels/samples';

let panels: Panels;
beforeAll(async () => {
  panels = await openPanels();
});
beforeEach(() => panels.setSize(320, 700));
afterAll(() => panels?.close());

const rows = (node: number): Promise<string[]> =>
  panels.page.locator('fl-value-tree').nth(node).locator('[role=treeitem] .line').allInnerTexts();

test('marks what changed, by sign and in words, down to the part within a record', async () => {
  await panels.mount('fl-state-panel', { nodes: PAYMENT, previous: PAYMENT_BEFORE, current: 'alice' });
  const marked = await panels.page.locator('[role=treeitem]').evaluateAll((items) =>
    items.flatMap((item) => {
      const sign = item.querySelector('.mark [data-glyph]')?.getAttribute('data-glyph');
      return sign ? [`${sign} ${item.querySelector('.text')!.textContent!.replace(/\s+/g, ' ')}`] : [];
    }),
  );
  expect(marked).toEqual([
    'changed attempts: 2 (was 1), changed, was 1',
    'inside history: 3 entries, changed inside',
    'added 2: "sent Charge again", new',
    'changed balance: 80 (was 90), changed, was 90',
    'inside charges: 2 entries, changed inside',
    'added 1: {id: 2, amount: 10, from: alice}, new',
  ]);
  expect(await panels.page.locator('.status.changed').innerText()).toContain('paused');
});

test('nothing jumps while stepping forward and back, not even when a list gets shorter', async () => {
  const place = (): Promise<number[]> => panels.page.locator('.card').evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top));
  const fieldPlace = (): Promise<number> =>
    panels.page.locator('[data-path="/attempts"] .name').evaluate((name) => name.getBoundingClientRect().left);
  await panels.mount('fl-state-panel', { nodes: PAYMENT, previous: PAYMENT_BEFORE });
  const [forward, field] = [await place(), await fieldPlace()];
  await panels.change({ nodes: PAYMENT_BEFORE, previous: undefined });
  expect(await place()).toEqual(forward);
  expect(await fieldPlace()).toBe(field);
  await panels.change({ nodes: PAYMENT, previous: PAYMENT_BEFORE });
  expect(await place()).toEqual(forward);
});

test('what the reader opened stays open, and elements are kept', async () => {
  await panels.mount('fl-state-panel', { nodes: PAYMENT_BEFORE });
  await panels.page.locator('[data-path="/pending"]').click();
  expect(await rows(0)).toContain('1: {op: charge, …}');
  await panels.page.locator('[data-path="/attempts"]').evaluate((row) => row.setAttribute('data-kept', 'yes'));
  await panels.change({ nodes: PAYMENT, previous: PAYMENT_BEFORE });
  expect(await rows(0)).toContain('1: {op: charge, …}');
  expect(await panels.page.locator('[data-path="/attempts"]').getAttribute('data-kept')).toBe('yes');
});

test('a long text is there in full on demand', async () => {
  await panels.mount('fl-state-panel', { nodes: PAYMENT });
  const motd = panels.page.locator('[data-path="/motd"]');
  const text = String(PAYMENT[1]!.state['motd']);
  expect(await motd.innerText()).not.toContain(text.slice(-20));
  await motd.click();
  expect(await motd.locator('.full').innerText()).toBe(text);
});

test('a tree is one stop of the Tab key and is walked by arrows, which the page does not get', async () => {
  await panels.mount('fl-state-panel', { nodes: PAYMENT });
  await panels.page.evaluate(() => {
    const seen = ((window as unknown as { keys: string[] }).keys = []) as string[];
    document.addEventListener('keydown', (event) => seen.push(event.key));
  });
  const focused = (): Promise<string | null> =>
    panels.page.evaluate(() => {
      let active: Element | null = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.getAttribute('data-path') ?? active?.id ?? null;
    });
  await panels.page.keyboard.press('Tab');
  await panels.page.keyboard.press('Tab');
  expect(await focused()).toBe('/waiting');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await panels.page.keyboard.press(key);
  expect(await focused()).toBe('/pending');
  expect(await panels.page.locator('[data-path="/pending"]').getAttribute('aria-expanded')).toBe('true');
  await panels.page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('/pending/1');
  await panels.page.keyboard.press('ArrowLeft');
  await panels.page.keyboard.press('ArrowLeft');
  expect(await panels.page.locator('[data-path="/pending"]').getAttribute('aria-expanded')).toBe('false');
  await panels.page.keyboard.press('End');
  expect(await focused()).toBe('/history/2');
  await panels.page.keyboard.press('Home');
  expect(await focused()).toBe('/waiting');
  await panels.page.keyboard.press('Tab');
  expect(await focused()).toBe('card-1');
  expect(await panels.page.evaluate(() => (window as unknown as { keys: string[] }).keys.filter((key) => key !== 'Tab'))).toEqual([]);
});

test('a list of thousands shows its ends first and more when asked', async () => {
  const log = Array.from({ length: 5_000 }, (_, i) => `entry ${i}`);
  await panels.mount('fl-state-panel', { nodes: [{ id: 'n', role: '', status: 'up', state: { log }, changed: [] }] });
  expect((await rows(0)).length).toBe(13);
  await panels.page.locator('.gap').click();
  expect((await rows(0)).length).toBe(1 + 12 + 100);
});

test('of twelve nodes the overview says which changed, and leads to each', async () => {
  await panels.setSize(280, 640);
  await panels.mount('fl-state-panel', { nodes: cluster(1), previous: cluster(0), current: 'node-5' });
  await panels.shoot('state-12-narrow');
  const changed = await panels.page.locator('.chip.changed bdi').allInnerTexts();
  expect(changed).toEqual(['node-3', 'node-5', 'node-6']);
  await panels.page.getByRole('button', { name: 'node-11' }).first().click();
  const card = await panels.page.locator('.card').nth(10).boundingBox();
  const overview = await panels.page.locator('.overview').boundingBox();
  expect(card!.y).toBeGreaterThanOrEqual(overview!.y + overview!.height);
  expect(card!.y + 40).toBeLessThan(640);
  await panels.page.getByRole('button', { name: 'Close all' }).click();
  await expect.poll(() => panels.page.locator('fl-value-tree:visible').count()).toBe(0);
  await panels.setSize(1100, 700);
  await panels.shoot('state-12-wide');
  expect(await panels.axe()).toEqual([]);
});

test('it says when there are more nodes than it was given', async () => {
  await panels.mount('fl-state-panel', { nodes: PAYMENT, total: 10_000 });
  expect(await panels.page.locator('.empty').innerText()).toContain('9998 more nodes');
  await panels.change({ total: PAYMENT.length });
  expect(await panels.page.locator('.empty').count()).toBe(0);
});

test('what changed out of sight comes into sight, and what is in sight stays where it is', async () => {
  await panels.setSize(320, 300);
  const steps = [0, 1].map((step) => cluster(step).slice(0, 3).map((node, i) => ({ ...node, state: { ...node.state, seen: i === 2 ? step : 0 } })));
  const still = cluster(0).slice(0, 3).map((node) => ({ ...node, state: { ...node.state, seen: 0 } }));
  const scrolled = (): Promise<number> => panels.page.evaluate(() => document.querySelector('main')!.scrollTop);
  await panels.mount('fl-state-panel', { nodes: still, previous: still, current: 'node-1' });
  await panels.change({ nodes: steps[0]!, previous: still, current: 'node-1' });
  expect(await scrolled()).toBe(0);
  await panels.page.locator('#card-0').focus();
  await panels.change({ nodes: steps[1]!, previous: steps[0]!, current: 'node-3' });
  await expect.poll(scrolled).toBeGreaterThan(0);
  const marked = await panels.page.locator('.card').nth(2).locator('.item.changed, .item.inside').first().boundingBox();
  expect(marked!.y).toBeGreaterThanOrEqual(0);
  expect(marked!.y + marked!.height).toBeLessThanOrEqual(300);
  expect(await panels.page.evaluate(() => document.querySelector('fl-state-panel')!.shadowRoot!.activeElement?.id)).toBe('card-0');
  const before = await scrolled();
  await panels.change({ nodes: steps[1]!, previous: steps[0]!, current: 'node-3' });
  expect(await scrolled()).toBe(before);
});

test('the eye asks what a node can see', async () => {
  await panels.mount('fl-state-panel', { nodes: PAYMENT, comparable: true });
  await panels.page.getByRole('button', { name: 'What can shop see?' }).click();
  expect(await panels.heard()).toEqual([{ name: 'show-perspective', detail: { node: 'shop' } }]);
});

test('names and values from files are text', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  await panels.mount('fl-state-panel', {
    nodes: [{ id: hostile, role: hostile, status: 'up', state: { [hostile]: hostile, nested: { [hostile]: [hostile] } }, changed: [hostile] }],
  });
  expect(await panels.page.locator('img').count()).toBe(0);
  expect(await panels.page.locator('h3').innerText()).toBe(hostile);
  expect(panels.complaints).toEqual([]);
});
