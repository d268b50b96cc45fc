/**
 * A real workbench with the packaged extension installed, for tests that look at it from outside. Every opening has its
 * own server, settings and workspace folder, so tests may change what they like.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Frame, Page } from 'playwright-core';
import { ensureChromium } from '../../../scripts/ensure-chromium.mjs';
import { cacheDir, root } from '../../../scripts/shell.mjs';
import { chromiumArgs, prepareWorkspace } from '../../../scripts/vscode-suite.mjs';
import { startServer } from '../../../scripts/vscode-server.mjs';
import { vsix } from '../../../scripts/package.mjs';

/** The four kinds of themes, by the names VS Code lists them under, and what the workbench then wears. */
export const THEMES = {
  dark: { name: 'Dark Modern', look: '.vs-dark' },
  light: { name: 'Light Modern', look: '.vs' },
  'high-contrast-dark': { name: 'Dark High Contrast', look: '.hc-black' },
  'high-contrast-light': { name: 'Light High Contrast', look: '.hc-light' },
} as const;
export type Theme = keyof typeof THEMES;

export interface WorkbenchOptions {
  /** Further user settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly width?: number;
  readonly height?: number;
}

export interface Workbench {
  readonly page: Page;
  /** Absolute path of the workspace folder, filled with copies of the bundled scenarios by chapter. */
  readonly folder: string;
  /** Opens a file of the workspace by its path from there, through Quick Open, as a reader would. */
  openFile(path: string): Promise<void>;
  /** Runs a command of the command palette by its title, such as `Faultline: Step Forward`. */
  command(title: string): Promise<void>;
  /**
   * The inner frame of the webview in front, once `selector` is there. VS Code nests two frames and keeps hidden ones
   * alive, so this waits for the one that is on screen.
   */
  webview(selector: string): Promise<Frame>;
  /** Switches the theme and waits until the workbench wears it. */
  setTheme(theme: Theme): Promise<void>;
  /** Reloads the window by its own command, which stores what is to be found again; a mere reload of the page would not. */
  reload(): Promise<void>;
  /** Saves a picture under test-results/workbench and returns its path. */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

let opened = 0;

/** Starts a server with the VSIX, opens its workbench and waits until it is up. Needs faultline.vsix (`npm run package`). */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  if (!existsSync(vsix)) throw new Error('faultline.vsix is not there: run "npm run package" first.');
  const home = join(cacheDir, 'runs', `workbench-${process.pid}-${(opened += 1)}`);
  const folder = join(home, 'workspace');
  prepareWorkspace(root, folder);
  const server = await startServer({ folder, home, vsix, settings: options.settings });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });

  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const isUp = async (page: Page): Promise<void> => {
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    // The extensions' own entries come once their host runs; ours is in the activity bar.
    await page.locator('.activitybar .action-label[aria-label^="Faultline"]').waitFor({ timeout: 60_000 });
  };

  try {
    const { width = 1280, height = 800 } = options;
    const context = await browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    await page.goto(server.url);
    await isUp(page);
    return {
      page,
      folder,
      openFile: (path) => pickInQuickOpen(page, 'Control+P', path, path),
      command: (title) => pickInQuickOpen(page, 'F1', `>${title}`, title),
      webview: (selector) => visibleWebview(page, selector),
      // Through the picker: the server does not watch its settings file.
      async setTheme(theme) {
        const { name, look } = THEMES[theme];
        const input = page.locator('.quick-input-widget input[placeholder*="Color Theme"]');
        const entries = page.locator('.quick-input-list .monaco-list-row');
        await pickInQuickOpen(page, 'F1', '>Preferences: Color Theme', 'Preferences: Color Theme', false);
        await input.fill(name);
        await entries.filter({ hasText: name }).first().click();
        await input.waitFor({ state: 'hidden' });
        await page.locator(`.monaco-workbench${look}`).waitFor();
      },
      async reload() {
        const loaded = page.waitForEvent('load');
        await pickInQuickOpen(page, 'F1', '>Developer: Reload Window', 'Developer: Reload Window', false);
        await loaded;
        await isUp(page);
      },
      async screenshot(name) {
        const path = join(root, 'test-results', 'workbench', `${name}.png`);
        await page.screenshot({ path });
        return path;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens Quick Open by `key`, types `text`, and takes the entry whose label holds the last part of `wanted`. A webview that
 * has just loaded takes the focus, which closes Quick Open; then it is opened again.
 */
async function pickInQuickOpen(page: Page, key: string, text: string, wanted: string, closes = true): Promise<void> {
  const label = wanted.split('/').pop()!;
  const input = page.locator('.quick-input-widget input[type="text"]');
  const entry = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
  for (let attempt = 1; ; attempt++) {
    try {
      await page.keyboard.press(key);
      await input.fill(text, { timeout: 5_000 });
      await entry.click({ timeout: 10_000 });
      break;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
  if (closes) await input.waitFor({ state: 'hidden' });
}

async function visibleWebview(page: Page, selector: string): Promise<Frame> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      if ((await isInFront(frame)) && (await frame.locator(selector).count().catch(() => 0)) > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`No visible webview shows ${selector} within 30 s.`);
}

/** True for the inner frame of a webview on screen. A page being loaded is `pending-frame` until it takes its place. */
async function isInFront(frame: Frame): Promise<boolean> {
  const outer = frame.parentFrame();
  if (!outer?.parentFrame()) return false;
  try {
    const inner = await frame.frameElement();
    return (await inner.getAttribute('id')) === 'active-frame' && (await (await outer.frameElement()).isVisible());
  } catch {
    // Frames come and go while one looks at them.
    return false;
  }
}
