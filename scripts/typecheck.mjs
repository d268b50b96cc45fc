// Type-checks every room with what that room may see, and nothing more: see the tsconfig.json inside each.
import { existsSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { cacheDir, root, say } from './shell.mjs';

const rooms = ['src', 'src/host', 'src/cli', 'webview', 'test', 'test/vscode/suite'];

ensureDependencies();
const waiting = rooms.filter((room) => hasSources(join(root, room)));
const failed = [];
// Two at a time: each takes about one core and a few hundred megabytes.
await Promise.all([worker(), worker()]);
if (failed.length > 0) {
  say(`Type errors in: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function worker() {
  for (let room = waiting.shift(); room; room = waiting.shift()) {
    const { code, output } = await tsc(room);
    if (code !== 0) failed.push(room);
    if (output) process.stdout.write(output);
  }
}

function tsc(room) {
  return new Promise((resolve) => {
    // What was found out about files that have not changed since is kept; the compiler itself sees to what it is good for.
    const known = join(cacheDir, 'types', `${room.replaceAll('/', '-')}.tsbuildinfo`);
    const args = [join(root, 'node_modules/typescript/bin/tsc'), '-p', room, '--incremental', '--tsBuildInfoFile', known];
    const child = spawn(process.execPath, args, { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output }));
  });
}

// tsc refuses a project without files; a room that is still empty has no errors.
function hasSources(folder) {
  if (!existsSync(join(folder, 'tsconfig.json'))) return false;
  const files = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
  const foreign = { src: /^(host|cli)\//, test: /^vscode\/suite\// }[folder.slice(root.length + 1)];
  return files.some((name) => name.endsWith('.ts') && !foreign?.test(name));
}
