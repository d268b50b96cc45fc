/**
 * How long a recorded trace takes to open in the real VS Code, from the click in the explorer: until its first window is
 * drawn, and until its last event is there. VS Code itself takes time to open a custom editor with a webview; that part
 * is measured with a trace of a few events and shown beside it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openWorkbench } from '../vscode/workbench/workbench';
import type { Workbench } from '../vscode/workbench/workbench';
import { inThousands, median } from './figure';
import type { Figure } from './figure';
import { traceBytes } from './trace-file';

const RUNS = 3;
const SIZES = [20, 10_000, 100_000, 1_000_000] as const;

interface Opened {
  readonly firstMs: number;
  readonly allMs: number;
}

export async function bench(): Promise<Figure[]> {
  const workbench = await openWorkbench();
  try {
    const figures: Figure[] = [];
    let own = 0;
    for (const size of SIZES) writeFileSync(join(workbench.folder, fileOf(size)), traceBytes(size));
    // The first opening of all loads the extension's parts and is not counted.
    await timeToOpen(workbench, SIZES[0]);
    for (const size of SIZES) {
      const opened: Opened[] = [];
      for (let run = 0; run < RUNS; run++) opened.push(await timeToOpen(workbench, size));
      const firstMs = median(opened.map((each) => each.firstMs));
      const allMs = median(opened.map((each) => each.allMs));
      if (size === SIZES[0]) own = firstMs;
      const note = size === SIZES[0] ? `median of ${RUNS}; nearly all of it VS Code’s own` : `${Math.round(firstMs - own)} more than for ${SIZES[0]} events`;
      figures.push({ name: `in VS Code, ${inThousands(size)} events: first paint`, value: Math.round(firstMs), unit: 'ms', note });
      if (size !== SIZES[0]) figures.push({ name: `in VS Code, ${inThousands(size)} events: all there`, value: Math.round(allMs), unit: 'ms' });
    }
    return figures;
  } finally {
    await workbench.close();
  }
}

async function timeToOpen(workbench: Workbench, size: number): Promise<Opened> {
  const { page } = workbench;
  const name = fileOf(size);
  const entry = page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
  await entry.waitFor();
  const begin = performance.now();
  await entry.click();
  await shown(page, name, async (frame) => (await frame.locator('.diagram path').count()) > 0);
  const firstMs = performance.now() - begin;
  await shown(page, name, async (frame) => Number(await frame.locator('.track input').getAttribute('max', { timeout: 1_000 })) === size - 1);
  const allMs = performance.now() - begin;
  await workbench.command('View: Close All Editors');
  return { firstMs, allMs };
}

function fileOf(size: number): string {
  return `${inThousands(size).replace(' ', '')}.trace.jsonl`;
}

/** Asks the frame of the webview again and again until it says yes. */
async function shown(page: Page, name: string, ask: (frame: Frame) => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (performance.now() < deadline) {
    for (const frame of page.frames()) {
      // VS Code nests two frames: the inner one is ours. Frames come and go while one looks at them.
      if (frame.parentFrame()?.parentFrame() && (await ask(frame).catch(() => false))) return;
    }
    await page.waitForTimeout(5);
  }
  throw new Error(`${name} was not shown within two minutes`);
}
