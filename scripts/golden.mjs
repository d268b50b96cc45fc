// Rewrites the golden transcripts in test/scenarios/golden from the bundled scenarios. Read the difference before you
// commit it: each transcript is a story, and the change must be one you meant.
import { ensureDependencies } from './ensure-dependencies.mjs';
import { join } from 'node:path';
import { root, run } from './shell.mjs';

ensureDependencies();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const result = run(process.execPath, [vitest, 'run', '--project', 'unit', 'test/scenarios/golden.test.ts'], {
  cwd: root,
  env: { ...process.env, UPDATE_GOLDEN: '1' },
});
process.exitCode = result.status ?? 1;
