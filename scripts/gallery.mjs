// Writes dist/gallery.json, the index of the bundled scenarios and notes, so that neither the extension nor the command
// line has to read every file to show a list. What the index holds is decided by src/notes/gallery.ts; this only feeds it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root, say } from './shell.mjs';

const source = 'src/notes/gallery.ts';

/** Returns false when the index could not be built; true also when its source is not there yet. */
export async function writeGallery() {
  if (!existsSync(join(root, source))) {
    say(`skipped dist/gallery.json: ${source} is not there yet`);
    return true;
  }
  const bundle = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const text = bundle.outputFiles[0].text;
  const { buildGallery } = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  writeFileSync(join(root, 'dist', 'gallery.json'), `${JSON.stringify(buildGallery(bundledFiles()))}\n`);
  return true;
}

/** Every scenario, trace and note under media/, with forward slashes on every system, in one stable order. */
function bundledFiles() {
  const media = join(root, 'media');
  if (!existsSync(media)) return [];
  return readdirSync(media, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => /\.(scenario\.yaml|trace\.jsonl|md)$/.test(name))
    .sort()
    .map((name) => ({ path: `media/${name}`, text: readFileSync(join(media, name), 'utf8') }));
}
