/**
 * `extend: other.scenario.yaml`: a scenario that says only what is different from another.
 *
 * What is laid together is the trees, before anything is read from them, so the meaning of every key is the same wherever it
 * stands. A key that is given replaces the one of the extended file, whole; `params` and `network` alone are laid together key by key.
 *
 * The texts of extended files stand, for positions, behind the text itself, one after the other: so an offset says in
 * which file something is, and nothing else has to know that there are several.
 */
import { nearest } from '../trace/suggest';
import { SILENT } from './report';
import type { Report } from './report';
import type { Span } from './scenario';
import { entryAt, readYaml, short } from './yaml-tree';
import type { Entry, MapTree, Tree } from './yaml-tree';

/** The files around a scenario. Paths are relative to the root of what may be read, with `/`: `ch8/one.scenario.yaml`. */
export interface Files {
  /** Where the scenario itself lies. */
  readonly at: string;
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined;
  /** Paths that there are, as far as they are known: for telling what was meant. */
  readonly known?: readonly string[];
}

/** A path below the file itself or beside it, in a form that means the same on every system. */
export const EXTEND = '^(?!/)(?:[^/\\\\:*?"<>|\\x00-\\x1f]+/)*[^/\\\\:*?"<>|\\x00-\\x1f]+\\.scenario\\.yaml$';
/** So many files may lie on top of one another. */
export const MAX_EXTENDED = 8;
/** Sections that are laid together key by key. */
export const MERGED: ReadonlySet<string> = new Set(['params', 'network']);

/** What a text extends: its path, or undefined when it says none or leads out of the root. */
export function extendedPath(at: string, root: Tree | undefined): string | undefined {
  const value = entryAt(root, 'extend')?.value;
  return value?.kind === 'scalar' && typeof value.value === 'string' && isPath(value.value) ? resolvePath(at, value.value) : undefined;
}

/** `../b.scenario.yaml`, seen from `ch8/a.scenario.yaml`, is `b.scenario.yaml`; undefined where it leads out of the root. */
export function resolvePath(at: string, path: string): string | undefined {
  const steps = at.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}

/** How one file calls another: the opposite of `resolvePath`. */
export function pathFrom(at: string, target: string): string {
  const from = at.split('/').slice(0, -1);
  const to = target.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

/** The text, extending another file than before. */
export function extending(text: string, path: string): string {
  const value = entryAt(readYaml(text, SILENT).root, 'extend')?.value;
  if (value?.kind !== 'scalar' || value.value === path) return text;
  return `${text.slice(0, value.span.start)}${/^[\w./-]+$/.test(path) ? path : JSON.stringify(path)}${text.slice(value.span.end)}`;
}

/**
 * The tree with everything that it extends laid under it. What is wrong with `extend` and with the syntax of the other files is
 * reported; then it is not `whole`, and what seems to be missing may stand in what could not be read.
 */
export function laidTogether(root: Tree, files: Files | undefined, report: Report): { readonly root: Tree; readonly whole: boolean } {
  const own = entryAt(root, 'extend');
  if (root.kind !== 'map' || own === undefined) return { root, whole: true };
  const layers: MapTree[] = [root];
  let at = files?.at ?? '';
  const seen = [at];
  let whole = true;
  for (let value: Tree | undefined = own.value; value !== undefined; value = entryAt(layers.at(-1), 'extend')?.value) {
    // What is no path at all is told by whoever reads the key.
    const next = value.kind === 'scalar' && typeof value.value === 'string' && isPath(value.value) ? nextLayer(value.value, value.span, seen, files, report) : undefined;
    whole = next !== undefined;
    if (next === undefined) break;
    at = next.path;
    seen.push(at);
    const start = report.include(at, next.text, own.value.span);
    const { root: below, brokenAt } = readYaml(next.text, report.from(start));
    if (brokenAt === undefined && below?.kind !== 'map') report.error('wrong-type', { start, end: start }, 'the file is empty, or not a map of keys and values');
    whole = below?.kind === 'map' && brokenAt === undefined;
    if (below?.kind !== 'map' || !whole) break;
    layers.push(moved(below, start) as MapTree);
  }
  return { root: layers.reduceRight((under, over) => merged(under, over)), whole };
}

/** The file that a path leads to, or undefined with the reason reported. */
function nextLayer(written: string, span: Span, seen: readonly string[], files: Files | undefined, report: Report): { readonly path: string; readonly text: string } | undefined {
  const no = (code: string, message: string, suggestion?: string): undefined => {
    report.error(code, span, message, suggestion);
    return undefined;
  };
  const named = `"${short(written)}"`;
  if (files === undefined) return no('missing-file', `${named} cannot be read here, because this text is no file that others could stand beside`);
  const path = resolvePath(seen.at(-1)!, written);
  if (path === undefined) return no('outside', `${named} leads out of the folder that is open; a scenario extends only what is in it`);
  if (path === seen.at(-1)) return no('cycle', 'the scenario extends itself');
  if (seen.includes(path)) return no('cycle', `${named} leads back to where this began: ${[...seen.slice(seen.indexOf(path)), path].join(' → ')}`);
  if (seen.length > MAX_EXTENDED) return no('too-deep', `more than ${MAX_EXTENDED} files extend one another here`);
  const text = files.read(path);
  if (text !== undefined) return { path, text };
  const others = (files.known ?? []).filter((each) => !seen.includes(each)).map((each) => pathFrom(seen.at(-1)!, each));
  return no('missing-file', `there is no file ${named} (${path})`, nearest(written, others));
}

function isPath(written: string): boolean {
  return new RegExp(EXTEND, 'u').test(written);
}

function merged(under: MapTree, over: MapTree): MapTree {
  const entries: Entry[] = under.entries.flatMap((entry) => {
    if (entry.key === 'extend' || entry.key === 'faultline') return [];
    const own = entryAt(over, entry.key);
    if (own === undefined) return [entry];
    const both = MERGED.has(entry.key) && own.value.kind === 'map' && entry.value.kind === 'map';
    return [both ? { ...own, value: together(entry.value as MapTree, own.value as MapTree) } : own];
  });
  return { kind: 'map', span: over.span, entries: [...entries, ...over.entries.filter(({ key }) => !entries.some((entry) => entry.key === key))] };
}

function together(under: MapTree, over: MapTree): MapTree {
  const kept = under.entries.filter(({ key }) => entryAt(over, key) === undefined);
  return { kind: 'map', span: over.span, entries: [...kept, ...over.entries] };
}

function moved(tree: Tree, by: number): Tree {
  const span = { start: tree.span.start + by, end: tree.span.end + by };
  switch (tree.kind) {
    case 'scalar':
      return { ...tree, span };
    case 'list':
      return { ...tree, span, items: tree.items.map((item) => moved(item, by)) };
    case 'map':
      return {
        ...tree, span,
        entries: tree.entries.map(({ key, keySpan, value }) => ({ key, keySpan: { start: keySpan.start + by, end: keySpan.end + by }, value: moved(value, by) })),
      };
  }
}
