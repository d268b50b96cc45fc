// Runs the VS Code server of the cache: installs a VSIX into it, starts it on a folder, stops it with everything it
// started. Used by `npm start` and by the tests. Plain Node.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ensureVscodeServer } from './ensure-vscode-server.mjs';
import { onWindows } from './shell.mjs';

/** A quiet window: no welcome page, no assistants, nothing that wants the network. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
};

/**
 * Starts the server and waits until it answers.
 * @param {object} options
 * @param {string} options.folder absolute path of the folder to open
 * @param {string} options.home absolute path of a folder for settings, extensions and logs; kept between runs if it is kept
 * @param {string} [options.vsix] an extension to install before the start
 * @param {object} [options.settings] further user settings; written only when there are none yet, they are the user's then
 * @param {boolean} [options.smokeTestDriver] lets a page run an extension-host test suite
 * @returns {Promise<{ url: string, origin: string, authority: string, logFile: string, ended: Promise<void>, stop: () => Promise<void> }>}
 *   `ended` resolves when the server is gone, however that came about
 */
export async function startServer({ folder, home, vsix, settings = {}, smokeTestDriver = false }) {
  const { node, entry } = await ensureVscodeServer();
  const userData = join(home, 'user-data');
  const places = ['--user-data-dir', userData, '--extensions-dir', join(home, 'extensions'), '--config', join(home, 'config.yaml')];
  const env = cleanEnvironment(home);
  mkdirSync(join(userData, 'User'), { recursive: true });
  mkdirSync(folder, { recursive: true });
  const settingsFile = join(userData, 'User', 'settings.json');
  if (!existsSync(settingsFile)) writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  if (!existsSync(join(home, 'config.yaml'))) writeFileSync(join(home, 'config.yaml'), 'cert: false\n');

  if (vsix) {
    const installed = spawnSync(node, [entry, ...places, '--install-extension', vsix, '--force'], { encoding: 'utf8', env });
    if (installed.status !== 0) throw new Error(`Installing ${vsix} failed:\n${installed.stdout}${installed.stderr}`);
  }

  const port = await freePort();
  const authority = `127.0.0.1:${port}`;
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override'];
  const driver = smokeTestDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : [];
  const logFile = join(home, 'server.log');
  const log = createWriteStream(logFile);
  const child = spawn(node, [entry, '--auth', 'none', '--bind-addr', authority, ...places, ...quiet, ...driver, folder], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that stopping it also ends the extension hosts it started.
    detached: !onWindows,
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise((resolve) => child.once('exit', () => log.end(resolve)));
  const stop = stopper(child, ended);
  const origin = `http://${authority}`;
  await answers(origin, child, logFile).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url: `${origin}/?folder=${encodeURIComponent(folder)}`, origin, authority, logFile, ended, stop };
}

/** The environment without what an enclosing VS Code or code-server would pass on, and with the home in the cache. */
function cleanEnvironment(home) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|CODE_SERVER_|ELECTRON_|PASSWORD$|HASHED_PASSWORD$|PORT$)/.test(name));
  return { ...Object.fromEntries(kept), XDG_CONFIG_HOME: join(home, 'xdg'), XDG_DATA_HOME: join(home, 'xdg') };
}

function stopper(child, ended) {
  const signal = (name) => {
    try {
      if (onWindows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
      else process.kill(-child.pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const killNow = () => signal('SIGKILL');
  process.once('exit', killNow);
  return async () => {
    signal('SIGTERM');
    const late = setTimeout(killNow, 5000);
    await ended;
    clearTimeout(late);
    // The leader is gone; whatever of its group is left goes too.
    if (!onWindows) killNow();
    process.removeListener('exit', killNow);
  };
}

/** Resolves once the server answers a request; rejects when it ends before that or stays silent for a minute. */
function answers(origin, child, logFile) {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + 60_000;
    const gone = () => reject(new Error(`The VS Code server ended at once; see ${logFile}`));
    child.once('exit', gone);
    const ask = () => {
      const again = () => {
        if (Date.now() > deadline) reject(new Error(`The VS Code server does not answer; see ${logFile}`));
        else setTimeout(ask, 200);
      };
      get(`${origin}/healthz`, (response) => {
        response.resume();
        child.removeListener('exit', gone);
        resolve();
      }).on('error', again);
    };
    ask();
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
