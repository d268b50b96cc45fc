/**
 * What a comparison is of, as an address: so it is a document like any other, with a tab that survives a reload. Nothing here knows
 * VS Code.
 */

/** A scenario or recording, perhaps with another seed, or as it was. */
export interface SideAddress {
  readonly uri: string;
  readonly seed?: number;
  /** As it stands in git, or as it was saved last; absent: as it stands in the editor. */
  readonly at?: 'head' | 'saved';
  /** A scenario as it was before a change, by the number under which its text is kept (see texts-before.ts). */
  readonly before?: number;
}
export interface ComparisonAddress {
  readonly left: SideAddress;
  readonly right: SideAddress;
}

export function queryOf(address: ComparisonAddress): string {
  return JSON.stringify(address);
}

/** Undefined for anything that `queryOf` did not write. */
export function readQuery(query: string): ComparisonAddress | undefined {
  try {
    const { left, right } = JSON.parse(query) as { readonly left?: unknown; readonly right?: unknown };
    return isSide(left) && isSide(right) ? { left, right } : undefined;
  } catch {
    return undefined;
  }
}

export function swapped({ left, right }: ComparisonAddress): ComparisonAddress {
  return { left: right, right: left };
}

/** What the two are called: as short as tells them apart. */
export function namesOf({ left, right }: ComparisonAddress): { readonly left: string; readonly right: string } {
  const [one, other] = [nameOf(left), nameOf(right)];
  if (one !== other) return { left: one, right: other };
  const [a, b] = [nameOf(left, folderOf(left)), nameOf(right, folderOf(right))];
  return a === b ? { left: `${a} (1)`, right: `${b} (2)` } : { left: a, right: b };
}

function nameOf({ uri, seed, at, before }: SideAddress, folder = ''): string {
  const file = decoded(uri.slice(uri.lastIndexOf('/') + 1)).replace(/\.(scenario\.ya?ml|trace\.jsonl)$/, '');
  return `${folder}${file}${at === 'head' ? ' in git' : at === 'saved' ? ' as saved' : ''}${before === undefined ? '' : ' before the change'}${seed === undefined ? '' : `, seed ${seed}`}`;
}

/** `ch8/` */
function folderOf({ uri }: SideAddress): string {
  const folders = uri.slice(0, uri.lastIndexOf('/'));
  return `${decoded(folders.slice(folders.lastIndexOf('/') + 1))}/`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isSide(value: unknown): value is SideAddress {
  if (value === null || typeof value !== 'object') return false;
  const { uri, seed, at, before } = value as { readonly [K in keyof SideAddress]?: unknown };
  return typeof uri === 'string' && (seed === undefined || Number.isSafeInteger(seed)) && (at === undefined || at === 'head' || at === 'saved') && (before === undefined || Number.isSafeInteger(before));
}
