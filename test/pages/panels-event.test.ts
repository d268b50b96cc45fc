/** The current event, what was expected, and what one node sees. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPanels } from '../webview/panels/harness';
import type { Panels } from '../webview/panels/harness';
import { OTHER_VIEW, SAME_VIEW, VERDICTS, lostReply, madeUpEvent } from '../webview/panels/samples';

let panels: Panels;
beforeAll(async () => {
  panels = await openPanels();
});
afterAll(() => panels?.close());

const text = (): Promise<string> => panels.text();

test('a lost message: what happened, why, what was in it, and the way to its cause', async () => {
  await panels.mount('fl-event-panel', lostReply());
  const shown = await text();
  expect(shown).toContain('Message lost');
  expect(shown).toContain('alice never gets Reply from shop: dropped on the way');
  expect(shown).toContain('The network lost this Reply on its way to alice. shop has no way to know.');
  expect(shown).toContain('#9 of 1,234,567 events');
  expect(shown).toContain('25 ms');
  expect(shown).toContain('balance: 90');
  await panels.page.getByRole('button', { name: 'shop sends Reply to alice' }).click();
  await panels.page.getByRole('button', { name: 'Read the note' }).click();
  expect(await panels.heard()).toEqual([
    { name: 'go', detail: { index: 8 } },
    { name: 'show-note', detail: { index: 9 } },
  ]);
});

test('many effects: the first few as buttons, the rest as a number', async () => {
  await panels.mount('fl-event-panel', { ...lostReply(), effects: [12, 18, 24].map(madeUpEvent), effectCount: 1_500 });
  const effects = panels.page.getByRole('region', { name: 'Effects' });
  expect(await effects.getByRole('button').count()).toBe(3);
  expect(await effects.innerText()).toContain('and 1,497 more');
});

test('a trace without times shows none, and order instead', async () => {
  await panels.mount('fl-event-panel', { ...lostReply(), timed: false });
  expect(await text()).toContain('no time given');
  expect(await text()).toContain('#8');
  expect(await text()).not.toContain('25 ms');
});

test('without details what the columns know is there', async () => {
  await panels.mount('fl-event-panel', { ...lostReply(), detail: undefined, send: undefined });
  expect(await text()).toContain('alice never gets Reply from shop');
});

test('expectations, met or not, in words, and the way to what shows it', async () => {
  await panels.mount('fl-verdict-list', { verdicts: VERDICTS });
  expect(await panels.page.locator('li').evaluateAll((items) => items.map((item) => item.querySelector('.words')!.textContent!.replace(/\s+/g, ' ')))).toEqual([
    'charged-at-most-once is violated: met',
    'ledger-non-negative holds: met',
    'exactly 1 Reply is lost (found 2): not met',
  ]);
  await panels.page.getByRole('button', { name: /event #9,/ }).click();
  expect(await panels.heard()).toEqual([{ name: 'go', detail: { index: 9 } }]);
  await panels.mount('fl-verdict-list', { verdicts: [] });
  expect((await text()).trim()).toBe('');
});

test('runs a node cannot tell apart', async () => {
  await panels.mount('fl-perspective-panel', { table: SAME_VIEW });
  expect(await text()).toContain('alice cannot tell these 3 runs apart.');
  expect(await panels.page.locator('tr.differs').count()).toBe(0);
  expect(await panels.page.locator('thead th').count()).toBe(4);
});

test('the first difference is marked, and a column that ends says so', async () => {
  await panels.mount('fl-perspective-panel', { table: OTHER_VIEW });
  expect(await text()).toContain('alice can tell them apart from row 3 on. Up to there all 2 rows are equal.');
  const first = panels.page.locator('tr.first');
  expect(await first.locator('td').allInnerTexts()).toEqual(['sees the timer timeout run out', 'receives Reply from shop']);
  expect(await first.locator('th').textContent()).toMatch(/first difference/);
  expect(await panels.page.locator('tbody tr').last().locator('td').allInnerTexts()).toEqual(['receives Reply from shop', 'nothing more']);
});

test('a first difference far down is shown with what stands around it', async () => {
  const rows = Array.from({ length: 2_000 }, (_, i) => `row ${i}`);
  const other = rows.map((row, i) => (i === 1_500 ? 'other' : row));
  await panels.mount('fl-perspective-panel', { table: { node: 'n', firstDifference: 1_500, columns: [{ title: 'a', rows }, { title: 'b', rows: other }] } });
  expect(await panels.page.locator('tr.first').isVisible()).toBe(true);
  expect(await panels.page.locator('tbody tr').count()).toBe(200);
  await panels.page.getByRole('button', { name: 'Show the 1,488 equal rows before' }).click();
  expect(await panels.page.locator('tbody tr').count()).toBe(1_688);
});

test('a run that could not be compared counts for nothing', async () => {
  const columns = [...SAME_VIEW.columns.slice(0, 2), { title: 'gone', rows: [], problem: 'There is no such scenario.' }];
  await panels.mount('fl-perspective-panel', { table: { ...SAME_VIEW, columns } });
  expect(await text()).toContain('alice cannot tell these two runs apart.');
  expect(await text()).toContain('gone Cannot be compared: There is no such scenario.');
  expect(await panels.page.locator('tr.differs').count()).toBe(0);
});

test('another node can be chosen', async () => {
  await panels.mount('fl-perspective-panel', { table: SAME_VIEW, nodes: ['alice', 'shop'], node: 'alice' });
  await panels.page.getByLabel('Seen by').selectOption('shop');
  expect(await panels.heard()).toEqual([{ name: 'show-perspective', detail: { node: 'shop' } }]);
});
