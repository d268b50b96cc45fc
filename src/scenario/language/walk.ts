/**
 * The language's own description laid over a text: what each key and each value in it is meant to be.
 */
import { eventFields } from '../rules';
import type { Scope } from '../scope';
import { specsShape } from '../shape';
import type { FieldData, ShapeData } from '../shape';
import { scenario } from '../describe';
import { valueAt } from '../yaml-tree';
import type { Entry, MapTree, ScalarTree, Tree } from '../yaml-tree';
import { scalarAt } from './draft';
import type { WrittenText } from './draft';

export type Path = readonly (string | number)[];

export interface KeyPlace {
  readonly is: 'key';
  readonly path: Path;
  readonly entry: Entry;
  readonly map: MapTree;
  /** The map's description: a record, or a dictionary by roles or nodes. */
  readonly shape: ShapeData;
  readonly field: FieldData | undefined;
}
export interface ValuePlace {
  readonly is: 'value';
  readonly path: Path;
  readonly tree: ScalarTree;
  readonly shape: ShapeData | undefined;
  /** The maps and lists around it, outermost first. */
  readonly around: readonly Tree[];
}
export type WrittenPlace = KeyPlace | ValuePlace;

/** Every key and every plain value, in the order of the text. */
export function walk({ root, scope }: WrittenText, visit: (place: WrittenPlace) => void): void {
  if (root) visitTree(root, scenario, [], [], scope, visit);
}

function visitTree(tree: Tree, meant: ShapeData | undefined, path: Path, around: readonly Tree[], scope: Scope, visit: (place: WrittenPlace) => void): void {
  const shape = shapeFor(meant, tree, around.at(-1), scope);
  const inside = [...around, tree];
  if (tree.kind === 'scalar') visit({ is: 'value', path, tree, shape, around });
  else if (tree.kind === 'list') tree.items.forEach((item, i) => visitTree(item, shape?.type === 'list' ? shape.of : undefined, [...path, i], inside, scope, visit));
  else {
    for (const entry of tree.entries) {
      const here = [...path, entry.key];
      if (shape !== undefined) visit({ is: 'key', path: here, entry, map: tree, shape, field: fieldOf(shape, entry.key) });
      visitTree(entry.value, under(shape, entry.key), here, inside, scope, visit);
    }
  }
}

/** What a shape means for a tree of this kind, when the model is known: parameters become a record, of alternatives one is chosen. */
export function shapeFor(shape: ShapeData | undefined, tree: Tree | undefined, around: Tree | undefined, scope: Scope): ShapeData | undefined {
  switch (shape?.type) {
    case 'either':
      return tree?.kind === 'map' ? shape.map : tree?.kind === 'list' ? shape.list : shape.scalar;
    case 'params':
      return scope.model && specsShape(`the parameters of ${scope.model.id}`, scope.model.params);
    case 'args': {
      const op = scalarAt(around, 'op') ?? '';
      const operations = scope.model?.operations ?? {};
      return Object.hasOwn(operations, op) ? specsShape(`the arguments of ${op}`, operations[op]!.args) : undefined;
    }
    default:
      return shape;
  }
}

/** What stands under a key. */
export function under(shape: ShapeData | undefined, key: string): ShapeData | undefined {
  if (shape?.type === 'dictionary') return shape.of;
  return shape?.type === 'record' ? fieldOf(shape, key)?.shape : undefined;
}

function fieldOf(shape: ShapeData, key: string): FieldData | undefined {
  return shape.type === 'record' && Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
}

/** Whether a record picks events. */
export function isEventRule(shape: ShapeData | undefined): boolean {
  return shape?.type === 'record' && shape.fields['kind'] === eventFields.kind;
}

/** What kind of names the field `name` of a rule for events takes, by the kind of the events. */
export function namesByKind(kind: string | undefined): 'invariant' | 'operation' | 'message' | undefined {
  if (kind === 'violation') return 'invariant';
  if (kind === 'invoke' || kind === 'return') return 'operation';
  return kind === 'send' || kind === 'deliver' || kind === 'lose' ? 'message' : undefined;
}

/** The place at an offset, its end included: where a cursor that stands behind a word is. */
export function placeAt(text: WrittenText, offset: number): WrittenPlace | undefined {
  let found: WrittenPlace | undefined;
  walk(text, (place) => {
    const { start, end } = place.is === 'key' ? place.entry.keySpan : place.tree.span;
    if (start <= offset && offset <= end && end > start) found ??= place;
  });
  return found;
}

/** The text of a map's field beside a value. */
export function beside(place: ValuePlace, key: string): string | undefined {
  const map = place.around.at(-1);
  return map?.kind === 'map' ? scalarAt(map, key) : undefined;
}

export function mapAround(place: ValuePlace): MapTree | undefined {
  const map = place.around.at(-1);
  return map?.kind === 'map' && valueAt(map, String(place.path.at(-1))) !== undefined ? map : undefined;
}
