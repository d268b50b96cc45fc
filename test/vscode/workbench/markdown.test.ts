/** Diagrams in VS Code's Markdown preview: drawn, in the page's colours, drawn again when the scenario changes; links that lead to the run. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench } from './workbench';
import type { Workbench } from './workbench';

const MARKDOWN = `# Study club

What we saw in [the lost reply](ch8/reply-lost.scenario.yaml#event=lose:1):

\`\`\`faultline
scenario: ch8/reply-lost.scenario.yaml
from: 8
to: 20
step: lose:1
caption: The retry after the lost reply
\`\`\`

And this one is <script>document.title = 'ran'</script> wrong:

\`\`\`faultline
scenario: ch8/no-such.scenario.yaml
\`\`\`
`;

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench();
  writeFileSync(join(workbench.folder, 'club.md'), MARKDOWN);
});
afterAll(() => workbench?.close());

/** Drawing anew may give the preview another frame. */
const preview = (): Promise<Frame> => workbench.webview('.faultline-block img');
const isShown = async (image: string): Promise<boolean> => (await preview()).locator(`img.faultline-${image}`).first().isVisible();
const source = async (): Promise<string> => (await (await preview()).locator('img.faultline-light').first().getAttribute('src')) ?? '';

test('a block is a picture in the colours of the page, and a wrong one says why', async () => {
  await workbench.setTheme('dark');
  await workbench.openFile('club.md');
  await workbench.command('Markdown: Open Preview');
  await expect.poll(async () => (await preview()).locator('.faultline-error').innerText()).toContain('There is no file ch8/no-such.scenario.yaml.');
  await expect.poll(() => isShown('dark')).toBe(true);
  expect(await isShown('light')).toBe(false);
  await workbench.screenshot('markdown-dark');
  await workbench.setTheme('light');
  await expect.poll(() => isShown('light')).toBe(true);
  expect(await isShown('dark')).toBe(false);
  expect(await (await preview()).locator('img.faultline-light').first().evaluate((image: HTMLImageElement) => image.naturalHeight)).toBeGreaterThan(200);
  await workbench.screenshot('markdown-light');
});

test('it is drawn again when the scenario has changed', async () => {
  const before = await source();
  const path = join(workbench.folder, 'ch8', 'reply-lost.scenario.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^title: .*$/m, 'title: Another title'));
  await expect.poll(source).not.toBe(before);
  expect(atob((await source()).split(',')[1]!)).toContain('Another title');
});

// In a browser VS Code follows no address of its own from a page, so the place is lost on the way; the suite follows it by command.
test('its link opens the diagram', async () => {
  await (await preview()).locator('a', { hasText: 'the lost reply' }).click();
  const view = await workbench.webview('.diagram path.mark.lose');
  await expect.poll(() => view.locator('.where').innerText()).toContain('#');
  await workbench.screenshot('markdown-link');
});
