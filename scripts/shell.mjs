// The few things every script needs: where the project is, how to run a program, how to speak and how to give up.
// Plain Node, because these run before any package is installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
export const onWindows = process.platform === 'win32';

/** Where downloads and scratch folders live: ignored by git, kept between runs. Absolute. */
export const cacheDir = resolve(root, process.env.FAULTLINE_CACHE || '.cache');

/** One plain line about what is being done. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Ends the script with a message that says what to do. */
export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs a program to its end with this terminal's output. Returns spawnSync's result; `status` is null when it could not start. */
export function run(program, args, options = {}) {
  return spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
}

/** Runs npm, wherever it is: the one that started this script, or the one on PATH. */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script)) return run(process.execPath, [script, ...args], options);
  return run('npm', args, { shell: onWindows, ...options });
}

/** The full path of the first of `names` that is on PATH and can be executed, or undefined. */
export function findOnPath(...names) {
  const endings = onWindows ? ['.exe', '.cmd', '.bat'] : [''];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
      for (const ending of endings) {
        const candidate = join(folder, name + ending);
        if (isExecutable(candidate)) return candidate;
      }
    }
  }
  return undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
