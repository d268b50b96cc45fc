/**
 * A real workbench with the packaged extension installed, for tests that look at it from outside. Every opening has its
 * own server, settings and workspace folder, so tests may change what they like.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Frame, Page } from 'playwright-core';
import { ensureChromium } from '../../../scripts/ensure-chromium.mjs';
import { cacheDir, root } from '../../../scripts/shell.mjs';
import { chromiumArgs, prepareWorkspace } from '../../../scripts/vscode-suite.mjs';
import { startServer } from '../../../scripts/vscode-server.mjs';
import { vsix } from '../../../scripts/package.mjs';

/** The names VS Code itself gives to the four kinds of themes. */
export const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast-dark': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;
export type Theme = keyof typeof THEMES;

export interface WorkbenchOptions {
  readonly theme?: Theme;
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
  /** Writes user settings; VS Code takes them up at once. Awaits nothing: wait for what should change. */
  setSettings(settings: Readonly<Record<string, unknown>>): void;
  /** Switches the theme and waits until the workbench wears it. */
  setTheme(theme: Theme): Promise<void>;
  /** Replaces the page by a fresh one on the same window, as "Reload Window" does. */
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
  const settings = { 'workbench.colorTheme': THEMES[options.theme ?? 'dark'], ...options.settings };
  const server = await startServer({ folder, home, vsix, settings });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
  const settingsFile = join(home, 'user-data', 'User', 'settings.json');

  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const setSettings = (changed: Readonly<Record<string, unknown>>): void => {
    const before = JSON.parse(readFileSync(settingsFile, 'utf8')) as object;
    writeFileSync(settingsFile, JSON.stringify({ ...before, ...changed }, null, 2));
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
      setSettings,
      async setTheme(theme) {
        setSettings({ 'workbench.colorTheme': THEMES[theme] });
        const wears = { dark: '.vs-dark', light: '.vs', 'high-contrast-dark': '.hc-black', 'high-contrast-light': '.hc-light' }[theme];
        await page.locator(`.monaco-workbench${wears}`).waitFor();
      },
      async reload() {
        await page.reload();
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

/** Opens Quick Open by `key`, types `text`, and takes the entry whose label holds the last part of `wanted`. */
async function pickInQuickOpen(page: Page, key: string, text: string, wanted: string): Promise<void> {
  const label = wanted.split('/').pop()!;
  const input = page.locator('.quick-input-widget input[type="text"]');
  const entry = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
  await page.keyboard.press(key);
  await input.waitFor();
  await input.fill(text);
  await entry.waitFor();
  await entry.click();
  await input.waitFor({ state: 'hidden' });
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
