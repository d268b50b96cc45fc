/** The promise of determinism, in another engine: every bundled scenario gives the hash of its golden transcript on a page's main thread. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { ensureChromium } from '../../scripts/ensure-chromium.mjs';
import { chromiumArgs } from '../../scripts/vscode-suite.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SUFFIX = '.scenario.yaml';

test('every bundled scenario has in Chromium the hash it has everywhere', async () => {
  const folder = join(root, 'media/scenarios');
  const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(SUFFIX));
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { MODELS } from './src/models/registry';
        import { parseScenario } from './src/scenario/parse';
        import { hashOf, runScenario } from './src/scenario/run';
        globalThis.hashOfText = (text, at, around) => hashOf(runScenario(parseScenario(text, MODELS, { at, read: (path) => around[path] }).scenario));`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    write: false,
  });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]!.text });
    const found: Record<string, string> = {};
    const wanted: Record<string, string | undefined> = {};
    const around = Object.fromEntries(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]));
    for (const file of files) {
      const id = basename(file, SUFFIX);
      const golden = readFileSync(join(root, `test/scenarios/golden/${id}.txt`), 'utf8');
      wanted[id] = /^# hash (\w+)$/m.exec(golden)?.[1];
      found[id] = await page.evaluate(
        ([at, all]) => (globalThis as unknown as { hashOfText(text: string, at: string, around: unknown): string }).hashOfText(all[at]!, at, all),
        [file.replaceAll('\\', '/'), around] as const,
      );
    }
    expect(Object.keys(found).length).toBeGreaterThan(8);
    expect(found).toEqual(wanted);
  } finally {
    await browser.close();
  }
});
