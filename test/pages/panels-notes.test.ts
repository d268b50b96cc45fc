/** The chapter note beside the run. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPage } from '../../src/notes/pages';
import { openPanels } from '../webview/panels/harness';
import type { Panels } from '../webview/panels/harness';
import { NOTES, PAGE } from '../webview/panels/samples';

let panels: Panels;
beforeAll(async () => {
  panels = await openPanels();
  await panels.setSize(360, 500);
});
afterAll(() => panels?.close());

/** How far the heading is below the top of the page that scrolls. */
const distance = (anchor: string): Promise<number> =>
  panels.page.evaluate((name) => {
    const root = document.querySelector('fl-notes-panel')!.shadowRoot!;
    return root.querySelector(`[data-anchor="${name}"]`)!.getBoundingClientRect().top - root.querySelector('.page')!.getBoundingClientRect().top;
  }, anchor);

test('shows the note of the current event and the page at its heading', async () => {
  await panels.mount('fl-notes-panel', { notes: NOTES, current: 9, page: PAGE, anchor: 'lost-reply' });
  expect(await panels.page.getByRole('note').innerText()).toContain('The shop did the work. Only its answer died.');
  expect(Math.abs(await distance('lost-reply'))).toBeLessThan(30);
  expect(await panels.page.locator('.here').innerText()).toBe('The reply is lost');
  await panels.change({ anchor: 'six-fates' });
  expect(Math.abs(await distance('six-fates'))).toBeLessThan(30);
  await panels.change({ current: 10 });
  expect(await panels.page.getByRole('note').count()).toBe(0);
});

test('only the page scrolls, not what is around the panel', async () => {
  await panels.mount('fl-notes-panel', { notes: NOTES, current: 9, page: PAGE, anchor: 'lost-reply' });
  expect(await panels.page.evaluate(() => [document.querySelector('main')!.scrollTop, document.documentElement.scrollTop])).toEqual([0, 0]);
});

test('stepping among events without notes leaves the page where the reader scrolled it', async () => {
  await panels.mount('fl-notes-panel', { notes: NOTES, current: 3, page: PAGE, anchor: 'lost-reply' });
  const scroll = (to?: number): Promise<number> =>
    panels.page.evaluate((top) => {
      const page = document.querySelector('fl-notes-panel')!.shadowRoot!.querySelector('.page')!;
      if (top !== undefined) page.scrollTop = top;
      return page.scrollTop;
    }, to);
  await scroll(77);
  await panels.change({ current: 4 });
  expect(await scroll()).toBe(77);
});

test('links: within the page it scrolls and takes the focus, any other is the host’s', async () => {
  await panels.mount('fl-notes-panel', { page: PAGE, anchor: '' });
  await panels.page.getByRole('link', { name: 'the lost reply' }).click();
  expect(Math.abs(await distance('lost-reply'))).toBeLessThan(30);
  expect(await panels.page.evaluate(() => document.querySelector('fl-notes-panel')!.shadowRoot!.activeElement?.textContent)).toContain('The reply is lost');
  const names = ['clocks', 'the paper'];
  for (const name of names) await panels.page.getByRole('link', { name, exact: true }).click();
  await panels.page.getByRole('navigation', { name: 'Scenarios on this page' }).getByRole('link', { name: 'the same with a key' }).click();
  expect(await panels.heard()).toEqual([
    { name: 'open-link', detail: { href: 'clocks.md#drift', base: 'ch8/unreliable-networks' } },
    { name: 'open-link', detail: { href: 'https://example.org/paper', base: 'ch8/unreliable-networks' } },
    { name: 'open-link', detail: { href: '../../scenarios/ch8/reply-lost-key.scenario.yaml', base: 'ch8/unreliable-networks' } },
  ]);
  expect(new URL(panels.page.url()).pathname).toBe('/');
});

test('the list of all notes leads to their events and pages', async () => {
  await panels.mount('fl-notes-panel', { notes: NOTES, current: 9 });
  const toggle = panels.page.getByRole('button', { name: 'All notes here (4)' });
  expect(await toggle.getAttribute('aria-expanded')).toBe('false');
  await toggle.press('Enter');
  expect(await panels.page.locator('.all li').allInnerTexts()).toHaveLength(4);
  expect(await panels.page.locator('[aria-current=true]').innerText()).toContain('Only its answer died');
  await panels.page.getByRole('button', { name: /^unreliable networks: six fates/ }).click();
  expect(await panels.heard()).toEqual([
    { name: 'go', detail: { index: 31 } },
    { name: 'show-page', detail: { see: 'ch8/unreliable-networks#six-fates' } },
  ]);
});

test('says why there is nothing', async () => {
  await panels.mount('fl-notes-panel', { notes: NOTES, current: 3 });
  expect(await panels.text()).toContain('No chapter note belongs to this event.');
  await panels.change({ loading: true });
  expect(await panels.text()).toContain('Opening the page');
  await panels.change({ problem: 'There is no page “ch8/x” in the notes.' });
  expect(await panels.page.getByRole('alert').innerText()).toContain('There is no page');
});

test('a hostile page is words: nothing runs, loads or leads anywhere', async () => {
  const page = readPage(
    'ch8/hostile',
    [
      '# <img src=x onerror=alert(1)> <script>alert(1)</script>',
      '[a](javascript:alert(1)) [b](command:x) [c](data:text/html,x) [d](https://example.org/ok) <b onclick=alert(1)>e</b>',
      '![picture](https://example.org/track.png)',
      '| <script>x</script> |\n|--|\n| [y](vbscript:z) |',
      '```html\n<script>alert(1)</script>\n```',
    ].join('\n\n'),
  );
  await panels.mount('fl-notes-panel', { page, anchor: '' });
  const found = await panels.page.evaluate(() => {
    const root = document.querySelector('fl-notes-panel')!.shadowRoot!;
    return {
      dangerous: root.querySelectorAll('img, script, iframe, object, b, style[data-x]').length,
      handlers: [...root.querySelectorAll('*')].filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on'))).length,
      links: [...root.querySelectorAll('a')].map((link) => link.getAttribute('href')),
    };
  });
  expect(found).toEqual({ dangerous: 0, handlers: 0, links: ['https://example.org/ok'] });
  expect(await panels.text()).toContain('<script>alert(1)</script>');
  expect(panels.complaints).toEqual([]);
});
