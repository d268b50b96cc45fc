// The whole test command. Every step runs even when another failed, unless it needs what that one makes; at the end stand
// all failures and one line with the counts.
//   npm test                                everything
//   npm test -- --only unit,pages           some steps, see `steps` below
//   npm test -- --fresh                     also what passed before and reads nothing that has changed since (so it is with CI set)
//   npm test -- --host desktop              the extension-host suite in a desktop VS Code
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { passedBefore } from './passed-before.mjs';
import { cacheDir, fail, root, say } from './shell.mjs';

const fresh = process.argv.includes('--fresh') || Boolean(process.env.CI);
/** What goes into the package, and what the tests of it are made from. */
const product = ['src', 'webview', 'media', 'scripts', 'package.json', 'package-lock.json'];
const documents = ['README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'];
const configuration = ['tsconfig.json', 'vitest.config.mts', 'eslint.config.mjs', '.dependency-cruiser.cjs'];

/** Each returns its counts. */
const steps = {
  layers: () => check('layers', ['scripts/layers.mjs']),
  generated: async () =>
    merge(await check('registry', ['scripts/registry.mjs', '--check']), await check('schema', ['scripts/schema.mjs', '--check'])),
  types: () => check('types', ['scripts/typecheck.mjs']),
  lint: () => unlessPassed('lint', [...product, 'test', ...configuration], () => check('lint', ['scripts/lint.mjs'])),
  unit: () => vitest('unit', { reads: [...product, ...documents, ...configuration, 'test', '../shared/data'] }),
  package: packageAndLook,
  pages: () => withPackage('pages', () => vitest('pages', { env: { FAULTLINE_CHROMIUM: ensureChromium() }, reads: [...product, 'test', 'vitest.config.mts'] })),
  suite: () => unlessPassed('suite', [...product, ...documents, 'test/vscode'], () => withPackage('suite', extensionHostSuite)),
  workbench: () => withPackage('workbench', workbenchTests),
};

/**
 * What needs only Node, and what needs a browser or VS Code. They go on side by side: a browser waits for pictures much of its
 * time, and VS Code for its parts, so that either lane alone would leave a processor idle; more than two get in each other's way.
 */
const lanes = [
  ['layers', 'generated', 'types', 'lint', 'unit'],
  ['package', 'suite', 'workbench', 'pages'],
];

const only = valueOf('--only')?.split(',');
const unknown = (only ?? []).filter((name) => !(name in steps));
if (unknown.length > 0) fail(`No such step: ${unknown.join(', ')}. There are: ${Object.keys(steps).join(', ')}.`);

ensureDependencies();
mkdirSync(cacheDir, { recursive: true });
/** Tests that were not run again. */
let remembered = 0;
/** The one packing of this run, once a step has asked for it. */
let packing;
const chosen = lanes.map((names) => names.filter((name) => !only || only.includes(name))).filter((names) => names.length > 0);
/** With one lane what the tests print can be followed as it comes; with several each step's is kept until it ends. */
const alone = chosen.length === 1;
const results = (await Promise.all(chosen.map(inOrder))).flat();

