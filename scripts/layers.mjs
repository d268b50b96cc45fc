// Holds the rooms apart; the table is in .dependency-cruiser.cjs.
import { join } from 'node:path';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { root, run } from './shell.mjs';

ensureDependencies();
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src', 'webview'];
process.exitCode = run(process.execPath, [cruiser, ...args], { cwd: root }).status ?? 1;
