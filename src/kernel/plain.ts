/** Comparing, measuring, freezing and spelling out plain data. */
import type { Plain, PlainObject } from './event';

/** Deeper data is taken for endless: it would exhaust the stack of whoever walks it. */
export const MAX_DEPTH = 200;

/** Structural equality; the order of keys does not matter. */
export function samePlain(a: Plain | undefined, b: Plain | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a !== a && b !== b;
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!samePlain(a[i], b[i])) return false;
    return true;
  }
  let keys = 0;
  for (const key in a) {
    if (b[key] === undefined || !samePlain(a[key], b[key])) return false;
    keys++;
  }
  for (const _ in b) keys--;
  return keys === 0;
}

/**
 * Length as JSON, escapes and the digits of numbers not counted exactly; Infinity when nested too deeply.
 * Stops early once it is beyond `enough`.
 */
export function plainChars(value: PlainObject, enough: number): number {
  // Most bodies are flat, and every message of a run comes through here.
  let chars = 2;
  for (const key in value) {
    const part = value[key];
    if (typeof part === 'object' && part !== null) return nestedChars(value, enough, 0);
    chars += key.length + (typeof part === 'string' ? part.length + 6 : 8);
  }
  return chars;
}

function nestedChars(value: Plain, enough: number, depth: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 4;
  if (depth > MAX_DEPTH) return Infinity;
  let chars = 2;
  if (isList(value)) {
    for (let i = 0; i < value.length && chars <= enough; i++) chars += 1 + nestedChars(value[i]!, enough, depth + 1);
    return chars;
  }
  for (const key in value) {
    chars += key.length + 4 + nestedChars(value[key]!, enough, depth + 1);
    if (chars > enough) break;
  }
  return chars;
}

/** Freezes the value and everything in it, so that a model that changes it in place is caught in the act. */
export function freezePlain(value: Plain | undefined): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value) as Plain[]) freezePlain(part);
}

/** JSON with sorted keys: one text for all equal values. */
export function plainText(value: Plain | undefined): string {
  if (value === undefined) return '-';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(plainText).join(',')}]`;
  const fields = Object.keys(value).sort();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${plainText(value[key])}`).join(',')}}`;
}

function isList(value: readonly Plain[] | PlainObject): value is readonly Plain[] {
  return Array.isArray(value);
}
