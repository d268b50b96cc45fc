// Bundles everything that ships into dist/.
//   node scripts/build.mjs [--watch] [--production] [--tests]
import { ensureDependencies } from './ensure-dependencies.mjs';

ensureDependencies();
const { buildAll } = await import('./build-steps.mjs');
const has = (flag) => process.argv.includes(flag);
const ok = await buildAll({ watch: has('--watch'), production: has('--production'), tests: has('--tests') });
if (!ok) process.exitCode = 1;
