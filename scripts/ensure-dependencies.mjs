// Installs the packages of package-lock.json when they are missing or not the ones it names, so that every script works
// right after `git clone`. Nothing here may import a package.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, npm, root, say } from './shell.mjs';

/** Runs `npm ci` unless what is installed is what the lock file names. */
export function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  if (installedMatchesLock()) return;
  say('Installing packages (npm ci) …');
  const result = npm(['ci', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: root });
  if (result.status !== 0) fail('npm ci failed; see above.');
}

function installedMatchesLock() {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(
    // Optional packages are for one platform each, so their absence says nothing.
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  );
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : undefined;
}
