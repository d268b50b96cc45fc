/** Clock readings in the built view: chosen by list, key and command, remembered, told in the panel, clean in all themes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';
import { THEME_NAMES } from './themes';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const chips = (view: View): Promise<string[]> => view.page.locator('.picture text.chip').evaluateAll((all) => all.filter((each) => (each as SVGElement).style.display !== 'none').map((each) => each.textContent ?? ''));
const panel = (view: View): Promise<string> => view.page.locator('fl-clock-facts').evaluate((element) => (element.shadowRoot?.textContent ?? '').replace(/\s+/g, ' '));

/** Goes to the end, where everything is in sight or near. */
async function open(scene: string, query = '', width = 1500): Promise<View> {
  const view = await stage.open({ scene, width, height: 1000, query });
  await view.page.keyboard.press('End');
  await view.announced();
  return view;
}

test('what processes read on their clocks stands beside the true time from the start', async () => {
  const view = await open('last-write');
  expect(await chips(view)).toContain('wall 12 ms · true 12 ms');
  expect(await view.page.locator('vscode-dropdown.clocks').evaluate((element) => (element as HTMLSelectElement).value)).toBe('recorded');
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('another kind is chosen from the list, by a key and by a command, and stays chosen when the page comes back', async () => {
  const view = await open('last-write');
  await view.page.locator('vscode-dropdown.clocks').click();
  await view.page.locator('vscode-option', { hasText: 'Vector' }).click();
  await view.page.locator('.picture text.chip', { hasText: '[4, 4, 8, 10, 5]' }).waitFor();
  await view.page.locator('.diagram .view').focus();
  await view.page.keyboard.press('k');
  await view.page.locator('.picture text.chip', { hasText: '22 ms, 16' }).waitFor();
  await view.page.waitForFunction(() => (JSON.parse(sessionStorage.getItem('state')!) as { clocks: string }).clocks === 'hybrid');
  await view.page.reload();
  await view.page.locator('.picture text.chip', { hasText: '22 ms, 16' }).waitFor();
  await view.page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'nextClocks' }));
  await view.page.waitForFunction(() => [...document.querySelectorAll<SVGElement>('.picture text.chip')].every((each) => each.style.display === 'none'));
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('the panel tells all clocks of the current event, and which of two events came first', async () => {
  const view = await stage.open({ scene: 'last-write', width: 1500, height: 1000 });
  for (let n = 0; n < 9; n++) await view.page.keyboard.press('ArrowRight');
  await view.page.waitForFunction(() => document.querySelector('fl-clock-facts')?.shadowRoot?.textContent?.includes('20 ms ahead'));
  expect(await panel(view)).toContain('6 of node-1');
  expect(await panel(view)).toContain('node-1 3, alice 4');
  // The step has been told by then, and does not talk over it.
  await view.announced();
  await view.page.keyboard.press('m');
  await view.page.locator('.picture .marked').waitFor();
  expect(await view.page.locator('[aria-live]').innerText()).toBe('Event 9 is marked to compare others with it');
  for (let n = 0; n < 16; n++) await view.page.keyboard.press('ArrowRight');
  await view.page.waitForFunction(() => document.querySelector('fl-clock-facts')?.shadowRoot?.textContent?.includes('13 of node-2'));
  const told = await panel(view);
  expect(told).toContain('→ Event #9 happened before this one');
  expect(told).toMatch(/Wall 22 ms \(20 ms ahead\) > 12 ms says the opposite/);
  expect(told).toMatch(/Lamport 6 of node-1 < 13 of node-2/);
  expect(await view.axe()).toEqual([]);
  await view.page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'markEvent' }));
  await view.page.waitForFunction(() => document.querySelector('fl-clock-facts')?.shadowRoot?.textContent?.includes('No longer compare'));
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('shift and a click mark an event, again lets go of it, and the current one stays', async () => {
  const view = await stage.open({ scene: 'last-write', width: 1500, height: 1000 });
  const mark = view.page.locator('.picture .mark.invoke').first();
  await mark.click({ modifiers: ['Shift'], force: true });
  await view.page.locator('.picture .marked').waitFor();
  expect(await view.step()).toBe(0);
  await view.page.waitForFunction(() => /Compared with event #5/.test(document.querySelector('fl-clock-facts')?.shadowRoot?.textContent ?? ''));
  await mark.click({ modifiers: ['Shift'], force: true });
  await view.page.waitForFunction(() => document.querySelector<SVGElement>('.picture .marked')?.style.display === 'none' || document.querySelector('.picture .marked') === null);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test.each([
  ...THEME_NAMES.map((theme) => ({ theme, scene: 'intervals', clocks: 'recorded', width: 1000 })),
  { theme: 'light' as const, scene: 'many:400:12', clocks: 'vector', width: 420 },
])('$clocks clocks, $theme at $width', async ({ theme, scene, clocks, width }) => {
  const view = await stage.open({ scene, theme, width, height: 800, query: `&clocks=${clocks}` });
  await view.page.keyboard.press('PageDown');
  await view.announced();
  await view.shoot(`clocks-${clocks}-${theme}-${width}`);
  expect((await chips(view)).length).toBeGreaterThan(0);
  await view.page.click('.spacing');
  await view.shoot(`clocks-${clocks}-scale-${theme}-${width}`);
  expect(await view.axe()).toEqual([]);
  expect(await view.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

test('a long trace is drawn at once, and its clocks come when they are computed', async () => {
  const view = await open('many:100000:5', '&clocks=lamport');
  await view.page.waitForFunction(() => [...document.querySelectorAll('.picture text.chip')].some((each) => Number(each.textContent) > 1000), undefined, { timeout: 30_000 });
  expect(await view.complaints()).toEqual([]);
  await view.close();
});
