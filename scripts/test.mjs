// The whole test command. Every step runs even when an earlier one failed, unless it needs what that one makes; at the
// end stand all failures and one line with the counts.
//   npm test                                everything
//   npm test -- --only unit,pages           some steps, see `steps` below
//   npm test -- --host desktop              the extension-host suite in a desktop VS Code
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { cacheDir, fail, root, run, say } from './shell.mjs';

/** Each returns its counts. The order is from quick to slow, and what is packed before what needs the package. */
const steps = {
  layers: () => check('layers', ['scripts/layers.mjs']),
  generated: async () =>
    merge(await check('registry', ['scripts/registry.mjs', '--check']), await check('schema', ['scripts/schema.mjs', '--check'])),
  types: () => check('types', ['scripts/typecheck.mjs']),
  lint: () => started.lint,
  unit: () => vitest('unit'),
  package: packageAndLook,
  pages: () => withPackage('pages', () => vitest('pages', { FAULTLINE_CHROMIUM: ensureChromium() })),
  suite: () => withPackage('suite', extensionHostSuite),
  workbench: () => withPackage('workbench', workbenchTests),
};

const only = valueOf('--only')?.split(',');
const unknown = (only ?? []).filter((name) => !(name in steps));
if (unknown.length > 0) fail(`No such step: ${unknown.join(', ')}. There are: ${Object.keys(steps).join(', ')}.`);

ensureDependencies();
mkdirSync(cacheDir, { recursive: true });
// The linter keeps one core busy for as long as the three steps before it keep the other.
const started = { lint: !only || only.includes('lint') ? check('lint', ['scripts/lint.mjs']) : undefined };
/** undefined: not tried yet; false: tried and failed. */
let packed;
const results = [];
for (const [name, step] of Object.entries(steps)) {
  if (only && !only.includes(name)) continue;
  const startMs = Date.now();
  say(`\n── ${name}`);
  results.push(await runStep(name, step));
  say(`── ${name}: ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
}

const { passed, failed, failures } = merge(...results);
if (failures.length > 0) say(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
say(`\n${passed} passed, ${failed} failed`);
// Something left open (a handle of a browser, say) must not keep a finished run from ending.
process.exit(failed > 0 ? 1 : 0);

async function runStep(name, step) {
  try {
    return await step();
  } catch (error) {
    say(error.stack ?? String(error));
    return failure(`${name}: ${error.message}`);
  }
}

/** A script that succeeds or fails as a whole. What it says is kept until it ends, so that two of them do not talk at once. */
function check(name, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('close', (status) => {
      if (output.trim()) say(`${name}:\n${output.trim()}`);
      resolve(status === 0 ? success() : failure(name));
    });
  });
}

/** Builds and packs once a run, when a step first needs it. */
async function ensurePacked() {
  if (packed === undefined) {
    const { packageVsix } = await import('./package.mjs');
    packed = await packageVsix({ tests: true });
  }
  return packed;
}

async function packageAndLook() {
  if (!(await ensurePacked())) return failure('package');
  return merge(success(), vitest('package'));
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
  return vitest('workbench', { FAULTLINE_CHROMIUM: ensureChromium() });
}

function vitest(project, env = {}) {
  const report = join(cacheDir, `vitest-${project}-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...reporters];
  const { status } = run(process.execPath, args, { cwd: root, env: { ...process.env, NO_COLOR: '1', ...env } });
  try {
    return countsOf(JSON.parse(readFileSync(report, 'utf8')), project, status);
  } catch {
    return failure(`${project}: vitest ended without a report (status ${status})`);
  } finally {
    rmSync(report, { force: true });
  }
}

function countsOf({ testResults }, project, status) {
  const counts = { passed: 0, failed: 0, failures: [] };
  for (const { name: file, status: fileStatus, assertionResults, message } of testResults) {
    const where = file.slice(root.length + 1).replaceAll('\\', '/');
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
