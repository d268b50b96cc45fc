/**
 * What is bundled with the program: the index made by the build, and the files it names. Both are found beside
 * the program itself, wherever it is installed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gallery, GalleryScenario } from '../notes/gallery';

const home = join(__dirname, '..');

let loaded: Gallery | undefined;

/** The index. Throws when it is missing: the program was not built or not installed whole. */
export function gallery(): Gallery {
  loaded ??= JSON.parse(readFileSync(join(__dirname, 'gallery.json'), 'utf8')) as Gallery;
  return loaded;
}

export function bundledScenario(id: string): GalleryScenario | undefined {
  return gallery().scenarios.find((scenario) => scenario.id === id);
}

/** Where a bundled file lies on the disk. */
export function bundledPath(path: string): string {
  return join(home, ...path.split('/'));
}

export function version(): string {
  return (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;
}
