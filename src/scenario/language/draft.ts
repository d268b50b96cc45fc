/**
 * A text that is being written, as far as it can be understood: its tree and the names that are valid in it.
 */
import type { Model } from '../../kernel/model';
import { laidTogether } from '../extend';
import type { Files } from '../extend';
import { resolveNodes } from '../nodes';
import type { NodesValue } from '../nodes';
import { SILENT } from '../report';
import type { Scope } from '../scope';
import { valueAt } from '../yaml-tree';
import type { Tree } from '../yaml-tree';
import { readLoosely } from './loose-tree';

/** What is bundled, as far as scenarios point to it; a gallery is one. */
export interface Library {
  readonly scenarios: readonly { readonly id: string; readonly title: string; readonly covers: readonly string[]; readonly path: string }[];
  readonly notes: readonly {
    readonly page: string;
    readonly title: string;
    readonly path: string;
    readonly headings: readonly { readonly anchor: string; readonly title: string; readonly level: number }[];
  }[];
  /** Scenarios that this one could extend, as paths from it. */
  readonly nearby?: readonly string[];
}

export const NO_LIBRARY: Library = { scenarios: [], notes: [] };

export interface WrittenText {
  readonly text: string;
  /** Undefined when nothing is written yet. */
  readonly root: Tree | undefined;
  /** The names that are valid, those of what is extended among them. */
  readonly scope: Scope;
  readonly library: Library;
}

/** Understands whatever there is; never throws. With `files` it knows what the text extends. */
export function understand(text: string, models: readonly Model[], library: Library = NO_LIBRARY, files?: Files): WrittenText {
  const own = readLoosely(text);
  const root = own && laidTogether(own, files, SILENT).root;
  const id = scalarAt(root, 'model');
  const model = models.find((each) => each.id === id);
  if (model === undefined) return { text, root: own, scope: { models }, library };
  const nodes = resolveNodes(nodesWritten(valueAt(root, 'nodes')), undefined, model, SILENT);
  return { text, root: own, scope: { models, model, ...(nodes === undefined ? {} : { nodes }) }, library };
}

/** The text under a key of a map, if there is one. */
export function scalarAt(tree: Tree | undefined, key: string): string | undefined {
  const value = valueAt(tree, key);
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}

function nodesWritten(tree: Tree | undefined): NodesValue {
  if (tree?.kind !== 'map') return {};
  const given: { [role: string]: number | readonly string[] } = Object.create(null) as { [role: string]: number };
  for (const { key, value } of tree.entries) {
    if (value.kind === 'list') given[key] = value.items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [String(item.value)] : []));
    else if (value.kind === 'scalar' && typeof value.value === 'number' && value.value >= 0 && value.value <= 256) given[key] = Math.floor(value.value);
  }
  return given;
}
