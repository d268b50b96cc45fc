/** The command line as it is installed: built into a folder of its own, so that nothing else that builds disturbs it. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildGallery } from '../../src/notes/gallery';
import { bundledFiles, root } from '../bundled';

export interface Result {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Program {
  readonly folder: string;
  /** Runs it in its folder. */
  faultline(...words: readonly string[]): Promise<Result>;
  remove(): void;
}

export async function buildProgram(): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-cli-'));
  const main = join(folder, 'dist', 'cli.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outfile: main,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  mkdirSync(join(folder, 'media'));
  for (const room of ['scenarios', 'notes']) cpSync(join(root, 'media', room), join(folder, 'media', room), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  const files = [...bundledFiles('.scenario.yaml'), ...bundledFiles('.md')].sort((a, b) => (a.path < b.path ? -1 : 1));
  writeFileSync(join(folder, 'dist', 'gallery.json'), JSON.stringify(buildGallery(files)));
  return { folder, faultline: (...words) => run(folder, main, words), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function run(folder: string, main: string, words: readonly string[]): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
  });
}
