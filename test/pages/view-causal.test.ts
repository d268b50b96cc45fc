/** Causes in the built view: past and future, why, walking along causes, and the run as one node knows it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

async function goTo(view: View, event: number): Promise<void> {
  await view.page.evaluate((to) => window.fakeHost.send({ type: 'goTo', event: to }), event);
  await expect.poll(() => view.step()).toBe(event);
}

const said = (view: View) => view.page.locator('[aria-live]').first().innerText();
const shadow = (view: View, tag: string) => view.page.evaluate((name) => document.querySelector(name)?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '', tag);

test('what came before and after the event is marked, told and remembered', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  await goTo(view, 8);
  expect(await view.page.locator('.picture .cone').count()).toBe(0);
  await view.page.keyboard.press('x');
  await expect.poll(() => view.page.locator('.picture .cone.past').count()).toBe(2);
  expect(await view.page.locator('.picture .dim').count()).toBeGreaterThan(3);
  expect(await view.page.locator('.banner.cones').innerText()).toMatch(/Event #8\s+before: 6\s+after: 18\s+neither, dimmed: 6/);
  await expect.poll(() => shadow(view, 'fl-cone-facts')).toContain('6 events on 2 nodes could have affected it. It could affect 18 events on 2 nodes. 6 are concurrent with it.');
  await view.page.waitForTimeout(300);
  await view.page.reload();
  await view.page.locator('.banner.cones').waitFor();
  await view.page.keyboard.press('x');
  await expect.poll(() => view.page.locator('.picture .dim').count()).toBe(0);
  // The list of events tells all of it in words.
  await view.page.keyboard.press('x');
  await view.page.click('#tab-events');
  const asides = async (): Promise<string> => (await view.page.locator('fl-events-list .item .aside').allInnerTexts()).join(' ');
  await expect.poll(asides).toMatch(/before #8[^]*concurrent with #8[^]*lost at #\d+: dropped on the way/);
  expect(await view.page.locator('.banner.cones').isVisible()).toBe(true);
  await view.page.getByRole('button', { name: 'Show what came before and after the event' }).click();
  await expect.poll(asides).not.toContain('before #8');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('keys walk to causes and effects, and the chain that explains an event is listed and drawn', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  await goTo(view, 12);
  await view.page.keyboard.press('w');
  await expect.poll(() => shadow(view, 'fl-why-panel')).toMatch(/Why event #12 happened 1\. *alice invokes charge.* 2\. *alice sends Charge to shop.* 6\. *shop sends Reply to alice/);
  await expect.poll(() => view.page.locator('.picture .why.step:visible').count()).toBe(6);
  const before = await view.step();
  await view.page.keyboard.press('Control+ArrowUp');
  await expect.poll(() => view.step()).toBeLessThan(before);
  // Walking along it, the chain stays; where the reader is, is marked in it.
  await expect.poll(() => view.page.evaluate(() => document.querySelector('fl-why-panel')!.shadowRoot!.querySelector('[aria-current]')?.textContent)).toContain('timer work fires');
  await view.page.keyboard.press('Control+ArrowDown');
  await expect.poll(() => said(view)).toContain('Effect 1 of');
  const first = await view.step();
  await view.page.keyboard.press('Control+Alt+ArrowDown');
  await expect.poll(() => view.step()).toBeGreaterThan(first);
  await view.page.keyboard.press('Escape');
  await expect.poll(() => view.page.locator('.picture .why:visible').count()).toBe(0);
  // The violation is explained by the events that show it.
  await view.page.keyboard.press('v');
  await view.page.keyboard.press('w');
  await expect.poll(() => shadow(view, 'fl-why-panel')).toMatch(/1\. *alice invokes charge/);
  expect(await view.axe()).toEqual([]);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('the cause of a violation is found by keys alone', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  const { page } = view;
  await page.keyboard.press('v');
  await expect.poll(() => said(view)).toContain('violates charged-at-most-once');
  await page.keyboard.press('w');
  await expect.poll(() => said(view)).toMatch(/^Why event #\d+ happened: \d+ steps/);
  // On to the chain in the side area, wherever that is.
  const inChain = () => page.evaluate(() => document.activeElement?.localName === 'fl-why-panel');
  for (let tabs = 0; tabs < 80 && !(await inChain()); tabs++) await page.keyboard.press('Tab');
  expect(await inChain()).toBe(true);
  await page.keyboard.press('Enter');
  await expect.poll(() => said(view)).toContain('alice invokes charge');
  // The second step of the first chain: what was sent. And one cause back again.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => said(view)).toContain('alice sends Charge to shop');
  expect(await page.evaluate(() => document.querySelector('fl-why-panel')!.shadowRoot!.activeElement?.getAttribute('aria-current'))).toBe('step');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('seen as one node, nothing on the page tells what it cannot know', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  // The reply has died. Alice has only asked.
  await goTo(view, 14);
  await view.page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'seeAsNode', node: 'alice' }));
  await view.page.locator('.banner.seen-as').waitFor();
  await expect.poll(() => view.page.locator('.picture .lose:visible').count()).toBe(0);
  expect(await view.page.locator('.picture .label.unknown:visible').allTextContents()).toEqual(['?']);
  expect((await view.page.locator('.picture .labels text:visible').allTextContents()).filter((text) => /lost|Reply|work/.test(text))).toEqual([]);
  expect(await shadow(view, 'fl-event-panel')).toContain('Not known to alice');
  expect(await view.page.evaluate(() => [...document.querySelector('fl-state-panel')!.shadowRoot!.querySelectorAll('.name')].map((name) => name.textContent))).toEqual(['alice']);
  await expect.poll(() => said(view)).toMatch(/Seen as alice|alice cannot know/);
  await view.page.click('#tab-events');
  const rows = view.page.locator('fl-events-list [role=row]');
  await rows.nth(3).waitFor();
  const texts = await rows.allInnerTexts();
  expect(texts.some((text) => text.includes('sends Charge'))).toBe(true);
  expect(texts.filter((text) => /shop|Reply/.test(text) && !/Charge to shop/.test(text))).toEqual([]);
  expect(texts.filter((text) => text.includes('cannot know'))).toEqual([]);
  expect(texts.find((text) => text.includes('sends Charge'))).toContain('fate unknown');
  // Nor how much it does not know, with a filter on too.
  const line = view.page.locator('.hidden-line');
  expect(await line.innerText()).toBe('Listed is what alice can know of by now.');
  await view.page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'find' }));
  await view.page.getByRole('combobox', { name: 'Find', exact: true }).fill('kind:lose');
  await view.page.getByRole('button', { name: 'Hide what does not match' }).click();
  await expect.poll(() => view.page.locator('.banner.filtered').innerText()).toContain('Events are hidden by the filter kind:lose');
  expect(await line.innerText()).not.toMatch(/\d/);
  expect(await view.page.locator('.banner.filtered').innerText()).not.toMatch(/\d/);
  expect(await rows.count()).toBe(1);
  await view.page.locator('.banner.filtered').getByRole('button', { name: 'Show All' }).click();
  expect(await view.axe()).toEqual([]);
  await view.page.click('.banner.seen-as vscode-button');
  await expect.poll(async () => (await rows.allInnerTexts()).some((text) => text.includes('sends Reply'))).toBe(true);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('two nodes are laid side by side, and a row leads to its event', async () => {
  const view = await stage.open({ scene: 'reply-lost' });
  await view.page.getByRole('button', { name: 'What a node can see' }).click();
  const panel = view.page.locator('fl-perspective-panel');
  await panel.locator('#beside').selectOption('shop');
  await expect.poll(() => panel.locator('.verdict').innerText()).toContain('alice and shop saw different things from row 1 on');
  await panel.locator('td .go', { hasText: 'sends Charge' }).first().click();
  await expect.poll(() => shadow(view, 'fl-event-panel')).toContain('alice sends Charge to shop');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
