// Writes media/schema/scenario.schema.json from the description of the scenario language and all models.
//   node scripts/schema.mjs [--check]     with --check nothing is written; a schema that is out of date exits 1
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { fail, root, say } from './shell.mjs';

ensureDependencies();
const { importSource } = await import('./import-source.mjs');
const { scenarioSchema, MODELS } = await importSource(
  "export { scenarioSchema } from './src/scenario/json-schema'; export { MODELS } from './src/models/registry';",
);
const target = join(root, 'media', 'schema', 'scenario.schema.json');
const wanted = `${JSON.stringify(scenarioSchema(MODELS), null, 1)}\n`;

if (existsSync(target) && readFileSync(target, 'utf8') === wanted) say('media/schema/scenario.schema.json is up to date.');
else if (process.argv.includes('--check')) fail('media/schema/scenario.schema.json is out of date: run `npm run schema`.');
else {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, wanted);
  say('Wrote media/schema/scenario.schema.json.');
}
