// `npm start`: Faultline in a real VS Code, from a fresh clone. Packs the extension if anything changed, installs it into
// a profile of its own (yours stays as it is) and opens a folder with copies of the bundled scenarios.
//   npm start -- --host server|desktop      instead of: the desktop's `code` when there is one, else the server
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { packageVsix, vsix, vsixIsCurrent } from './package.mjs';
import { cacheDir, fail, findOnPath, onWindows, root, say } from './shell.mjs';
import { startServer } from './vscode-server.mjs';
import { zipEntries } from './zip.mjs';

const workspace = join(cacheDir, 'start-workspace');
/** The oldest desktop VS Code that takes the extension, from package.json. */
const oldest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.vscode.replace('^', '');

ensureDependencies();
if (!vsixIsCurrent()) {
  say('Building …');
  if (!(await packageVsix())) fail('The build failed; see above.');
}
fillWorkspace();

const asked = process.argv.includes('--host') ? process.argv[process.argv.indexOf('--host') + 1] : undefined;
const code = asked === 'server' ? undefined : desktopCode();
if (code) openDesktop(code);
else if (asked === 'desktop') fail(`No VS Code ${oldest} or newer with its \`code\` command was found on the path.`);
else if (onWindows) fail(`Install VS Code ${oldest} or newer, with its \`code\` command on the path.`);
else await openServer();

/** Copies of the bundled scenarios and recordings. A file that was changed since it was copied is the reader's: left alone. */
function fillWorkspace() {
  const listFile = join(cacheDir, 'start-workspace.json');
  const copied = existsSync(listFile) ? JSON.parse(readFileSync(listFile, 'utf8')) : {};
  for (const entry of zipEntries(vsix)) {
    const name = /^extension\/media\/(?:scenarios|traces)\/(.+)$/.exec(entry.name)?.[1];
    if (!name) continue;
    const target = join(workspace, name);
    if (existsSync(target) && digest(readFileSync(target)) !== copied[name]) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, entry.read());
    copied[name] = digest(readFileSync(target));
  }
  mkdirSync(workspace, { recursive: true });
  writeFileSync(listFile, JSON.stringify(copied));
}

/** The `code` command of a desktop VS Code that is new enough and has somewhere to show itself. */
function desktopCode() {
  const hasDisplay = onWindows || process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  // In a terminal of a remote window `code` speaks to that window, and knows no profile of its own.
  if (!hasDisplay || process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  const found = findOnPath('code', 'code-insiders', 'codium');
  const version = found && runCode(found, ['--version'], 'pipe').stdout?.split('\n')[0]?.trim();
  if (!version || !/^\d+\.\d+/.test(version)) return undefined;
  if (isOlder(version, oldest)) {
    say(`The VS Code on the path is ${version}; ${oldest} or newer is needed. Using the server instead.`);
    return undefined;
  }
  return found;
}

function openDesktop(command) {
  const home = join(cacheDir, 'start-desktop');
  const profile = ['--user-data-dir', join(home, 'user-data'), '--extensions-dir', join(home, 'extensions')];
  if (process.getuid?.() === 0) profile.push('--no-sandbox');
  installOnce(home, () => {
    const { status } = runCode(command, [...profile, '--install-extension', vsix, '--force'], 'inherit');
    if (status !== 0) fail('Installing the extension failed; see above.');
  });
  say(`Opening ${workspace} in VS Code …`);
  if (runCode(command, [...profile, '--new-window', '--disable-workspace-trust', workspace], 'inherit').status !== 0) fail('VS Code did not start.');
}

async function openServer() {
  const home = join(cacheDir, 'start-server');
  let install;
  installOnce(home, () => {
    install = vsix;
  });
  const server = await startServer({ folder: workspace, home, vsix: install });
  let stopping = false;
  const end = async (status) => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    process.exit(status);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
  void server.ended.then(() => {
    if (!stopping) fail(`The VS Code server ended; see ${server.logFile}`);
  });
  say(`\nFaultline is at\n\n  ${server.url}\n\nCtrl+C ends it.`);
}

/** Calls `install` unless this very VSIX was installed into `home` before. */
function installOnce(home, install) {
  const marker = join(home, 'installed');
  const wanted = digest(readFileSync(vsix));
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  install();
  mkdirSync(home, { recursive: true });
  writeFileSync(marker, wanted);
}

function runCode(command, args, output) {
  const stdio = ['ignore', output, 'inherit'];
  // On Windows `code` is a batch file: it needs a shell, and a shell needs quotes.
  if (!onWindows) return spawnSync(command, args, { stdio, encoding: 'utf8' });
  return spawnSync([command, ...args].map((part) => `"${part}"`).join(' '), { stdio, encoding: 'utf8', shell: true });
}

function isOlder(version, than) {
  const [major, minor] = version.split('.').map(Number);
  const [thanMajor, thanMinor] = than.split('.').map(Number);
  return major < thanMajor || (major === thanMajor && minor < thanMinor);
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
