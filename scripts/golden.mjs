// Rewrites the golden transcripts in test/scenarios/golden from the bundled scenarios. Read the difference before you
// commit it: each transcript is a story, and the change must be one you meant. With --pictures, the reference pictures of the
// diagram in test/pages/references instead: look at each.
import { ensureDependencies } from './ensure-dependencies.mjs';
import { join } from 'node:path';
import { root, run } from './shell.mjs';

ensureDependencies();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const pictures = process.argv.includes('--pictures');
if (pictures) run(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root });
const what = pictures ? ['pages', 'test/pages/pictures.test.ts'] : ['unit', 'test/scenarios/golden.test.ts'];
const result = run(process.execPath, [vitest, 'run', '--project', ...what], {
  cwd: root,
  env: { ...process.env, ...(pictures ? { UPDATE_PICTURES: '1' } : { UPDATE_GOLDEN: '1' }) },
});
process.exitCode = result.status ?? 1;
