/**
 * Panels alone on a page in a real Chromium, under the content security policy of the webview: no shell, no host.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { THEMES } from './themes';
import type { ThemeName } from './themes';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const ORIGIN = 'http://panels.test';
const NONCE = 'bm9uY2U';
const CSP = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'unsafe-inline'`;

export interface Panels {
  readonly page: Page;
  /** Anything the page complained about: errors, violated policy. */
  readonly complaints: string[];
  setTheme(theme: ThemeName): Promise<void>;
  /** Puts a fresh panel on the stage; props must be plain data. */
  mount(tag: string, props: Record<string, unknown>): Promise<void>;
  /** Puts the list of events on the stage over a trace of `count` events made up on the spot. */
  mountEvents(count: number, current: number): Promise<void>;
  change(props: Record<string, unknown>): Promise<void>;
  /** All text on the stage, through shadow roots, with single spaces. */
  text(): Promise<string>;
  heard(): Promise<{ name: string; detail: unknown }[]>;
  setSize(width: number, height: number): Promise<void>;
  /** Messages of axe about the page as it is now; empty when it finds nothing. */
  axe(): Promise<string[]>;
  /** Saves a picture when SCREENSHOTS names a folder. */
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a browser with an empty stage. */
export async function openPanels(): Promise<Panels> {
  const panelScript = await bundle('test/webview/panels/page-entry.ts');
  // Large, and needed by few tests.
  let mermaidScript: Promise<string> | undefined;
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 420, height: 700 }, deviceScaleFactor: 1, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: PAGE, headers: { 'content-security-policy': CSP } });
    if (path === '/panels.js') return route.fulfill({ contentType: 'text/javascript', body: panelScript });
    if (path === '/mermaid.js') {
      mermaidScript ??= bundle('webview/mermaid-bundle.ts');
      return route.fulfill({ contentType: 'text/javascript', body: await mermaidScript });
    }
    if (path === '/favicon.ico') return route.fulfill({ status: 204 });
    complaints.push(`asked for ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(`${ORIGIN}/`);
  const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const panels: Panels = {
    page,
    complaints,
    async setTheme(theme) {
      const { classes, variables } = THEMES[theme];
      await page.evaluate(
        ([names, values]) => {
          document.body.className = names;
          document.documentElement.removeAttribute('style');
          for (const [name, value] of Object.entries(values)) document.documentElement.style.setProperty(`--vscode-${name}`, value);
        },
        [classes, variables] as const,
      );
    },
    mount(tag, props) {
      complaints.length = 0;
      return page.evaluate(([name, values]) => window.mount(name, values), [tag, props] as const);
    },
    mountEvents: (count, current) => page.evaluate(([all, at]) => window.mountEvents(all, at), [count, current] as const),
    change: (props) => page.evaluate((values) => window.change(values), props),
    text: () => page.evaluate(() => window.shownText()),
    heard: () => page.evaluate(() => window.heard),
    setSize: (width, height) => page.setViewportSize({ width, height }),
    async axe() {
      // Evaluated by the debugger, so the page's policy need not allow it.
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await readText(axePath));
      return page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(context: Node, options: object): Promise<{ violations: Finding[] }> } };
        type Finding = { id: string; help: string; nodes: { html: string; failureSummary: string }[] };
        const { violations } = await axe.run(document.querySelector('main')!, { resultTypes: ['violations'] });
        return violations.map((each) => `${each.id}: ${each.help}: ${each.nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`).join(' | ').slice(0, 900)}`);
      });
    },
    async shoot(name) {
      const folder = process.env['SCREENSHOTS'];
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    close: () => browser.close(),
  };
  await panels.setTheme('dark');
  return panels;
}

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Panels</title><style>
  html, body, main { height: 100%; margin: 0; }
  body { background: var(--vscode-editor-background); color: var(--vscode-foreground); font: 13px sans-serif; }
  main { overflow: auto; }
</style></head><body><div hidden data-mermaid-src="/mermaid.js" data-nonce="${NONCE}"></div><main></main><script nonce="${NONCE}" src="/panels.js"></script></body></html>`;

async function bundle(entry: string): Promise<string> {
  // The very plugin of the build, so that what is tested is what ships.
  const { sequenceDiagramsOnly } = (await import(join(root, 'scripts/mermaid-plugin.mjs'))) as { sequenceDiagramsOnly(): Plugin };
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: entry.includes('mermaid') ? [sequenceDiagramsOnly()] : [],
    logLevel: 'error',
  });
  return result.outputFiles[0]!.text;
}

async function launch(): Promise<Browser> {
  const named = process.env['FAULTLINE_CHROMIUM'] ?? process.env['CHROMIUM_PATH'];
  const executablePath = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  return chromium.launch({
    ...(executablePath ? { executablePath } : { channel: 'chrome' }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}

async function readText(path: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(path, 'utf8');
}
