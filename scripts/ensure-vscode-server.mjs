// Fetches a whole VS Code that runs as a server (the npm package code-server) into the cache, once. It is no
// devDependency because its own install step insists on another Node and on compilers; here it gets its own Node from
// npm, and what needs compiling is compiled when that is possible and done without when it is not.
// Plain Node: it may run before any package is installed.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheDir, fail, findOnPath, npm, onWindows, say } from './shell.mjs';

const serverVersion = '4.139.1';
const nodeVersion = '24';
/** Compiled for the server's Node; without them it keeps no log files and cannot tell that its parent died. */
const compiledModules = ['@vscode/spdlog', '@vscode/native-watchdog', 'node-pty'];

/**
 * Installs the server unless it is there, and says where its parts are. An interrupted install goes on where it stopped.
 * @returns {Promise<{ node: string, entry: string }>} the Node to run it with and its entry script
 */
export async function ensureVscodeServer() {
  const nodePackage = `node-${{ win32: 'win' }[process.platform] ?? process.platform}-${process.arch}`;
  const folder = join(cacheDir, 'vscode-server', serverVersion);
  const modules = join(folder, 'node_modules');
  const nodeHome = join(modules, nodePackage);
  const server = {
    node: join(nodeHome, 'bin', onWindows ? 'node.exe' : 'node'),
    entry: join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
  const marker = join(folder, 'finished');
  if (existsSync(marker)) return server;

  mkdirSync(folder, { recursive: true });
  const unlock = await lock(join(folder, 'lock'));
  try {
    if (existsSync(marker)) return server;
    const vscode = join(modules, 'code-server', 'lib', 'vscode');
    const env = {
      ...process.env,
      PATH: `${join(nodeHome, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
      npm_config_nodedir: nodeHome,
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
      npm_config_loglevel: 'error',
    };
    step(folder, 'packages', 'Fetching the VS Code server (once, about 800 MB) …', () => {
      // A folder with a package.json of its own, or npm would look for one further up and find ours.
      writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
      return npm(['install', '--prefix', folder, '--ignore-scripts', `${nodePackage}@${nodeVersion}`, `code-server@${serverVersion}`], {
        cwd: folder,
        env: { ...env, PATH: process.env.PATH },
      });
    });
    step(folder, 'server-packages', 'Fetching its packages …', () =>
      npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: vscode, env }),
    );
    compileWhatCanBe(folder, vscode, env);
    writeFileSync(marker, '');
    say('The VS Code server is ready.');
  } finally {
    unlock();
  }
  return server;
}

function compileWhatCanBe(folder, vscode, env) {
  const done = join(folder, 'done-compile');
  if (existsSync(done)) return;
  const missing = [['make'], ['g++', 'clang++'], ['python3']].filter((names) => !findOnPath(...names)).map(([name]) => name);
  if (missing.length > 0) {
    say(`Not compiling the server's log writer (no ${missing.join(', ')} here); it works without.`);
  } else {
    say('Compiling three of its modules …');
    if (npm(['rebuild', ...compiledModules], { cwd: vscode, env }).status !== 0) {
      say('Compiling failed; the server works without, but keeps no log files.');
    }
  }
  writeFileSync(done, '');
}

/** Runs one step of the install unless an earlier run finished it. */
function step(folder, name, message, work) {
  const done = join(folder, `done-${name}`);
  if (existsSync(done)) return;
  say(message);
  if (work().status !== 0) fail(`That did not work; see above. Run the command again to go on from here, or remove ${folder}.`);
  writeFileSync(done, '');
}

/** Waits until no other living process installs into the same folder. Returns the function that lets the next one in. */
async function lock(path) {
  for (let said = false; ; ) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      const unlock = () => rmSync(path, { force: true });
      process.once('exit', unlock);
      return unlock;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(Number(readIfThere(path)))) {
      rmSync(path, { force: true });
      continue;
    }
    if (!said) say('Another run is fetching the VS Code server; waiting for it …');
    said = true;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
