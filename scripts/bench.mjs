// Runs the benchmarks of test/bench and prints one table. Each file exports `bench()`, which resolves to figures:
// { name, value, unit, note? }. They run one after another, each in a process of its own, so that none warms up another.
//   npm run bench [-- name …]      only the files whose name holds one of the words
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { marker } from './bench-one.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { fail, root, say } from './shell.mjs';

const words = process.argv.slice(2);

ensureDependencies();
const folder = join(root, 'test', 'bench');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.bench.ts')).sort() : [];
const chosen = files.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
if (chosen.length === 0) fail('No such benchmark.');

const { packageVsix, vsixIsCurrent } = await import('./package.mjs');
if (!vsixIsCurrent() || !existsSync(join(root, 'dist', 'test'))) {
  if (!(await packageVsix({ tests: true }))) fail('The build failed; see above.');
}
const esbuild = await import('esbuild');
const figures = [];
let failed = false;
for (const file of chosen) {
  say(`${file} …`);
  const found = runInOwnProcess(await bundle(join(folder, file)));
  if (found) figures.push(...found);
  else failed = true;
}
say(`\nNode ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
printTable(figures);
if (failed) process.exitCode = 1;

// They find the project by their own address, so they are imported from where they are.
function keepScripts() {
  return {
    name: 'keep-scripts',
    setup(build) {
      build.onResolve({ filter: /\/scripts\/[\w-]+\.mjs$/ }, ({ path, resolveDir }) => ({
        path: pathToFileURL(join(resolveDir, path)).href,
        external: true,
      }));
    },
  };
}

async function bundle(source) {
  // As deep below the root as the sources, for those that find their way from where they are.
  const outdir = join(root, 'dist', 'bench');
  mkdirSync(outdir, { recursive: true });
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [source],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    metafile: true,
    logLevel: 'warning',
    plugins: [keepScripts()],
  });
  return join(root, Object.keys(result.metafile.outputs)[0]);
}

function runInOwnProcess(module) {
  const result = spawnSync(process.execPath, ['--expose-gc', join(root, 'scripts', 'bench-one.mjs'), module], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = result.stdout.split('\n').filter((line) => line.trim() !== '');
  const last = lines.find((line) => line.startsWith(marker));
  lines.filter((line) => line !== last).forEach(say);
  return result.status === 0 && last ? JSON.parse(last.slice(marker.length)) : undefined;
}

function printTable(rows) {
  const cells = [['figure', 'value', 'unit', 'note'], ...rows.map(({ name, value, unit, note = '' }) => [name, inWords(value), unit, note])];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const row of cells) {
    say(row.map((cell, column) => (column === 1 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd());
  }
}

function inWords(value) {
  return Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(4)));
}
