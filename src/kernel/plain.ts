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
export function plainChars(value: PlainObject | readonly Plain[], enough: number, depth = 0): number {
  if (depth > MAX_DEPTH) return Infinity;
  let chars = 2;
  if (isList(value)) {
    for (let i = 0; i < value.length && chars <= enough; i++) chars += 1 + partChars(value[i]!, enough, depth);
    return chars;
  }
  for (const key in value) {
    const part = value[key]!;
    // Most bodies are flat, and every message of a run comes through here.
    if (typeof part === 'number') chars += key.length + 8;
    else chars += key.length + 4 + partChars(part, enough, depth);
    if (chars > enough) break;
  }
  return chars;
}

function partChars(part: Plain, enough: number, depth: number): number {
  if (typeof part === 'string') return part.length + 2;
  if (typeof part !== 'object' || part === null) return 4;
  return plainChars(part, enough, depth + 1);
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
