// Runs the extension-host suite (test/vscode/suite) in a real VS Code, against what the VSIX holds and nothing else.
//   node scripts/vscode-suite.mjs [--host server|desktop] [--kind node,web]
// `server` needs no display and is the default where there is none or CI is set; it runs the suite in the Node host and in
// the web-worker host. `desktop` downloads a VS Code through @vscode/test-electron (or takes FAULTLINE_VSCODE, a path).
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { packageVsix, vsix } from './package.mjs';
import { cacheDir, fail, onWindows, root, say } from './shell.mjs';
import { startServer } from './vscode-server.mjs';
import { unzip } from './zip.mjs';

/** Longer than the whole suite may take on a slow machine, so that a VS Code that never ends is told from a slow one. */
const suiteLimitMs = 900_000;

/** What Chromium needs to run as root, without a graphics card, and without asking the network for anything. */
export const chromiumArgs = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat(
  ['--disable-background-networking', '--disable-component-update', '--disable-sync'],
);

/** The host to use when none is named. */
export function defaultHost() {
  const hasDisplay = onWindows || process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return process.env.CI || !hasDisplay ? 'server' : 'desktop';
}

/**
 * Runs the suite; the VSIX and dist/test/index.js must be there.
 * @param {{ host?: string, kinds?: string[] }} options
 * @returns {Promise<{ passed: number, failed: number, failures: string[], notes: Record<string, number> }>} `notes` are figures that
 *   the suite told of, as `kind.name`
 */
export async function runSuite({ host = defaultHost(), kinds = ['node', 'web'] } = {}) {
  const home = join(cacheDir, 'runs', `suite-${process.pid}`);
  const extension = join(home, 'extension');
  try {
    unzip(vsix, 'extension/', extension);
    cpSync(join(root, 'dist', 'test'), join(extension, 'dist', 'test'), { recursive: true });
    const where = { home, extension, tests: join(extension, 'dist', 'test', 'index.js') };
    return host === 'desktop' ? await onDesktop(where) : await onServer(where, kinds);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Fills `workspace` with what `npm start` opens, and with the tests' own files. `extension` holds the unpacked VSIX, or its sources. */
export function prepareWorkspace(extension, workspace) {
  mkdirSync(workspace, { recursive: true });
  const sources = [join(extension, 'media', 'scenarios'), join(extension, 'media', 'traces'), join(root, 'test', 'vscode', 'workspace')];
  for (const source of sources.filter((path) => existsSync(path))) cpSync(source, workspace, { recursive: true });
}

/** A workspace of its own for each run of the suite, so that one does not find what another left. */
function freshWorkspace(home, extension, name) {
  const folder = join(home, `workspace-${name}`);
  prepareWorkspace(extension, folder);
  return folder;
}

async function onServer({ home, extension, tests }, kinds) {
  const { chromium } = await import('playwright-core');
  const server = await startServer({ folder: freshWorkspace(home, extension, 'none'), home, smokeTestDriver: true });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
  const total = { passed: 0, failed: 0, failures: [], notes: {} };
  try {
    for (const kind of kinds) {
      say(`Extension-host suite, ${kind === 'web' ? 'web-worker' : 'Node'} host of the VS Code server`);
      const context = await browser.newContext();
      const lines = reader(kind);
      let code;
      try {
        const workspace = freshWorkspace(home, extension, kind);
        code = await inPage(await context.newPage(), server, { extension, tests, kind, workspace }, lines.read);
      } catch (error) {
        say(`  ${error.message}`);
        code = 1;
      }
      await context.close();
      add(total, lines.result(code));
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return total;
}

/** Opens the workbench with the suite as its payload; resolves to the suite's exit code. */
async function inPage(page, server, { extension, tests, kind, workspace }, onLine) {
  const remote = (path) => `vscode-remote://${server.authority}${pathToFileURL(path).pathname}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(tests)],
  ];
  if (kind === 'web') payload.push(['extensionDevelopmentKind', 'web']);
  let late;
  try {
    const ended = new Promise((resolve, reject) => {
      late = setTimeout(() => reject(new Error(`VS Code did not end the suite within ${suiteLimitMs / 1000} s`)), suiteLimitMs);
      page.exposeFunction('codeAutomationExit', (code) => resolve(code)).catch(reject);
      page.once('crash', () => reject(new Error('the page crashed')));
    });
    await page.exposeFunction('codeAutomationLog', (_level, args) => onLine(args.map(String).join(' ')));
    await page.goto(`${server.origin}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    return await ended;
  } finally {
    clearTimeout(late);
  }
}

async function onDesktop({ home, extension, tests }) {
  say('Extension-host suite, desktop VS Code');
  const { runTests } = await import('@vscode/test-electron');
  const lines = reader('desktop');
  // test-electron writes the suite's output to this process; count the lines on their way out.
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk, ...rest) => {
    String(chunk).split('\n').forEach((line) => lines.read(line, { quiet: true }));
    return write(chunk, ...rest);
  };
  let code = 0;
  try {
    const named = process.env.FAULTLINE_VSCODE;
    await runTests({
      ...(named ? { vscodeExecutablePath: named } : { version: 'stable' }),
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [freshWorkspace(home, extension, 'desktop'), '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', join(home, 'desktop')].concat(
        process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      ),
    });
  } catch (error) {
    say(`  ${error.message}`);
    code = 1;
  } finally {
    process.stdout.write = write;
  }
  return lines.result(code);
}

/** Collects the suite's lines, see test/vscode/suite/harness.ts. */
function reader(label) {
  let passed = 0;
  const failures = [];
  const notes = {};
  let ended = false;
  return {
    read(text, { quiet = false } = {}) {
      const found = /\[suite\] (ok|not ok|again|end|note) ([\s\S]*)/.exec(text);
      if (!found) return;
      const [, word, rest] = found;
      if (word === 'end') ended = true;
      else if (word === 'ok') passed += 1;
      else if (word === 'note') notes[`${label}.${rest.split('=')[0]}`] = Number(rest.split('=')[1]);
      else if (word !== 'again') failures.push(`${label}: ${rest.split('\n')[0]}`);
      if (!quiet && word !== 'end') say(`  ${{ ok: '✓', note: '·', again: 'once more:' }[word] ?? '✗'} ${rest.trimEnd().replaceAll('\n', '\n    ')}`);
    },
    result(code) {
      // A suite that never got to its end has failed, whatever it had passed until then.
      if (!ended) failures.push(`${label}: the suite did not run to its end (exit code ${code})`);
      else if (code !== 0 && failures.length === 0) failures.push(`${label}: exit code ${code}`);
      return { passed, failed: failures.length, failures, notes };
    },
  };
}

function add(total, { passed, failed, failures, notes }) {
  total.passed += passed;
  total.failed += failed;
  total.failures.push(...failures);
  Object.assign(total.notes, notes);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureDependencies();
  const valueOf = (flag) => (process.argv.includes(flag) ? process.argv[process.argv.indexOf(flag) + 1] : undefined);
  if (!(await packageVsix({ tests: true }))) fail('No package, no suite.');
  const { passed, failed } = await runSuite({ host: valueOf('--host'), kinds: valueOf('--kind')?.split(',') });
  say(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
