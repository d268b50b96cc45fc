// Writes dist/gallery.json, the index of the bundled scenarios and notes, so that neither the extension nor the command
// line has to read every file to show a list. What the index holds is decided by src/notes/gallery.ts; this only feeds it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSource } from './import-source.mjs';
import { root } from './shell.mjs';

export async function writeGallery() {
  const { buildGallery } = await importSource("export { buildGallery } from './src/notes/gallery';");
  writeFileSync(join(root, 'dist', 'gallery.json'), `${JSON.stringify(buildGallery(bundledFiles()))}\n`);
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
