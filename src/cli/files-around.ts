/**
 * The files that a scenario may extend: those below the folder in which the program was started, or, for a scenario that lies
 * elsewhere, those below its own. Nothing else is read, so a scenario from somebody else cannot reach out of the project it came with.
 */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Files } from '../scenario/extend';
import { MAX_TEXT_CHARS } from '../scenario/limits';
import { bundledPath } from './bundled';
import { readText } from './input';

/** Files are called as `shown` is: from where the program was started, or from the root of the package. */
export function filesAround({ path, shown }: { readonly path: string; readonly shown: string }): Files {
  const isBundled = path !== shown;
  const whole = resolve(path);
  const inside = isBundled || isBelow(process.cwd(), whole);
  const root = isBundled ? bundledPath('') : inside ? process.cwd() : dirname(whole);
  const at = relative(root, whole).split(sep).join('/');
  return {
    at,
    read(file) {
      const target = join(root, ...file.split('/'));
      try {
        // A link could lead out all the same.
        if (!isBelow(realpathSync(root), realpathSync(target)) || statSync(target).size > 3 * MAX_TEXT_CHARS) return undefined;
        return readText(target);
      } catch {
        return undefined;
      }
    },
    known: scenariosIn(dirname(whole)).map((name) => [...at.split('/').slice(0, -1), name].join('/')),
  };
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function scenariosIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.scenario.yaml'));
}
