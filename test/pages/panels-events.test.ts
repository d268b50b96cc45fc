/** The list of all events: a table for any length of trace. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPanels } from '../webview/panels/harness';
import type { Panels } from '../webview/panels/harness';
import { eventWords } from '../../webview/panels/event-words';
import { madeUpDetail, madeUpEvent } from '../webview/panels/samples';

let panels: Panels;
beforeAll(async () => {
  panels = await openPanels();
});
beforeEach(() => panels.setSize(900, 600));
afterAll(() => panels?.close());

/** Follows every `go` the list sends, as the shell does. */
const obey = (): Promise<void> =>
  panels.page.evaluate(() => {
    const list = document.querySelector('fl-events-list')!;
    list.addEventListener('go', (event) => (list.current = (event as CustomEvent<{ index: number }>).detail.index));
  });
const active = (): Promise<{ row: string | null; text: string | undefined; inView: boolean }> =>
  panels.page.evaluate(async () => {
    const list = document.querySelector('fl-events-list')!;
    await list.updateComplete;
    await list.updateComplete;
    const grid = list.shadowRoot!.querySelector('[role=grid]')!;
    const row = grid.querySelector(`#${grid.getAttribute('aria-activedescendant')}`);
    const box = row?.getBoundingClientRect();
    const seen = grid.getBoundingClientRect();
    const head = grid.querySelector('.head')!.getBoundingClientRect();
    return {
      row: row?.getAttribute('aria-rowindex') ?? null,
      text: row?.querySelector('.what')?.textContent?.trim(),
      inView: !!box && box.top >= head.bottom - 1 && box.bottom <= seen.bottom + 1,
    };
  });

test.each([0, 1, 50, 100_000, 1_000_000, 20_000_000])('of %d events only those on screen are elements, and the table says how many there are', async (count) => {
  await panels.mountEvents(count, 0);
  const grid = panels.page.getByRole('grid');
  expect(await grid.getAttribute('aria-rowcount')).toBe(String(count + 1));
  expect(await panels.page.locator('[role=row]').count()).toBeLessThan(50);
  const scrolled = await grid.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
    return { top: element.scrollTop, most: element.scrollHeight - element.clientHeight };
  });
  expect(scrolled.top).toBe(scrolled.most);
  await panels.change({});
  if (count > 0) expect(await panels.page.locator('[role=row]').last().getAttribute('aria-rowindex')).toBe(String(count + 1));
  expect(panels.complaints).toEqual([]);
});

test.each([1_000, 1_000_000, 20_000_000])('every event of %d can be reached by keyboard and is in sight', async (count) => {
  await panels.mountEvents(count, 0);
  await obey();
  await panels.page.keyboard.press('Tab');
  const steps: readonly (readonly [key: string, index: number])[] = [
    ['ArrowDown', 1],
    ['ArrowRight', 2],
    ['PageDown', 24],
    ['ArrowUp', 23],
    ['End', count - 1],
    ['PageUp', count - 23],
    ['ArrowDown', count - 22],
    ['Home', 0],
    ['ArrowUp', 0],
  ];
  for (const [key, index] of steps) {
    await panels.page.keyboard.press(key);
    const { row, inView } = await active();
    expect([key, row]).toEqual([key, String(index + 2)]);
    expect(inView).toBe(true);
  }
});

test('rows on screen ask for their details and show them when they arrive; those passed in a hurry do not', async () => {
  await panels.mountEvents(1_000_000, 500_000);
  await panels.page.waitForFunction(() => window.wanted.length > 0);
  const at = 500_000;
  await panels.page.waitForFunction((words) => window.shownText().includes(words), eventWords(madeUpEvent(at + 2), madeUpDetail(at + 2)));
  const asked = await panels.page.evaluate(async () => {
    const before = window.wanted.length;
    const grid = document.querySelector('fl-events-list')!.shadowRoot!.querySelector('[role=grid]')!;
    for (let i = 0; i < 200; i++) grid.scrollTop = i * 1_000;
    await window.change({});
    return window.wanted.length - before;
  });
  expect(asked).toBeLessThan(10);
});

test('a click goes to its event; a step from elsewhere brings its row into sight', async () => {
  await panels.mountEvents(1_000, 0);
  await panels.page.locator('[aria-rowindex="5"]').click();
  expect(await panels.heard()).toEqual([{ name: 'go', detail: { index: 3 } }]);
  await panels.change({ current: 777 });
  expect(await active()).toMatchObject({ row: '779', inView: true });
});

test('a list that grows keeps its place', async () => {
  await panels.mountEvents(1_000, 500);
  const top = (): Promise<number> => panels.page.getByRole('grid').evaluate((grid) => grid.scrollTop);
  const before = await top();
  expect(before).toBeGreaterThan(0);
  await panels.change({ count: 2_000 });
  expect(await top()).toBe(before);
  expect(await panels.page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2001');
});

test('a list that was hidden when it was made shows its row when it is seen', async () => {
  await panels.page.evaluate(() => (document.querySelector('main')!.style.display = 'none'));
  await panels.mountEvents(100_000, 60_000);
  await panels.page.evaluate(() => (document.querySelector('main')!.style.display = ''));
  await panels.change({});
  expect(await active()).toMatchObject({ row: '60002', inView: true });
});
