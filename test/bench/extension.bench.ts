/**
 * What the extension costs a window that opens, and what its messages to a view cost: loading its bundle in a fresh Node,
 * then activating and sending in a real VS Code.
 * VS Code does not say how long it took to load a bundle, so that part is measured with a stand-in for `vscode`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/shell.mjs';
import { runSuite } from '../../scripts/vscode-suite.mjs';
import type { Figure } from './figure';

const RUNS = 15;

const load = `
  const Module = require('node:module');
  const anything = { get: (_, key) => (key === Symbol.toPrimitive ? () => '' : made()), apply: made, construct: made };
  function made() { return new Proxy(function () {}, anything); }
  const original = Module._load;
  Module._load = function (request, ...rest) { return request === 'vscode' ? made() : original.call(this, request, ...rest); };
  const start = performance.now();
  require(process.argv[1]);
  console.log(performance.now() - start);
  process.exit(0);
`;

export async function bench(): Promise<Figure[]> {
  const bundle = join(root, 'dist', 'extension.js');
  const times = Array.from({ length: RUNS }, () => Number(spawnSync(process.execPath, ['-e', load, bundle], { encoding: 'utf8' }).stdout));
  const loadMs = times.sort((a, b) => a - b)[RUNS >> 1]!;
  const { notes } = await runSuite({ host: 'server', kinds: ['node', 'web'] });
  return [
    { name: 'loading the bundle', value: tenths(loadMs), unit: 'ms', note: `median of ${RUNS} fresh processes` },
    { name: 'activation, Node host', value: tenths(notes['node.activationMs']!), unit: 'ms', note: 'one start of the VS Code server; aim: under 50' },
    { name: 'activation, web-worker host', value: tenths(notes['web.activationMs']!), unit: 'ms', note: 'one start of the VS Code server; aim: under 50' },
    ...(['node', 'web'] as const).flatMap((kind): Figure[] => [
      { name: `host to view, small messages, ${kind === 'web' ? 'web-worker' : 'Node'} host`, value: Math.round(notes[`${kind}.messagesPerSecond`]!), unit: 'per second', note: '300 sent at once, until the last is answered' },
      { name: `host to view, buffers, ${kind === 'web' ? 'web-worker' : 'Node'} host`, value: tenths(notes[`${kind}.megabytesPerSecond`]!), unit: 'MB/s', note: '8 of 500 KB' },
    ]),
  ];
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
