/**
 * Pictures of a fixed set of runs against those kept in `references`: a net for what no other test looks at, such as a style sheet
 * that hides the arrows. Both are blurred by two pixels first and a share of the pixels may differ, so that the letters of another
 * machine's fonts do not matter; a picture moved by a few pixels does, and the last test says so.
 * `npm run golden -- --pictures` makes them anew: look at each before you keep it.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import type { Trace } from '../../src/trace/trace';
import { openStage } from './harness';
import type { Stage } from './harness';
import type { ThemeName } from './themes';

const FOLDER = fileURLToPath(new URL('references', import.meta.url));
const SCENARIOS = fileURLToPath(new URL('../../media/scenarios/ch8', import.meta.url));
/** Of all pixels. */
const MOST_DIFFERENT = 0.02;
const MOST_BYTES = 480_000;

interface Shot {
  readonly name: string;
  readonly scene?: string;
  readonly scenario?: string;
  readonly theme: ThemeName;
  /** Keys of the diagram, as a reader presses them. */
  readonly keys: readonly string[];
}

const SHOTS: readonly Shot[] = [
  { name: 'everything', scene: 'everything', theme: 'light', keys: ['v'] },
  { name: 'everything-to-scale', scene: 'everything', theme: 'high-contrast', keys: ['v', 't'] },
  { name: 'reply-lost-why', scene: 'reply-lost', theme: 'dark', keys: ['v', 'w'] },
  { name: 'reply-lost-compared', scene: 'compared', theme: 'light', keys: ['d'] },
  { name: 'votes', scenario: 'raft-split-vote', theme: 'dark', keys: ['n', ...Array.from({ length: 30 }, () => 'ArrowDown')] },
  { name: 'lease-compressed', scenario: 'lease-pause', theme: 'light', keys: ['v', 't', 't'] },
  { name: 'two-owners-cones', scenario: 'lock-two-owners', theme: 'high-contrast-light', keys: ['v', 'x'] },
  { name: 'everything-rightward', scene: 'everything', theme: 'light', keys: ['v', 'r'] },
  { name: 'lease-rightward-to-scale', scenario: 'lease-pause', theme: 'dark', keys: ['v', 'r', 't'] },
  { name: 'cut-one-way', scenario: 'partition-one-way', theme: 'dark', keys: ['n', 't'] },
];

let stage: Stage;
let comparer: Page;
beforeAll(async () => {
  stage = await openStage();
  comparer = await stage.browser.newPage();
});
afterAll(() => stage?.close());

test.each(SHOTS)('$name', async ({ name, scene, scenario, theme, keys }) => {
  const view = await stage.open({ ...(scenario === undefined ? { scene: scene! } : { trace: traceOf(scenario) }), theme, width: 640, height: 540 });
  const { page } = view;
  await page.getByRole('button', { name: 'Hide the side area' }).click();
  await page.locator('.diagram .view').focus();
  for (const key of keys) {
    await page.keyboard.press(key);
    // Where the view scrolls depends on what was drawn before: each key but a step gets its picture.
    if (key !== 'ArrowDown') await settled(page);
  }
  await page.mouse.move(1, 1);
  await settled(page);
  const png = await page.locator('.diagram').screenshot({ animations: 'disabled', caret: 'hide' });
  await view.close();
  const file = join(FOLDER, `${name}.png`);
  if (process.env['UPDATE_PICTURES'] === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, png);
  }
  expect(existsSync(file), `${file} is not there: npm run golden -- --pictures`).toBe(true);
  const share = await different(png, readFileSync(file));
  if (share > MOST_DIFFERENT) writeFileSync(join(mkdirs('test-results/pictures'), `${name}.png`), png);
  expect(share).toBeLessThanOrEqual(MOST_DIFFERENT);
});

test('a picture moved by six pixels is told apart; what is kept is small', async () => {
  for (const { name } of SHOTS) expect(await different(readFileSync(join(FOLDER, `${name}.png`)), readFileSync(join(FOLDER, `${name}.png`)), 6), name).toBeGreaterThan(MOST_DIFFERENT);
  const bytes = readdirSync(FOLDER).map((file) => statSync(join(FOLDER, file)).size);
  expect(bytes.length).toBe(SHOTS.length);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
});

function traceOf(name: string): Trace {
  return runScenario(parseScenario(readFileSync(join(SCENARIOS, `${name}.scenario.yaml`), 'utf8'), MODELS).scenario!).trace;
}

function mkdirs(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Until the picture says the same twice in a row. */
async function settled(page: Page): Promise<void> {
  let before = '';
  await expect
    .poll(async () => {
      const now = await page.evaluate(() => new Promise<string>((resolve) => setTimeout(() => resolve(document.querySelector('.diagram')!.innerHTML), 120)));
      const same = now === before;
      before = now;
      return same;
    })
    .toBe(true);
}

/** The share of the pixels that differ; `shift` moves the second picture down and right first. 1 when the sizes differ. */
function different(one: Buffer, other: Buffer, shift = 0): Promise<number> {
  return comparer.evaluate(
    async ([left, right, by]) => {
      const BLUR = 'blur(2px)';
      const DIFFERENT = 40;
      const [a, b] = await Promise.all([left, right].map(async (text) => createImageBitmap(new Blob([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], { type: 'image/png' }))));
      if (a!.width !== b!.width || a!.height !== b!.height) return 1;
      const { width, height } = a!;
      const pixels = [a!, b!].map((bitmap, i) => {
        const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
        context.filter = BLUR;
        context.drawImage(bitmap, i * by, i * by);
        return context.getImageData(by, by, width - by, height - by).data;
      });
      let count = 0;
      for (let i = 0; i < pixels[0]!.length; i += 4) {
        let apart = 0;
        for (let channel = 0; channel < 3; channel++) apart += Math.abs(pixels[0]![i + channel]! - pixels[1]![i + channel]!);
        if (apart > DIFFERENT) count++;
      }
      return (count * 4) / pixels[0]!.length;
    },
    [one.toString('base64'), other.toString('base64'), shift] as const,
  );
}
