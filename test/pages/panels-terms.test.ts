/** Terms, questions and the scenarios of a section, in the notes pane. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { markTerms } from '../../src/notes/mark-terms';
import { readPage } from '../../src/notes/pages';
import type { NotePage } from '../../src/protocol/messages';
import { termFinder } from '../../src/trace/terms';
import { openPanels } from '../webview/panels/harness';
import type { Panels } from '../webview/panels/harness';
import { THEMES } from '../webview/panels/themes';
import type { ThemeName } from '../webview/panels/themes';

const TERMS = [
  { anchor: 'lease', title: 'Lease', forms: ['lease', 'leases'], text: 'A lock with an end. Whoever holds it may act until it runs out.' },
  { anchor: 'quorum', title: 'Quorum', forms: ['quorum'], text: 'A set of nodes that is enough to decide. Any two have one in common.' },
];
const HREF = '../../scenarios/ch8/lease-pause.scenario.yaml';
const read = readPage('ch8/pauses', `# Pauses

## The lease

A lease, and again the lease.

> **Question.** What does a quorum need?
>
> - [ ] a clock
> - [x] more than half
>
> **Answer.** More than *half*.

> **Predict** from \`timer:1\` in [The pause](${HREF}): what next?
>
> - [x] it writes
>
> **Answer.** It writes.
`);
const PAGE: NotePage = markTerms(
  { ...read, sections: [{ anchor: 'the-lease', rows: ['U13'], scenarios: [{ href: HREF, title: 'The pause', rows: ['U13'], progress: 'stepped', here: false }] }], answers: { 'ch8/pauses#the-lease:2': 'seen' } },
  termFinder(TERMS),
);

let panels: Panels;
beforeAll(async () => {
  panels = await openPanels();
  await panels.setSize(360, 640);
});
afterAll(() => panels?.close());

test('a term opens by pointer and by keys, closes by Escape, and leads to the glossary', async () => {
  await panels.mount('fl-notes-panel', { page: PAGE, anchor: '', terms: TERMS });
  const word = panels.page.getByRole('button', { name: 'lease, explained' });
  expect(await word.count()).toBe(1);
  await word.hover();
  await expect.poll(() => panels.page.locator('.term-box').innerText()).toContain('A lock with an end.');
  await panels.page.mouse.move(2, 2);
  await expect.poll(() => panels.page.locator('.term-box').count()).toBe(0);
  await word.press('Enter');
  expect(await panels.page.locator('.term-box').innerText()).toContain('may act until it runs out');
  expect(await word.getAttribute('aria-expanded')).toBe('true');
  expect(await panels.axe()).toEqual([]);
  await word.press('Escape');
  await expect.poll(() => panels.page.locator('.term-box').count()).toBe(0);
  await word.press('Enter');
  await panels.page.getByRole('button', { name: 'In the glossary' }).click();
  expect(await panels.heard()).toEqual([{ name: 'show-page', detail: { see: 'glossary#lease' } }]);
});

test('the box of a term stays within a narrow panel', async () => {
  await panels.mount('fl-notes-panel', { page: PAGE, anchor: '', terms: TERMS });
  await panels.page.getByRole('button', { name: 'quorum, explained' }).press('Enter');
  const box = (await panels.page.locator('.term-box').boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(360);
});

test('a choice is told to be right or not, and the answer says why', async () => {
  await panels.mount('fl-notes-panel', { page: PAGE, anchor: '', terms: TERMS });
  const question = panels.page.getByRole('group', { name: 'Question' });
  expect(await question.innerText()).not.toContain('More than half.');
  await question.getByRole('button', { name: 'a clock' }).click();
  await expect.poll(() => question.innerText()).toContain('Your choice; not so.');
  expect(await question.innerText()).toContain('This is right.');
  expect(await question.innerText()).toContain('More than half.');
  await question.getByRole('button', { name: 'Hide the Answer' }).click();
  await question.getByRole('button', { name: 'more than half' }).click();
  await expect.poll(() => question.innerText()).toContain('Right, your choice.');
  expect(await panels.heard()).toEqual(['wrong', 'right'].map((how) => ({ name: 'answer-question', detail: { question: 'ch8/pauses#the-lease:1', how } })));
  expect(await panels.page.getByRole('group', { name: 'What comes next?' }).innerText()).toContain('answer seen');
});

test('scenarios of a section, and events of the run that belong to it', async () => {
  await panels.mount('fl-notes-panel', { page: PAGE, anchor: '', terms: TERMS, notes: [{ event: 4, see: 'ch8/pauses#the-lease' }], current: 2, about: [{ see: 'ch8/pauses#the-lease', title: 'The lease', of: 'Pauses' }] });
  await panels.page.getByRole('button', { name: /^Scenarios for this section U13 · 1 of 1 stepped through/ }).press('Enter');
  await panels.page.locator('.below').getByRole('link', { name: 'The pause' }).click();
  await panels.page.getByRole('button', { name: 'event #4' }).click();
  await panels.page.getByRole('button', { name: /^All notes here/ }).click();
  await panels.page.getByRole('button', { name: 'The lease Pauses' }).click();
  expect(await panels.heard()).toEqual([
    { name: 'open-link', detail: { href: HREF, base: 'ch8/pauses' } },
    { name: 'go', detail: { index: 4 } },
    { name: 'show-page', detail: { see: 'ch8/pauses#the-lease' } },
  ]);
});

test('reads without complaint in every theme', async () => {
  await panels.mount('fl-notes-panel', { page: PAGE, anchor: '', terms: TERMS });
  for (const name of Object.keys(THEMES) as ThemeName[]) {
    await panels.setTheme(name);
    expect(await panels.axe()).toEqual([]);
    await panels.shoot(`notes-terms-${name}`);
  }
});
