/** The built view in a real Chromium, served as VS Code would serve it, with a fake host in the page. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { contentSecurityPolicy, pageHtml } from '../../src/host/page';
import { eventLine, headerLine } from '../../src/trace/lines';
import type { Trace } from '../../src/trace/trace';
import { themeOf } from './themes';
import type { ThemeName } from './themes';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ORIGIN = 'http://faultline.test';
const NONCE = 'bm9uY2U';

export interface OpenOptions {
  readonly scene?: string;
  /** Shows this trace instead of a scene. */
  readonly trace?: Trace;
  /** Compares it with this one. */
  readonly beside?: Trace;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Lets things move; tests hold still otherwise. */
  readonly motion?: boolean;
  /** Further parameters for the fake host. */
  readonly query?: string;
}

export interface View {
  readonly page: Page;
  /** Whatever the page complained about: errors, violated policy, defects it reported. */
  complaints(): Promise<string[]>;
  setTheme(theme: ThemeName): Promise<void>;
  /** Findings of axe on the whole page; empty when it finds nothing. */
  axe(): Promise<string[]>;
  /** Text of the live region, once it has spoken. */
  announced(): Promise<string>;
  /** The current step from 0, as the host was told last. */
  step(): Promise<number>;
  /** Saves a picture when SCREENSHOTS names a folder. */
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface Stage {
  open(options?: OpenOptions): Promise<View>;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts a browser. The view must have been built (`node scripts/build.mjs`). */
export async function openStage(): Promise<Stage> {
  if (!existsSync(join(root, 'dist/webview.js'))) throw new Error('dist/webview.js is not there: run "npm run build" first.');
  const fakeHost = await bundleFakeHost();
  const browser = await launch();
  return { browser, open: (options = {}) => openView(browser, fakeHost, options), close: () => browser.close() };
}

async function openView(browser: Browser, fakeHost: string, options: OpenOptions): Promise<View> {
  const { trace, beside, scene = trace === undefined ? 'reply-lost' : beside === undefined ? 'recorded' : 'compared-recorded', theme = 'dark', width = 1200, height = 800, motion = false, query = '' } = options;
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1, reducedMotion: motion ? 'no-preference' : 'reduce' });
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text());
  });
  await serve(context, fakeHost, heard, () => theme);
  if (trace !== undefined) {
    const textOf = (of: Trace): string => [headerLine(of.header), ...Array.from({ length: of.length }, (_, i) => eventLine(of, i))].join('\n');
    await page.addInitScript((text) => (window.recorded = text), textOf(trace));
    if (beside !== undefined) await page.addInitScript((text) => (window.recordedRight = text), textOf(beside));
  }
  await page.goto(`${ORIGIN}/?scene=${encodeURIComponent(scene)}${query}`);
  if (scene !== 'none') await page.waitForFunction(() => document.querySelector('.picture .mark, .picture .density') !== null);
  const view: View = {
    page,
    async complaints() {
      const defects = await page.evaluate(() => window.fakeHost.said.flatMap((message) => (message.type === 'defect' ? [message.message] : [])));
      return [...heard, ...defects];
    },
    async setTheme(name) {
      const { classes, variables } = themeOf(name);
      await page.evaluate(
        ([names, values, kind]) => {
          document.documentElement.removeAttribute('style');
          for (const [key, value] of Object.entries(values)) document.documentElement.style.setProperty(`--vscode-${key}`, value);
          document.body.dataset['vscodeThemeKind'] = kind;
          document.body.className = names;
        },
        [classes, variables, classes.split(' ')[0]!] as const,
      );
    },
    async axe() {
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      return page.evaluate(async () => {
        type Finding = { id: string; help: string; nodes: { html: string; failureSummary: string }[] };
        const { axe } = window as unknown as { axe: { run(context: Node, options: object): Promise<{ violations: Finding[] }> } };
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        return violations.map((each) => `${each.id}: ${each.help}: ${each.nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`).join(' | ').slice(0, 900)}`);
      });
    },
    async announced() {
      await page.waitForFunction(() => (document.querySelector('[aria-live]')?.textContent ?? '') !== '');
      // The region waits for a moment of rest before it speaks; a notice that came meanwhile is told before the step.
      await page.waitForFunction(() => document.querySelector('[aria-live]')!.textContent!.includes(`Event ${document.querySelector('.where b')!.textContent} `));
      return page.locator('[aria-live]').innerText();
    },
    step: () => page.evaluate(() => Number(document.querySelector<HTMLInputElement>('.track input')!.value)),
    async shoot(name) {
      const folder = process.env['SCREENSHOTS'];
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    close: () => context.close(),
  };
  return view;
}

async function serve(context: BrowserContext, fakeHost: string, heard: string[], theme: () => ThemeName): Promise<void> {
  const html = pageHtml({ cspSource: ORIGIN }, { script: '/webview.js', style: '/webview.css', mermaid: '/mermaid.js' }, NONCE)
    .replace('<body>', () => `<body ${themeAttributes(theme())}><script nonce="${NONCE}" src="/fake-host.js"></script>`)
    .replace('<html', () => `<html style="${themeStyle(theme())}"`);
  await context.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: html, headers: { 'content-security-policy': contentSecurityPolicy(ORIGIN, NONCE) } });
    if (path === '/fake-host.js') return route.fulfill({ contentType: 'text/javascript', body: fakeHost });
    if (path === '/favicon.ico') return route.fulfill({ status: 204 });
    const file = join(root, 'dist', path);
    if (/^\/(webview\.(js|css)|mermaid\.js|codicon\.ttf)$/.test(path) && existsSync(file)) return route.fulfill({ path: file });
    heard.push(`asked for ${route.request().url()}`);
    return route.abort();
  });
}

function themeAttributes(theme: ThemeName): string {
  const { classes } = themeOf(theme);
  return `class="${classes}" data-vscode-theme-kind="${classes.split(' ')[0]}"`;
}

function themeStyle(theme: ThemeName): string {
  return Object.entries(themeOf(theme).variables)
    .map(([name, value]) => `--vscode-${name}:${value.replace(/"/g, '&quot;')}`)
    .join(';');
}

async function bundleFakeHost(): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['test/pages/fake-host.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  return result.outputFiles[0]!.text;
}

async function launch(): Promise<Browser> {
  const named = process.env['FAULTLINE_CHROMIUM'] ?? process.env['CHROMIUM_PATH'];
  const executablePath = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  return chromium.launch({
    ...(executablePath ? { executablePath } : { channel: 'chrome' }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}
