/**
 * The names that fit at a place: not every node can carry out every operation, nor every message go every way.
 */
import type { Scope, NameKind } from '../scope';
import { namesOf } from '../scope';
import { valueAt } from '../yaml-tree';
import type { MapTree, Tree } from '../yaml-tree';
import { scalarAt } from './draft';
import type { Path } from './walk';

/** Names of a kind for the key `path` ends with, in the map `around`; those that cannot be right there are left out if others can. */
export function fittingNames(kind: NameKind, path: Path, around: readonly Tree[], scope: Scope): readonly string[] {
  const all = namesOf(scope, kind) ?? (kind === 'node' && scope.model ? Object.values(scope.model.roles).flatMap(({ names }) => names) : []);
  const map = around.at(-1);
  const key = path.at(-1);
  const fits = all.filter((name) => {
    if (kind === 'operation') return fitsOperation(name, scalarAt(map, 'client'), scope) && takes(name, valueAt(map, 'args'), scope);
    if (kind === 'message') return fitsMessage(name, scalarAt(map, 'from'), scalarAt(map, 'to'), scope);
    if (kind !== 'node') return true;
    if (key === 'client') return fitsOperation(scalarAt(map, 'op'), name, scope);
    if (key === 'from') return name !== scalarAt(map, 'to') && fitsMessage(scalarAt(map, 'type'), name, undefined, scope);
    if (key === 'to') return name !== scalarAt(map, 'from') && fitsMessage(scalarAt(map, 'type'), undefined, name, scope);
    return !standsBeside(name, path, around);
  });
  const oneSided = (key === 'from' || key === 'to') && kind === 'node';
  return fits.length > 0 || kind === 'operation' || key === 'client' || typeof key === 'number' ? fits : oneSided ? all.filter((name) => name !== scalarAt(map, key === 'from' ? 'to' : 'from')) : all;
}

/** A name as it stands in a file: as a plain text some words would be something else, such as true or null. */
export function writtenName(name: string): string {
  return /^(true|false|null|yes|no|on|off|y|n|~)$/i.test(name) ? JSON.stringify(name) : name;
}

/** Whether an operation can be carried out by a node; what is not known speaks against nothing. */
function fitsOperation(op: string | undefined, client: string | undefined, { model, nodes }: Scope): boolean {
  const role = client === undefined ? undefined : nodes?.get(client);
  if (model === undefined || role === undefined || role === '') return true;
  if (op === undefined || !Object.hasOwn(model.operations, op)) return Object.values(model.operations).some((each) => each.role === role);
  return model.operations[op]!.role === role;
}

/** Whether an operation has the arguments that are written. */
function takes(op: string, args: Tree | undefined, { model }: Scope): boolean {
  return args?.kind !== 'map' || !model || args.entries.every(({ key }) => Object.hasOwn(model.operations[op]!.args, key));
}

export function fitsMessage(type: string | undefined, from: string | undefined, to: string | undefined, { model, nodes }: Scope): boolean {
  const message = type !== undefined && model && Object.hasOwn(model.messages, type) ? model.messages[type] : undefined;
  if (message === undefined) return true;
  const sender = from === undefined ? undefined : nodes?.get(from);
  const receiver = to === undefined ? undefined : nodes?.get(to);
  return (!sender || message.from.includes(sender)) && (!receiver || message.to.includes(receiver));
}

/** In groups of a partition a node stands once; so it does in a list of nodes, and on one side of a one-way cut. */
function standsBeside(name: string, path: Path, around: readonly Tree[]): boolean {
  const groups = path.indexOf('groups');
  const lists = groups >= 0 ? around.slice(groups + 1) : typeof path.at(-1) === 'number' ? [around.at(-1)!] : [];
  const side = path.at(-2);
  const cut = around.at(-2);
  const other = cut?.kind === 'map' && (side === 'from' || side === 'to') ? (cut as MapTree).entries.filter(({ key }) => key === 'from' || key === 'to').map(({ value }) => value) : [];
  return [...lists.slice(0, 1), ...other].some((tree) => holds(tree, name));
}

function holds(tree: Tree, name: string): boolean {
  return tree.kind === 'scalar' ? tree.value === name : tree.kind === 'list' && tree.items.some((item) => holds(item, name));
}