const { passed, failed, failures } = merge(...results);
if (failures.length > 0) say(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
if (remembered > 0) say(`\n${remembered} of these passed in an earlier run and read nothing that has changed since: npm test -- --fresh runs them again.`);
say(`\n${passed} passed, ${failed} failed`);
// Something left open (a handle of a browser, say) must not keep a finished run from ending.
process.exit(failed > 0 ? 1 : 0);

async function inOrder(names) {
  const done = [];
  for (const name of names) {
    const startMs = Date.now();
    say(`── ${name}`);
    done.push(await runStep(name, steps[name]));
    say(`── ${name}: ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  }
  return done;
}

async function runStep(name, step) {
  try {
    return await step();
  } catch (error) {
    say(error.stack ?? String(error));
    return failure(`${name}: ${error.message}`);
  }
}

/** A script that succeeds or fails as a whole. */
async function check(name, args) {
  return (await runQuietly(name, args)) === 0 ? success() : failure(name);
}

/** Runs a script of ours to its end and returns its status. What it says is kept until then, unless nothing else talks. */
function runQuietly(name, args, env = {}) {
  return new Promise((resolve) => {
    const stdio = ['ignore', alone ? 'inherit' : 'pipe', alone ? 'inherit' : 'pipe'];
    const child = spawn(process.execPath, args, { cwd: root, stdio, env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => (output += error.message));
    child.once('close', (status) => {
      if (output.trim()) say(`${name}:\n${output.trim()}`);
      resolve(status);
    });
  });
}

/** Builds and packs once a run, when a step first needs it; false when that failed. */
function ensurePacked() {
  packing ??= import('./package.mjs').then(({ packageVsix }) => packageVsix({ tests: true }));
  return packing;
}

async function packageAndLook() {
  if (!(await ensurePacked())) return failure('package');
  return merge(success(), await vitest('package', { reads: [...product, ...documents, 'test/package'] }));
}

async function withPackage(name, step) {
  return (await ensurePacked()) ? step() : failure(`${name}: not run, there is no package`);
}

async function extensionHostSuite() {
  const { defaultHost, runSuite } = await import('./vscode-suite.mjs');
  return runSuite({ host: valueOf('--host') ?? defaultHost() });
}

async function workbenchTests() {
  // Fetched here, because it takes longer than any test may.
  const { ensureVscodeServer } = await import('./ensure-vscode-server.mjs');
  await ensureVscodeServer();
  return vitest('workbench', { env: { FAULTLINE_CHROMIUM: ensureChromium() }, reads: [...product, ...documents, 'test/vscode', 'vitest.config.mts'] });
}

/** A step that is run as a whole, or not at all when it passed before on the same files. */
async function unlessPassed(name, reads, step) {
  const before = await passedBefore(name, [name], reads);
  if (!fresh && before.rest.length === 0) return unchanged(name, before.passed);
  const counts = await step();
  if (counts.failed === 0) await before.keep(new Map([[name, counts.passed]]));
  return counts;
}

/** The tests of a project of vitest.config.mts; `reads`: what they can read beside what they import. */
async function vitest(project, { env = {}, reads }) {
  const before = await passedBefore(project, testFiles(project), reads);
  if (!fresh && before.rest.length === 0) return unchanged(project, before.passed);
  const report = join(cacheDir, `vitest-${project}-${process.pid}.json`);
  // Alone it tells of each file; among others only of what failed.
  const reporters = [`--reporter=${alone ? 'default' : 'dot'}`, `--reporter=${join(root, 'scripts/second-try-reporter.mjs')}`, '--reporter=json', `--outputFile.json=${report}`];
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...reporters, ...(fresh ? [] : before.rest)];
  const status = await runQuietly(project, args, { NO_COLOR: '1', ...env });
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const counts = countsOf({ testResults }, project, status);
    await before.keep(passedIn(testResults));
    return fresh ? counts : merge(counts, unchanged(project, before.passed));
  } catch {
    return failure(`${project}: vitest ended without a report (status ${status})`);
  } finally {
    rmSync(report, { force: true });
  }
}

function testFiles(project) {
  const folders = { unit: 'test', pages: 'test/pages', package: 'test/package', workbench: 'test/vscode/workbench' };
  const elsewhere = /^(pages|vscode|package|bench)\//;
  return readdirSync(join(root, folders[project]), { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.test.ts') && !(project === 'unit' && elsewhere.test(name)))
    .map((name) => `${folders[project]}/${name}`)
    .sort();
}

/** How many tests passed in each file in which all did. */
function passedIn(testResults) {
  const whole = testResults.filter(({ status, assertionResults }) => status === 'passed' && assertionResults.every((test) => test.status === 'passed'));
  return new Map(whole.map(({ name, assertionResults }) => [relative(name), assertionResults.length]));
}

function relative(path) {
  return path.slice(root.length + 1).replaceAll('\\', '/');
}

/** What passed before counts as it did then, and is said. */
function unchanged(name, passed) {
  if (passed > 0) {
    remembered += passed;
    say(`${name}: ${passed} passed before, and nothing that they read has changed since`);
  }
  return { passed, failed: 0, failures: [] };
}

function countsOf({ testResults }, project, status) {
  const counts = { passed: 0, failed: 0, failures: [] };
  for (const { name: file, status: fileStatus, assertionResults, message } of testResults) {
    const where = relative(file);
    const bad = assertionResults.filter((test) => test.status === 'failed');
    counts.passed += assertionResults.filter((test) => test.status === 'passed').length;
    for (const test of bad) counts.failures.push(`${where} › ${test.fullName}`);
    // A file that could not be loaded, or whose hooks threw, has no failed test to show for it.
    if (fileStatus === 'failed' && bad.length === 0) counts.failures.push(`${where}: ${message.split('\n')[0] || 'could not run'}`);
  }
  if (counts.passed + counts.failures.length === 0) counts.failures.push(`${project}: no tests`);
  if (status !== 0 && counts.failures.length === 0) counts.failures.push(`${project}: vitest ended with status ${status}`);
  counts.failed = counts.failures.length;
  return counts;
}

function success() {
  return { passed: 1, failed: 0, failures: [] };
}

function failure(what) {
  return { passed: 0, failed: 1, failures: [what] };
}

function merge(...all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
}

function valueOf(flag) {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
}
