/**
 * Where a scenario speaks of what: every node, message type, invariant, operation and page of the notes in it. References, renaming,
 * links and colours are all made from this list.
 */
import { NODE_NAME } from '../describe';
import type { Span } from '../scenario';
import { valueAt } from '../yaml-tree';
import type { WrittenText } from './draft';
import { writtenName } from './names';
import { lastKey } from './sample';
import { beside, namesByKind, walk } from './walk';
import type { ValuePlace } from './walk';

export type NamedThing = 'model' | 'role' | 'node' | 'message' | 'operation' | 'invariant' | 'lie' | 'page' | 'row' | 'scenario' | 'file';

export interface Occurrence {
  readonly thing: NamedThing;
  readonly name: string;
  /** Of the name itself, without quotes around it. */
  readonly span: Span;
  /** Where a node is given its name. */
  readonly defines: boolean;
}

/** All names, in the order of the text. */
export function occurrences(written: WrittenText): readonly Occurrence[] {
  const found: Occurrence[] = [];
  walk(written, (place) => {
    if (place.is === 'key') {
      const { shape, entry } = place;
      if (shape.type === 'dictionary') found.push({ thing: shape.keys === 'role' ? 'role' : 'node', name: entry.key, span: within(entry.keySpan, written.text), defines: false });
      return;
    }
    const thing = thingOf(place) ?? (mayName(place, written) ? 'node' : undefined);
    const value = place.tree.value;
    if (thing === undefined || typeof value !== 'string' || value === '') return;
    const name = thing === 'page' ? value.split('#')[0]! : value;
    found.push({ thing, name, span: within(place.tree.span, written.text), defines: place.path[0] === 'nodes' });
  });
  return found;
}

/**
 * Places where any text may stand, which often is a node: whom a vote is for, and what a liar is told. There the name of a node means that node.
 * What clients ask for and what messages hold is data, whatever it says.
 */
function mayName({ path, tree }: ValuePlace, { scope }: WrittenText): boolean {
  if (typeof tree.value !== 'string' || scope.nodes?.has(tree.value) !== true) return false;
  return (path[2] === 'lie' && path[3] === 'args') || (lastKey(path) === 'for' && path[0] !== 'faults' && path[0] !== 'workload');
}

/** What a value names, by the language itself. */
function thingOf(place: ValuePlace): NamedThing | undefined {
  const { shape, path } = place;
  if (shape?.type === 'name') return shape.of;
  if (shape?.type !== 'text') return undefined;
  const key = lastKey(path);
  if (path[0] === 'nodes') return 'node';
  if (path[0] === 'covers') return 'row';
  if (path[0] === 'compare') return 'scenario';
  if (path[0] === 'extend') return 'file';
  if (key === 'see') return 'page';
  return key === 'name' ? namesByKind(beside(place, 'kind')) : undefined;
}

export function occurrenceAt(written: WrittenText, offset: number): Occurrence | undefined {
  return occurrences(written).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Every place of the same thing. */
export function referencesOf({ thing, name }: Pick<Occurrence, 'thing' | 'name'>, written: WrittenText): readonly Occurrence[] {
  return occurrences(written).filter((each) => each.thing === thing && each.name === name);
}

/** Where a node gets its name: in `nodes:`, or else at the model, which has names for those the scenario does not name. */
export function definitionOf(occurrence: Occurrence, written: WrittenText): Span | undefined {
  if (occurrence.thing !== 'node') return undefined;
  const named = referencesOf(occurrence, written).find(({ defines }) => defines);
  if (named) return named.span;
  if (!written.scope.nodes?.has(occurrence.name)) return undefined;
  // Counted, or not mentioned at all.
  const role = written.scope.nodes.get(occurrence.name)!;
  const nodes = valueAt(written.root, 'nodes');
  const entry = nodes?.kind === 'map' ? nodes.entries.find(({ key }) => key === role) : undefined;
  const model = written.root?.kind === 'map' ? written.root.entries.find(({ key }) => key === 'model') : undefined;
  return entry?.keySpan ?? model?.value.span;
}

export type Renaming =
  | { readonly ok: true; readonly edits: readonly { readonly span: Span; readonly text: string }[] }
  | { readonly ok: false; readonly reason: string };

/** The edits that give a node another name everywhere. What the model named is first written down under `nodes:`, which this does not do. */
export function renameNode(written: WrittenText, offset: number, name: string): Renaming {
  const at = occurrenceAt(written, offset);
  if (at?.thing !== 'node') return refused('only nodes can be renamed');
  if (!new RegExp(NODE_NAME, 'u').test(name) || name in Object.prototype) return refused('a name has letters, digits, "_", "-" and ".", and begins with a letter');
  if (name !== at.name && written.scope.nodes?.has(name)) return refused(`there is a node "${name}" already`);
  const places = referencesOf(at, written);
  if (!places.some(({ defines }) => defines)) return refused(`"${at.name}" has its name from the model; list the names under "nodes:" first`);
  return { ok: true, edits: places.map(({ span }) => ({ span, text: isQuoted(span, written.text) ? name : writtenName(name) })) };
}

function refused(reason: string): Renaming {
  return { ok: false, reason };
}

function isQuoted({ start }: Span, text: string): boolean {
  return text[start - 1] === '"' || text[start - 1] === "'";
}

function within({ start, end }: Span, text: string): Span {
  const quote = text[start];
  return (quote === '"' || quote === "'") && text[end - 1] === quote && end - start > 1 ? { start: start + 1, end: end - 1 } : { start, end };
}

/** What a value of `see:`, `compare.with` and `extend:` points to, for links. */
export interface Link {
  readonly span: Span;
  readonly to: { readonly kind: 'page'; readonly page: string; readonly anchor: string } | { readonly kind: 'scenario'; readonly id: string } | { readonly kind: 'file'; readonly path: string };
}

export function linksOf(written: WrittenText): readonly Link[] {
  return occurrences(written).flatMap(({ thing, name, span }): Link[] => {
    if (thing === 'file') return [{ span, to: { kind: 'file', path: name } }];
    if (thing === 'scenario') return [{ span, to: { kind: 'scenario', id: name } }];
    if (thing !== 'page' || !/^[\w-]+\/[\w-]+$/.test(name)) return [];
    return [{ span, to: { kind: 'page', page: name, anchor: written.text.slice(span.start, span.end).split('#')[1] ?? '' } }];
  });
}

/** Coloured words: names by what they name, and durations. */
export interface Token {
  readonly span: Span;
  readonly is: NamedThing | 'duration';
  readonly defines: boolean;
}

export function tokensOf(written: WrittenText): readonly Token[] {
  const named = occurrences(written).map(({ span, thing, defines }): Token => ({ span, is: thing, defines }));
  const durations: Token[] = [];
  walk(written, (place) => {
    if (place.is !== 'value' || place.tree.value === null || (place.shape?.type !== 'duration' && place.shape?.type !== 'drift')) return;
    durations.push({ span: within(place.tree.span, written.text), is: 'duration', defines: false });
  });
  return [...named, ...durations].sort((a, b) => a.span.start - b.span.start);
}

