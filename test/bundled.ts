/** The bundled files, as the build sees them. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from '../src/scenario/extend';

export const root = fileURLToPath(new URL('..', import.meta.url));

export interface BundledFile {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** What it may extend. */
  readonly files: Files;
}

/** Files under media/ whose name ends so, in a stable order. */
export function bundledFiles(ending: string): readonly BundledFile[] {
  return readdirSync(join(root, 'media'), { recursive: true })
    .map((name) => `media/${String(name).replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith(ending))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8'), files: { at: path, read: readBundled } }));
}

function readBundled(path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

/** The scenario's id: its file name. */
export function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace('.scenario.yaml', '');
}
