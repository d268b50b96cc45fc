// Writes src/models/registry.ts, the list of all protocol models, so that a protocol is added by adding its file:
// src/models/<chapter>/<id>.ts, or <id>/model.ts in a folder of its own, with `export const model: Model`.
//   node scripts/registry.mjs [--check]     with --check nothing is written; a list that is out of date exits 1
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, say } from './shell.mjs';

const models = join(root, 'src', 'models');
const target = join(models, 'registry.ts');
const wanted = registrySource(modelFiles());
const present = existsSync(target) ? readFileSync(target, 'utf8') : '';

if (wanted === present) say('src/models/registry.ts is up to date.');
else if (process.argv.includes('--check')) fail('src/models/registry.ts is out of date: run `npm run registry`.');
else {
  writeFileSync(target, wanted);
  say('Wrote src/models/registry.ts.');
}

/** Paths relative to src/models, without extension, in order of chapter and name. */
function modelFiles() {
  const found = [];
  for (const chapter of readdirSync(models).sort()) {
    const folder = join(models, chapter);
    if (!statSync(folder).isDirectory()) continue;
    for (const name of readdirSync(folder).sort()) {
      const path = name.endsWith('.ts') ? name.slice(0, -3) : `${name}/model`;
      const file = join(folder, `${path}.ts`);
      // Files without a model are what several models of a chapter share.
      if (existsSync(file) && /^export const model\b/m.test(readFileSync(file, 'utf8'))) found.push(`${chapter}/${path}`);
    }
  }
  return found;
}

function registrySource(paths) {
  const name = (path) => path.replace(/\/model$/, '').replace(/[^A-Za-z0-9]+(.)/g, (_, letter) => letter.toUpperCase());
  return [
    '/**',
    ' * All protocol models. Made by `npm run registry` from the files in this folder; do not edit by hand.',
    ' */',
    "import type { Model } from '../kernel/model';",
    ...paths.map((path) => `import { model as ${name(path)} } from './${path}';`),
    '',
    '/** In order of chapter and id. */',
    'export const MODELS: readonly Model[] = [',
    ...paths.map((path) => `  ${name(path)},`),
    '];',
    '',
    'export function findModel(id: string): Model | undefined {',
    '  return MODELS.find((model) => model.id === id);',
    '}',
    '',
  ].join('\n');
}
