// What passed before and reads nothing that has changed since need not run again. A test file's result stands for the hash of
// everything it can read: for one that stays within its own process, what it imports, all the way down, and every file that is
// not code; for all others, every file of the project. Nothing is remembered of what failed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, root } from './shell.mjs';

const file = join(cacheDir, 'passed.json');
/** Looks further than its imports: it starts programs, builds bundles, or opens a browser. */
const looksFurther = new Set(['node:child_process', 'esbuild', 'playwright-core', 'typescript']);
/** Hashes of files' contents, by path from the root, made once a run. */
let contents = new Map();

/**
 * What is known of these tests as the files are now.
 * @param {string} name a step of the test command
 * @param {string[]} files test files, as paths from the root; none for a step that is known or not as a whole
 * @param {string[]} reads what the step may read beyond imports: folders and files, as paths from the root
 * @returns {Promise<{ passed: number, known: string[], rest: string[], keep(passed: Map<string, number>): Promise<void> }>} `passed`: how many
 *   tests need not run again; `known` and `rest`: the files that need not and must run; `keep` remembers how many passed in each
 *   file in which none failed, unless it was changed meanwhile
 */
export async function passedBefore(name, files, reads) {
  const hashes = await hashesOf(files, reads);
  const before = load()[name] ?? {};
  const known = files.filter((each) => before[each]?.hash === hashes.get(each));
  return {
    passed: known.reduce((sum, each) => sum + before[each].passed, 0),
    known,
    rest: files.filter((each) => !known.includes(each)),
    async keep(passed) {
      contents = new Map();
      const now = await hashesOf(files, reads);
      const held = known.map((each) => [each, before[each]]);
      const anew = [...passed].filter(([each]) => hashes.get(each) === now.get(each)).map(([each, count]) => [each, { hash: hashes.get(each), passed: count }]);
      mkdirSync(cacheDir, { recursive: true });
      writeFileSync(file, JSON.stringify({ ...load(), [name]: Object.fromEntries([...held, ...anew]) }));
    },
  };
}

function load() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** Of each test file, the hash of all it can read. */
async function hashesOf(files, reads) {
  const everything = hashOf([process.version, platform(), ...reads.flatMap(filesIn).map(contentOf)]);
  const plain = hashOf([process.version, platform(), ...reads.flatMap(filesIn).filter((path) => !isCode(path)).map(contentOf)]);
  const imports = await importsOf(files.filter((each) => each.endsWith('.ts')));
  return new Map(
    files.map((each) => {
      const found = imports.get(each);
      return [each, found === undefined ? everything : hashOf([plain, ...found.map(contentOf)])];
    }),
  );
}

/** What each file imports, itself among it; undefined for one that looks further than that. */
async function importsOf(files) {
  if (files.length === 0) return new Map();
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    loader: { '.css': 'empty', '.md': 'empty', '.svg': 'empty' },
    logLevel: 'silent',
  });
  return new Map(files.map((each) => [each, reachable(metafile.inputs, each)]));
}

function reachable(inputs, start) {
  const found = new Set([start]);
  for (const path of found) {
    for (const { path: next, external } of inputs[path]?.imports ?? []) {
      if (looksFurther.has(next) || next.startsWith('scripts/')) return undefined;
      if (!external) found.add(next);
    }
  }
  return [...found].sort();
}

function filesIn(path) {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  if (!statSync(whole).isDirectory()) return [path];
  return readdirSync(whole, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
}

function contentOf(path) {
  let hash = contents.get(path);
  if (hash === undefined) {
    // Recorded traces from outside are large and never edited: their size and time tell enough.
    const { size, mtimeMs } = statSync(join(root, path));
    hash = path.startsWith('../') ? `${path} ${size} ${mtimeMs}` : hashOf([path, readFileSync(join(root, path))]);
    contents.set(path, hash);
  }
  return hash;
}

const isCode = (path) => /\.(ts|mts|css)$/.test(path);
const platform = () => `${process.platform} ${process.arch} ${process.env.FAULTLINE_CHROMIUM ?? ''}`;

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
