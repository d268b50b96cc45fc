// Builds for production and packs the VSIX with vsce. A warning of vsce's is an error here: each one is something that
// a reader of the marketplace page would meet.
//   node scripts/package.mjs [--tests]    also builds the suite that runs inside VS Code (it does not ship)
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { root, say } from './shell.mjs';

export const vsix = join(root, 'faultline.vsix');

/** Everything the package is made from. */
const inputs = ['src', 'webview', 'media', 'scripts', 'package.json', 'package-lock.json', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'];

/** True when the VSIX is newer than everything it is made from. */
export function vsixIsCurrent() {
  return existsSync(vsix) && inputs.every((input) => newestMs(join(root, input)) <= statSync(vsix).mtimeMs);
}

/** Builds and packs. Returns false when either failed or vsce warned; the reasons have been printed. */
export async function packageVsix({ tests = false } = {}) {
  const { buildAll } = await import('./build-steps.mjs');
  if (!(await buildAll({ production: true, tests }))) return false;
  // Under another name until it is whole, so that whoever reads the last one meanwhile is not left with half a file.
  const fresh = join(root, 'dist', 'fresh.vsix');
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', fresh];
  const result = spawnSync(process.execPath, [vsce, ...args], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const output = `${result.stdout}${result.stderr}`;
  const warned = /\bWARN(ING)?\b/i.test(output);
  if (result.status === 0 && !warned) {
    renameSync(fresh, vsix);
    say(`packed faultline.vsix, ${(statSync(vsix).size / 1024).toFixed(0)} KB`);
    return true;
  }
  process.stderr.write(output);
  rmSync(fresh, { force: true });
  return false;
}

function newestMs(path) {
  if (!existsSync(path)) return 0;
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  // A folder's own time tells of files that were removed.
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), own.mtimeMs);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureDependencies();
  if (!(await packageVsix({ tests: process.argv.includes('--tests') }))) process.exitCode = 1;
}
