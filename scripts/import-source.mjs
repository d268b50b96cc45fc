// Lets a script use a pure room of the project: bundles TypeScript in memory and imports the result.
import * as esbuild from 'esbuild';
import { root } from './shell.mjs';

/** Evaluates `contents`, whose imports are relative to the project's root, and resolves to its exports. */
export async function importSource(contents) {
  const bundle = await esbuild.build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);
}
