// Lints everything; further arguments go to eslint (`npm run lint -- --fix`).
import { join } from 'node:path';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { root, run } from './shell.mjs';

ensureDependencies();
const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
process.exitCode = run(process.execPath, [eslint, '.', '--max-warnings=0', ...process.argv.slice(2)], { cwd: root }).status ?? 1;
