/**
 * Files named on the command line: found, decoded, and refused with a reason.
 */
import { readFileSync, statSync } from 'node:fs';
import { nearest } from '../trace/suggest';
import { bundledPath, bundledScenario, gallery } from './bundled';

export type Found =
  | { readonly path: string; readonly size: number; readonly shown: string }
  | { readonly message: string; readonly suggestion?: string };

/** The file of that name, or the bundled scenario of that id. */
export function findInput(name: string): Found {
  const own = fileAt(name);
  if (own !== undefined) return own;
  const bundled = bundledScenario(name);
  const path = bundled && bundledPath(bundled.path);
  const found = path === undefined ? undefined : fileAt(path);
  if (found !== undefined) return { ...found, ...('path' in found ? { shown: bundled!.path } : {}) };
  const suggestion = nearest(name, gallery().scenarios.map(({ id }) => id));
  return { message: `there is no file and no bundled scenario "${name}"`, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** Text of a file; undefined when it is not UTF-8. */
export function readText(path: string): string | undefined {
  try {
    // A mark of the byte order at the beginning is kept: columns count it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function fileAt(path: string): Found | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) return { message: `${path} is a folder` };
  return { path, size: stat.size, shown: path };
}
